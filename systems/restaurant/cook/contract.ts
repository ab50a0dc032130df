// The kitchen: portions of each menu, and what becomes of each dish.

import { contract, settings } from '@dure/domain';
import { fields, of, ordered } from '../fields.ts';

const dish = ['cookId', 'orderId', 'customerId', 'status'] as const;
const menu = ['restaurantId', 'restaurantMenuId', 'menuNm'] as const;
const portions = ['restaurantId', 'restaurantMenuId', 'qty'] as const;

export const { context, command, event, reject, view } = contract('cook', {
  commands: {
    RegisterMenu: of(...menu, 'qty'),
    AddStock: of('restaurantMenuId', 'qty'),
    ReserveStock: of('orderId', ...ordered),
    ReturnStock: of('restaurantMenuId', 'orderId'),
    ReceiveCook: of('orderId', ...ordered),
    RefuseForStock: of('orderId', ...ordered),
    HoldCooking: of('orderId', 'holdId', ...ordered),
    ReleaseHold: of('orderId', 'holdId'),
    CancelCook: of('orderId', ...ordered),
    StartCooking: of('orderId'),
    FinishCooking: of('orderId'),
    RejectCook: of('orderId', 'reason'),
  },

  events: {
    MenuRegistered: of(...menu, 'left'),
    StockAdded: of('restaurantMenuId', 'qty', 'left'),
    StockReserved: of('orderId', ...ordered, 'left'),
    StockRefused: of('orderId', ...ordered, 'left'),
    // A mark for a reservation that is still to come gives nothing back.
    StockReturned: { ...of('restaurantMenuId', 'orderId', 'left', 'early?'), qty: fields.returned },
    CookReceived: of(...dish, ...ordered),
    CookQtyChecked: of(...dish, ...ordered),
    CookHeld: of(...dish, 'holdId', ...ordered, 'isReceived'),
    // A dish that nobody knows of has no number and no status to go back to.
    CookHoldReleased: of('cookId?', 'orderId', 'holdId', 'isReceived', 'status|null'),
    CookStarted: of(...dish),
    Cooked: of(...dish),
    CookCancelled: of(...dish, ...ordered, 'isReceived'),
    CookRejected: of(...dish, 'restaurantMenuId', 'qty', 'reason', 'isReceived'),
  },

  rejections: {
    CancelPending: of('orderId'),
    HoldWithdrawn: of('orderId', 'holdId'),
  },

  views: {
    KitchenTasks: of('orderId', 'cookId', ...portions, 'status', 'reason?'),
    MenuStocks: of(...menu, 'left'),
  },
});

/** How long the kitchen may take, and what a machine does in its place. */
export const setting = settings({
  COOK_START: [15, 'minutes', { atLeast: 1 }],
  COOK_REMINDER: [60, 'minutes'],
  AUTO_COOK: false,
});
