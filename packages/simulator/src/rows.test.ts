// The simulator's own fold of views: what the kernel's rows are held against.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { bakery } from './bakery.testing.ts';
import { History } from './history.ts';
import { foldViews } from './rows.ts';

const orderId = 'order-1';

const fold = (...happened: readonly [context: string, type: string, data: object][]) => {
  const history = new History();
  for (const { name } of bakery.contexts) history.open(name, 1);
  for (const [context, type, data] of happened) {
    const sequence = history.log(context, 0).length + 1;
    const facts = { kind: 'event', subject: 'Order/order-1', caseId: orderId, at: 0 } as const;
    const record = { ...facts, type, sequence, causedBy: 'a', actor: 'b' };
    history.note(context, 0, [{ ...record, data: { orderId, ...data } }]);
  }
  const [folded] = foldViews(bakery, 'counter', history);
  assert.ok(folded);
  return { row: folded.rows.get(orderId), early: folded.early.map(({ type }) => type) };
};

const placed = ['counter', 'OrderPlaced', { cake: 'cheese', amount: 3, status: 'placed' }] as const;
const baked = ['kitchen', 'CakeBaked', {}] as const;
const taken = ['till', 'MoneyTaken', { amount: 3 }] as const;

const row = { orderId, cake: 'cheese', amount: 3, status: 'placed' };

describe('a row', () => {
  it('begins with the event that creates it', () => assert.deepEqual(fold([...placed]).row, row));

  it('is the same in whatever order two contexts were heard', () => {
    const inOrder = fold([...placed], [...baked], [...taken]);
    assert.deepEqual(inOrder.row, { ...row, baked: 'baked', paid: 3 });
    assert.deepEqual(fold([...taken], [...baked], [...placed]), inOrder);
  });

  it('keeps what came early, and says so when its row never comes', () =>
    assert.deepEqual(fold([...baked]), { row: undefined, early: ['CakeBaked'] }));
});
