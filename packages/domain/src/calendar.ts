// Days and instants. An instant is epoch milliseconds; a day is `YYYY-MM-DD`. Which day it is at an
// instant, the calendar of a time zone says.

export const DAY_MS = 86_400_000;
export const HOUR_MS = 3_600_000;
export const MINUTE_MS = 60_000;
export const SECOND_MS = 1_000;

const utcDay = (day: string): number => Date.parse(`${day}T00:00:00Z`);

// Writing a day takes longer than finding it: folds go over the nights of a year again and again.
const DAYS_KEPT_MAX = 4_000;
const written = new Map<number, string>();

const dayAtUtc = (instantMs: number): string => {
  const number = Math.floor(instantMs / DAY_MS);
  const known = written.get(number);
  if (known !== undefined) return known;
  const day = new Date(instantMs).toISOString().slice(0, 10);
  if (written.size >= DAYS_KEPT_MAX) written.clear();
  written.set(number, day);
  return day;
};

/** A day so many days later, or earlier if negative. */
export const addDays = (day: string, days: number): string => dayAtUtc(utcDay(day) + days * DAY_MS);

/** Whole days from one day to a later one; negative when it is earlier. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((utcDay(to) - utcDay(from)) / DAY_MS);

/** The nights of a stay: from the first day up to, and without, the day of leaving. */
export const nightsOf = (firstDay: string, leavingDay: string): readonly string[] => {
  const first = utcDay(firstDay);
  const nights = Math.max(0, daysBetween(firstDay, leavingDay));
  return Array.from({ length: nights }, (_, night) => dayAtUtc(first + night * DAY_MS));
};

/** The instant of an ISO 8601 datetime with offset. */
export const instantOf = (datetime: string): number => Date.parse(datetime);

const DAYS_IN_MONTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

const isDay = (year: number, month: number, day: number): boolean => {
  const days = month === 2 && isLeap(year) ? 29 : (DAYS_IN_MONTHS[month - 1] ?? 0);
  return day >= 1 && day <= days;
};

const knownDays = new Set<string>();

/** Whether there is such a day, written `2024-02-21`. The same days are asked for all day. */
export const isDate = (written: string): boolean => {
  if (knownDays.has(written)) return true;
  if (written.length !== 10 || parseDate(written) === undefined) return false;
  if (knownDays.size >= DAYS_KEPT_MAX) knownDays.clear();
  knownDays.add(written);
  return true;
};

/** `2024-02-21` or `20240221`, when that day exists; otherwise nothing. */
export const parseDate = (written: unknown): string | undefined => {
  if (typeof written !== 'string') return undefined;
  const [, year, month, day] = /^(\d{4})-?(\d{2})-?(\d{2})$/.exec(written) ?? [];
  if (!isDay(Number(year), Number(month), Number(day))) return undefined;
  return written.length === 10 ? written : `${year}-${month}-${day}`;
};

/** The days and the clocks of a time zone. */
export type Calendar = {
  readonly timeZone: string;
  /** The day at an instant. */
  readonly dayOf: (instantMs: number) => string;
  /**
   * The instant of a time of day, such as `15:00`, on a day. Of a time that comes twice, because
   * clocks are put back, it is the first; one that is left out is as much later as was left out.
   */
  readonly instantAt: (day: string, timeOfDay: string) => number;
  /** ISO 8601 with the offset of the zone, to the second. */
  readonly isoOf: (instantMs: number) => string;
  /** An ISO 8601 datetime; a blank may stand for `T`, and no offset means this zone. */
  readonly parseDatetime: (written: unknown) => string | undefined;
};

const calendars = new Map<string, Calendar>();

/**
 * The calendar of a time zone, by its IANA name: `Asia/Seoul`.
 * @throws {Error} there is no such zone.
 */
export const calendarOf = (timeZone: string): Calendar => {
  const known = calendars.get(timeZone);
  if (known) return known;
  const calendar = newCalendar(timeZone);
  calendars.set(timeZone, calendar);
  return calendar;
};

const newCalendar = (timeZone: string): Calendar => {
  const offsetAt = offsetsOf(timeZone);
  const instantAt = (day: string, timeOfDay: string): number => {
    const written = Date.parse(`${day}T${timeOfDay}:00Z`);
    const before = written - offsetAt(written - DAY_MS);
    const after = written - offsetAt(written + DAY_MS);
    const isThere = (instantMs: number) => instantMs + offsetAt(instantMs) === written;
    return isThere(before) || !isThere(after) ? before : after;
  };
  const isoOf = (instantMs: number): string => {
    const offsetMs = offsetAt(instantMs);
    const local = new Date(instantMs + offsetMs).toISOString().slice(0, 19);
    return `${local}${offsetIn(offsetMs)}`;
  };
  return {
    timeZone,
    dayOf: (instantMs) => dayAtUtc(instantMs + offsetAt(instantMs)),
    instantAt,
    isoOf,
    parseDatetime: (written) => {
      const { day, time, seconds, offset } = partsOf(written) ?? {};
      if (day === undefined || time === undefined || parseDate(day) === undefined) return undefined;
      const local = `${day}T${time}${seconds}`;
      if (Number.isNaN(Date.parse(`${local}${offset ?? 'Z'}`))) return undefined;
      return `${local}${offset ?? offsetIn(offsetAt(instantAt(day, time)))}`;
    },
  };
};

const partsOf = (written: unknown) => {
  if (typeof written !== 'string') return undefined;
  const parts = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})(:\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}:\d{2})?$/;
  const [, day, time, seconds = ':00', offset] = parts.exec(written.replace(' ', 'T')) ?? [];
  return { day, time, seconds, offset };
};

const two = (number: number): string => String(number).padStart(2, '0');

const offsetIn = (offsetMs: number): string => {
  const minutes = Math.abs(offsetMs) / MINUTE_MS;
  const sign = offsetMs < 0 ? '-' : '+';
  return `${sign}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
};

/** Clocks are put forward and back at the full quarter of an hour. */
const QUARTER_MS = 15 * MINUTE_MS;
const QUARTERS_KEPT_MAX = 4_000;

/** What a zone is ahead of UTC, in milliseconds. To look it up takes microseconds: it is kept. */
const offsetsOf = (timeZone: string): ((instantMs: number) => number) => {
  const format = formatOf(timeZone);
  const kept = new Map<number, number>();
  let latest: readonly [quarter: number, offsetMs: number] = [Number.NaN, 0];
  return (instantMs) => {
    const quarter = Math.floor(instantMs / QUARTER_MS);
    if (quarter === latest[0]) return latest[1];
    const offsetMs = kept.get(quarter) ?? offsetWritten(format.format(instantMs));
    if (kept.size >= QUARTERS_KEPT_MAX) kept.clear();
    kept.set(quarter, offsetMs);
    latest = [quarter, offsetMs];
    return offsetMs;
  };
};

const formatOf = (timeZone: string): Intl.DateTimeFormat => {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
  } catch (cause) {
    const say = `There is no time zone ${timeZone}. Give an IANA name, such as Asia/Seoul.`;
    throw new Error(say, { cause });
  }
};

/** Of `2/20/2024, GMT+09:00` the nine hours; `GMT` alone is none. */
const offsetWritten = (formatted: string): number => {
  const [, sign, hours, minutes] = /GMT([+-])(\d{2}):(\d{2})/.exec(formatted) ?? [];
  const offsetMs = Number(hours ?? 0) * HOUR_MS + Number(minutes ?? 0) * MINUTE_MS;
  return sign === '-' ? -offsetMs : offsetMs;
};
