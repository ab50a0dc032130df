// What the notes of pickup status and messages are called.

import type { Labels } from '@dure/domain';
import { days, hours, labels as notification, wordings } from '@dure/notification';
import type { Words } from '@dure/notification';

export const labels: Labels = {
  context: ['고객', 'Customer messages and status'],
  views: { ...notification.views, PickupStatus: ['픽업현황', 'Pickup status'] },
};

/** What people are told; `{field}` stands for the field's value. */
export const says = wordings({
  호출확정: {
    lasts: 15,
    // Again, where the courier before did not answer.
    recurs: true,
    ko:
      '[픽업] 택배기사 {worker}({workertel})가 배정되었습니다. ' +
      '위치 {location}, {parcelType}, 요금 {cost}원',
    en:
      '[Pickup] Courier {worker} ({workertel}) is on the way. ' +
      'Place {location}, {parcelType}, fee {cost} won',
  },
  재배정: {
    lasts: 10,
    recurs: true,
    ko: '[픽업] 배정된 기사가 올 수 없어 다른 기사를 찾고 있습니다. 기다리거나 취소하실 수 있습니다',
    en: '[Pickup] Your courier cannot come; another is looked for. You may wait or cancel',
  },
  호출실패: {
    lasts: 30,
    ko: '[픽업] 지금은 배정할 택배기사가 없습니다. 픽업 {pickupId}을(를) 종료합니다',
    en: '[Pickup] No courier is free. Pickup {pickupId} is closed',
  },
  호출취소: {
    lasts: days(1),
    ko: '[픽업] 픽업 {pickupId}이(가) 취소되었습니다. 수수료 {lateCancelFee}원',
    en: '[Pickup] Pickup {pickupId} is cancelled. Fee {lateCancelFee} won',
  },
  호출취소거절: {
    lasts: 15,
    ko: '[픽업] 이미 수거되어 픽업 {pickupId}을(를) 취소할 수 없습니다',
    en: '[Pickup] The parcel was taken over; pickup {pickupId} cannot be cancelled',
  },
  수거완료: {
    lasts: days(1),
    ko: '[픽업] 택배가 픽업센터에 도착했습니다. 요금 {cost}원',
    en: '[Pickup] Your parcel reached the centre. Fee {cost} won',
  },
  할당확정: {
    lasts: 5,
    ko: '[픽업] {location} {parcelType} 픽업이 배정되었습니다. 연락처 {contactTel}',
    en: '[Pickup] New pickup at {location}, {parcelType}, contact {contactTel}',
  },
  배정반납: {
    lasts: hours(1),
    ko: '[픽업] 픽업 {pickupId}이(가) 다른 기사에게 넘어갑니다 ({reason}). 현재 상태: {courierStatus}',
    en: '[Pickup] Pickup {pickupId} goes to another courier ({reason}). You are {courierStatus}',
  },
  할당취소: {
    ko: '[픽업] 픽업 {pickupId}이(가) 취소되었습니다',
    en: '[Pickup] Pickup {pickupId} is cancelled',
  },
  배정지연: {
    lasts: 10,
    ko: '[픽업] 배정이 늦어지고 있습니다. 기다리거나 취소하실 수 있습니다',
    en: '[Pickup] Finding a courier takes longer; you may wait or cancel',
  },
});

/** How reasons and statuses are called where they are told. */
export const words: Words = {
  reason: { NO_ANSWER: ['응답 없음', 'no answer'], DECLINED: ['거절', 'declined'] },
  courierStatus: { 대기: ['대기', 'free'], 휴무: ['휴무', 'off duty'] },
};
