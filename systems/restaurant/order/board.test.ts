import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MINUTE_MS } from '@dure/domain';
import { instantAt } from '@dure/domain/korea';
import type { By } from '@dure/domain';
import {
  asks,
  deadlineOf,
  invalid,
  nothing,
  outOfTurn,
  policy,
  processOf,
  refused,
  scenario,
  unavailable,
  viewOf,
} from '@dure/testing';
import * as Cook from '../cook/contract.ts';
import * as Delivery from '../delivery/contract.ts';
import { Order, Ordering } from './board.ts';
import { command, event, reject, remind } from './contract.ts';
import { FulfilOrder } from './fulfil-order.ts';

const now = instantAt('2026-03-02', '12:00');

const id = { orderId: 'order-1' } as const;
const portions = {
  restaurantId: 'restaurant-1',
  restaurantMenuId: 'menu-11',
  customerId: 'customer-1',
  qty: 2,
} as const;
const dish = { ...id, ...portions, cookId: 'cook-1', status: '' } as const;

const place = command.PlaceOrder({ ...id, ...portions });
const ordered = event.Ordered({ ...place, status: 'ORDER : ORDERED', modifiedDate: now });
const cancelled = event.OrderCancelled({
  ...ordered,
  status: 'ORDER : ORDER CANCELED',
  cause: 'CUSTOMER',
});
const short = event.OrderCancelled({
  ...ordered,
  status: 'ORDER : QTY OVER CANCELED',
  cause: 'QTY_OVER',
});
const rejected = event.OrderCancelled({
  ...ordered,
  status: 'ORDER : COOK CANCELED',
  cause: 'KITCHEN',
  reason: '재료 소진',
});
const cooking = event.OrderCookingStarted({ ...id, customerId: 'customer-1' });
const completed = event.OrderCompleted({ ...id, customerId: 'customer-1' });

const cancel = command.CancelOrder(id);
const hold = Cook.command.HoldCooking({ ...id, ...portions, holdId: 'hold-1' });

const order = scenario(Order, { now });

describe('An order', () => {
  it('RES-F1: is taken at once, as new', () => {
    order.when(place).then(ordered);
    order.when({ ...place, status: 'ORDER : ORDERED' }).then(ordered);
    order.when({ ...place, status: 'COOKED' }).then(invalid('status'));
    order.given(ordered).when(place).then(outOfTurn('ordered'));
  });

  it("keeps the phone that the customer's credential proves", () => {
    const by: By = { kind: 'actor', name: 'Customer', claims: { tel: '010-2222-3333' } };
    scenario(Order, { now, by })
      .when(place)
      .then({ ...ordered, tel: '01022223333' });
  });

  it('RES-N3: is not taken beyond so many a second', () => {
    const second = Math.floor(now / 1000);
    const after = (orders: number, of = second) =>
      scenario(Order, { now, row: { Intake: { all: { intake: 'all', second: of, orders } } } });
    after(199).when(place).then(ordered);
    after(200)
      .when(place)
      .then(reject.OrderBusy({ retryAfter: 1 }));
    after(200, second - 1)
      .when(place)
      .then(ordered);
  });

  it('RES-N1: is cancelled once the kitchen has promised not to begin', () => {
    const before = order.given(ordered);
    before.when(cancel).then(asks(hold));
    before.answered({ holdCooking: {} }).when(cancel).then(cancelled);
    const reason = '배가 안 고픔';
    before
      .answered({ holdCooking: {} })
      .when({ ...cancel, reason })
      .then({ ...cancelled, reason });
  });

  it('RES-N1: is not cancelled when the kitchen has begun, or cannot say', () => {
    const answering = (answer: Parameters<typeof order.answered>[0]['holdCooking']) =>
      order
        .given(ordered)
        .answered({ holdCooking: answer ?? unavailable })
        .when(cancel);
    const begun = reject.CookingStarted({ ...id, status: 'COOK : COOKING' });
    answering(refused(begun)).then(begun);
    const withdrawn = Cook.reject.HoldWithdrawn(hold);
    answering(refused(withdrawn)).then(reject.CancelUnavailable({ retryAfter: 1 }));
    answering(unavailable).then(reject.CancelUnavailable({ retryAfter: 5 }));
  });

  it('is cancelled before it is cooked, or not at all', () => {
    const late = (status: string) => reject.CookingStarted({ ...id, status });
    order.given(ordered, cooking).when(cancel).then(late('ORDER : COOKING'));
    order.given(ordered, cooking, completed).when(cancel).then(late('ORDER : COMPLETED'));
    order.given(ordered, cancelled).when(cancel).then(nothing);
    order.given(ordered, short).when(cancel).then(nothing);
  });

  it('RES-F4: is cancelled for lack of stock, unless the customer was first', () => {
    const forStock = command.CancelForStock(id);
    order.given(ordered).when(forStock).then(short);
    order.given(ordered, cancelled).when(forStock).then(nothing);
    order.given(ordered, cooking).when(forStock).then(outOfTurn('cooking'));
  });

  it('is cancelled for the kitchen, unless the customer was first', () => {
    const forKitchen = command.CancelForKitchen({ ...id, reason: '재료 소진' });
    order.given(ordered).when(forKitchen).then(rejected);
    order.given(ordered, cancelled).when(forKitchen).then(nothing);
  });

  it('follows the kitchen and the riders, in whatever order it hears of them', () => {
    const record = command.RecordCooking(id);
    const complete = command.CompleteOrder(id);
    order.given(ordered).when(record).then(cooking);
    order.given(ordered, cooking).when(complete).then(completed);
    order.given(ordered).when(complete).then(cooking, completed);
    order.given(ordered, cooking, completed).when(record).then(nothing);
    order.given(ordered, cancelled).when(record).then(outOfTurn('canceled'));
  });
});

