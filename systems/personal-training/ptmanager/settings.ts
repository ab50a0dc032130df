// What care leaves to a machine, and how patient it is.

import { SECOND_MS, settings } from '@dure/domain';
import type { DeadlineKnown } from '@dure/domain';

export const setting = settings({
  AUTO_ASSIGN: false,
  CANCEL_RETRY: [5, 'seconds', { atLeast: 1 }],
  CANCEL_RETRY_MAX: [60, 'seconds', { atLeast: 1 }],
  ASSIGN_REMINDER: [24, 'hours'],
});

/** After so many attempts a cancellation is looked at by a person as well. */
const CANCEL_ATTEMPTS = 10;

/** How long a cancellation waits after so many attempts. */
export const cancelRetryMs = (times: number, known: DeadlineKnown): number => {
  const seconds = known.setting(setting.CANCEL_RETRY) * 2 ** times;
  return Math.min(seconds, known.setting(setting.CANCEL_RETRY_MAX)) * SECOND_MS;
};

/** How long all those attempts take. */
export const cancelAttemptsMs = (known: DeadlineKnown): number => {
  const waits = Array.from({ length: CANCEL_ATTEMPTS }, (_, times) => cancelRetryMs(times, known));
  return waits.reduce((all, one) => all + one, 0);
};
