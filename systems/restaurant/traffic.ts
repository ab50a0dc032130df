// What people do around a few restaurants all day, driven by chance: few portions, and many orders.

import type { AnyMessage } from '@dure/domain';
import { anyId, below, byHabit, pick } from '@dure/rehearsal/traffic';
import type { Random, Seen, Step, Traffic } from '@dure/rehearsal/traffic';
import { resolveGivenUp } from '@dure/notification/rehearsal';
import * as Cook from './cook/contract.ts';
import * as Delivery from './delivery/contract.ts';
import * as Order from './order/contract.ts';

type Row = { readonly [field: string]: unknown };

/** Which restaurant sells what, and how many of it in the morning. */
const menus = [
  ['restaurant-1', 'menu-11', '평양냉면', 6],
  ['restaurant-1', 'menu-12', '편육', 2],
  ['restaurant-2', 'menu-21', '떡볶이', 9],
] as const;

type Menu = (typeof menus)[number];

const asCustomer = (customerId: string, command: AnyMessage): Step => ({
  as: 'Customer',
  claims: {
    customerId,
    recipient: `customer:${customerId}`,
    tel: `0102222333${customerId.slice(-1)}`,
  },
  command,
});

const asKitchen = (restaurantId: string, command: AnyMessage): Step => ({
  as: 'Kitchen',
  claims: { restaurantId, recipient: `kitchen:${restaurantId}` },
  command,
});

const asRider = (command: AnyMessage): Step => ({ as: 'Rider', claims: {}, command });

const register = ([restaurantId, restaurantMenuId, menuNm, qty]: Menu): Step =>
  asKitchen(
    restaurantId,
    Cook.command.RegisterMenu({ restaurantId, restaurantMenuId, menuNm, qty }),
  );

/** Now and then of a menu that is another restaurant's, or of more than there can be. */
const place = (random: Random): Step => {
  const [restaurantId, restaurantMenuId] = pick<Menu>(random, menus, menus[0]);
  const customerId = `customer-${1 + below(random, 4)}` as const;
  return asCustomer(
    customerId,
    Order.command.PlaceOrder({
      orderId: anyId(random, 'order'),
      restaurantId: random() < 0.05 ? 'restaurant-3' : restaurantId,
      restaurantMenuId: random() < 0.03 ? 'menu-99' : restaurantMenuId,
      customerId,
      qty: random() < 0.1 ? 9 : 1 + below(random, 3),
      ...(random() < 1 / 30 ? { status: 'COOKED' } : {}),
    }),
  );
};

const addStock = (random: Random): Step => {
  const [restaurantId, restaurantMenuId] = pick<Menu>(random, menus, menus[0]);
  const command = Cook.command.AddStock({ restaurantMenuId, qty: 1 + below(random, 5) });
  return asKitchen(restaurantId, command);
};

const isOrder = (id: unknown): id is `order-${string}` =>
  typeof id === 'string' && id.startsWith('order-');

type Named = { readonly orderId: `order-${string}` };
type Found = Named & { readonly row: Row };

const rowsIn = (seen: Seen, view: string, ...statuses: readonly string[]): readonly Found[] =>
  seen.rows(view).flatMap((row) => {
    const { orderId, status } = row;
    return isOrder(orderId) && statuses.includes(String(status)) ? [{ orderId, row }] : [];
  });

/** Whoever may act on one of the rows does; else somebody orders. */
const actingOn =
  (view: string, statuses: readonly string[], step: (found: Found) => Step): Traffic['next'] =>
  (random, seen) => {
    const rows = rowsIn(seen, view, ...statuses);
    const found = rows[below(random, rows.length)];
    return found ? step(found) : place(random);
  };

const inKitchen =
  (command: (named: Named) => AnyMessage) =>
  ({ orderId, row }: Found): Step =>
    asKitchen(String(row['restaurantId']), command({ orderId }));

const starting = inKitchen(Cook.command.StartCooking);
const finishing = inKitchen(Cook.command.FinishCooking);
const rejecting = inKitchen(Cook.command.RejectCook.with({ reason: '재료 소진' }));
const shipping = (of: Named): Step => asRider(Delivery.command.StartDelivery(of));
const completing = (of: Named): Step => asRider(Delivery.command.CompleteDelivery(of));

const receipt = 'COOK : ORDER RECEIPT';
const holding = 'COOK : CANCEL HOLD';

const start = actingOn('KitchenTasks', [receipt, holding], starting);
const finish = actingOn('KitchenTasks', ['COOK : COOKING'], finishing);
const reject = actingOn('KitchenTasks', [receipt, holding], rejecting);
const ship = actingOn('Deliveries', ['DELIVERY : COOK FIN'], shipping);
const complete = actingOn('Deliveries', ['DELIVERY : SHIPPED'], completing);

/** A customer calls off an order, most likely just when the kitchen is about to begin. */
const cancelling = ({ orderId, row }: Found): Step =>
  asCustomer(String(row['customerId']), Order.command.CancelOrder({ orderId }));

const cancel = actingOn('Orders', ['ORDER : ORDERED'], cancelling);
const cancelLate = actingOn(
  'Orders',
  ['ORDER : COOKING', 'ORDER : COMPLETED', 'ORDER : ORDER CANCELED'],
  cancelling,
);

/** Of a hundred steps, how many are of each kind. */
const doing = byHabit([
  [26, place],
  [4, addStock],
  [16, start],
  [11, finish],
  [6, reject],
  [9, ship],
  [8, complete],
  [17, cancel],
  [3, cancelLate],
]);

export const traffic: Traffic = {
  settings: { ORDER_RATE_MAX: 20 },
  setUp: () => menus.map(register),
  next: doing,
  finish: (seen) => [
    ...rowsIn(seen, 'KitchenTasks', receipt).map(starting),
    ...rowsIn(seen, 'KitchenTasks', 'COOK : COOKING').map(finishing),
    ...rowsIn(seen, 'Deliveries', 'DELIVERY : COOK FIN').map(shipping),
    ...rowsIn(seen, 'Deliveries', 'DELIVERY : SHIPPED').map(completing),
    ...resolveGivenUp(seen),
  ],
};
