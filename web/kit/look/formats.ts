// How values are written for people: Korean forms in Korean, English ones in English.

import type { Language } from './preferences.ts';

const locales = { ko: 'ko-KR', en: 'en-GB' } as const;

const made = new Map<string, Intl.DateTimeFormat>();

const format = (language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => {
  const key = `${language} ${JSON.stringify(options)}`;
  const known = made.get(key) ?? new Intl.DateTimeFormat(locales[language], options);
  made.set(key, known);
  return known;
};

export const countIn = (language: Language, value: number): string =>
  value.toLocaleString(locales[language]);

/** `120,000원`, `₩120,000`. */
export const moneyIn = (language: Language, won: number): string => {
  const digits = countIn(language, Math.abs(won));
  const sign = won < 0 ? '−' : '';
  return language === 'ko' ? `${sign}${digits}원` : `${sign}₩${digits}`;
};

/** A day is no instant: `2026-12-04` is the same day wherever one reads it. */
const noonOf = (day: string): Date => new Date(`${day}T12:00:00Z`);

export const dayIn = (language: Language, day: string): string =>
  format(language, { month: 'short', day: 'numeric', weekday: 'short', timeZone: 'UTC' }).format(
    noonOf(day),
  );

export const dayWithYearIn = (language: Language, day: string): string =>
  format(language, { dateStyle: 'medium', timeZone: 'UTC' }).format(noonOf(day));

export const weekdayIn = (language: Language, day: string): string =>
  format(language, { weekday: 'short', timeZone: 'UTC' }).format(noonOf(day));

/** `오전 12:20` in Korean; `00:20` in English, where an hour of one digit would look like minutes. */
const hourIn = { ko: 'numeric', en: '2-digit' } as const;

export const instantIn = (language: Language, instant: string, timeZone: string): string =>
  format(language, {
    month: 'short',
    day: 'numeric',
    hour: hourIn[language],
    minute: '2-digit',
    timeZone,
  }).format(new Date(instant));

export const timeIn = (language: Language, instant: string, timeZone: string): string =>
  format(language, { hour: hourIn[language], minute: '2-digit', timeZone }).format(
    new Date(instant),
  );

/** `01023456789` as `010-2345-6789`; what is masked already stays so. */
export const phoneOf = (digits: string): string =>
  digits.replace(/^(\d{3})(\d{3,4}|\*{3,4})(\d{4})$/, '$1-$2-$3');

/** The middle of every phone number in a text is hidden, as the server hides it in its fields. */
export const phonesHidden = (text: string): string =>
  text.replaceAll(/\b(01\d)(-?)\d{3,4}(-?)(\d{4})\b/g, '$1$2****$3$4');

const DAY_MS = 86_400_000;

/** The day of an instant where the business is. */
export const dayOf = (instantMs: number, timeZone: string): string => {
  const parts = format('en', { year: 'numeric', month: '2-digit', day: '2-digit', timeZone });
  const [day = '', month = '', year = ''] = parts.format(new Date(instantMs)).split('/');
  return `${year}-${month}-${day}`;
};

export const addDays = (day: string, count: number): string =>
  new Date(noonOf(day).getTime() + count * DAY_MS).toISOString().slice(0, 10);

/** From the first day up to the last one, without it. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((noonOf(to).getTime() - noonOf(from).getTime()) / DAY_MS);

/** The number behind the kind: `order-4` is 4 for people. */
export const shortId = (id: string): string => id.replace(/^[a-z]+-/i, '');
