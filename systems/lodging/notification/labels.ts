// In which words customers and owners are told; `{field}` stands for the field's value.

import { days, hours, wordings } from '@dure/notification';

export const says = wordings({
  결제완료: {
    lasts: days(1),
    ko: '[예약] {usrId}님이 {placeNm} {strDt}~{endDt} {qty}실을 예약했습니다. 확인해 주세요',
    en:
      '[Reservation] {usrId} reserved {qty} room(s) of {placeNm}, {strDt} to {endDt}. ' +
      'Please check',
  },
  예약완료: {
    lasts: days(1),
    ko: '[숙소] {placeNm} 예약이 확정되었습니다. 결제 {amount}원',
    en: '[Stay] {placeNm} is confirmed. Paid {amount} won',
  },
  취소처리: {
    lasts: days(1),
    ko: '[숙소] 예약 {orderId} 취소를 접수했습니다. 수수료 {feeAmt}원',
    en: '[Stay] Cancelling reservation {orderId}. Fee {feeAmt} won',
  },
  예약취소: {
    lasts: days(1),
    ko: '[숙소] {placeNm} 예약이 취소되었습니다. 환불 {refundAmt}원, 수수료 {feeAmt}원',
    en: '[Stay] {placeNm} is cancelled. Refund {refundAmt} won, fee {feeAmt} won',
  },
  취소알림: {
    lasts: days(1),
    status: '예약취소',
    ko: '[예약] {placeNm} {strDt}~{endDt} 예약 {orderId}이(가) 취소되었습니다',
    en: '[Reservation] {orderId} of {placeNm}, {strDt} to {endDt}, is cancelled',
  },
  확인대기: {
    lasts: hours(6),
    ko: '[예약] {placeNm} 예약 {orderId}을(를) {decideBy}까지 확인해 주세요',
    en: '[Reservation] Please decide on {orderId} of {placeNm} by {decideBy}',
  },
});
