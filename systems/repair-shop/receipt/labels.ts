// What the notes of receipts are called.

import { invalid } from '@dure/domain';
import type { Labels } from '@dure/domain';

export const labels: Labels = {
  context: ['접수', 'Receipt'],
  commands: {
    ReceiveRepair: ['수리 신청 접수', 'Receive repair request'],
    RecordTakenIn: ['수리접수 반영', 'Record taken in'],
    RecordRejected: ['거절 반영', 'Record rejection'],
    RecordRepaired: ['수리완료 반영', 'Record repaired'],
    RequestPayment: ['결제 요청', 'Request payment'],
    Pay: ['결제', 'Pay'],
    RequestCancel: ['수리 취소 요청', 'Request cancellation'],
    RecordCancelled: ['취소 반영', 'Record cancellation'],
    RecordCancelRefused: ['취소 거절 반영', 'Record refused cancellation'],
    WaiveCancelFee: ['취소수수료 면제', 'Waive cancellation fee'],
    RecordRefunded: ['환불 반영', 'Record refund'],
    RequestDelivery: ['배송 요청', 'Request delivery'],
    RecordDeliveryStarted: ['배송시작 반영', 'Record delivery start'],
    RecordDeliveryCompleted: ['배송완료 반영', 'Record delivery completion'],
  },
  events: {
    Received: ['접수됨', 'Received'],
    ReceiptTakenIn: ['수리접수 반영됨', 'Receipt taken in'],
    ReceiptRejected: ['거절 반영됨', 'Receipt rejected'],
    ReceiptRepaired: ['수리완료 반영됨', 'Receipt repaired'],
    PayRequested: ['결제 요청됨', 'Payment requested'],
    ReceiptPaid: ['결제 반영됨', 'Receipt paid'],
    RepairCancelRequested: ['취소 요청됨', 'Cancellation requested'],
    ReceiptCancelRefused: ['취소 거절 반영됨', 'Cancellation refused'],
    CancelFeeRequested: ['취소수수료 청구됨', 'Cancellation fee requested'],
    ReceiptRefundRequested: ['환불 요청됨', 'Refund requested'],
    ReceiptCancelled: ['취소 반영됨', 'Receipt cancelled'],
    DeliveryRequested: ['배송 요청됨', 'Delivery requested'],
    ReceiptDeliveryStarted: ['배송시작 반영됨', 'Receipt on the road'],
    ReceiptDelivered: ['배송완료 반영됨', 'Receipt delivered'],
  },
  reminders: { PayReminded: ['결제 안내됨', 'Customer reminded to pay'] },
  rejections: {
    OpenReceiptExists: [
      '이미 접수가 진행 중인 차량입니다',
      'This vehicle already has an open receipt',
    ],
    NotYetPayable: [
      '수리가 완료되어 결제 요청된 접수만 결제할 수 있습니다',
      'Only a completed repair with a payment request can be paid',
    ],
    AmountMismatch: ['결제금액이 청구금액과 다릅니다', 'The amount differs from the amount due'],
    AlreadyPaid: ['이미 결제되었습니다', 'Already paid'],
    PaymentRefused: ['카드 승인이 거절되었습니다', 'The card was declined'],
    PaymentUnavailable: [
      '결제가 잠시 중단되었습니다. 청구되지 않았으니 잠시 후 다시 결제해 주세요',
      'Payment is paused. You were not charged; please pay again shortly',
    ],
    NotYetDeliverable: [
      '결제가 승인된 접수만 배송을 요청할 수 있습니다',
      'Delivery can be requested after payment only',
    ],
    DeliveryRefused: ['오늘은 배송을 더 받을 수 없습니다', 'No more deliveries can be taken today'],
    DeliveryUnavailable: [
      '요청할 수 없는 상태 입니다. 잠시 후 다시 요청해 주세요',
      'The request cannot be made now; please try again shortly',
    ],
    CancelTooLate: [
      '배송이 요청되어 취소할 수 없습니다',
      'Delivery has been requested; cancelling is no longer possible',
    ],
  },
  views: { Receipts: ['접수 목록', 'Receipts'] },
  aggregates: { Receipt: ['접수', 'Receipt'] },
  states: {
    Receipt: {
      absent: ['없음', 'None'],
      requested: ['수리요청', 'Repair requested'],
      takenIn: ['수리접수', 'In the shop'],
      repaired: ['수리완료', 'Repaired'],
      payRequested: ['결제요청', 'Payment requested'],
      paid: ['결제승인', 'Paid'],
      deliveryRequested: ['배송요청', 'Delivery requested'],
      deliveryStarted: ['배송중', 'On the road'],
      delivered: ['배송완료', 'Delivered'],
      cancelRequested: ['취소요청', 'Cancellation requested'],
      feeRequested: ['취소수수료 청구', 'Cancellation fee due'],
      refunding: ['환불중', 'Refunding'],
      cancelled: ['취소됨', 'Cancelled'],
      rejected: ['거절됨', 'Rejected'],
    },
  },
  policies: {
    followTakeIn: ['수리접수 따르기', 'Follow the taking in'],
    followRejection: ['거절 따르기', 'Follow the rejection'],
    followCompletion: ['수리완료 따르기', 'Follow the completion'],
    followCancel: ['취소 따르기', 'Follow the cancellation'],
    followCancelRefusal: ['취소 거절 따르기', 'Follow the refused cancellation'],
    followRefund: ['환불 따르기', 'Follow the refund'],
    followDeliveryStart: ['배송시작 따르기', 'Follow the start of the delivery'],
    followDeliveryEnd: ['배송완료 따르기', 'Follow the end of the delivery'],
  },
  sagas: { RepairCase: ['수리 한 건', 'One repair'] },
  deadlines: {
    PAY_REMINDER: ['결제 알림', 'Reminder to pay'],
    DELIVERY_REMINDER: ['배송 요청 알림', 'Reminder to request the delivery'],
    FEE_REMINDER: ['취소수수료 알림', 'Reminder of the cancellation fee'],
  },
  settings: {
    PAY_REMINDER: ['결제 알림까지', 'Time until a customer is reminded to pay'],
    DELIVERY_REMINDER: ['배송 요청 알림까지', 'Time until the desk is reminded of a delivery'],
    FEE_REMINDER: ['취소수수료 알림까지', 'Time until the desk is reminded of a fee'],
  },
};

/** What is told of a receipt that is not valid. */
export const wrong = {
  stat: invalid('stat', {
    ko: '새 접수의 상태는 REPAIRREQUEST입니다',
    en: 'A new receipt has the status REPAIRREQUEST',
  }),
} as const;

/** What the work list says of a case that waits. */
export const work = {
  PAY_REMINDER: { ko: '결제를 기다리는 접수', en: 'A receipt waits to be paid' },
  DELIVERY_REMINDER: {
    ko: '배송 요청을 기다리는 접수',
    en: 'A receipt waits for its delivery request',
  },
  FEE_REMINDER: {
    ko: '취소수수료를 기다리는 접수: 면제할 수 있습니다',
    en: 'A cancellation fee is not paid yet, and may be waived',
  },
} as const;
