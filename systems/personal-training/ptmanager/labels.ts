// What the notes of customer care are called.

import type { Labels } from '@dure/domain';

export const labels: Labels = {
  context: ['고객관리', 'Customer care'],
  commands: {
    ReceivePtOrder: ['신청 접수', 'Receive application'],
    AssignTrainer: ['강사 할당', 'Assign trainer'],
    ConfirmPtOrder: ['신청 확정', 'Confirm application'],
    ReturnToClerk: ['재배정 요청', 'Return to the clerk'],
    AcceptPtCancel: ['취소 수락', 'Accept cancellation'],
    RetryPtCancel: ['취소 재시도', 'Retry cancellation'],
    RegisterTrainer: ['강사 등록', 'Register trainer'],
  },
  events: {
    PtOrderReceived: ['담당자 접수됨', 'Received by care'],
    PtOrderAccepted: ['강사 할당됨', 'Trainer assigned'],
    PtOrderReturned: ['재배정 필요해짐', 'Returned to the clerk'],
    PtOrderConfirmed: ['신청 확정됨', 'Application confirmed'],
    PtOrderCancelDeferred: ['취소 미뤄짐', 'Cancellation deferred'],
    PtOrderCancelAccepted: ['신청 취소 수락됨', 'Cancellation accepted'],
    PtOrderCancelRefused: ['신청 취소 거절됨', 'Cancellation not possible'],
    TrainerRegistered: ['강사 등록됨', 'Trainer registered'],
  },
  rejections: {
    UnknownTrainer: ['등록되지 않은 강사입니다', 'This trainer is not on the roster'],
  },
  views: {
    AssignmentTasks: ['강사 배정 목록', "Clerk's task list"],
    TrainerRoster: ['강사 명단', 'Trainer roster'],
    Workload: ['강사별 진행 건수', "Trainers' workload"],
  },
  aggregates: { Ptmanager: ['담당 건', 'Care case'], TrainerEntry: ['강사', 'Trainer'] },
  states: {
    Ptmanager: {
      absent: ['없음', 'None'],
      unassigned: ['배정대기', 'Waiting for a trainer'],
      accepted: ['강사배정', 'Trainer assigned'],
      confirmed: ['확정', 'Confirmed'],
      canceling: ['취소처리중', 'Cancelling'],
      cancelAccepted: ['취소수락', 'Cancelled'],
    },
    TrainerEntry: { absent: ['없음', 'None'], registered: ['등록됨', 'On the roster'] },
  },
  policies: {
    PtOrderRequest: ['신청 접수', 'Receive the application'],
    assignAtOnce: ['바로 강사 할당', 'Assign a trainer at once'],
    PtScheduleConfirmationNotify: ['스케줄 확정 알림', 'Confirm the application'],
    returnDeclined: ['거절된 신청 재배정', 'Return what was declined'],
    PtCancelOrderRequest: ['취소 수락', 'Accept the cancellation'],
  },
  deadlines: {
    CANCEL_RETRY: ['취소 재시도', 'Try to cancel again'],
    CANCEL_STUCK: ['오래 걸리는 취소', 'A cancellation takes long'],
    ASSIGN_REMINDER: ['배정 알림', 'Reminder to assign'],
  },
  settings: {
    AUTO_ASSIGN: ['바로 강사 할당', 'A trainer is assigned at once'],
    CANCEL_RETRY: ['취소 재시도까지', 'Time until cancelling is tried again'],
    CANCEL_RETRY_MAX: ['취소 재시도 최대 간격', 'Longest time between two tries'],
    ASSIGN_REMINDER: ['배정 알림까지', 'Time until the clerk is reminded'],
  },
};
