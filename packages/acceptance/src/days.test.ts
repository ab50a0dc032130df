import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { byHabit } from '@dure/rehearsal/traffic';
import type { Step, Traffic } from '@dure/rehearsal/traffic';
import {
  chance,
  commandsIn,
  dayOf,
  doneIn,
  itFollowsChance,
  seenAs,
  withMessages,
} from './days.ts';

const step = (as: string, type: string): Step => ({ as, claims: {}, command: { type } });

const traffic: Traffic = {
  setUp: () => [],
  next: byHabit([
    [90, () => step('Customer', 'Order')],
    [10, (_, { rows }) => step('Clerk', rows('Orders').length > 0 ? 'Pack' : 'Wait')],
  ]),
  finish: () => [],
};

describe('A day', () => {
  const seen = seenAs({ Orders: [{ orderId: 'order-1' }] });

  itFollowsChance(traffic, seen);

  it('has in it what people do with what they see', () => {
    assert.deepEqual(commandsIn(dayOf(traffic, seen)), ['Order', 'Pack']);
    assert.deepEqual(commandsIn(dayOf(traffic, seenAs({}))), ['Order', 'Wait']);
    assert.deepEqual(doneIn([step('Clerk', 'Pack')]), ['Clerk Pack']);
  });

  it('is driven by numbers from 0, below 1, of which few are the same', () => {
    const random = chance(1);
    const numbers = Array.from({ length: 100 }, () => random());
    assert.ok(numbers.every((number) => number >= 0 && number < 1));
    assert.equal(new Set(numbers).size, numbers.length);
  });

  it('may have messages in it', () => {
    const { states, rows } = withMessages(seen, { 'order-1/PAID/customer:1': 'givenUp' });
    assert.deepEqual(states('Message').get('order-1/PAID/customer:1'), { is: 'givenUp' });
    assert.equal(states('Order').size, 0);
    assert.equal(rows('Orders').length, 1);
  });
});
