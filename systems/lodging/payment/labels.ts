// What the notes of payment are called.

import type { Labels } from '@dure/domain';

export const labels: Labels = {
  context: ['결제', 'Payment'],
  commands: {
    AuthorizePayment: ['결제 가승인', 'Authorise payment'],
    VoidAuthorization: ['가승인 취소', 'Void authorisation'],
    CapturePayment: ['결제', 'Capture payment'],
    CancelPayment: ['결제 취소', 'Cancel payment'],
  },
  events: {
    PaymentAuthorized: ['결제 가승인됨', 'Payment authorised'],
    PaymentVoided: ['가승인 취소됨', 'Authorisation voided'],
    PaymentApproved: ['결제승인됨', 'Payment approved'],
    PaymentCancelApproved: ['결제취소승인됨', 'Payment cancelled'],
  },
  rejections: {
    CardDeclined: ['카드 승인이 거절되었습니다', 'The card was declined'],
    PaymentWithdrawn: ['취소된 결제 시도입니다', 'This payment attempt was withdrawn'],
    FeeAboveAmount: [
      '수수료는 0원 이상, 결제금액 이하여야 합니다. 돌려준 돈은 없습니다',
      'A fee is between nothing and what was paid; nothing went back',
    ],
  },
  views: { PaymentHistories: ['결제 내역', 'Payments'] },
  aggregates: { PaymentHistory: ['결제', 'Payment'] },
  states: {
    PaymentHistory: {
      absent: ['없음', 'None'],
      authorized: ['결제가승인', 'Authorised'],
      approved: ['결제완료', 'Paid'],
      voided: ['결제철회', 'Voided'],
      canceled: ['결제취소', 'Payment cancelled'],
    },
  },
  policies: { refundCancelledStay: ['취소된 예약 환불', 'Refund the cancelled stay'] },
};
