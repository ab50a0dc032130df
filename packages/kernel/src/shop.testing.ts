// A small shop with everything that the kernel does: asks and their undo, policies, a saga, a
// process, deadlines, claims, a ledger, and views. The kernel's tests run it.

import {
  aggregate,
  ofKind,
  ask,
  boundedContext,
  contract,
  deadline,
  externalSystem,
  final,
  initial,
  ledger,
  MINUTE_MS,
  nothing,
  open,
  per,
  question,
  reminder,
  rest,
  saga,
  settings,
  stamped,
  states,
  system,
  unchanged,
  take,
  unavailable,
  whenever,
  whole,
} from '@dure/domain';
import { rehearsed } from '@dure/rehearsal';
import type { Rehearsed, SimulatedSystem } from '@dure/rehearsal';
import { count, id, optional, text, truth } from '@dure/domain/shapes';
import { money } from '@dure/domain/korea';

const orderId = id('order');
const shelfId = id('shelf');
const amount = money();
const phone = text;
const qty = count({ min: 0 });
const status = stamped;
const receipt = text;
const early = optional(truth);

export const Orders = contract('orders', {
  commands: {
    PlaceOrder: { orderId, phone, shelfId, qty, amount, note: optional(text) },
    SendOrder: { orderId },
    CancelOrder: { orderId },
    BreakOrder: { orderId },
  },
  events: {
    OrderPlaced: { orderId, phone, shelfId, qty, amount, status, receipt },
    OrderSent: { orderId, phone, status },
    OrderCancelled: { orderId, phone, status },
    OrderBroken: { orderId },
  },
  rejections: {
    PhoneBusy: { phone },
    NotPaid: ofKind('unpaid', { amount }),
    PayLater: ofKind('unavailable', { retryAfter: count() }),
  },
  views: { OrderList: { orderId, phone, amount, status } },
  reminders: { OrderWaits: { orderId, phone } },
});

export const Till = contract('till', {
  commands: {
    Charge: { orderId, amount },
    GiveBack: { orderId },
  },
  events: {
    Charged: { orderId, amount, receipt, status },
    GivenBack: { orderId, status, early },
  },
  rejections: { Declined: { amount } },
});

export const Store = contract('store', {
  commands: {
    FillShelf: { shelfId, qty },
    Reserve: { shelfId, orderId, qty },
    Return: { shelfId, orderId },
  },
  events: {
    ShelfFilled: { shelfId, qty },
    Reserved: { shelfId, orderId, qty },
    Short: { shelfId, orderId },
    Returned: { shelfId, orderId },
  },
  views: {
    Shelves: { shelfId, left: count({ min: 0 }) },
    Journey: { orderId, phone: optional(phone), at: optional(text), paid: optional(amount) },
  },
});

const Bank = externalSystem('Bank', {
  pay: question({ orderId, amount }, { receipt }, { code: text }),
  repay: question({ orderId }),
});

const charge = ask('charge', {
  of: Till.command.Charge,
  brings: { receipt },
  refusedWith: Till.reject,
  undo: Till.command.GiveBack,
});
const pay = ask('pay', { of: Bank.pay, undo: Bank.repay });

const order = { phone, shelfId, qty, amount };
const state = states({
  absent: initial(),
  placed: open('PLACED', order),
  sent: final('SENT', order),
  cancelled: final('CANCELLED', order),
});

