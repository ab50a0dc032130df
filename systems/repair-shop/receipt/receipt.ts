// The life of a receipt: what the desk may ask for, what the customer pays, and what others report.

import { aggregate, ask, invalid, nothing } from '@dure/domain';
import * as Delivery from '../delivery/contract.ts';
import * as Payment from '../payment/contract.ts';
import { of } from '../fields.ts';
import { command, event, reject } from './contract.ts';
import { resumed, state, statOf } from './states.ts';
import type { AnyReceipt, Cancellable } from './states.ts';

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

type CardRefusal = { readonly type: string; readonly code?: string };
type DeliveryRefusal = { readonly type: string; readonly reason?: string };

const codeOf = ({ code = 'WITHDRAWN' }: CardRefusal) => ({ code });
const reasonOf = ({ reason = '철회된 배송' }: DeliveryRefusal) => ({ reason });

const notInitial = invalid('stat', {
  ko: '새 접수의 상태는 REPAIRREQUEST입니다',
  en: 'A new receipt has the status REPAIRREQUEST',
});

type Named = { readonly receiptId: `receipt-${string}` };

const notYetPayable = (pay: Named, receipt: AnyReceipt) =>
  reject.NotYetPayable({ ...pay, stat: statOf(receipt) });

const notYetDeliverable = (request: Named, receipt: AnyReceipt) =>
  reject.NotYetDeliverable({ ...request, stat: statOf(receipt) });

const tooLate = (cancel: Named, receipt: AnyReceipt) =>
  reject.CancelTooLate({ ...cancel, stat: statOf(receipt) });

/** What a cancellation may come back to is kept with it. */
const hold = (_asked: Named, receipt: Cancellable) =>
  state.cancelRequested({ ...receipt, resumes: receipt.is });

export const Receipt = aggregate('Receipt', {
  identifiedBy: 'receiptId',
  accepts: command,
  emits: event,
  refuses: reject,
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
          : notInitial,
    },

    RecordTakenIn: {
      requested: event.ReceiptTakenIn,
      cancelRequested: event.ReceiptTakenIn,
    },

    RecordRejected: {
      requested: event.ReceiptRejected,
      cancelRequested: event.ReceiptRejected,
    },

    RecordRepaired: {
      takenIn: event.ReceiptRepaired,
      cancelRequested: event.ReceiptRepaired,
    },

    RequestPayment: { repaired: event.PayRequested },

    Pay: {
      payRequested: (pay, receipt, known) => {
        const dueAmt = receipt.repairAmt;
        if (pay.payAmt !== dueAmt) return reject.AmountMismatch({ ...pay, dueAmt });
        return approvePayment({ ...receipt, ...pay, paymentId: known.mint('payment') })
          .taken((payment) => event.ReceiptPaid({ ...receipt, ...pay, ...payment }))
          .refused((refusal) => reject.PaymentRefused(codeOf(refusal)))
          .unavailable(reject.PaymentUnavailable);
      },
      feeRequested: (pay, receipt, known) => {
        const dueAmt = receipt.feeAmt;
        if (pay.payAmt !== dueAmt) return reject.AmountMismatch({ ...pay, dueAmt });
        return approvePayment({ ...receipt, ...pay, paymentId: known.mint('payment') })
          .taken((payment) =>
            event.ReceiptCancelled({ ...receipt, ...pay, ...payment, refundAmt: 0 }),
          )
          .refused((refusal) => reject.PaymentRefused(codeOf(refusal)))
          .unavailable(reject.PaymentUnavailable);
      },
      requested: notYetPayable,
      takenIn: notYetPayable,
      repaired: notYetPayable,
      paid: reject.AlreadyPaid,
      deliveryRequested: reject.AlreadyPaid,
      deliveryStarted: reject.AlreadyPaid,
      delivered: reject.AlreadyPaid,
    },

    RequestCancel: {
      requested: event.RepairCancelRequested,
      takenIn: event.RepairCancelRequested,
      repaired: event.RepairCancelRequested,
      payRequested: event.RepairCancelRequested,
      paid: event.RepairCancelRequested,
      deliveryRequested: tooLate,
      deliveryStarted: tooLate,
      delivered: tooLate,
      cancelRequested: nothing,
      feeRequested: nothing,
      refunding: nothing,
      cancelled: nothing,
    },

    RecordCancelled: {
      cancelRequested: (record, receipt) => {
        const { paymentId, payAmt, ...unpaid } = receipt;
        if (paymentId !== undefined && payAmt !== undefined) {
          const back = { ...unpaid, ...record, paymentId, refundAmt: payAmt - record.feeAmt };
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
      feeRequested: (waive, { vehiNo }) =>
        event.ReceiptCancelled({ ...waive, vehiNo, feeAmt: 0, refundAmt: 0 }),
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
        acceptDelivery({ ...receipt, ...request, deliveryId: known.mint('delivery') })
          .taken((delivery) => event.DeliveryRequested({ ...receipt, ...request, ...delivery }))
          .refused((refusal) => reject.DeliveryRefused(reasonOf(refusal)))
          .unavailable(reject.DeliveryUnavailable),
      requested: notYetDeliverable,
      takenIn: notYetDeliverable,
      repaired: notYetDeliverable,
      payRequested: notYetDeliverable,
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
    ReceiptRejected: { requested: state.rejected, cancelRequested: state.rejected },
    ReceiptRepaired: {
      takenIn: state.repaired,
      cancelRequested: ({ repairAmt }, receipt) =>
        state.cancelRequested({ ...receipt, repairAmt, resumes: 'repaired' }),
    },
    PayRequested: { repaired: state.payRequested },
    ReceiptPaid: { payRequested: state.paid },
    RepairCancelRequested: {
      requested: hold,
      takenIn: hold,
      repaired: hold,
      payRequested: hold,
      paid: hold,
    },
    ReceiptCancelRefused: { cancelRequested: (_refused, receipt) => resumed(receipt) },
    CancelFeeRequested: { cancelRequested: state.feeRequested },
    ReceiptRefundRequested: { cancelRequested: state.refunding },
    ReceiptCancelled: {
      cancelRequested: state.cancelled,
      feeRequested: state.cancelled,
      refunding: state.cancelled,
    },
    DeliveryRequested: { paid: state.deliveryRequested },
    ReceiptDeliveryStarted: { deliveryRequested: state.deliveryStarted },
    ReceiptDelivered: { deliveryStarted: state.delivered },
  },
});
