import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  commandsIn,
  dayOf,
  doneIn,
  itFollowsChance,
  seenAs,
  withMessages,
} from '@dure/acceptance/days';
import { traffic } from './traffic.ts';

const rowsAs = (...statuses: readonly string[]) =>
  statuses.map((status, index) => ({
    orderId: `order-${index}`,
    restaurantId: 'restaurant-1',
    customerId: 'customer-1',
    status,
  }));

const views = {
  Orders: rowsAs('ORDER : ORDERED', 'ORDER : COOKING', 'ORDER : COMPLETED'),
  KitchenTasks: rowsAs('COOK : ORDER RECEIPT', 'COOK : CANCEL HOLD', 'COOK : COOKING', 'COOKED'),
  Deliveries: rowsAs('DELIVERY : COOK FIN', 'DELIVERY : SHIPPED', 'DELIVERY : DELIVERY FIN'),
};

const seen = seenAs(views);
const empty = seenAs({});

describe('Traffic', () => {
  itFollowsChance(traffic, seen);

  it('has everything in it that people do', () => {
    assert.deepEqual(commandsIn(dayOf(traffic, seen)), [
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
    assert.deepEqual(commandsIn(dayOf(traffic, empty)), ['AddStock', 'PlaceOrder']);
  });

  it('ends with what people still owe, and with messages that could not be delivered', () => {
    const messages = {
      'order-1/ORDER : ORDERED/customer:customer-1': 'givenUp',
      'order-1/COOK : COOKING/customer:customer-1': 'sent',
    };
    const last = traffic.finish(withMessages(seen, messages));
    assert.deepEqual(doneIn(last), [
      'Kitchen StartCooking',
      'Kitchen FinishCooking',
      'Rider StartDelivery',
      'Rider CompleteDelivery',
      'Operator ResolveMessage',
    ]);
  });
});
