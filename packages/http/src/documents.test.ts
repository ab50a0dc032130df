import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { contract } from '@dure/domain';
import { id } from '@dure/domain/shapes';
import { as, documents } from './documents.ts';

const orderId = id('order');
const { command } = contract('shop', {
  commands: { PlaceOrder: { orderId }, DropOrder: { orderId } },
});

describe('a documented line', () => {
  it('says who acts, on what, and what it answers', () => {
    const drop = as('Customer', 'DELETE /orders/{orderId}', command.DropOrder);
    assert.deepEqual(drop, {
      as: 'Customer',
      method: 'DELETE',
      path: '/orders/{orderId}',
      answers: 204,
      does: { command: command.DropOrder },
    });
    assert.equal(as('Customer', 'POST /orders', command.PlaceOrder).answers, 201);
    const patch = as('Customer', 'PATCH /orders', { status: { gone: command.DropOrder } });
    assert.deepEqual(patch.does, { field: 'status', commands: { gone: command.DropOrder } });
    assert.throws(() => as('Customer', 'PATCH /orders', {}));
  });

  it('is all that documents need to have', () => {
    assert.deepEqual(documents({}), { lines: [], fieldAliases: {}, ports: {} });
  });
});
