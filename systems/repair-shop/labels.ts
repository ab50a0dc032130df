// What the people, the fields and the systems around the repair shop are called.

import type { Labels } from '@dure/domain';

export const labels: Labels = {
  actors: {
    ReceptionDesk: ['접수처', 'Reception desk'],
    RepairShop: ['수리처', 'Repair shop'],
    Customer: ['고객', 'Customer'],
    DeliveryDriver: ['배송 담당', 'Delivery driver'],
    Operator: ['운영자', 'Operator'],
  },
  fields: {
    receiptId: ['접수번호', 'Receipt number'],
    vehiNo: ['차량번호', 'Vehicle number'],
    stat: ['상태', 'Status'],
    symptom: ['증상', 'Symptom'],
    customerTel: ['고객 휴대폰번호', "Customer's mobile number"],
    repairId: ['수리번호', 'Repair number'],
    repairAmt: ['수리금액', 'Repair amount'],
    payAmt: ['결제금액', 'Amount paid'],
    dueAmt: ['청구금액', 'Amount due'],
    feeAmt: ['취소수수료', 'Cancellation fee'],
    maxAmt: ['수수료 상한', 'Highest fee'],
    refundAmt: ['환불금액', 'Refunded amount'],
    keptAmt: ['미환불금액', 'Amount kept'],
    paymentId: ['결제번호', 'Payment number'],
    cardToken: ['카드 토큰', 'Card token'],
    approvalNo: ['승인번호', 'Approval number'],
    approvedAt: ['승인일시', 'Approved at'],
    deliveryId: ['배송번호', 'Delivery number'],
    reason: ['사유', 'Reason'],
    code: ['거절코드', 'Decline code'],
    retryAfter: ['재시도 대기(초)', 'Retry after (s)'],
    repairStat: ['수리상태', 'Repair status'],
    payStat: ['결제상태', 'Payment status'],
    deliveryStat: ['배송상태', 'Delivery status'],
    receiptStat: ['접수상태', 'Receipt status'],
    early: ['먼저 온 취소', 'Came first'],
    payments: ['결제 시도', 'Attempts to pay'],
    deliveries: ['배송 시도', 'Attempts to deliver'],
  },
};
