import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { World } from '@dure/rehearsal';
import { simulatedCardNetwork } from './simulated.ts';
import { booksAgree } from './invariants.ts';
import type { Booked } from './invariants.ts';

const { answer, initial } = simulatedCardNetwork;
const sale = { payId: 'payment-1', amount: 5000, cardToken: 'card-0001', isCaptured: true };
const { state: books } = answer('approve', sale, initial);

const world: World = {
  events: [],
  states: () => new Map(),
  rows: () => [],
  external: (system) => (system === 'CardNetwork' ? books : undefined),
  now: 0,
};

const booked: Booked = {
  declined: [''],
  held: [],
  captured: ['approved'],
  refunded: ['canceled'],
  canceled: ['', 'canceled'],
};

describe("G3: the card network's books", () => {
  it('agree with a payment that is what the network says', () =>
    assert.deepEqual(booksAgree(world, new Map([['payment-1', 'approved']]), booked), []));

  it('disagree with a payment that is something else, and with one that is not there', () => {
    assert.deepEqual(booksAgree(world, new Map([['payment-1', 'canceled']]), booked), [
      'payment-1: captured, but the payment canceled.',
    ]);
    assert.equal(booksAgree(world, new Map(), booked).length, 1);
  });

  it('say nothing where there is no simulated network', () =>
    assert.deepEqual(booksAgree({ ...world, external: () => undefined }, new Map(), booked), []));
});
