// Receipts: the desk's side of the repair shop, open at any hour.

import { ofKind, contract } from '@dure/domain';
import { of } from '../fields.ts';

const receipt = ['receiptId', 'vehiNo', 'stat'] as const;

export const { context, command, event, pads, reject, view, remind } = contract('receipt', {
  commands: {
    ReceiveRepair: of('receiptId', 'vehiNo', 'stat?', 'symptom?', 'customerTel?'),
    RecordTakenIn: of('receiptId', 'repairId'),
    RecordRejected: of('receiptId', 'reason'),
    RecordRepaired: of('receiptId', 'repairAmt'),
    RequestPayment: of('receiptId'),
    Pay: of('receiptId', 'payAmt', 'cardToken?'),
    RequestCancel: of('receiptId', 'reason?'),
    RecordCancelled: of('receiptId', 'feeAmt'),
    RecordCancelRefused: of('receiptId', 'reason'),
    WaiveCancelFee: of('receiptId'),
    RecordRefunded: of('receiptId', 'paymentId', 'refundAmt'),
    RequestDelivery: of('receiptId'),
    RecordDeliveryStarted: of('receiptId', 'deliveryId'),
    RecordDeliveryCompleted: of('receiptId', 'deliveryId'),
  },

  events: {
    Received: of(...receipt, 'symptom?', 'customerTel?'),
    ReceiptTakenIn: of(...receipt, 'repairId'),
    ReceiptRejected: of(...receipt, 'reason'),
    ReceiptRepaired: of(...receipt, 'repairAmt'),
    PayRequested: of(...receipt, 'repairAmt'),
    ReceiptPaid: of(...receipt, 'paymentId', 'payAmt'),
    RepairCancelRequested: of(...receipt, 'reason?'),
    ReceiptCancelRefused: of(...receipt, 'reason'),
    CancelFeeRequested: of(...receipt, 'feeAmt'),
    ReceiptRefundRequested: of(...receipt, 'paymentId', 'refundAmt', 'feeAmt'),
    ReceiptCancelled: of(...receipt, 'feeAmt', 'refundAmt', 'paymentId?'),
    DeliveryRequested: of(...receipt, 'repairAmt', 'payAmt', 'deliveryId'),
    ReceiptDeliveryStarted: of(...receipt, 'deliveryId'),
    ReceiptDelivered: of(...receipt, 'deliveryId'),
  },

  rejections: {
    OpenReceiptExists: of('vehiNo', 'receiptId'),
    NotYetPayable: of('receiptId', 'stat'),
    AmountMismatch: of('payAmt', 'dueAmt'),
    AlreadyPaid: of('receiptId'),
    PaymentRefused: ofKind('unpaid', of('code')),
    PaymentUnavailable: ofKind('unavailable', of('retryAfter')),
    NotYetDeliverable: of('receiptId', 'stat'),
    DeliveryRefused: of('reason'),
    DeliveryUnavailable: ofKind('unavailable', of('retryAfter')),
    CancelTooLate: of('receiptId', 'stat'),
  },

  reminders: { PayReminded: of('receiptId', 'vehiNo', 'repairAmt') },

  views: {
    Receipts: of(...receipt, 'repairAmt|null', 'payAmt|null', 'feeAmt?', 'refundAmt?'),
  },
});
