// What the doctor finds: where, how bad, what it is, and what to do about it.

import type { Words } from '@dure/domain';

/** `bad` is wrong now; `soon` will be, or waits for a person; `well` was looked at. */
export type Level = 'well' | 'soon' | 'bad';

/** What was looked at, for programs: it does not change with the language. */
export type Check =
  | 'backup'
  | 'certificate'
  | 'claims'
  | 'clock'
  | 'disk'
  | 'file'
  | 'gaps'
  | 'logs'
  | 'parked'
  | 'promises'
  | 'reachable'
  | 'retired'
  | 'versions'
  | 'views';

export type Finding = {
  readonly check: Check;
  readonly level: Level;
  /** Such as `lodging/payment`, a file, or an address. */
  readonly where: string;
  readonly words: Words;
  /** What to do; nothing, where all is well. */
  readonly advice?: Words;
};

export const well = (check: Check, where: string, words: Words): Finding => ({
  check,
  level: 'well',
  where,
  words,
});
