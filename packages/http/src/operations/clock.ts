// The clock of a demo, moved on: whoever tries a business does not wait hours for its deadlines.

import { invalidPart, refusal } from '@dure/access';
import type { MovableClock } from './movable.ts';
import type { Act } from './operator.ts';

const MINUTE_MS = 60_000;
/** A year: enough for every deadline, and no slip of the keyboard. */
const MINUTES_MAX = 527_040;

const isMinutes = (minutes: unknown): minutes is number =>
  Number.isInteger(minutes) && Number(minutes) >= 1 && Number(minutes) <= MINUTES_MAX;

const stands = (clock: MovableClock | undefined): object => ({
  now: new Date(clock?.now() ?? Date.now()).toISOString(),
  isMovable: clock !== undefined,
});

export const readClock: Act = ({ exchange: { gateway } }) => ({ body: stands(gateway.clock) });

/** So many minutes on. */
export const moveClock: Act = async ({ exchange: { gateway }, body: { minutes } }) => {
  const { clock } = gateway;
  if (!clock) {
    const ko = '이 시계는 옮길 수 없습니다. --movable-clock으로 시작해 주세요';
    const en = 'This clock cannot be moved; start with --movable-clock';
    return refusal('NotOperable', { words: { ko, en } });
  }
  if (!isMinutes(minutes)) {
    const ko = `1부터 ${MINUTES_MAX}까지의 정수여야 합니다`;
    return invalidPart('minutes', ko, `must be a whole number from 1 to ${MINUTES_MAX}`);
  }
  await clock.passUntil(clock.now() + minutes * MINUTE_MS);
  return { body: stands(clock) };
};
