// Korea: its clocks, its money, its phones. A business that is there takes them from here.

import { calendarOf } from './calendar.ts';
import { count, datetimeIn, textLike } from './shapes.ts';
import type { Shape, Unowned } from './shapes.ts';

export const SEOUL = 'Asia/Seoul';

// Days and instants in Seoul.
export const { dayOf, instantAt, isoOf, parseDatetime } = calendarOf(SEOUL);

/** An instant, ISO 8601 with offset; without one it is read as in Seoul. */
export const datetime: Shape<string> = datetimeIn(SEOUL);

export const WON_MAX = 100_000_000;

/** Whole Korean won. `5000.0` is read as 5000. */
export const money = (min = 0): Shape<number> => ({
  ...count({ min, max: WON_MAX }),
  kind: 'money',
});

const mobileNumber = {
  ko: '010-1234-5678과 같은 휴대폰 번호여야 합니다',
  en: 'must be a Korean mobile number, such as 010-1234-5678',
};

/** A Korean mobile number, digits only. A field says whose: `personal(phone, 'customerId')`. */
export const phone: Unowned<string> = {
  ...textLike('^01[016789]\\d{7,8}$', mobileNumber, (written) =>
    written.replace(/[\s-]/g, '').replace(/^\+82/, '0'),
  ),
  kind: 'phone',
  isUnowned: true,
};
