// Whether a dish may be cooked, or is held because its order is being cancelled, is decided here
// and nowhere else.

import { aggregate, except, final, initial, nothing, open, states } from '@dure/domain';
import type { DataOf, Known, Of } from '@dure/domain';
import { of, ordered } from '../fields.ts';
import * as Order from '../order/contract.ts';
import { command, event, reject } from './contract.ts';

const known = of('cookId', ...ordered);

/** Attempts to cancel that were withdrawn: should one come late, it holds nothing any more. */
const marks = of('withdrawn?');

const state = states({
  absent: initial(marks),
  received: open('COOK : ORDER RECEIPT', { ...known, ...marks }),
  held: open('COOK : CANCEL HOLD', { ...known, ...marks, ...of('holds', 'isReceived') }),
  cooking: open('COOK : COOKING', known),
  cooked: final('COOKED', known),
  qtyOver: final('COOK : QTY OVER', known),
  canceled: final('COOK : ORDER CANCELED', known),
  rejected: final('COOK : ORDER REJECTED', known),
});

type Absent = ReturnType<typeof state.absent>;
type Received = ReturnType<typeof state.received>;
type Held = ReturnType<typeof state.held>;
type Waiting = Absent | Received | Held;

type Hold = Of<typeof command.HoldCooking>;
type Release = Of<typeof command.ReleaseHold>;
type Dish = DataOf<typeof command.ReceiveCook.fields>;

const { CookingStarted: started } = Order.reject;

const isReceived = (dish: Waiting): boolean =>
  dish.is === 'received' || (dish.is === 'held' && dish.isReceived);

const isWithdrawn = (holdId: Hold['holdId'], { withdrawn = [] }: Waiting): boolean =>
  withdrawn.includes(holdId);

/** A dish is numbered when the kitchen first hears of it, by whatever that is. */
const numbered = (dish: Waiting, { mint }: Known) =>
  dish.is === 'absent' ? mint('cook') : dish.cookId;

const hold = (attempt: Hold, dish: Waiting, knowledge: Known) =>
  isWithdrawn(attempt.holdId, dish)
    ? reject.HoldWithdrawn(attempt)
    : event.CookHeld({
        ...attempt,
        cookId: numbered(dish, knowledge),
        isReceived: isReceived(dish),
      });

const others = ({ holds }: Held, holdId: Hold['holdId']) => holds.filter((one) => one !== holdId);

/** Where a dish goes back to; nobody has heard of what was only held. */
const statusWithout = (holdId: Hold['holdId'], dish: Waiting): string | null => {
  if (dish.is === 'held' && others(dish, holdId).length > 0) return 'COOK : CANCEL HOLD';
  return isReceived(dish) ? 'COOK : ORDER RECEIPT' : null;
};

const release = (attempt: Release, dish: Waiting) => {
  if (isWithdrawn(attempt.holdId, dish)) return nothing;
  return event.CookHoldReleased({
    ...(dish.is === 'absent' ? {} : { cookId: dish.cookId }),
    ...attempt,
    isReceived: isReceived(dish),
    status: statusWithout(attempt.holdId, dish),
  });
};

const receive = (order: Dish, dish: Absent | Held, knowledge: Known) =>
  event.CookReceived({ ...order, cookId: numbered(dish, knowledge) });

const refuse = (order: Dish, dish: Absent | Held, knowledge: Known) =>
  event.CookQtyChecked({ ...order, cookId: numbered(dish, knowledge) });

const cancel = (order: Dish, dish: Waiting, knowledge: Known) =>
  event.CookCancelled({
    ...order,
    cookId: numbered(dish, knowledge),
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
  accepts: except(command, 'RegisterMenu', 'AddStock', 'ReserveStock', 'ReturnStock'),
  emits: except(
    event,
    'MenuRegistered',
    'StockAdded',
    'StockReserved',
    'StockRefused',
    'StockReturned',
  ),
  // An attempt to cancel is refused in the words of the order.
  refuses: { ...reject, CookingStarted: started },
  states: state,

  decide: {
    ReceiveCook: { 'absent, held': receive, 'canceled, rejected': nothing },
    RefuseForStock: { 'absent, held': refuse, 'canceled, rejected': nothing },
    HoldCooking: {
      'absent, received, held': hold,
      cooking: started.with({ status: 'COOK : COOKING' }),
      cooked: started.with({ status: 'COOKED' }),
      // It will not be cooked anyway.
      'qtyOver, canceled, rejected': nothing,
    },
    ReleaseHold: { 'absent, received, held': release, '*': nothing },
    CancelCook: { 'absent, received, held': cancel, 'qtyOver, canceled, rejected': nothing },
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
