// What the notes of applications are called.

import type { Labels } from '@dure/domain';

export const labels: Labels = {
  context: ['PT수강신청', 'PT application'],
  commands: {
    PlacePtOrder: ['PT수강신청', 'Apply for PT'],
    CompletePtOrder: ['신청 완료', 'Complete application'],
    RecordPtResult: ['수업결과 반영', 'Record result'],
    CancelPtOrder: ['수강신청 취소', 'Cancel application'],
    ClosePtCancel: ['취소 완료', 'Close cancellation'],
    RefusePtCancel: ['취소 거절 반영', 'Refuse cancellation'],
  },
  events: {
    PtOrdered: ['수강신청됨', 'Applied'],
    PtOrderCompleted: ['수강신청 완료됨', 'Application completed'],
    PtResultRead: ['수업결과 확인 가능해짐', 'Result ready'],
    PtCancelOrdered: ['수강신청 취소 요청됨', 'Cancellation ordered'],
    PtOrderCanceled: ['수강신청 취소됨', 'Application cancelled'],
    PtCancelRefused: ['취소 거절됨', 'Cancellation refused'],
  },
  views: { Ptorders: ['수강신청 목록', 'Applications'] },
  aggregates: { Ptorder: ['수강신청', 'Application'] },
  states: {
    Ptorder: {
      absent: ['없음', 'None'],
      ordered: ['신청됨', 'Applied'],
      completed: ['신청완료', 'Completed'],
      resultReady: ['결과확인가능', 'Result ready'],
      cancelOrdered: ['취소요청', 'Cancelling'],
      canceled: ['취소완료', 'Cancelled'],
    },
  },
  policies: {
    PtOrderCompletionNotify: ['신청 완료 알림', 'Complete the application'],
    PtResultCreationNotify: ['수업결과 등록 알림', 'Record the result'],
    PtOrderCancelAccept: ['취소 완료', 'Close the cancellation'],
    refuseCancel: ['취소 거절 반영', 'Refuse the cancellation'],
  },
  sagas: { PtCase: ['수강신청 한 건', 'An application'] },
};
