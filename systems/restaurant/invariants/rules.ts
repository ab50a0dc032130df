// The sentences behind the invariants: what is wrong with a world, one sentence each.

import { MINUTE_MS } from '@dure/domain';
import type { Happened, World } from '@dure/rehearsal';
import { figure, perStory, rowsBy, sentencesOn, word } from '@dure/rehearsal/log';
import type { Sentences, Wrong } from '@dure/rehearsal/log';
import { setting } from '../cook/contract.ts';
import { standingsIn } from './replay.ts';
import type { Standing } from './replay.ts';

/** What is wrong with each order; nothing, where it is right. */
const perOrder = perStory('orderId');

const perStanding = (world: World, wrong: (standing: Standing) => Wrong): Sentences =>
  standingsIn(world).flatMap((standing) => sentencesOn(standing.story.id, wrong(standing)));

/** The portions of a menu, counted from its events alone. */
type Shelf = {
  readonly restaurantId: string;
  readonly left: number;
  readonly reserved: ReadonlyMap<string, number>;
};

const noShelf: Shelf = { restaurantId: '', left: 0, reserved: new Map() };

const without = (reserved: Shelf['reserved'], orderId: string): Shelf['reserved'] =>
  new Map([...reserved].filter(([one]) => one !== orderId));

type OnShelf = (shelf: Shelf, data: Happened['data']) => Shelf;

const counting: { readonly [type: string]: OnShelf } = {
  MenuRegistered: (shelf, data) => ({
    ...shelf,
    restaurantId: word(data, 'restaurantId'),
    left: figure(data, 'left'),
  }),
  StockAdded: (shelf, data) => ({ ...shelf, left: shelf.left + figure(data, 'qty') }),
  StockReserved: (shelf, data) => ({
    ...shelf,
    left: shelf.left - figure(data, 'qty'),
    reserved: new Map([...shelf.reserved, [word(data, 'orderId'), figure(data, 'qty')]]),
  }),
  StockReturned: (shelf, data) => {
    const orderId = word(data, 'orderId');
    const left = shelf.left + (shelf.reserved.get(orderId) ?? 0);
    return { ...shelf, left, reserved: without(shelf.reserved, orderId) };
  },
  StockRefused: (shelf) => shelf,
};

/** Each event of a menu, with its shelf before and after. */
type Shelved = { readonly event: Happened; readonly before: Shelf; readonly after: Shelf };

const shelvedIn = ({ events }: World): readonly Shelved[] => {
  const shelves = new Map<string, Shelf>();
  return events.flatMap((event) => {
    const count = counting[event.type];
    if (!count) return [];
    const before = shelves.get(event.subject) ?? noShelf;
    const after = count(before, event.data);
    shelves.set(event.subject, after);
    return [{ event, before, after }];
  });
};

// I1. Whoever counts the events comes to what each of them says is left, and never below nothing.
export const stockAddsUp = (world: World): Sentences =>
  shelvedIn(world).flatMap(({ event: { type, subject, data }, after: { left } }) => {
    if (left < 0) return [`${subject}: ${left} left after ${type}.`];
    const said = figure(data, 'left');
    return said === left ? [] : [`${subject}: ${type} says ${said} are left, not ${left}.`];
  });

// I2
export const allOrNothing = (world: World): Sentences =>
  perOrder(world, ({ of }) => {
    const [ordered] = of('Ordered');
    const [reserved, another] = of('StockReserved');
    if (another) return 'reserved twice.';
    return (
      reserved &&
      figure(reserved.data, 'qty') !== figure(ordered?.data, 'qty') &&
      'reserved in part.'
    );
  });

// I3
export const cookedOrCancelled = (world: World): Sentences =>
  perOrder(world, ({ has }) => {
    const ended = ['CookCancelled', 'OrderCancelled'].find(has);
    return has('CookStarted') && ended !== undefined && `cooked, although ${ended}.`;
  });

/** For each state of an order, those of its dish and of its delivery. */
const agreeing: { readonly [order: string]: readonly string[] } = {
  ordered: ['received absent'],
  cooking: ['cooking absent', 'cooked prepared', 'cooked shipped'],
  completed: ['cooked delivered'],
  canceled: ['qtyOver absent', 'canceled absent', 'rejected absent'],
};

// I4
export const statesAgree = (world: World): Sentences =>
  perStanding(world, ({ order, cook, delivery }) => {
    const isRight = (agreeing[order] ?? []).includes(`${cook} ${delivery}`);
    return !isRight && `${order}, ${cook}, ${delivery}.`;
  });

// I5
export const reservedWhileNeeded = (world: World): Sentences =>
  perStanding(world, ({ order, cook, reservation }) => {
    const isNeeded = ['ordered', 'cooking', 'completed'].includes(order) && cook !== 'qtyOver';
    return (reservation === 'reserved') !== isNeeded && `${reservation}, while ${order}.`;
  });

const deliverySteps = [
  ['DeliveryPrepared', 'Cooked'],
  ['Shipped', 'DeliveryPrepared'],
  ['DeliveryCompleted', 'Shipped'],
] as const;

