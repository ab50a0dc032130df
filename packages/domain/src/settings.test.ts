import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { phone } from './korea.ts';
import { readSetting, settings, shaped, timeOfDay } from './settings.ts';
import type { Setting } from './settings.ts';

const terms = settings({
  DAYS: [3, 'days', { atLeast: 1, atMost: 30 }],
  WAIT: [2, 'hours'],
  FEE: [30, 'percent'],
  TRIES: [5, 'times', { atLeast: 1 }],
  OPEN_MAX: 1000,
  AT: timeOfDay('15:00'),
  PLACE: '마포',
  TEL: shaped(phone, '01031119999'),
  ON: false,
  FEES: [{ small: 1000, large: 2000 }, 'won'],
});

const valueOf = (setting: Setting, written: unknown) => readSetting(setting, written).value;
const wordsOf = (setting: Setting, written: unknown) => readSetting(setting, written).mistakes?.[0];

describe('a setting', () => {
  it('has a standard, and a unit if it needs one', () => {
    const { name, standard, unit } = terms.DAYS;
    assert.deepEqual({ name, standard, unit }, { name: 'DAYS', standard: 3, unit: 'days' });
    assert.equal(terms.AT.standard, '15:00');
    assert.equal(terms.ON.standard, false);
    assert.deepEqual(terms.FEES.standard, { small: 1000, large: 2000 });
  });

  it('is read as what it is, from text as well', () => {
    assert.equal(valueOf(terms.DAYS, '14'), 14);
    assert.equal(valueOf(terms.WAIT, '0.5'), 0.5);
    assert.equal(valueOf(terms.AT, '09:30'), '09:30');
    assert.equal(valueOf(terms.TEL, '010-3111-9999'), '01031119999');
    assert.equal(valueOf(terms.PLACE, ''), '');
    assert.deepEqual(
      ['on', 'OFF', 'true', 'False', true].map((written) => valueOf(terms.ON, written)),
      [true, false, true, false, true],
    );
    const fees = { small: 500, large: 0 };
    assert.deepEqual(valueOf(terms.FEES, fees), fees);
    assert.deepEqual(valueOf(terms.FEES, JSON.stringify(fees)), fees);
  });

  it('is refused out of its bounds', () => {
    for (const days of ['0', '31', '-1', 'NaN', Number.NaN, Infinity, '', 'many', null, '1e3']) {
      assert.ok(wordsOf(terms.DAYS, days), String(days));
    }
    for (const fee of [-1, 101, 150, 12.5]) assert.ok(wordsOf(terms.FEE, fee), String(fee));
    for (const tries of [0, 1.5]) assert.ok(wordsOf(terms.TRIES, tries), String(tries));
    for (const most of [-1, 0.5]) assert.ok(wordsOf(terms.OPEN_MAX, most), String(most));
    for (const at of ['24:00', '99:99', '9:30', '15:60', '15:00:00', '']) {
      assert.ok(wordsOf(terms.AT, at), at);
    }
    assert.ok(wordsOf(terms.WAIT, -1));
    assert.ok(wordsOf(terms.TEL, '112'));
    assert.ok(wordsOf(terms.ON, 'perhaps'));
    for (const fees of [{ small: 500 }, { small: 500, large: -1 }, '{', [], 5]) {
      assert.ok(wordsOf(terms.FEES, fees), JSON.stringify(fees));
    }
  });

  it('says its bounds where it is refused, in both languages', () => {
    assert.deepEqual(wordsOf(terms.FEE, 150), {
      path: 'FEE',
      ko: '0 이상 100 이하의 정수여야 합니다',
      en: 'must be a whole number from 0 to 100',
    });
    assert.equal(wordsOf(terms.DAYS, 0)?.en, 'must be a number from 1 to 30');
    assert.equal(wordsOf(terms.AT, '99:99')?.en, 'must be a time of day, from 00:00 to 23:59');
    assert.equal(wordsOf(terms.FEES, { small: -1, large: 0 })?.path, 'FEES.small');
  });

  it('is never outside of its own bounds', () => {
    assert.throws(() => settings({ FEE: [150, 'percent'] }), /FEE must be .* from 0 to 100/);
    assert.throws(() => settings({ AT: timeOfDay('25:00') }), /AT must be a time of day/);
  });
});
