// Days and instants of the business time zone, Asia/Seoul, which has had no summer time since 1988.
// An instant is epoch milliseconds; a day is `YYYY-MM-DD`.

const SEOUL_OFFSET_MS = 9 * 3_600_000;
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

/** The day in Seoul at an instant. */
export const dayOf = (instantMs: number): string => dayAtUtc(instantMs + SEOUL_OFFSET_MS);

/** The instant of a time of day, such as `15:00`, on a day in Seoul. */
export const instantAt = (day: string, timeOfDay: string): number =>
  Date.parse(`${day}T${timeOfDay}:00+09:00`);

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

/** ISO 8601 with the offset of Seoul, to the second. */
export const isoOf = (instantMs: number): string =>
  `${new Date(instantMs + SEOUL_OFFSET_MS).toISOString().slice(0, 19)}+09:00`;

/** The instant of an ISO 8601 datetime with offset. */
export const instantOf = (datetime: string): number => Date.parse(datetime);

const DAYS_IN_MONTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

const isDay = (year: number, month: number, day: number): boolean => {
  const days = month === 2 && isLeap(year) ? 29 : (DAYS_IN_MONTHS[month - 1] ?? 0);
  return day >= 1 && day <= days;
};

/** `2024-02-21` or `20240221`, when that day exists; otherwise nothing. */
export const parseDate = (written: unknown): string | undefined => {
  if (typeof written !== 'string') return undefined;
  const [, year, month, day] = /^(\d{4})-?(\d{2})-?(\d{2})$/.exec(written) ?? [];
  if (!isDay(Number(year), Number(month), Number(day))) return undefined;
  return written.length === 10 ? written : `${year}-${month}-${day}`;
};

/** An ISO 8601 datetime; a blank may stand for `T`, and no offset means Seoul. */
export const parseDatetime = (written: unknown): string | undefined => {
  if (typeof written !== 'string') return undefined;
  const words = written.replace(' ', 'T');
  const parts = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})(:\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}:\d{2})?$/;
  const [, day, time, seconds = ':00', offset = '+09:00'] = parts.exec(words) ?? [];
  if (day === undefined || parseDate(day) === undefined) return undefined;
  const normal = `${day}T${time}${seconds}${offset}`;
  return Number.isNaN(Date.parse(normal)) ? undefined : normal;
};
