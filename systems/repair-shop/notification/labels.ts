// In which words customers and the shop are told; `{field}` stands for the field's value.

import { days, hours, wordings } from '@dure/notification';

export const says = wordings({
  REPAIRRECEIVED: {
    ko: '[수리] {vehiNo} 차량이 수리에 들어갔습니다. 접수번호 {receiptId}',
    en: '[Repair] {vehiNo} is now in the shop. Receipt {receiptId}',
  },
  REJECTED: {
    lasts: days(1),
    ko: '[수리] {vehiNo} 수리를 진행할 수 없습니다. 사유: {reason}',
    en: '[Repair] {vehiNo} cannot be repaired here: {reason}',
  },
  PAYREQUEST: {
    lasts: days(2),
    ko: '[수리] {vehiNo} 수리가 끝났습니다. 결제금액 {repairAmt}원',
    en: '[Repair] {vehiNo} is repaired. Please pay {repairAmt} won',
  },
  PAYAPPROVED: {
    lasts: days(2),
    ko: '[수리] {payAmt}원이 결제되었습니다',
    en: '[Repair] {payAmt} won paid',
  },
  DELIVERYSTARTED: {
    lasts: hours(2),
    ko: '[수리] {vehiNo} 차량이 출발했습니다',
    en: '[Repair] {vehiNo} is on its way to you',
  },
  DELIVERYCOMPLETED: {
    ko: '[수리] {vehiNo} 차량을 전달해 드렸습니다',
    en: '[Repair] {vehiNo} has been delivered',
  },
  CANCELFEEREQUESTED: {
    lasts: days(2),
    ko: '[수리] 취소수수료 {feeAmt}원을 결제해 주세요',
    en: '[Repair] Please pay the cancellation fee of {feeAmt} won',
  },
  CANCELLED: {
    lasts: days(2),
    ko: '[수리] 접수 {receiptId}이(가) 취소되었습니다. 수수료 {feeAmt}원, 환불 {refundAmt}원',
    en: '[Repair] Receipt {receiptId} is cancelled. Fee {feeAmt} won, refund {refundAmt} won',
  },
  CANCELREFUSED: {
    lasts: days(1),
    ko: '[수리] 취소가 거절되었습니다. 사유: {reason}',
    en: '[Repair] Cancellation was refused: {reason}',
    recurs: true,
  },
  CANCELREQUESTED: {
    ko: '[수리] {vehiNo} 취소 요청을 결정해 주세요',
    en: '[Repair] Please decide on cancelling {vehiNo}',
    recurs: true,
  },
  PAYREMINDED: {
    ko: '[수리] {vehiNo} 수리비 {repairAmt}원이 아직 결제되지 않았습니다',
    en: '[Repair] {repairAmt} won for {vehiNo} are not paid yet',
  },
  TAKEINREMINDED: {
    ko: '[수리] {vehiNo} 차량이 수리 접수를 기다리고 있습니다',
    en: '[Repair] {vehiNo} waits to be taken in',
  },
});
