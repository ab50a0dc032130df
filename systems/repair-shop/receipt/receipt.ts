// The life of a receipt: what the desk may ask for, what the customer pays, and what others report.

import { aggregate, ask, nothing } from '@dure/domain';
import * as Delivery from '../delivery/contract.ts';
import * as Payment from '../payment/contract.ts';
import { of } from '../fields.ts';
import { event, pads, reject } from './contract.ts';
import { wrong } from './labels.ts';
import { resumed, state } from './states.ts';

const approvePayment = ask('approvePayment', {
  of: Payment.command.ApprovePayment,
  brings: of('paymentId', 'approvalNo'),
  refusedWith: Payment.reject,
  undo: Payment.command.CancelPayment,
});

/** A promise: nobody drives before the receipt says that it was asked for. */
const acceptDelivery = ask('acceptDelivery', {
  of: Delivery.command.AcceptDelivery,
  brings: of('deliveryId'),
  refusedWith: Delivery.reject,
  undo: Delivery.command.WithdrawDelivery,
});

/** What refuses has no reason of its own, when the attempt was taken back meanwhile. */
const withdrawn = { code: 'WITHDRAWN', reason: '철회된 배송' };

export const Receipt = aggregate('Receipt', {
  ...pads,
  identifiedBy: 'receiptId',
  asks: [approvePayment, acceptDelivery],
  states: state,
  claims: {
    vehiNo: {
      takenBy: 'Received',
      releasedBy: ['ReceiptDelivered', 'ReceiptCancelled', 'ReceiptRejected'],
      refuses: ({ value, holder }) =>
        reject.OpenReceiptExists({ vehiNo: value, receiptId: holder }),
    },
  },

  decide: {
    ReceiveRepair: {
      absent: (receive) =>
        receive.stat === undefined || receive.stat === 'REPAIRREQUEST'
          ? event.Received(receive)
          : wrong.stat,
    },

    RecordTakenIn: { 'requested, cancelRequested': event.ReceiptTakenIn },

    RecordRejected: { 'requested, cancelRequested': event.ReceiptRejected },

    RecordRepaired: { 'takenIn, cancelRequested': event.ReceiptRepaired },

    RequestPayment: { repaired: event.PayRequested },

    Pay: {
      payRequested: (pay, receipt, known) => {
        const dueAmt = receipt.repairAmt;
        if (pay.payAmt !== dueAmt) return reject.AmountMismatch({ ...pay, dueAmt });
        const paymentId = known.mint('payment');
        return approvePayment({ ...withdrawn, ...receipt, ...pay, paymentId })
          .taken(event.ReceiptPaid)
          .refused(reject.PaymentRefused)
          .unavailable(reject.PaymentUnavailable);
      },
      feeRequested: (pay, receipt, known) => {
        const dueAmt = receipt.feeAmt;
        if (pay.payAmt !== dueAmt) return reject.AmountMismatch({ ...pay, dueAmt });
        const paymentId = known.mint('payment');
        return approvePayment({ ...withdrawn, ...receipt, ...pay, paymentId })
          .taken(event.ReceiptCancelled.with({ refundAmt: 0 }))
          .refused(reject.PaymentRefused)
          .unavailable(reject.PaymentUnavailable);
      },
      'requested, takenIn, repaired': reject.NotYetPayable,
      'paid, deliveryRequested, deliveryStarted, delivered': reject.AlreadyPaid,
    },

    RequestCancel: {
      'requested, takenIn, repaired, payRequested, paid': event.RepairCancelRequested,
      'deliveryRequested, deliveryStarted, delivered': reject.CancelTooLate,
      'cancelRequested, feeRequested, refunding, cancelled': nothing,
    },

    RecordCancelled: {
      cancelRequested: (record, receipt) => {
        const { paymentId, payAmt, ...unpaid } = receipt;
        if (paymentId !== undefined && payAmt !== undefined) {
          const feeAmt = Math.min(record.feeAmt, payAmt);
          const back = { ...unpaid, ...record, paymentId, feeAmt, refundAmt: payAmt - feeAmt };
          return back.refundAmt > 0
            ? event.ReceiptRefundRequested(back)
            : event.ReceiptCancelled(back);
        }
        return record.feeAmt > 0
          ? event.CancelFeeRequested({ ...unpaid, ...record })
          : event.ReceiptCancelled({ ...unpaid, ...record, refundAmt: 0 });
      },
    },

    RecordCancelRefused: { cancelRequested: event.ReceiptCancelRefused },

    WaiveCancelFee: {
      feeRequested: event.ReceiptCancelled.with({ feeAmt: 0, refundAmt: 0 }),
    },

    RecordRefunded: {
      refunding: (record, receipt) =>
        record.paymentId === receipt.paymentId
          ? event.ReceiptCancelled({ ...receipt, ...record })
          : nothing,
      '*': nothing,
    },

    RequestDelivery: {
      paid: (request, receipt, known) =>
        acceptDelivery({ ...withdrawn, ...receipt, ...request, deliveryId: known.mint('delivery') })
          .taken(event.DeliveryRequested)
          .refused(reject.DeliveryRefused)
          .unavailable(reject.DeliveryUnavailable),
      'requested, takenIn, repaired, payRequested': reject.NotYetDeliverable,
    },

    RecordDeliveryStarted: { deliveryRequested: event.ReceiptDeliveryStarted },

    RecordDeliveryCompleted: { deliveryStarted: event.ReceiptDelivered },
  },

  evolve: {
    Received: { absent: state.requested },
    ReceiptTakenIn: {
      requested: state.takenIn,
      cancelRequested: ({ repairId }, receipt) =>
        state.cancelRequested({ ...receipt, repairId, resumes: 'takenIn' }),
    },
    ReceiptRejected: { 'requested, cancelRequested': state.rejected },
    ReceiptRepaired: {
      takenIn: state.repaired,
      cancelRequested: ({ repairAmt }, receipt) =>
        state.cancelRequested({ ...receipt, repairAmt, resumes: 'repaired' }),
    },
    PayRequested: { repaired: state.payRequested },
    ReceiptPaid: { payRequested: state.paid },
    // What a cancellation may come back to is kept with it.
    RepairCancelRequested: {
      'requested, takenIn, repaired, payRequested, paid': (_asked, receipt) =>
        state.cancelRequested({ ...receipt, resumes: receipt.is }),
    },
    ReceiptCancelRefused: { cancelRequested: (_refused, receipt) => resumed(receipt) },
    CancelFeeRequested: { cancelRequested: state.feeRequested },
    ReceiptRefundRequested: { cancelRequested: state.refunding },
    ReceiptCancelled: { 'cancelRequested, feeRequested, refunding': state.cancelled },
    DeliveryRequested: { paid: state.deliveryRequested },
    ReceiptDeliveryStarted: { deliveryRequested: state.deliveryStarted },
    ReceiptDelivered: { deliveryStarted: state.delivered },
  },
});