export const Order = aggregate('Order', {
  identifiedBy: 'orderId',
  accepts: Orders.command,
  emits: Orders.event,
  refuses: Orders.reject,
  states: state,
  isCounted: true,
  claims: {
    phone: {
      takenBy: 'OrderPlaced',
      releasedBy: ['OrderSent', 'OrderCancelled'],
      refuses: ({ value }) => Orders.reject.PhoneBusy({ phone: value }),
    },
  },
  decide: {
    PlaceOrder: {
      absent: (place) =>
        charge(place)
          .taken((charged) => Orders.event.OrderPlaced({ ...place, ...charged }))
          .refused(() => Orders.reject.NotPaid(place))
          .unavailable(Orders.reject.PayLater),
    },
    SendOrder: { placed: Orders.event.OrderSent, sent: nothing, cancelled: nothing },
    CancelOrder: { placed: Orders.event.OrderCancelled, cancelled: nothing },
    BreakOrder: { placed: Orders.event.OrderBroken },
  },
  evolve: {
    OrderPlaced: { absent: state.placed },
    OrderSent: { placed: state.sent },
    OrderCancelled: { placed: state.cancelled },
    // No state follows on a placed order: what appends it there is a defect of the board.
    OrderBroken: { sent: unchanged },
  },
});

const payment = states({
  absent: initial(),
  charged: rest('CHARGED', { amount, receipt }),
  givenBack: final('GIVEN BACK'),
});

const Payment = aggregate('Payment', {
  identifiedBy: 'orderId',
  accepts: Till.command,
  emits: Till.event,
  refuses: Till.reject,
  states: payment,
  decide: {
    Charge: {
      absent: (to) =>
        pay(to)
          .taken(({ receipt: paid }) => Till.event.Charged({ ...to, receipt: paid }))
          .refused(() => Till.reject.Declined(to))
          .unavailable(() => unavailable),
      charged: nothing,
      givenBack: (to) => Till.reject.Declined(to),
    },
    GiveBack: {
      absent: (of) => Till.event.GivenBack({ ...of, early: true }),
      charged: Till.event.GivenBack,
      givenBack: nothing,
    },
  },
  evolve: {
    Charged: { absent: payment.charged },
    GivenBack: { absent: () => payment.givenBack(), charged: () => payment.givenBack() },
  },
});

const shelf = states({ absent: initial(), filled: rest('FILLED', { qty }) });
const reservation = states({
  absent: initial(),
  reserved: open('RESERVED', { qty }),
  returned: final('RETURNED'),
});

const Shelf = ledger('Shelf', {
  identifiedBy: 'shelfId',
  accepts: Store.command,
  emits: Store.event,
  refuses: {},
  registers: { Goods: whole(shelf), Reservation: per('orderId', reservation, ['reserved']) },
  decide: {
    Goods: { FillShelf: { absent: Store.event.ShelfFilled, filled: Store.event.ShelfFilled } },
    Reservation: {
      Reserve: {
        absent: (wish, _none, { ledger: { Goods, Reservation } }) => {
          const taken = [...Reservation.values()].reduce((sum, of) => sum + of.qty, 0);
          const left = Goods.is === 'filled' ? Goods.qty - taken : 0;
          return left < wish.qty ? Store.event.Short(wish) : Store.event.Reserved(wish);
        },
        returned: nothing,
      },
      Return: { reserved: Store.event.Returned, absent: Store.event.Returned, returned: nothing },
    },
  },
  evolve: {
    Goods: {
      ShelfFilled: {
        absent: shelf.filled,
        filled: (filled, before) => shelf.filled({ qty: before.qty + filled.qty }),
      },
    },
    Reservation: {
      Reserved: { absent: reservation.reserved },
      Short: { absent: () => reservation.returned() },
      Returned: { absent: () => reservation.returned(), reserved: () => reservation.returned() },
    },
  },
});

const FulfilOrder = saga('FulfilOrder', {
  startedBy: Orders.event.OrderPlaced,
  followedBy: 'orderId',
  steps: [
    {
      name: 'reserve',
      send: Store.command.Reserve,
      until: Store.event.Reserved,
      unless: [Store.event.Short],
    },
    { name: 'send', send: Orders.command.SendOrder, until: Orders.event.OrderSent },
  ],
});

const setting = settings({ PATIENCE: [10, 'minutes'], AUTO_RETURN: true });

const OrderList = Orders.view.OrderList.follows([Orders.event], {
  key: ['orderId'],
  creates: { OrderPlaced: take },
  updates: { OrderSent: take, OrderCancelled: take },
});

