import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { anyId, below, byHabit, pick, rowsWith } from './traffic.ts';
import type { Habit, Seen } from './traffic.ts';

const seen: Seen = {
  now: 0,
  rows: (view) => ['open', 'paid', 'open'].map((status, index) => ({ view, index, status })),
  states: () => new Map(),
};

const at = (point: number) => () => point;

describe('Chance', () => {
  it('gives whole numbers below a count', () => {
    assert.deepEqual([below(at(0), 3), below(at(0.5), 3), below(at(0.999), 3)], [0, 1, 2]);
  });

  it('picks one of several, and something else of none', () => {
    assert.equal(pick(at(0.5), ['a', 'b', 'c'], 'z'), 'b');
    assert.equal(pick<string>(at(0.5), [], 'z'), 'z');
  });

  it('makes ids of their kind', () => {
    assert.equal(anyId(at(0), 'order'), 'order-r0');
    assert.match(anyId(at(0.7), 'order'), /^order-r[a-z0-9]+$/);
    assert.notEqual(anyId(at(0.7), 'order'), anyId(at(0.8), 'order'));
  });
});

describe('What people look for', () => {
  it('stands in rows with one of some values', () => {
    const rowsIn = rowsWith('status');
    const found = (...values: readonly string[]) =>
      rowsIn(seen, 'Orders', ...values).map(({ index }) => index);
    assert.deepEqual([found('open'), found('paid', 'open'), found()], [[0, 2], [0, 1, 2], []]);
  });
});

describe('Habits', () => {
  const does = (type: string): Habit[1] => {
    const step = { as: 'Customer', claims: {}, command: { type } };
    return () => step;
  };
  const next = byHabit([
    [30, does('Order')],
    [60, does('Pay')],
  ]);
  const doneAt = (point: number) => next(at(point), seen).command.type;

  it('come as often as their share of a hundred', () => {
    assert.deepEqual([0, 0.29, 0.3, 0.89].map(doneAt), ['Order', 'Order', 'Pay', 'Pay']);
  });

  it('leave the rest of a hundred to the first of them', () => {
    assert.equal(doneAt(0.9), 'Order');
  });
});