describe('Ordering', () => {
  const follows = (name: string) => {
    const named = Ordering.policies[name];
    assert.ok(named, name);
    return policy(named);
  };

  it('RES-N2: follows what the kitchen and the riders did', () => {
    follows('CookCancelUpdate')
      .when(Cook.event.CookQtyChecked(dish))
      .then(command.CancelForStock(id));
    const reason = '재료 소진';
    follows('kitchenRejected')
      .when(Cook.event.CookRejected({ ...dish, reason, isReceived: true }))
      .then(command.CancelForKitchen({ ...id, reason }));
    follows('followCooking').when(Cook.event.CookStarted(dish)).then(command.RecordCooking(id));
    follows('followDelivery')
      .when(Delivery.event.DeliveryCompleted(id))
      .then(command.CompleteOrder(id));
  });

  it('tells the customer when the kitchen is slow, unless it has begun', () => {
    const { ORDER_SILENCE } = Ordering.deadlines;
    assert.ok(ORDER_SILENCE);
    const reminder = deadlineOf(ORDER_SILENCE, { now });
    const reminds = remind.KitchenSilent({ ...id, customerId: 'customer-1' });
    reminder.when(ordered).then({ at: now + 20 * MINUTE_MS, reminds });
    reminder.given(ordered).when(cooking).then();
    reminder.given(ordered).when(cancelled).then();
  });

  it('shows orders, and counts those of the second', () => {
    const { Orders, Intake } = Ordering.views;
    assert.ok(Orders && Intake);
    const row = { ...id, ...portions, modifiedDate: now };
    viewOf(Orders)
      .given(ordered, short)
      .then({ ...row, status: 'ORDER : QTY OVER CANCELED', cause: 'QTY_OVER' });
    const other = { ...ordered, orderId: 'order-2' } as const;
    const second = Math.floor(now / 1000);
    viewOf(Intake, { now }).given(ordered, other).then({ intake: 'all', second, orders: 2 });
  });
});

describe('FulfilOrder', () => {
  const reserved = Cook.event.StockReserved({ ...dish, left: 18 });
  const received = Cook.event.CookReceived(dish);
  const started = Cook.event.CookStarted(dish);
  const cooked = Cook.event.Cooked(dish);
  const prepared = Delivery.event.DeliveryPrepared(id);

  it('sends nothing, and knows where the order stands', () => {
    const story = processOf(FulfilOrder);
    story.when(ordered).then();
    story.given(ordered).when(reserved).remembers({ step: 1, status: 'running' });
    story.given(ordered, reserved, received).when(started).remembers({ step: 3 });
    story
      .given(ordered, reserved, received, started, cooked, prepared)
      .when(completed)
      .remembers({ step: 6, status: 'completed' });
  });

  it('ends when the order is cancelled', () => {
    const story = processOf(FulfilOrder);
    story.given(ordered, reserved, received).when(cancelled).remembers({ status: 'ended' });
    const refusedStock = Cook.event.StockRefused({ ...dish, left: 0 });
    story.given(ordered).when(refusedStock).remembers({ status: 'ended' });
  });
});
