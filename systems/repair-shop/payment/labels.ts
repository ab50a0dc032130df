// What the notes of payment are called.

import type { Labels } from '@dure/domain';

export const labels: Labels = {
  context: ['결제', 'Payment'],
  commands: {
    ApprovePayment: ['결제 승인', 'Approve payment'],
    CancelPayment: ['결제 취소', 'Cancel payment'],
    RefundPayment: ['환불', 'Refund payment'],
  },
  events: {
    PaymentApproved: ['결제 승인됨', 'Payment approved'],
    PaymentCancelled: ['결제 취소됨', 'Payment cancelled'],
  },
  rejections: {
    CardDeclined: ['카드 승인이 거절되었습니다', 'The card was declined'],
    PaymentWithdrawn: ['취소된 결제 시도입니다', 'This payment attempt was withdrawn'],
    RefundAbovePaid: [
      '환불은 0원 이상, 결제금액 이하여야 합니다. 돌려준 돈은 없습니다',
      'A refund is between nothing and what was paid; nothing went back',
    ],
  },
  views: { Payments: ['결제 내역', 'Payments'] },
  aggregates: { Payment: ['결제', 'Payment'] },
  states: {
    Payment: {
      absent: ['없음', 'None'],
      approved: ['결제승인', 'Approved'],
      cancelled: ['결제취소', 'Cancelled or refunded'],
    },
  },
  policies: { refundReceipt: ['취소된 접수 환불', 'Refund the cancelled receipt'] },
};
