// A customer orders; until the kitchen has begun to cook, they may cancel.

import {
  aggregate,
  ask,
  boundedContext,
  final,
  initial,
  invalid,
  MINUTE_MS,
  nothing,
  open,
  reminder,
  states,
  take,
  whenever,
} from '@dure/domain';
import type { Known, Of } from '@dure/domain';
import { phoneOf } from '@dure/notification';
import * as Cook from '../cook/contract.ts';
import * as Delivery from '../delivery/contract.ts';
import { of, ordered } from '../fields.ts';
import { command, context, event, pads, reject, remind, setting, view } from './contract.ts';
import { FulfilOrder } from './fulfil-order.ts';
import { Intake, isBusy } from './intake.ts';
import { labels } from './labels.ts';

/** The kitchen promises not to begin; who cancels, makes it a fact. */
const holdCooking = ask('holdCooking', {
  of: Cook.command.HoldCooking,
  refusedWith: { CookingStarted: reject.CookingStarted, ...Cook.reject },
  undo: Cook.command.ReleaseHold,
});

/** One event and one state for cancelled; the documented status follows the cause. */
const because = {
  CUSTOMER: { cause: 'CUSTOMER', status: 'ORDER : ORDER CANCELED' },
  QTY_OVER: { cause: 'QTY_OVER', status: 'ORDER : QTY OVER CANCELED' },
  KITCHEN: { cause: 'KITCHEN', status: 'ORDER : COOK CANCELED' },
} as const;

const order = of(...ordered);

const state = states({
  absent: initial(),
  ordered: open('ORDER : ORDERED', order),
  cooking: open('ORDER : COOKING', order),
  completed: final('ORDER : COMPLETED', order),
  canceled: final(
    Object.values(because).map(({ status }) => status),
    order,
  ),
});

type Placed = Omit<ReturnType<typeof state.ordered>, 'is'>;

const askKitchen = (cancel: Of<typeof command.CancelOrder>, placed: Placed, known: Known) =>
  holdCooking({
    ...placed,
    ...cancel,
    holdId: known.mint('hold'),
    modifiedDate: known.now,
  })
    .taken(event.OrderCancelled.with(because.CUSTOMER))
    .refused((refusal) =>
      refusal.type === 'CookingStarted'
        ? refusal
        : // This very attempt was taken back meanwhile.
          reject.CancelUnavailable({ retryAfter: RETRY_AFTER }),
    )
    .unavailable(reject.CancelUnavailable);

/** In seconds: when an order, or a cancellation that was taken back, may be tried again. */
const RETRY_AFTER = 1;

const notInitial = invalid('status', {
  ko: '새 주문의 상태는 ORDER : ORDERED입니다',
  en: 'A new order has the status ORDER : ORDERED',
});

export const Order = aggregate('Order', {
  ...pads,
  identifiedBy: 'orderId',
  asks: [holdCooking],
  states: state,

  decide: {
    PlaceOrder: {
      absent: (place, _order, known) => {
        const { status = 'ORDER : ORDERED' } = place;
        if (status !== 'ORDER : ORDERED') return notInitial;
        return isBusy(known)
          ? reject.OrderBusy({ retryAfter: RETRY_AFTER })
          : event.Ordered({ ...place, ...phoneOf(known.by), status, modifiedDate: known.now });
      },
    },

    CancelOrder: {
      ordered: askKitchen,
      'cooking, completed': reject.CookingStarted,
      canceled: nothing,
    },

    CancelForStock: {
      ordered: (cancel, placed, { now: modifiedDate }) =>
        event.OrderCancelled({ ...placed, ...cancel, ...because.QTY_OVER, modifiedDate }),
      canceled: nothing,
    },

    CancelForKitchen: {
      ordered: (cancel, placed, { now: modifiedDate }) =>
        event.OrderCancelled({ ...placed, ...cancel, ...because.KITCHEN, modifiedDate }),
      canceled: nothing,
    },

    // The kitchen and the riders are heard in any order: what was delivered, was cooked.
    RecordCooking: { ordered: event.OrderCookingStarted, completed: nothing },

    CompleteOrder: {
      ordered: (complete, placed) => [
        event.OrderCookingStarted({ ...placed, ...complete }),
        event.OrderCompleted({ ...placed, ...complete }),
      ],
      cooking: event.OrderCompleted,
    },
  },

  evolve: {
    Ordered: { absent: state.ordered },
    OrderCancelled: { ordered: state.canceled },
    OrderCookingStarted: { ordered: state.cooking },
    OrderCompleted: { cooking: state.completed },
  },
});

const Orders = view.Orders.follows([event], {
  key: ['orderId'],
  creates: { Ordered: take },
  updates: { 'OrderCancelled, OrderCookingStarted, OrderCompleted': take },
});

export const Ordering = boundedContext(context, {
  actors: {
    Customer: {
      owns: 'customerId',
      issues: ['PlaceOrder', 'CancelOrder'],
      reads: { Orders: 'own' },
    },
    Operator: { reads: 'all' },
  },
  aggregates: { Order },
  policies: {
    CookCancelUpdate: whenever(Cook.event.CookQtyChecked, command.CancelForStock),
    kitchenRejected: whenever(Cook.event.CookRejected, command.CancelForKitchen),
    followCooking: whenever(Cook.event.CookStarted, command.RecordCooking),
    followDelivery: whenever(Delivery.event.DeliveryCompleted, command.CompleteOrder),
  },
  sagas: { FulfilOrder },
  deadlines: {
    ORDER_SILENCE: reminder({
      starts: event.Ordered,
      at: (_ordered, known) => known.now + known.setting(setting.ORDER_SILENCE) * MINUTE_MS,
      ends: [event.OrderCookingStarted, event.OrderCancelled],
      remind: remind.KitchenSilent,
    }),
  },
  settings: setting,
  views: { Orders, Intake },
  labels,
});
