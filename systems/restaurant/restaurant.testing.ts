// A restaurant in one process, on a clock that a test moves, and the people who eat, cook and ride.

import type { By } from '@dure/domain';
import { Business } from '@dure/acceptance/business';
import type { Opening } from '@dure/acceptance/business';
import * as Cook from './cook/contract.ts';
import * as Delivery from './delivery/contract.ts';
import * as Order from './order/contract.ts';
import { rehearsal } from './rehearsal.ts';

type OrderId = `order-${string}`;
type PlaceOrder = Parameters<typeof Order.command.PlaceOrder>[0];

const actor = (name: string, claims: By['claims'] = {}): By => ({ kind: 'actor', name, claims });

export const rider = actor('Rider');

export const customer = (number = 1): By =>
  actor('Customer', { customerId: `customer-${number}`, tel: `0102222333${number}` });

export const kitchen = (number = 1): By =>
  actor('Kitchen', { restaurantId: `restaurant-${number}` });

export const TODAY = '2026-03-02';

/** What people do with one order. */
export const stepsOf = (orderId: OrderId) => ({
  place: (of: Partial<PlaceOrder> = {}) =>
    Order.command.PlaceOrder({
      orderId,
      restaurantId: 'restaurant-1',
      restaurantMenuId: 'menu-11',
      customerId: 'customer-1',
      qty: 2,
      ...of,
    }),
  cancel: Order.command.CancelOrder({ orderId, reason: '배가 안 고픔' }),
  start: Cook.command.StartCooking({ orderId }),
  finish: Cook.command.FinishCooking({ orderId }),
  refuse: Cook.command.RejectCook({ orderId, reason: '재료 소진' }),
  ship: Delivery.command.StartDelivery({ orderId }),
  complete: Delivery.command.CompleteDelivery({ orderId }),
});

/** How far an order is taken before a scenario begins. */
const way = ['received', 'cooking', 'cooked', 'shipped', 'delivered'] as const;

export type Far = (typeof way)[number];

/** Takes an order so far, with everyone doing their part. */
export const bring = async (
  diner: Business,
  far: Far,
  orderId: OrderId = 'order-1',
): Promise<void> => {
  const steps = stepsOf(orderId);
  const turns = [
    () => diner.done(steps.place(), customer()),
    () => diner.done(steps.start, kitchen()),
    () => diner.done(steps.finish, kitchen()),
    () => diner.done(steps.ship, rider),
    () => diner.done(steps.complete, rider),
  ];
  for (const turn of turns.slice(0, way.indexOf(far) + 1)) await turn();
};

export const naengmyeon = { restaurantId: 'restaurant-1', restaurantMenuId: 'menu-11' } as const;

/** A restaurant with some portions of its one menu, in which an order has come so far. */
export const opened = async (
  far?: Far,
  { left = 20, ...opening }: Opening & { readonly left?: number } = {},
): Promise<Business> => {
  const diner = await Business.opened(rehearsal, TODAY, opening);
  const { RegisterMenu } = Cook.command;
  await diner.done(RegisterMenu({ ...naengmyeon, menuNm: '평양냉면', qty: left }), kitchen());
  if (far) await bring(diner, far);
  return diner;
};

/** The portions that are left of it. */
export const leftIn = async (diner: Business): Promise<unknown> =>
  (await diner.row('MenuStocks', naengmyeon.restaurantMenuId))?.['left'];

/** What mypage shows of an order: how it stands, its dish, and its delivery. */
export const shown = async (diner: Business, orderId: OrderId = 'order-1') => {
  const row = await diner.row('Mypage', orderId);
  return [row?.['orderStatus'], row?.['cookStatus'], row?.['deliveryStatus']];
};
