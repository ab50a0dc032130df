// What the notes of call status and messages are called.

import { days, hours, labels as notification, wordings } from '@dure/notification';
import type { Words } from '@dure/notification';
import type { Labels } from '@dure/domain';

export const labels: Labels = {
  context: ['고객', 'Customer messages and status'],
  views: { ...notification.views, CallStatus: ['호출현황', 'Call status'] },
};

/** What people are told; `{field}` stands for the field's value. */
export const says = wordings({
  호출확정: {
    lasts: 15,
    // Again, where the taxi before did not answer.
    recurs: true,
    ko:
      '[택시] 호출이 확정되었습니다. 기사 {driver} ({drivertel}), 차량 {taxiid}, ' +
      '예상요금 {cost}원',
    en:
      '[Taxi] Confirmed. Driver {driver} ({drivertel}), taxi {taxiid}, ' +
      'estimated fare {cost} won',
  },
  재배정: {
    lasts: 10,
    recurs: true,
    ko: '[택시] 배정된 기사가 올 수 없어 다른 택시를 찾고 있습니다. 기다리거나 취소하실 수 있습니다',
    en: '[Taxi] Your driver cannot come; another taxi is looked for. You may wait or cancel',
  },
  호출실패: {
    lasts: 30,
    ko: '[택시] 지금은 배정할 택시가 없습니다. 호출 {callId}을(를) 종료합니다',
    en: '[Taxi] No taxi is free. Call {callId} is closed',
  },
  호출취소: {
    lasts: days(1),
    ko: '[택시] 호출 {callId}이(가) 취소되었습니다. 수수료 {lateCancelFee}원',
    en: '[Taxi] Call {callId} is cancelled. Fee {lateCancelFee} won',
  },
  호출취소거절: {
    lasts: 15,
    ko: '[택시] 이미 탑승하여 호출 {callId}을(를) 취소할 수 없습니다',
    en: '[Taxi] You are on board; call {callId} cannot be cancelled',
  },
  운행완료: {
    lasts: days(1),
    ko: '[택시] 운행이 완료되었습니다. 요금 {cost}원',
    en: '[Taxi] Ride completed. Fare {cost} won',
  },
  할당확정: {
    lasts: 5,
    ko: '[택시] {location}에서 호출이 배정되었습니다. 고객 {tel}',
    en: '[Taxi] New call at {location}, customer {tel}',
  },
  배정반납: {
    lasts: hours(1),
    ko: '[택시] 호출 {callId}이(가) 다른 기사에게 넘어갑니다 ({reason}). 현재 상태: {taxiStatus}',
    en: '[Taxi] Call {callId} goes to another driver ({reason}). You are {taxiStatus}',
  },
  할당취소: {
    ko: '[택시] 호출 {callId}이(가) 취소되었습니다',
    en: '[Taxi] Call {callId} is cancelled',
  },
  배정지연: {
    lasts: 10,
    ko: '[택시] 배정이 늦어지고 있습니다. 기다리거나 취소하실 수 있습니다',
    en: '[Taxi] Finding a taxi takes longer; you may wait or cancel',
  },
});

/** How reasons and statuses are called where they are told. */
export const words: Words = {
  reason: { NO_ANSWER: ['응답 없음', 'no answer'], DECLINED: ['거절', 'declined'] },
  taxiStatus: { 대기: ['대기', 'free'], 휴무: ['휴무', 'off duty'] },
};
