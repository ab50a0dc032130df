import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MINUTE_MS } from '@dure/domain';
import { instantAt } from '@dure/domain/korea';
import { deadlineOf, policy, viewOf } from '@dure/testing';
import * as Order from '../order/contract.ts';
import { Kitchen } from './board.ts';
import { command, event } from './contract.ts';

const now = instantAt('2026-03-02', '12:00');

const id = { orderId: 'order-1' } as const;
const order = {
  ...id,
  restaurantId: 'restaurant-1',
  restaurantMenuId: 'menu-11',
  customerId: 'customer-1',
  qty: 2,
} as const;
const dish = { ...order, cookId: 'cook-1' } as const;

const received = event.CookReceived({ ...dish, status: 'COOK : ORDER RECEIPT' });
const held = event.CookHeld({
  ...dish,
  holdId: 'hold-1',
  isReceived: true,
  status: 'COOK : CANCEL HOLD',
});
const started = event.CookStarted({ ...dish, status: 'COOK : COOKING' });
const cooked = event.Cooked({ ...dish, status: 'COOKED' });
const cancelled = event.CookCancelled({
  ...dish,
  isReceived: true,
  status: 'COOK : ORDER CANCELED',
});
const rejected = event.CookRejected({
  ...dish,
  reason: '재료 소진',
  isReceived: true,
  status: 'COOK : ORDER REJECTED',
});

describe('The kitchen', () => {
  const follows = (name: string, settings = {}) => {
    const named = Kitchen.policies[name];
    assert.ok(named, name);
    return policy(named, { settings });
  };

  it('RES-F1: accepts every order, and cooks what has portions', () => {
    const ordered = Order.event.Ordered({ ...order, modifiedDate: now });
    follows('Accept').when(ordered).then(command.ReserveStock(order));
    const stock = { ...order, left: 18 };
    follows('queueForKitchen').when(event.StockReserved(stock)).then(command.ReceiveCook(order));
    follows('reportShortage').when(event.StockRefused(stock)).then(command.RefuseForStock(order));
  });

  it('RES-F3: cancels the dish when the customer does, and returns its portions', () => {
    const by = (cause: 'CUSTOMER' | 'QTY_OVER' | 'KITCHEN') =>
      Order.event.OrderCancelled({ ...order, cause, status: '', modifiedDate: now });
    follows('cancelCook').when(by('CUSTOMER')).then(command.CancelCook(order));
    follows('cancelCook').when(by('QTY_OVER')).then();
    follows('cancelCook').when(by('KITCHEN')).then();
    const back = command.ReturnStock(order);
    follows('returnStock').when(cancelled).then(back);
    follows('returnStock').when(rejected).then(back);
  });

  it('S3: cooks by itself only where it is set to', () => {
    follows('startAtOnce').when(received).then();
    follows('finishAtOnce').when(started).then();
    const auto = { AUTO_COOK: true };
    follows('startAtOnce', auto).when(received).then(command.StartCooking(id));
    follows('finishAtOnce', auto).when(started).then(command.FinishCooking(id));
  });

  it('S13: rejects what it has not started in time', () => {
    const { COOK_START, COOK_REMINDER } = Kitchen.deadlines;
    assert.ok(COOK_START && COOK_REMINDER);
    const sends = command.RejectCook({ ...id, reason: '조리 시작 기한 경과' });
    const deadline = deadlineOf(COOK_START, { now });
    deadline.when(received).then({ at: now + 15 * MINUTE_MS, sends });
    for (const end of [started, cancelled, rejected]) deadline.given(received).when(end).then();
    deadline
      .given(received)
      .when(held)
      .then({ at: now + 15 * MINUTE_MS, sends });
    const reminder = deadlineOf(COOK_REMINDER, { now });
    reminder.when(started).then({ at: now + 60 * MINUTE_MS });
    reminder.given(started).when(cooked).then();
    assert.equal(COOK_REMINDER.work?.en, 'A dish is still being cooked');
  });
});

describe("The kitchen's lists", () => {
  const { KitchenTasks, MenuStocks } = Kitchen.views;
  assert.ok(KitchenTasks && MenuStocks);
  const { customerId: _customer, ...task } = dish;

  it('RES-F6: show what is to be cooked, and what has become of it', () => {
    const tasks = viewOf(KitchenTasks);
    tasks.given(received, started, cooked).then({ ...task, status: 'COOKED' });
    tasks.given(received, held).then({ ...task, status: 'COOK : CANCEL HOLD' });
    const released = event.CookHoldReleased({ ...held, status: 'COOK : ORDER RECEIPT' });
    tasks.given(received, held, released).then({ ...task, status: 'COOK : ORDER RECEIPT' });
    tasks
      .given(received, rejected)
      .then({ ...task, status: 'COOK : ORDER REJECTED', reason: '재료 소진' });
    const short = event.CookQtyChecked({ ...dish, status: 'COOK : QTY OVER' });
    tasks.given(short).then({ ...task, status: 'COOK : QTY OVER' });
  });

  it('show nothing that never reached the kitchen', () => {
    const unseen = { isReceived: false } as const;
    const receivedHeld = event.CookReceived({ ...dish, status: 'COOK : CANCEL HOLD' });
    viewOf(KitchenTasks)
      .given({ ...held, ...unseen }, { ...cancelled, ...unseen })
      .then();
    viewOf(KitchenTasks)
      .given({ ...held, ...unseen }, receivedHeld, cancelled)
      .then({ ...task, status: 'COOK : ORDER CANCELED' });
  });

  it('show what is left of each menu', () => {
    const menu = { restaurantId: 'restaurant-1', restaurantMenuId: 'menu-11' } as const;
    const registered = event.MenuRegistered({ ...menu, menuNm: '평양냉면', left: 20 });
    const row = { ...menu, menuNm: '평양냉면' };
    const reserved = event.StockReserved({ ...order, left: 18 });
    const returned = event.StockReturned({ ...order, left: 20 });
    const list = viewOf(MenuStocks);
    list.given(registered, reserved).then({ ...row, left: 18 });
    list.given(registered, reserved, returned).then({ ...row, left: 20 });
    const added = event.StockAdded({ ...menu, qty: 5, left: 25 });
    list.given(registered, added).then({ ...row, left: 25 });
    list.given(event.StockReturned({ ...order, qty: 0, left: 0, early: true })).then();
  });
});
