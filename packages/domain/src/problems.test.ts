// What rules make is held to the shapes of its note, its state or its row.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { contract } from './contract.ts';
import { money } from './korea.ts';
import { problemsOf } from './reading.ts';
import { byName, count, date, id, list, nullable, optional, stamped, text } from './shapes.ts';
import { open, states } from './states.ts';
import { take } from './views.ts';

const orderId = id('order');
const { event, view } = contract('till', {
  events: {
    Paid: {
      orderId,
      amount: money(),
      day: date,
      note: optional(text),
      status: stamped,
      until: nullable(date),
      nights: list(date),
      rooms: byName(count()),
    },
  },
  views: { Payments: { orderId, amount: money() } },
});

const life = states({ paid: open('PAID', { amount: money(), day: date }) });

const paid = {
  orderId: 'order-1',
  amount: 500,
  day: '2024-02-29',
  status: 'PAID',
  until: null,
  nights: ['2024-02-28'],
  rooms: { '2024-02-28': 1 },
} as const;

const wrong = (more: object): readonly string[] =>
  problemsOf(event.Paid, { ...paid, ...more }).map(({ path }) => path);

describe('what a rule has made', () => {
  it('is right where each field is as its shape says, whatever else it carries', () => {
    assert.deepEqual(wrong({}), []);
    assert.deepEqual(wrong({ note: 'soon', more: Number.NaN }), []);
  });

  it('is wrong where a number is none, or no whole one, or out of its bounds', () => {
    for (const amount of [Number.NaN, 1500.1, Infinity, -1, 100_000_001, '500', null, 5n]) {
      assert.deepEqual(wrong({ amount }), ['amount'], String(amount));
    }
  });

  it('is wrong where a day is not on the calendar', () => {
    for (const day of ['2023-02-29', '20240229', '2024-02-29 ', '', 20240229, new Date(0)]) {
      assert.deepEqual(wrong({ day }), ['day'], String(day));
    }
  });

  it('is wrong where something is missing, of another kind, or wrong inside', () => {
    assert.deepEqual(wrong({ orderId: 'payment-1' }), ['orderId']);
    assert.deepEqual(wrong({ status: undefined }), ['status']);
    assert.deepEqual(wrong({ until: 'never' }), ['until']);
    assert.deepEqual(wrong({ nights: ['2024-02-28', '2024-02-30'] }), ['nights.1']);
    assert.deepEqual(wrong({ rooms: { '2024-02-28': 0.5 } }), ['rooms.2024-02-28']);
  });

  it('is named with what is expected, in both languages', () => {
    const [problem] = problemsOf(event.Paid, { ...paid, amount: 1500.1 });
    assert.deepEqual(problem, {
      path: 'amount',
      ko: '0 이상 100,000,000 이하의 정수여야 합니다',
      en: 'must be a whole number from 0 to 100,000,000',
    });
  });

  it('may be a state or a row as well', () => {
    const state = life.paid({ amount: Number.NaN, day: '2024-02-29' });
    assert.deepEqual(
      problemsOf(life.paid.sketch, state).map(({ path }) => path),
      ['amount'],
    );
    const Payments = view.Payments.follows([event], { key: ['orderId'], creates: { Paid: take } });
    assert.deepEqual(
      problemsOf(Payments, { orderId: 'order-1' }).map(({ path }) => path),
      ['amount'],
    );
  });
});