const ordersContext = boundedContext('orders', {
  actors: {
    Customer: {
      owns: 'phone',
      issues: ['PlaceOrder', 'CancelOrder'],
      reads: { OrderList: 'own' },
    },
    Clerk: { issues: ['SendOrder', 'BreakOrder'], reads: { OrderList: 'all' } },
  },
  aggregates: { Order },
  sagas: { FulfilOrder },
  policies: { cancelShort: whenever(Store.event.Short, Orders.command.CancelOrder) },
  deadlines: {
    PATIENCE: deadline({
      starts: Orders.event.OrderPlaced,
      at: (_placed, known) => known.now + known.setting(setting.PATIENCE) * MINUTE_MS,
      ends: [Orders.event.OrderSent, Orders.event.OrderCancelled],
      due: Orders.command.CancelOrder,
    }),
    REMINDER: reminder({
      starts: Orders.event.OrderPlaced,
      at: (_placed, { now }) => now + 5 * MINUTE_MS,
      ends: [Orders.event.OrderSent, Orders.event.OrderCancelled],
      remind: Orders.remind.OrderWaits,
      work: { ko: '기다리는 주문', en: 'An order waits' },
    }),
  },
  settings: setting,
  views: { OrderList },
});

const tillContext = boundedContext('till', {
  aggregates: { Payment },
  policies: { giveBackCancelled: whenever(Orders.event.OrderCancelled, Till.command.GiveBack) },
});

const Shelves = Store.view.Shelves.follows([Store.event], {
  key: ['shelfId'],
  creates: { ShelfFilled: ({ shelfId: of, qty: left }) => ({ shelfId: of, left }) },
  updates: {
    ShelfFilled: (filled, row) => ({ ...row, left: row.left + filled.qty }),
    Reserved: (reserved, row) => ({ ...row, left: row.left - reserved.qty }),
  },
});

/** Follows two contexts, whose events may come in any order. */
const Journey = Store.view.Journey.follows([Orders.event, Till.event], {
  key: ['orderId'],
  creates: {
    OrderPlaced: ({ orderId: of, phone: by }) => ({ orderId: of, phone: by, at: 'shop' }),
  },
  updates: {
    Charged: (charged, row) => ({ ...row, paid: charged.amount }),
    OrderSent: (_sent, row) => ({ ...row, at: 'road' }),
    OrderCancelled: (_cancelled, row) => ({ ...row, at: 'nowhere' }),
  },
});

const storeContext = boundedContext('store', {
  aggregates: { Shelf },
  views: { Shelves, Journey },
});

/** The bank's books: what each order has paid, and what was paid back. */
type Books = { readonly paid: readonly string[]; readonly repaid: readonly string[] };

export const POOR = 1_000_000;

const bank: SimulatedSystem<Books> = {
  name: 'Bank',
  initial: { paid: [], repaid: [] },
  answer: (asked, { orderId: of, amount: sum }, books) => {
    const order = String(of);
    if (asked === 'repay') {
      return { state: { ...books, repaid: [...books.repaid, order] }, answer: { taken: {} } };
    }
    if (Number(sum) >= POOR) return { state: books, answer: { refused: { code: 'LIMIT' } } };
    const receiptNo = `receipt of ${order}`;
    const paid = [...books.paid.filter((known) => known !== order), order];
    return { state: { ...books, paid }, answer: { taken: { receipt: receiptNo } } };
  },
};

const notes = {
  label: ['가게', 'Shop'],
  businessKey: 'orderId',
} as const;

// A simulated system is called with the state that it gave itself.
const externals = [bank as SimulatedSystem];

export const Shop: Rehearsed = rehearsed(
  system('shop', {
    ...notes,
    contexts: [ordersContext, tillContext, storeContext],
  }),
  { externals },
);

/** The same shop without its saga: people send what was ordered. */
export const ShopByHand: Rehearsed = rehearsed(
  system('shop', {
    ...notes,
    contexts: [{ ...ordersContext, sagas: {} }, tillContext, storeContext],
  }),
  { externals },
);
