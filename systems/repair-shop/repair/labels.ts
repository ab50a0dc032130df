// What the notes of repair are called.

import type { Labels } from '@dure/domain';

export const labels: Labels = {
  context: ['수리', 'Repair'],
  commands: {
    ListRepair: ['수리 요청 등록', 'List repair'],
    TakeInRepair: ['수리 접수', 'Take in repair'],
    RejectRepair: ['수리 거절', 'Reject repair'],
    CompleteRepair: ['수리 완료', 'Complete repair'],
    ConsiderCancel: ['취소 검토', 'Consider cancellation'],
    AcceptCancel: ['취소 수락', 'Accept cancellation'],
    RefuseCancel: ['취소 거절', 'Refuse cancellation'],
  },
  events: {
    RepairListed: ['수리 요청 도착함', 'Repair listed'],
    RepairReceived: ['수리 접수됨', 'Repair received'],
    RepairRejected: ['수리 거절됨', 'Repair rejected'],
    RepairCompleted: ['수리 완료됨', 'Repair completed'],
    RepairCancelAsked: ['취소 검토 요청됨', 'Cancellation to be decided'],
    RepairCancelled: ['수리 취소됨', 'Repair cancelled'],
    RepairCancelRefused: ['취소 거절됨', 'Cancellation refused by the shop'],
  },
  reminders: { TakeInReminded: ['수리 접수 안내됨', 'Shop reminded to take in'] },
  rejections: {
    FeeTooHigh: ['취소수수료가 상한을 넘습니다', 'The fee exceeds the highest fee'],
  },
  views: { RepairTasks: ['수리처 작업 목록', "Shop's task list"] },
  aggregates: { Repair: ['수리', 'Repair'] },
  states: {
    Repair: {
      absent: ['없음', 'None'],
      listed: ['수리대기', 'Waiting at the shop'],
      takenIn: ['수리접수', 'In repair'],
      completed: ['수리완료', 'Repaired'],
      cancelAsked: ['취소검토', 'Cancellation to be decided'],
      cancelled: ['취소됨', 'Cancelled'],
      rejected: ['거절됨', 'Rejected'],
    },
  },
  policies: {
    listForShop: ['수리처에 알리기', 'List for the shop'],
    takeInAtOnce: ['바로 수리 접수', 'Take in at once'],
    considerCancel: ['취소 검토', 'Consider the cancellation'],
  },
  deadlines: {
    TAKE_IN_REMINDER: ['수리 접수 알림', 'Reminder to take in'],
    CANCEL_DECISION: ['취소 결정 기한', 'Decision on a cancellation'],
  },
  settings: {
    AUTO_TAKE_IN: ['바로 수리 접수', 'Cars are taken in at once'],
    CANCEL_FEE_MAX: ['수리 전 취소수수료 상한', 'Highest fee before the repair is completed'],
    TAKE_IN_REMINDER: ['수리 접수 알림까지', 'Time until the shop is reminded of a car'],
    CANCEL_DECISION: ['취소 결정 기한', 'Time for the shop to decide on a cancellation'],
  },
};

/** What the work list says of a case that waits. */
export const work = {
  TAKE_IN_REMINDER: {
    ko: '수리처가 아직 받지 않은 차량',
    en: 'A car waits for the shop to take it in',
  },
} as const;
