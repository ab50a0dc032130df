import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Seen } from '@dure/domain/traffic';
import { traffic } from './traffic.ts';

/** Numbers that look like chance and are the same each time (Lehmer's generator). */
const chance = (seed: number) => {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
};

const rowsAs = (...statuses: readonly string[]) =>
  statuses.map((status, index) => ({
    orderId: `order-${index}`,
    restaurantId: 'restaurant-1',
    customerId: 'customer-1',
    status,
  }));

const views: { readonly [view: string]: readonly { readonly [field: string]: unknown }[] } = {
  Orders: rowsAs('ORDER : ORDERED', 'ORDER : COOKING', 'ORDER : COMPLETED'),
  KitchenTasks: rowsAs('COOK : ORDER RECEIPT', 'COOK : CANCEL HOLD', 'COOK : COOKING', 'COOKED'),
  Deliveries: rowsAs('DELIVERY : COOK FIN', 'DELIVERY : SHIPPED', 'DELIVERY : DELIVERY FIN'),
};

const seen: Seen = { now: 0, rows: (view) => views[view] ?? [], states: () => new Map() };
const empty: Seen = { ...seen, rows: () => [] };

const dayOf = (seed: number, of = seen) => {
  const random = chance(seed);
  return Array.from({ length: 500 }, () => traffic.next(random, of));
};

const commandsIn = (steps: ReturnType<typeof dayOf>) =>
  [...new Set(steps.map(({ command }) => command.type))].toSorted();

describe('Traffic', () => {
  it('is the same for the same chance', () => {
    assert.deepEqual(dayOf(7), dayOf(7));
    assert.notDeepEqual(dayOf(7), dayOf(8));
  });

  it('has everything in it that people do', () => {
    assert.deepEqual(commandsIn(dayOf(1)), [
      'AddStock',
      'CancelOrder',
      'CompleteDelivery',
      'FinishCooking',
      'PlaceOrder',
      'RejectCook',
      'StartCooking',
      'StartDelivery',
    ]);
  });

  it('orders as long as there is nothing else to do', () => {
    assert.deepEqual(commandsIn(dayOf(1, empty)), ['AddStock', 'PlaceOrder']);
  });

  it('ends with what people still owe, and with messages that nobody could deliver', () => {
    const givenUp = new Map([
      ['order-1/ORDER : ORDERED/customer:customer-1', { is: 'givenUp' }],
      ['order-1/COOK : COOKING/customer:customer-1', { is: 'sent' }],
    ]);
    const last = traffic.finish({ ...seen, states: () => givenUp });
    assert.deepEqual(
      last.map(({ as, command }) => `${as} ${command.type}`),
      [
        'Kitchen StartCooking',
        'Kitchen FinishCooking',
        'Rider StartDelivery',
        'Rider CompleteDelivery',
        'Operator ResolveMessage',
      ],
    );
  });
});
