import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { accountsIn, isCardBooks, simulatedCardNetwork } from './simulated.ts';

type Asked = { readonly [field: string]: unknown };

/** A network of its own, which tells `taken`, or why it refused. */
const network = () => {
  let state = simulatedCardNetwork.initial;
  return {
    ask: (question: string, asked: Asked) => {
      const answered = simulatedCardNetwork.answer(question, asked, state);
      state = answered.state;
      const { answer, delayMs } = answered;
      const said = 'taken' in answer ? 'taken' : String(answer.refused['code']);
      return delayMs === undefined ? said : `${said} after ${delayMs} ms`;
    },
    books: () => {
      assert.ok(isCardBooks(state));
      return Object.fromEntries(accountsIn(state).map(([payId, { is }]) => [payId, is]));
    },
  };
};

const payment = { payId: 'payment-1', amount: 5000, cardToken: 'card-0001' };
const another = { payId: 'payment-21', amount: 7000, cardToken: 'card-0001' };

describe('The card network', () => {
  it('holds, takes and gives back, each once', () => {
    const { ask, books } = network();
    for (const question of ['approve', 'approve', 'capture', 'capture', 'refund', 'refund']) {
      assert.equal(ask(question, payment), 'taken', question);
    }
    assert.equal(ask('approve', another), 'taken');
    assert.deepEqual(books(), { 'payment-1': 'refunded', 'payment-21': 'held' });
  });

  it('leaves what it has answered before as it was', () => {
    const { initial, answer } = simulatedCardNetwork;
    const { state } = answer('approve', payment, initial);
    answer('capture', payment, state);
    assert.ok(isCardBooks(state) && isCardBooks(initial));
    assert.equal(accountsIn(state)[0]?.[1].is, 'held');
    assert.deepEqual(accountsIn(initial), []);
  });

  it('tells cards by their last digits', () => {
    const { ask } = network();
    const limit = { ...payment, cardToken: 'card-0002' };
    assert.equal(ask('approve', limit), 'LIMIT');
    assert.equal(ask('approve', limit), 'LIMIT');
    assert.equal(ask('approve', { ...another, cardToken: 'card-0009' }), 'taken after 900 ms');
    const expiring = { payId: 'payment-3', amount: 1, cardToken: 'card-0004' };
    assert.equal(ask('approve', expiring), 'taken');
    assert.equal(ask('capture', expiring), 'EXPIRED');
    assert.equal(ask('capture', expiring), 'EXPIRED');
  });

  it('refuses an approval that comes after its cancellation', () => {
    const { ask, books } = network();
    assert.equal(ask('cancel', { payId: 'payment-1' }), 'taken');
    assert.equal(ask('approve', payment), 'CANCELED');
    assert.deepEqual(books(), { 'payment-1': 'canceled' });
  });

  it('gives back what was captured by a refund only', () => {
    const { ask } = network();
    ask('approve', payment);
    assert.equal(ask('refund', payment), 'NOT_CAPTURED');
    ask('capture', payment);
    assert.equal(ask('cancel', payment), 'CAPTURED');
  });

  it('takes at once what is to be captured, and gives it back whole or in part', () => {
    const { ask, books } = network();
    const sale = { ...payment, isCaptured: true };
    assert.equal(ask('approve', sale), 'taken');
    assert.equal(ask('cancel', payment), 'taken');
    assert.equal(ask('cancel', payment), 'taken');
    assert.equal(ask('approve', sale), 'CANCELED');
    assert.equal(ask('approve', { ...another, isCaptured: true }), 'taken');
    assert.equal(ask('refund', { ...another, amount: 5000 }), 'taken');
    assert.deepEqual(books(), { 'payment-1': 'canceled', 'payment-21': 'refunded' });
  });

  it('takes what was begun before it was started again', () => {
    const { ask, books } = network();
    assert.equal(ask('capture', payment), 'taken');
    assert.equal(ask('refund', another), 'taken');
    assert.deepEqual(books(), { 'payment-1': 'captured', 'payment-21': 'refunded' });
  });
});
