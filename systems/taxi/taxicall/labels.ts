// What the notes of taxi calls are called.

import { invalid } from '@dure/domain';
import type { Labels } from '@dure/domain';

export const labels: Labels = {
  context: ['택시호출', 'Taxi call'],
  commands: {
    RequestCall: ['택시 호출 요청', 'Request call'],
    RecordAssigning: ['호출중 반영', 'Record assigning'],
    RecordConfirmed: ['호출확정 반영', 'Record confirmation'],
    RecordReturned: ['배정반납 반영', 'Record returned offer'],
    RecordRideStarted: ['운행시작 반영', 'Record ride start'],
    RecordRideCompleted: ['운행완료 반영', 'Record ride end'],
    RecordFailed: ['호출실패 반영', 'Record failure'],
    CancelCall: ['호출 취소', 'Cancel call'],
    RecordCancelled: ['호출취소 반영', 'Record cancellation'],
  },
  events: {
    TaxicallRequested: ['택시호출요청됨', 'Call requested'],
    TaxicallSearchStarted: ['택시찾기 시작됨', 'Search for a taxi started'],
    TaxicallConfirmed: ['호출확정됨', 'Call confirmed'],
    TaxicallReassigning: ['다시 택시찾기 시작됨', 'Another taxi is looked for'],
    TaxicallRideStarted: ['운행시작 반영됨', 'Ride under way'],
    TaxicallCompleted: ['운행완료 반영됨', 'Call completed'],
    TaxicallFailed: ['호출실패됨', 'Call failed'],
    TaxicallCancelled: ['호출취소됨', 'Call cancelled by the customer'],
    TaxicallCancelConfirmed: ['호출취소 확정됨', 'Cancellation confirmed'],
    TaxicallCancelRefused: ['호출취소 거절됨', 'Cancellation refused'],
  },
  rejections: {
    OpenCallExists: ['이미 진행 중인 호출이 있습니다', 'This phone already has an open call'],
    CallBusy: [
      '호출이 많습니다. 잠시 후 다시 호출해 주세요',
      'Too many calls now; please call again shortly',
    ],
    CallUnavailable: [
      '지금은 호출을 받을 수 없습니다. 호출은 접수되지 않았습니다',
      'Calls cannot be taken now. Your call was not taken',
    ],
    AlreadyBoarded: [
      '이미 탑승하여 취소할 수 없습니다',
      'You are on board; cancelling is no longer possible',
    ],
  },
  views: {
    Taxicalls: ['호출 목록', 'Calls'],
  },
  reminders: { DriverForgotten: ['기사 연락처 삭제됨', "Driver's contact forgotten"] },
  aggregates: { Taxicall: ['택시호출', 'Taxi call'] },
  states: {
    Taxicall: {
      absent: ['없음', 'None'],
      called: ['호출', 'Called'],
      calling: ['호출중', 'Finding a taxi'],
      confirmed: ['호출확정', 'Confirmed'],
      riding: ['운행중', 'On the ride'],
      completed: ['운행완료', 'Ride completed'],
      cancelling: ['호출취소중', 'Cancelling'],
      cancelled: ['호출취소', 'Cancelled'],
      failed: ['호출실패', 'No taxi found'],
    },
  },
  policies: {
    followAssigning: ['택시찾기 반영', 'Follow the search'],
    followConfirmation: ['확정 반영', 'Follow the confirmation'],
    followReturn: ['배정반납 반영', 'Follow the returned offer'],
    followRideStart: ['운행시작 반영', 'Follow the start of the ride'],
    followRideEnd: ['운행완료 반영', 'Follow the end of the ride'],
    followFailure: ['실패 반영', 'Follow the failure'],
    followCancel: ['취소 반영', 'Follow the cancellation'],
  },
  sagas: { ServeCall: ['호출 한 건', 'Serve a call'] },
  deadlines: { DRIVER_RETENTION: ['기사 연락처 삭제', "Forget the driver's contact"] },
  settings: {
    FREE_CANCEL_AFTER_CONFIRM: ['확정 후 무료취소 시간', 'Free to cancel after the confirmation'],
    LATE_CANCEL_FEE: ['취소수수료', 'Late-cancel fee'],
    DEFAULT_LOCATION: ['기본 호출위치', 'Pick-up place unless a call names one'],
    DRIVER_RETENTION: [
      '기사 연락처 보관기간',
      "For how long after the end the driver's contact is shown",
    ],
  },
};

/** What is told of a request that is not valid. */
export const wrong = {
  status: invalid('status', {
    ko: '새 호출의 상태는 호출입니다',
    en: 'A new call has the status 호출',
  }),
} as const;
