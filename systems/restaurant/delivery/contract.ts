// Delivery: from the finished dish to the door.

import { contract, settings } from '@dure/domain';
import { of } from '../fields.ts';

const named = of('orderId');
const told = of('orderId', 'status');

export const { context, pads, command, event, view } = contract('delivery', {
  commands: {
    PrepareDelivery: named,
    StartDelivery: named,
    CompleteDelivery: named,
  },

  events: {
    DeliveryPrepared: told,
    Shipped: told,
    DeliveryCompleted: told,
  },

  views: {
    Deliveries: told,
  },
});

/** When riders are reminded, and whether they are needed at all. */
export const setting = settings({
  DELIVERY_REMINDER: [30, 'minutes'],
  AUTO_SHIP: false,
});
