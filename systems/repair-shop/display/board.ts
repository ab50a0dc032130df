// Display: one row for each car, from all who know something of it.

import { boundedContext } from '@dure/domain';
import * as Delivery from '../delivery/contract.ts';
import * as Payment from '../payment/contract.ts';
import * as Receipt from '../receipt/contract.ts';
import * as Repair from '../repair/contract.ts';
import { context, view } from './contract.ts';
import { labels } from './labels.ts';
import { delivering, paying, repairing, standing } from './columns.ts';

/** Each column is told by one context alone, so that no order between contexts matters. */
const Display = view.Display.follows([Receipt.event, Repair.event, Payment.event, Delivery.event], {
  key: ['receiptId'],
  creates: { Received: ({ stat, ...received }) => ({ ...received, receiptStat: stat }) },
  updates: {
    'ReceiptTakenIn, ReceiptRejected, ReceiptRepaired, PayRequested, ReceiptPaid': standing,
    'RepairCancelRequested, ReceiptCancelRefused, CancelFeeRequested': standing,
    'ReceiptRefundRequested, ReceiptCancelled': standing,
    'DeliveryRequested, ReceiptDeliveryStarted, ReceiptDelivered': standing,
    'RepairListed, RepairReceived, RepairRejected, RepairCompleted': repairing,
    'RepairCancelAsked, RepairCancelled, RepairCancelRefused': repairing,
    'PaymentApproved, PaymentCancelled': paying,
    'DeliveryAccepted, DeliveryConfirmed, DeliveryWithdrawn': delivering,
    'DeliveryStarted, DeliveryCompleted': delivering,
  },
});

export const StatusDisplay = boundedContext(context, {
  actors: {
    ReceptionDesk: { reads: 'all' },
    RepairShop: { reads: 'all' },
    Customer: { owns: 'vehiNo', reads: 'own' },
    Operator: { reads: 'all' },
  },
  views: { Display },
  labels,
});
