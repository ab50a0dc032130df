// What a person writes on the clock of the business, as an instant.

const MINUTE_MS = 60_000;

/** How far the clocks of a place are ahead of UTC at an instant. */
const aheadMs = (instantMs: number, timeZone: string): number => {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(new Date(instantMs));
  const of = (type: string): number => Number(parts.find((part) => part.type === type)?.value);
  const shown = Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'));
  return shown - Math.floor(instantMs / MINUTE_MS) * MINUTE_MS;
};

const two = (value: number): string => String(Math.floor(value)).padStart(2, '0');

/** `2026-12-04T15:00` in Seoul is `2026-12-04T15:00:00+09:00`. */
export const instantWithOffset = (local: string, timeZone: string): string => {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/.test(local)) return local;
  const ahead = aheadMs(Date.parse(`${local}Z`), timeZone) / MINUTE_MS;
  const [hours, minutes] = [Math.abs(ahead) / 60, Math.abs(ahead) % 60];
  const offset = `${ahead < 0 ? '-' : '+'}${two(hours)}:${two(minutes)}`;
  return `${local.length === 16 ? `${local}:00` : local}${offset}`;
};

/** As a field of a form has it: `2026-12-04T15:00`, on the clocks of the business. */
export const localOf = (instantMs: number, timeZone: string): string =>
  new Date(instantMs + aheadMs(instantMs, timeZone)).toISOString().slice(0, 16);