// I6
export const inOrder = (world: World): Sentences =>
  perOrder(world, ({ has, isBefore }) => {
    const tooEarly = deliverySteps.find(([type, before]) => has(type) && !isBefore(before, type));
    if (tooEarly) return `${tooEarly[0]} before ${tooEarly[1]}.`;
    const done = ['Cooked', 'DeliveryPrepared'].find(has);
    return has('OrderCancelled') && done !== undefined && `cancelled, and yet ${done}.`;
  });

// I7
export const nothingIsHeld = (world: World): Sentences =>
  perStanding(world, ({ cook }) => cook === 'held' && 'its dish is held.');

const canceledAs: { readonly [cause: string]: string } = {
  CUSTOMER: 'ORDER : ORDER CANCELED',
  QTY_OVER: 'ORDER : QTY OVER CANCELED',
  KITCHEN: 'ORDER : COOK CANCELED',
};

/** One of these came before an order was cancelled for a cause. */
const because: { readonly [cause: string]: readonly string[] } = {
  // What will not be cooked anyway need not be held.
  CUSTOMER: ['CookHeld', 'CookQtyChecked', 'CookRejected'],
  QTY_OVER: ['CookQtyChecked'],
  KITCHEN: ['CookRejected'],
};

const misspelt = ({ type, data }: Happened): Sentences =>
  Object.values(data).flatMap((value) =>
    typeof value === 'string' && value.endsWith(': ORDER CANCELLED') ? [`${type}: ${value}.`] : [],
  );

// I8
export const causesMatch = (world: World): Sentences => [
  ...world.events.flatMap(misspelt),
  ...perOrder(world, ({ of, isBefore }) => {
    const [cancelled] = of('OrderCancelled');
    if (!cancelled) return undefined;
    const [cause, status] = [word(cancelled.data, 'cause'), word(cancelled.data, 'status')];
    if (canceledAs[cause] !== status) return `${cause} is told as ${status}.`;
    const isGrounded = (because[cause] ?? []).some((type) => isBefore(type, 'OrderCancelled'));
    return !isGrounded && `${cause}, for no reason.`;
  }),
];

// I9
export const refusedForAReason = (world: World): Sentences =>
  shelvedIn(world).flatMap(({ event: { type, subject, data }, before }) => {
    if (type !== 'StockRefused') return [];
    const isSold = before.restaurantId === word(data, 'restaurantId');
    const isShort = before.left < figure(data, 'qty');
    return isSold && !isShort ? [`${subject}: ${word(data, 'orderId')} refused.`] : [];
  });

// I10. The world does not tell its settings, nor its outages: a day is grace for all of them.
const LATEST_MS = setting.COOK_START.standard * MINUTE_MS + 24 * 60 * MINUTE_MS;

export const notLeftWaiting = (world: World): Sentences =>
  perStanding(world, ({ story, cook }) => {
    const [received] = story.of('CookReceived');
    const isLeft = received && cook === 'received' && world.now - received.at > LATEST_MS;
    return isLeft && 'received, and forgotten.';
  });

// I11
export const oneRowEach = (world: World): Sentences => {
  const placed = world.events.filter(({ type }) => type === 'Ordered').length;
  const rows = world.rows('Mypage').length;
  return rows === placed ? [] : [`${rows} rows for ${placed} orders.`];
};

const shownAs: { readonly [is: string]: string } = {
  ordered: 'ORDER : ORDERED',
  cooking: 'ORDER : COOKING',
  completed: 'ORDER : COMPLETED',
};

const cookShownAs: { readonly [is: string]: string } = {
  received: 'COOK : ORDER RECEIPT',
  held: 'COOK : CANCEL HOLD',
  cooking: 'COOK : COOKING',
  cooked: 'COOKED',
  qtyOver: 'COOK : QTY OVER',
  canceled: 'COOK : ORDER CANCELED',
  rejected: 'COOK : ORDER REJECTED',
};

const deliveryShownAs: { readonly [is: string]: string } = {
  prepared: 'DELIVERY : COOK FIN',
  shipped: 'DELIVERY : SHIPPED',
  delivered: 'DELIVERY : DELIVERY FIN',
};

const rightFor = ({ story, order, cook, delivery }: Standing): readonly string[] => {
  const cause = word(story.of('OrderCancelled')[0]?.data, 'cause');
  const notDelivered = cause === 'QTY_OVER' ? 'DELIVERY : QTY OVER' : 'DELIVERY : ORDER CANCELED';
  return [
    shownAs[order] ?? canceledAs[cause] ?? '',
    cookShownAs[cook] ?? '',
    order === 'canceled' ? notDelivered : (deliveryShownAs[delivery] ?? ''),
  ];
};

// G4
export const mypageAgrees = (world: World): Sentences => {
  const rows = rowsBy(world, 'Mypage', 'orderId');
  return perStanding(world, (standing) => {
    const row = rows.get(standing.story.id);
    const columns = ['orderStatus', 'cookStatus', 'deliveryStatus'];
    const shown = columns.map((column) => word(row, column)).join();
    const right = rightFor(standing).join();
    return shown !== right && `shown as ${shown}, not ${right}.`;
  });
};
