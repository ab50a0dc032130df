// Delivery: cars on their way back, promised first and driven after.

import { contract } from '@dure/domain';
import { of } from '../fields.ts';

export const { context, command, event, pads, reject, view } = contract('delivery', {
  commands: {
    AcceptDelivery: of('deliveryId', 'receiptId', 'vehiNo', 'stat?'),
    WithdrawDelivery: of('deliveryId', 'receiptId'),
    ConfirmDelivery: of('deliveryId', 'receiptId'),
    StartDelivery: of('deliveryId'),
    CompleteDelivery: of('deliveryId'),
  },

  events: {
    DeliveryAccepted: of('deliveryId', 'receiptId', 'vehiNo', 'stat'),
    DeliveryWithdrawn: of('deliveryId', 'receiptId', 'stat', 'early?'),
    DeliveryConfirmed: of('deliveryId', 'receiptId', 'vehiNo', 'stat'),
    DeliveryStarted: of('deliveryId', 'stat', 'receiptId', 'vehiNo'),
    DeliveryCompleted: of('deliveryId', 'stat', 'receiptId', 'vehiNo'),
  },

  rejections: {
    DeliveryFull: of('reason'),
    DeliveryGone: of('deliveryId'),
  },

  views: {
    DeliveryTasks: of('deliveryId', 'receiptId', 'vehiNo', 'stat'),
  },
});
