// Whether a dish may be cooked, or is held because its order is being cancelled, is decided here
// and nowhere else.

import { aggregate, except, final, initial, nothing, open, states } from '@dure/domain';
import type { DataOf, Known, Of } from '@dure/domain';
import { of, ordered } from '../fields.ts';
import * as Order from '../order/contract.ts';
import { command, event, reject } from './contract.ts';
import { ofStock } from './menu-stock.ts';

const order = of('cookId', ...ordered);

/** Attempts to cancel that were withdrawn: should one come late, it holds nothing any more. */
const marks = of('withdrawn?');

const state = states({
  absent: initial(marks),
  received: open('COOK : ORDER RECEIPT', { ...order, ...marks }),
  held: open('COOK : CANCEL HOLD', { ...order, ...marks, ...of('holds', 'isReceived') }),
  cooking: open('COOK : COOKING', order),
  cooked: final('COOKED', order),
  qtyOver: final('COOK : QTY OVER', order),
  canceled: final('COOK : ORDER CANCELED', order),
  rejected: final('COOK : ORDER REJECTED', order),
});

type Absent = ReturnType<typeof state.absent>;
type Received = ReturnType<typeof state.received>;
type Held = ReturnType<typeof state.held>;
type Waiting = Absent | Received | Held;

type Hold = Of<typeof command.HoldCooking>;
type Release = Of<typeof command.ReleaseHold>;
type Dish = DataOf<typeof command.ReceiveCook.fields>;

const isReceived = (dish: Waiting): boolean =>
  dish.is === 'received' || (dish.is === 'held' && dish.isReceived);

const isWithdrawn = (holdId: Hold['holdId'], { withdrawn = [] }: Waiting): boolean =>
  withdrawn.includes(holdId);

/** A dish is numbered when the kitchen first hears of it, by whatever that is. */
const numbered = (dish: Waiting, { mint }: Known) =>
  dish.is === 'absent' ? mint('cook') : dish.cookId;

const holdDish = (hold: Hold, dish: Waiting, known: Known) =>
  isWithdrawn(hold.holdId, dish)
    ? reject.HoldWithdrawn(hold)
    : event.CookHeld({
        ...hold,
        cookId: numbered(dish, known),
        isReceived: isReceived(dish),
      });

const others = ({ holds }: Held, holdId: Hold['holdId']) => holds.filter((one) => one !== holdId);

/** Where a dish goes back to; nobody has heard of what was only held. */
const statusWithout = (holdId: Hold['holdId'], dish: Waiting): string | null => {
  if (dish.is === 'held' && others(dish, holdId).length > 0) return 'COOK : CANCEL HOLD';
  return isReceived(dish) ? 'COOK : ORDER RECEIPT' : null;
};

const releaseDish = (release: Release, dish: Waiting) => {
  if (isWithdrawn(release.holdId, dish)) return nothing;
  return event.CookHoldReleased({
    ...(dish.is === 'absent' ? {} : { cookId: dish.cookId }),
    ...release,
    isReceived: isReceived(dish),
    status: statusWithout(release.holdId, dish),
  });
};

const receiveDish = (receive: Dish, dish: Absent | Held, known: Known) =>
  event.CookReceived({ ...receive, cookId: numbered(dish, known) });

const refuseDish = (refuse: Dish, dish: Absent | Held, known: Known) =>
  event.CookQtyChecked({ ...refuse, cookId: numbered(dish, known) });

const cancelDish = (cancel: Dish, dish: Waiting, known: Known) =>
  event.CookCancelled({
    ...cancel,
    cookId: numbered(dish, known),
    isReceived: isReceived(dish),
  });

type Released = Of<typeof event.CookHoldReleased>;

const without = ({ holdId }: Released, { withdrawn = [] }: Waiting) => ({
  withdrawn: [...withdrawn, holdId],
});

/** It stays held until the last attempt is withdrawn, and is then what it was before. */
const letGo = (released: Released, dish: Held) => {
  const rest = without(released, dish);
  const holds = others(dish, released.holdId);
  if (holds.length > 0) return state.held({ ...dish, ...rest, holds });
  return dish.isReceived ? state.received({ ...dish, ...rest }) : state.absent(rest);
};

export const Cook = aggregate('Cook', {
  identifiedBy: 'orderId',
  accepts: except(command, ...ofStock.commands),
  emits: except(event, ...ofStock.events),
  // An attempt to cancel is refused in the words of the order.
  refuses: { ...reject, CookingStarted: Order.reject.CookingStarted },
  states: state,

  decide: {
    ReceiveCook: { 'absent, held': receiveDish, 'canceled, rejected': nothing },
    RefuseForStock: { 'absent, held': refuseDish, 'canceled, rejected': nothing },
    HoldCooking: {
      'absent, received, held': holdDish,
      'cooking, cooked': Order.reject.CookingStarted,
      // It will not be cooked anyway.
      'qtyOver, canceled, rejected': nothing,
    },
    ReleaseHold: { 'absent, received, held': releaseDish, '*': nothing },
    CancelCook: { 'absent, received, held': cancelDish, 'qtyOver, canceled, rejected': nothing },
    StartCooking: { received: event.CookStarted, held: reject.CancelPending },
    FinishCooking: { cooking: event.Cooked },
    RejectCook: {
      'received, held': (no, dish) =>
        event.CookRejected({ ...dish, ...no, isReceived: isReceived(dish) }),
    },
  },

  evolve: {
    CookReceived: {
      absent: state.received,
      held: state.held.with({ isReceived: true }),
    },
    CookQtyChecked: { 'absent, held': state.qtyOver },
    CookHeld: {
      'absent, received': (held, dish) => state.held({ ...dish, ...held, holds: [held.holdId] }),
      held: (held, dish) => state.held({ ...dish, holds: [...dish.holds, held.holdId] }),
    },
    CookHoldReleased: {
      absent: (released, dish) => state.absent(without(released, dish)),
      received: (released, dish) => state.received({ ...dish, ...without(released, dish) }),
      held: letGo,
    },
    CookStarted: { received: state.cooking },
    Cooked: { cooking: state.cooked },
    CookCancelled: { 'absent, received, held': state.canceled },
    CookRejected: { 'received, held': state.rejected },
  },
});
