// What the people, the fields and the systems around lodging are called.

import { cardNetworkLabels } from '@dure/card-network';
import type { Labels } from '@dure/domain';

export const labels: Labels = {
  actors: {
    Customer: ['고객', 'Customer'],
    Owner: ['숙박업소주인', 'Lodging owner'],
    Operator: ['운영자', 'Operator'],
  },
  systems: cardNetworkLabels,
  fields: {
    orderId: ['예약번호', 'Reservation number'],
    placeId: ['숙소번호', 'Place number'],
    placeNm: ['숙소이름', 'Place name'],
    usrId: ['고객번호', 'Customer number'],
    ownerId: ['주인번호', 'Owner number'],
    pricePerNight: ['1박 요금', 'Price per night and room'],
    freeCancelDays: ['무료취소 일수', 'Free-cancel days'],
    instantConfirmation: ['즉시확정', 'Instant confirmation'],
    status: ['상태', 'Status'],
    strDt: ['체크인 날짜', 'First night'],
    endDt: ['체크아웃 날짜', 'Day of leaving'],
    qty: ['객실 수', 'Rooms'],
    amount: ['결제금액', 'Amount'],
    dueAmt: ['정상금액', 'Right amount'],
    payId: ['결제번호', 'Payment number'],
    cardToken: ['카드 토큰', 'Card token'],
    approvalNo: ['승인번호', 'Approval number'],
    feeAmt: ['취소수수료', 'Cancellation fee'],
    refundAmt: ['환불금액', 'Refunded amount'],
    stock: ['객실 재고', 'Rooms'],
    night: ['숙박일', 'Night'],
    fromDt: ['시작일', 'From'],
    toDt: ['종료일', 'To (exclusive)'],
    free: ['남은 객실', 'Free rooms'],
    decideBy: ['확인기한', 'Decide by'],
    cancelledBy: ['취소주체', 'Cancelled by'],
    reason: ['사유', 'Reason'],
    code: ['거절코드', 'Decline code'],
    retryAfter: ['재시도 대기(초)', 'Retry after (s)'],
    tel: ['휴대폰번호', 'Mobile number'],
    early: ['먼저 온 취소', 'Came first'],
    today: ['오늘', 'Today'],
  },
};
