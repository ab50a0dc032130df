// What the notes of pickup requests are called.

import { invalid } from '@dure/domain';
import type { Labels } from '@dure/domain';

export const labels: Labels = {
  context: ['픽업요청', 'Pickup request'],
  commands: {
    RequestPickup: ['픽업 요청', 'Request pickup'],
    RecordAssigning: ['호출중 반영', 'Record assigning'],
    RecordConfirmed: ['호출확정 반영', 'Record confirmation'],
    RecordReturned: ['배정반납 반영', 'Record returned offer'],
    RecordCollecting: ['수거시작 반영', 'Record collection start'],
    RecordCollected: ['수거완료 반영', 'Record collection end'],
    RecordFailed: ['호출실패 반영', 'Record failure'],
    CancelPickup: ['픽업 취소', 'Cancel pickup'],
    RecordCancelled: ['호출취소 반영', 'Record cancellation'],
  },
  events: {
    PickupcallRequested: ['픽업요청됨', 'Pickup requested'],
    PickupcallSearchStarted: ['기사찾기 시작됨', 'Search for a courier started'],
    PickupcallConfirmed: ['호출확정됨', 'Pickup confirmed'],
    PickupcallReassigning: ['다시 기사찾기 시작됨', 'Another courier is looked for'],
    PickupcallCollectionStarted: ['수거시작 반영됨', 'Parcel taken over'],
    PickupcallCompleted: ['수거완료 반영됨', 'Pickup completed'],
    PickupcallFailed: ['호출실패됨', 'Pickup failed'],
    PickupcallCancelled: ['호출취소됨', 'Pickup cancelled by the customer'],
    PickupcallCancelConfirmed: ['호출취소 확정됨', 'Cancellation confirmed'],
    PickupcallCancelRefused: ['호출취소 거절됨', 'Cancellation refused'],
  },
  rejections: {
    OpenPickupExists: ['이미 진행 중인 픽업이 있습니다', 'This phone already has an open pickup'],
    PickupBusy: [
      '요청이 많습니다. 잠시 후 다시 요청해 주세요',
      'Too many requests now; please try again shortly',
    ],
    PickupUnavailable: [
      '지금은 픽업을 받을 수 없습니다. 요청은 접수되지 않았습니다',
      'Pickups cannot be taken now. Your request was not taken',
    ],
    AlreadyCollected: [
      '이미 수거가 시작되어 취소할 수 없습니다',
      'The parcel has been taken over; cancelling is no longer possible',
    ],
  },
  views: {
    Pickupcalls: ['픽업요청 목록', 'Pickup requests'],
  },
  reminders: { CourierForgotten: ['기사 연락처 삭제됨', "Courier's contact forgotten"] },
  aggregates: { Pickupcall: ['픽업요청', 'Pickup request'] },
  states: {
    Pickupcall: {
      absent: ['없음', 'None'],
      called: ['호출', 'Requested'],
      calling: ['호출중', 'Finding a courier'],
      confirmed: ['호출확정', 'Confirmed'],
      collecting: ['수거중', 'Parcel taken over'],
      completed: ['수거완료', 'Handed in'],
      cancelling: ['호출취소중', 'Cancelling'],
      cancelled: ['호출취소', 'Cancelled'],
      failed: ['호출실패', 'No courier found'],
    },
  },
  policies: {
    followAssigning: ['기사찾기 반영', 'Follow the search'],
    followConfirmation: ['확정 반영', 'Follow the confirmation'],
    followReturn: ['배정반납 반영', 'Follow the returned offer'],
    followCollectionStart: ['수거시작 반영', 'Follow the start of the collection'],
    followCollectionEnd: ['수거완료 반영', 'Follow the end of the collection'],
    followFailure: ['실패 반영', 'Follow the failure'],
    followCancel: ['취소 반영', 'Follow the cancellation'],
  },
  sagas: { ServePickup: ['픽업 한 건', 'Serve a pickup'] },
  deadlines: { COURIER_RETENTION: ['기사 연락처 삭제', "Forget the courier's contact"] },
  settings: {
    FREE_CANCEL_AFTER_CONFIRM: ['확정 후 무료취소 시간', 'Free to cancel after the confirmation'],
    LATE_CANCEL_FEE: ['취소수수료', 'Late-cancel fee'],
    WINDOW_AHEAD_MAX: ['희망시간 최대', 'How far ahead a window may begin'],
    DEFAULT_LOCATION: ['기본 호출위치', 'Pickup place unless a request names one'],
    COURIER_RETENTION: [
      '기사 연락처 보관기간',
      "For how long after the end the courier's contact is shown",
    ],
  },
};

/** What is told of a request that is not valid. */
export const wrong = {
  status: invalid('status', {
    ko: '새 픽업의 상태는 호출입니다',
    en: 'A new pickup has the status 호출',
  }),
  reversed: invalid('wishedTo', {
    ko: '희망시간의 끝은 시작보다 뒤여야 합니다',
    en: 'A window ends after it begins',
  }),
  window: invalid('wishedFrom', {
    ko: '희망시간은 지나지 않았고 몇 시간 안에 시작해야 합니다',
    en: 'A window is not over yet, and begins within hours',
  }),
} as const;
