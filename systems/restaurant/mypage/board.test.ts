import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { AnyMessage } from '@dure/domain';
import { viewOf } from '@dure/testing';
import * as Cook from '../cook/contract.ts';
import * as Delivery from '../delivery/contract.ts';
import * as Order from '../order/contract.ts';
import { Mypages } from './board.ts';

const { Mypage } = Mypages.views;
assert.ok(Mypage);
const mypage = viewOf(Mypage);

const id = { orderId: 'order-1' } as const;
const order = {
  ...id,
  restaurantId: 'restaurant-1',
  restaurantMenuId: 'menu-11',
  customerId: 'customer-1',
  qty: 2,
} as const;
const dish = { ...order, cookId: 'cook-1' } as const;

const ordered = Order.event.Ordered({ ...order, modifiedDate: 0, status: 'ORDER : ORDERED' });
const received = Cook.event.CookReceived({ ...dish, status: 'COOK : ORDER RECEIPT' });
const cooked = Cook.event.Cooked({ ...dish, status: 'COOKED' });
const cooking = Order.event.OrderCookingStarted({ ...order, status: 'ORDER : COOKING' });
const prepared = Delivery.event.DeliveryPrepared({ ...id, status: 'DELIVERY : COOK FIN' });
const row = { ...order, orderStatus: 'ORDER : ORDERED', cookStatus: null };

const inEveryOrder = (events: readonly AnyMessage[]): readonly (readonly AnyMessage[])[] =>
  events.length < 2
    ? [events]
    : events.flatMap((first, index) =>
        inEveryOrder(events.toSpliced(index, 1)).map((others) => [first, ...others]),
      );

describe('RES-F5 Mypage', () => {
  it('RES-N4: shows order, dish and delivery side by side', () => {
    mypage.given(ordered).then(row);
    mypage.given(ordered, received, cooking, cooked, prepared).then({
      ...row,
      cookId: 'cook-1',
      orderStatus: 'ORDER : COOKING',
      cookStatus: 'COOKED',
      deliveryStatus: 'DELIVERY : COOK FIN',
    });
  });

  it('S16: shows the same in whatever order the contexts are heard', () => {
    for (const events of inEveryOrder([ordered, cooked, prepared])) {
      mypage.given(...events).then({
        ...row,
        cookId: 'cook-1',
        cookStatus: 'COOKED',
        deliveryStatus: 'DELIVERY : COOK FIN',
      });
    }
  });

  it('says why there is no delivery', () => {
    const cancelledFor = (cause: 'CUSTOMER' | 'QTY_OVER' | 'KITCHEN', deliveryStatus: string) => {
      const status = `as ${cause}`;
      const cancelled = Order.event.OrderCancelled({ ...ordered, cause, status });
      mypage.given(ordered, cancelled).then({ ...row, orderStatus: status, deliveryStatus });
    };
    cancelledFor('CUSTOMER', 'DELIVERY : ORDER CANCELED');
    cancelledFor('KITCHEN', 'DELIVERY : ORDER CANCELED');
    cancelledFor('QTY_OVER', 'DELIVERY : QTY OVER');
  });

  it('forgets a hold that was released before the kitchen knew of the dish', () => {
    const held = Cook.event.CookHeld({
      ...dish,
      holdId: 'hold-1',
      isReceived: false,
      status: 'COOK : CANCEL HOLD',
    });
    const released = Cook.event.CookHoldReleased({ ...held, status: null });
    const told = { ...row, cookId: 'cook-1' };
    mypage.given(ordered, held).then({ ...told, cookStatus: 'COOK : CANCEL HOLD' });
    mypage.given(ordered, held, released).then(told);
  });
});
