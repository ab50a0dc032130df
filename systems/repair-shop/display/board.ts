// Display: one row for each car, from all who know something of it.

import { boundedContext } from '@dure/domain';
import * as Delivery from '../delivery/contract.ts';
import * as Payment from '../payment/contract.ts';
import * as Receipt from '../receipt/contract.ts';
import * as Repair from '../repair/contract.ts';
import { context, view } from './contract.ts';
import { labels } from './labels.ts';
import { delivering, paying, received, repairing, standing } from './columns.ts';

/** Each column is told by one context alone, so that no order between contexts matters. */
const Display = view.Display.follows([Receipt.event, Repair.event, Payment.event, Delivery.event], {
  key: ['receiptId'],
  creates: { Received: received },
  updates: {
    ReceiptTakenIn: standing,
    ReceiptRejected: standing,
    ReceiptRepaired: standing,
    PayRequested: standing,
    ReceiptPaid: standing,
    RepairCancelRequested: standing,
    ReceiptCancelRefused: standing,
    CancelFeeRequested: standing,
    ReceiptRefundRequested: standing,
    ReceiptCancelled: standing,
    DeliveryRequested: standing,
    ReceiptDeliveryStarted: standing,
    ReceiptDelivered: standing,
    RepairListed: repairing,
    RepairReceived: repairing,
    RepairRejected: repairing,
    RepairCompleted: repairing,
    RepairCancelAsked: repairing,
    RepairCancelled: repairing,
    RepairCancelRefused: repairing,
    PaymentApproved: paying,
    PaymentCancelled: paying,
    DeliveryAccepted: delivering,
    DeliveryConfirmed: delivering,
    DeliveryWithdrawn: delivering,
    DeliveryStarted: delivering,
    DeliveryCompleted: delivering,
  },
});

export const StatusDisplay = boundedContext(context, {
  actors: {
    ReceptionDesk: { reads: { Display: 'all' } },
    RepairShop: { reads: { Display: 'all' } },
    Customer: { owns: 'vehiNo', reads: { Display: 'own' } },
    Operator: { reads: { Display: 'all' } },
  },
  views: { Display },
  labels,
});
