// Orders: taken at any hour, whatever the kitchen's system does.

import { ofKind, contract, settings } from '@dure/domain';
import { of, ordered } from '../fields.ts';

const told = ['orderId', ...ordered, 'modifiedDate', 'status'] as const;

export const { context, pads, command, event, reject, view, remind } = contract('order', {
  commands: {
    PlaceOrder: of('orderId', ...ordered, 'status?'),
    CancelOrder: of('orderId', 'reason?'),
    CancelForStock: of('orderId'),
    CancelForKitchen: of('orderId', 'reason'),
    RecordCooking: of('orderId'),
    CompleteOrder: of('orderId'),
  },

  events: {
    Ordered: of(...told, 'tel?'),
    // Not everybody who cancels gives a reason.
    OrderCancelled: of(...told, 'cause', 'reason?'),
    OrderCookingStarted: of('orderId', 'customerId', 'status'),
    OrderCompleted: of('orderId', 'customerId', 'status'),
  },

  rejections: {
    OrderBusy: ofKind('unavailable', of('retryAfter')),
    CookingStarted: of('orderId', 'status'),
    CancelUnavailable: ofKind('unavailable', of('retryAfter')),
  },

  reminders: {
    KitchenSilent: of('orderId', 'customerId'),
  },

  views: {
    Orders: of(...told, 'cause?'),
    // Not in the page: the intake limit is counted in a view of its own.
    Intake: of('intake', 'second', 'orders'),
  },
});

/** How many orders are taken, and how long a customer is left waiting before they get an answer. */
export const setting = settings({
  ORDER_RATE_MAX: [200, 'per second'],
  ORDER_SILENCE: [20, 'minutes'],
});
