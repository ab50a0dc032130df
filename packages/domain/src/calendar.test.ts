import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  addDays,
  DAY_MS,
  dayOf,
  daysBetween,
  HOUR_MS,
  instantAt,
  instantOf,
  isoOf,
  nightsOf,
  parseDate,
  parseDatetime,
} from './calendar.ts';

describe('a day in Seoul', () => {
  it('begins nine hours before that of Greenwich', () => {
    const midnight = Date.parse('2024-02-20T15:00:00Z');
    assert.equal(dayOf(midnight), '2024-02-21');
    assert.equal(dayOf(midnight - 1), '2024-02-20');
    assert.equal(instantAt('2024-02-21', '00:00'), midnight);
  });

  it('is the same again however often it is asked for', () => {
    const start = instantAt('2020-01-01', '00:00');
    for (let day = 0; day < 9_000; day += 1) dayOf(start + day * DAY_MS);
    assert.equal(dayOf(start), '2020-01-01');
    assert.equal(dayOf(start + 59 * DAY_MS), '2020-02-29');
  });

  it('lies before 1970 as well', () =>
    assert.equal(dayOf(instantAt('1969-12-31', '23:59')), '1969-12-31'));
});

describe('days', () => {
  it('are counted over months, years and leap days', () => {
    assert.equal(addDays('2024-02-28', 1), '2024-02-29');
    assert.equal(addDays('2024-02-28', 2), '2024-03-01');
    assert.equal(addDays('2023-12-31', 1), '2024-01-01');
    assert.equal(addDays('2024-01-01', -1), '2023-12-31');
    assert.equal(daysBetween('2024-02-28', '2024-03-01'), 2);
    assert.equal(daysBetween('2024-03-01', '2024-02-28'), -2);
    assert.equal(daysBetween('2024-03-01', '2024-03-01'), 0);
  });

  it('are not those of weeks: the last of December stays in its year', () => {
    assert.equal(dayOf(instantAt('2024-12-30', '12:00')), '2024-12-30');
    assert.equal(isoOf(instantAt('2024-12-31', '23:59')), '2024-12-31T23:59:00+09:00');
  });
});

describe('the nights of a stay', () => {
  it('end before the day of leaving', () => {
    assert.deepEqual(nightsOf('2024-02-28', '2024-03-01'), ['2024-02-28', '2024-02-29']);
  });

  it('are none, when the days are the same or the wrong way round', () => {
    assert.deepEqual(nightsOf('2024-02-28', '2024-02-28'), []);
    assert.deepEqual(nightsOf('2024-03-01', '2024-02-28'), []);
  });
});

describe('an instant', () => {
  it('is written with the offset of Seoul, to the second', () => {
    const instant = instantAt('2024-02-21', '15:00');
    assert.equal(isoOf(instant + 999), '2024-02-21T15:00:00+09:00');
    assert.equal(instantOf(isoOf(instant)), instant);
    assert.equal(instantOf('2024-02-21T06:00:00Z'), instant);
    assert.equal(instantOf('2024-02-21T07:00:00+09:00') + 8 * HOUR_MS, instant);
  });
});

describe('what people write', () => {
  it('is a day only if the calendar has it', () => {
    assert.equal(parseDate('20240229'), '2024-02-29');
    for (const wrong of ['2023-02-29', '2024-1-1', '24-01-01', '2024-01-32', '', 20240229, null]) {
      assert.equal(parseDate(wrong), undefined);
    }
  });

  it('is a time in Seoul, unless it says another offset', () => {
    assert.equal(parseDatetime('2020-09-01 10:00:00'), '2020-09-01T10:00:00+09:00');
    assert.equal(parseDatetime('2020-09-01T10:00-05:00'), '2020-09-01T10:00:00-05:00');
    for (const wrong of ['2020-09-01', '2020-02-30T10:00', '2020-09-01T24:01', 0, undefined]) {
      assert.equal(parseDatetime(wrong), undefined);
    }
  });
});
