import { deepEqual, throws } from 'node:assert/strict';
import { describe, it } from 'node:test';
import { contract } from './contract.ts';
import { dictionary } from './dictionary.ts';
import { id, text } from './shapes.ts';

const words = { orderId: id('order'), reason: text };

describe('A dictionary', () => {
  it('gives the fields that are named', () => {
    deepEqual(dictionary(words).of('orderId'), { orderId: words.orderId });
  });

  it('makes a field with a question mark optional', () => {
    deepEqual(dictionary(words).of('reason?'), { reason: { ...words.reason, isOptional: true } });
  });

  it('lets a field be null that is marked so, and left out if it is marked so too', () => {
    const { of } = dictionary(words);
    const { reason } = of('reason|null');
    deepEqual([reason.read(null), reason.read(' late ')], [null, 'late']);
    deepEqual('isOptional' in reason, false);
    deepEqual(of('reason|null?').reason.isOptional, true);
    const { event } = contract('shop', { events: { Left: of('orderId', 'reason|null?') } });
    deepEqual(event.Left({ orderId: 'order-1', reason: null }).reason, null);
    deepEqual('reason' in event.Left({ orderId: 'order-1' }), false);
  });

  it('refuses a word that it does not have', () => {
    const { of } = dictionary(words);
    // @ts-expect-error  the dictionary has no such word
    throws(() => of('price'));
    // @ts-expect-error  there is no such mark
    throws(() => of('reason|none'));
    // @ts-expect-error  a mark alone is no word
    throws(() => of('?'));
  });
});
