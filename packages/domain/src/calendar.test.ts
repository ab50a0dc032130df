import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  addDays,
  calendarOf,
  DAY_MS,
  daysBetween,
  HOUR_MS,
  instantOf,
  nightsOf,
  parseDate,
} from './calendar.ts';
import { dayOf, instantAt, isoOf, parseDatetime } from './korea.ts';

/** 2024-02-21T00:00:00+09:00 */
const MIDNIGHT = Date.UTC(2024, 1, 20, 15);

describe('a day in Seoul', () => {
  it('begins nine hours before that of Greenwich', () => {
    assert.equal(dayOf(MIDNIGHT), '2024-02-21');
    assert.equal(dayOf(MIDNIGHT - 1), '2024-02-20');
    assert.equal(dayOf(MIDNIGHT + DAY_MS - 1), '2024-02-21');
    assert.equal(dayOf(0), '1970-01-01');
    assert.equal(dayOf(-10 * HOUR_MS), '1969-12-31');
  });

  it('has its hours', () => {
    assert.equal(instantAt('2024-02-21', '00:00'), MIDNIGHT);
    assert.equal(instantAt('2024-02-21', '15:00'), MIDNIGHT + 15 * HOUR_MS);
    assert.equal(dayOf(instantAt('2024-02-21', '23:59')), '2024-02-21');
  });

  it('is written with its offset', () => {
    assert.equal(isoOf(MIDNIGHT), '2024-02-21T00:00:00+09:00');
    assert.equal(isoOf(MIDNIGHT + 999), '2024-02-21T00:00:00+09:00');
    assert.equal(instantOf(isoOf(MIDNIGHT)), MIDNIGHT);
  });
});

describe('counting days', () => {
  it('goes over months and leap years', () => {
    assert.equal(addDays('2024-02-28', 1), '2024-02-29');
    assert.equal(addDays('2023-02-28', 1), '2023-03-01');
    assert.equal(addDays('2024-01-01', -1), '2023-12-31');
    assert.equal(addDays('2024-02-21', 0), '2024-02-21');
    assert.equal(daysBetween('2024-02-28', '2024-03-01'), 2);
    assert.equal(daysBetween('2024-03-01', '2024-02-28'), -2);
    assert.equal(daysBetween('2024-01-01', '2025-01-01'), 366);
  });

  it('gives back what it has added', () => {
    for (let days = -800; days <= 800; days += 37) {
      assert.equal(daysBetween('2024-02-21', addDays('2024-02-21', days)), days);
    }
  });

  it('goes on after more days than are remembered', () => {
    const days = Array.from({ length: 9_000 }, (_, day) => addDays('2000-01-01', day));
    assert.equal(new Set(days).size, 9_000);
    assert.deepEqual(days.toSorted(), days);
    assert.equal(addDays('2000-01-01', 0), '2000-01-01');
  });
});

describe('the nights of a stay', () => {
  it('are all days but the last', () => {
    assert.deepEqual(nightsOf('2024-02-28', '2024-03-01'), ['2024-02-28', '2024-02-29']);
    assert.deepEqual(nightsOf('2024-02-28', '2024-02-28'), []);
    assert.deepEqual(nightsOf('2024-03-01', '2024-02-28'), []);
  });
});

describe('reading days and instants', () => {
  it('takes a day that exists, and no other', () => {
    assert.equal(parseDate('2024-02-29'), '2024-02-29');
    assert.equal(parseDate('20240229'), '2024-02-29');
    for (const written of ['2023-02-29', '2100-02-29', '2024-06-31', '2024-00-01', '24-02-21']) {
      assert.equal(parseDate(written), undefined, written);
    }
    for (const written of [undefined, null, 20240221, {}, [], '2024-02-21 ', '2024/02/21']) {
      assert.equal(parseDate(written), undefined);
    }
  });

  it('agrees with the calendar of the machine about every day of four centuries', () => {
    const first = Date.UTC(1900, 0, 1);
    for (let day = 0; day < 146_097; day += 1) {
      const written = new Date(first + day * DAY_MS).toISOString().slice(0, 10);
      assert.equal(parseDate(written), written);
    }
  });

  it('takes an instant, in Seoul where it says nothing else', () => {
    assert.equal(parseDatetime('2024-02-21 15:00'), '2024-02-21T15:00:00+09:00');
    assert.equal(parseDatetime('2024-02-21T15:00:01.25Z'), '2024-02-21T15:00:01.25Z');
    for (const written of ['2024-02-30T10:00', '2024-02-21T24:30', '2024-02-21', '15:00', 7]) {
      assert.equal(parseDatetime(written), undefined, String(written));
    }
  });
});

describe('a calendar of a zone that puts its clocks forward and back', () => {
  const {
    dayOf: day,
    instantAt: at,
    isoOf: iso,
    parseDatetime: parse,
  } = calendarOf('America/New_York');

  it('has the offset of the season', () => {
    assert.equal(iso(Date.UTC(2024, 0, 15, 12)), '2024-01-15T07:00:00-05:00');
    assert.equal(iso(Date.UTC(2024, 6, 15, 12)), '2024-07-15T08:00:00-04:00');
    assert.equal(day(Date.UTC(2024, 6, 15, 3, 59)), '2024-07-14');
    assert.equal(parse('2024-07-15 09:30'), '2024-07-15T09:30:00-04:00');
    assert.equal(parse('2024-01-15T09:30'), '2024-01-15T09:30:00-05:00');
  });

  it('finds every time of a day again', () => {
    for (const date of ['2024-03-09', '2024-03-11', '2024-11-02', '2024-11-04']) {
      for (const time of ['00:00', '01:30', '02:30', '12:00', '23:59']) {
        assert.equal(iso(at(date, time)).slice(0, 16), `${date}T${time}`);
      }
    }
  });

  it('takes the first of a time that comes twice, and goes past one that is left out', () => {
    assert.equal(iso(at('2024-11-03', '01:30')), '2024-11-03T01:30:00-04:00');
    assert.equal(iso(at('2024-03-10', '02:30')), '2024-03-10T03:30:00-04:00');
  });

  it('knows offsets of a quarter of an hour, and none', () => {
    assert.equal(calendarOf('Asia/Kathmandu').isoOf(0), '1970-01-01T05:30:00+05:30');
    assert.equal(
      calendarOf('Asia/Kathmandu')
        .isoOf(Date.UTC(2024, 0, 1))
        .slice(19),
      '+05:45',
    );
    assert.equal(calendarOf('UTC').isoOf(0), '1970-01-01T00:00:00+00:00');
  });

  it('is none where there is no such zone', () =>
    assert.throws(() => calendarOf('Asia/Seol'), /no time zone Asia\/Seol.*such as Asia\/Seoul/));
});
