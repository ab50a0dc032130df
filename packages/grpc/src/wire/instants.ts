// Instants of the wall, ISO 8601, as `google.protobuf.Timestamp` has them.

import { calendarOf } from '@dure/domain';

/** The years that ISO 8601 and Timestamp both have: 0001 to 9999. */
const FIRST_S = -62_135_596_800;
const LAST_S = 253_402_300_799;
const NANO_DIGITS = 9;
const MS = 1_000;

/** Seconds beyond what a number holds are of a type of the library. */
export type Instant = {
  readonly seconds?: number | { toString(): string };
  readonly nanos?: number;
};

/** What is no instant is left out. */
export const toInstant = (written: unknown): Instant | undefined => {
  const ms = typeof written === 'string' ? Date.parse(written) : Number.NaN;
  if (Number.isNaN(ms)) return undefined;
  const [, fraction = ''] = /T\d{2}:\d{2}:\d{2}\.(\d+)/.exec(String(written)) ?? [];
  const nanos = Number(fraction.slice(0, NANO_DIGITS).padEnd(NANO_DIGITS, '0'));
  return { seconds: Math.floor(ms / MS), nanos };
};

/** On the clocks of the business; nothing, where it is beyond all calendars. */
export const fromInstant = (wire: Instant, timeZone: string): string | undefined => {
  const seconds = Number((wire.seconds ?? 0).toString());
  const nanos = wire.nanos ?? 0;
  if (!(seconds >= FIRST_S && seconds <= LAST_S) || nanos < 0 || nanos >= 1e9) return undefined;
  const whole = calendarOf(timeZone).isoOf(seconds * MS);
  if (nanos === 0) return whole;
  const fraction = String(nanos).padStart(NANO_DIGITS, '0').replace(/0+$/, '');
  return whole.replace(/^(.{19})/, `$1.${fraction}`);
};
