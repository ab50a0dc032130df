// What the notes of pickup management are called.

import type { Labels } from '@dure/domain';

export const labels: Labels = {
  context: ['픽업관리', 'Pickup management'],
  commands: {
    AcceptPickup: ['할당요청 수락', 'Accept pickup'],
    WithdrawPickup: ['수락 철회', 'Withdraw pickup'],
    RequestAssignment: ['택배기사 할당 요청', 'Request assignment'],
    RecordAssigned: ['할당 반영', 'Record assignment'],
    RecordReassigning: ['배정반납 반영', 'Record returned offer'],
    RecordManageCollecting: ['수거 반영', 'Record collecting'],
    RequestAssignmentCancel: ['할당 취소 요청', 'Request cancelling the assignment'],
    CloseCase: ['관리 종료', 'Close case'],
  },
  events: {
    PickupmanageAccepted: ['픽업 수락됨', 'Pickup accepted'],
    PickupmanageWithdrawn: ['수락 철회됨', 'Acceptance withdrawn'],
    PickupmanageAssigned: ['픽업할당요청됨', 'Assignment requested'],
    PickupmanageConfirmed: ['관리 확정됨', 'Case confirmed'],
    PickupmanageReassigning: ['관리 재배정중', 'Case: assigning again'],
    PickupmanageCollectionStarted: ['관리 수거시작됨', 'Case: collection started'],
    PickupmanageCancelled: ['픽업할당취소됨', 'Assignment cancel requested'],
    PickupmanageClosed: ['관리 종료됨', 'Case closed'],
  },
  rejections: {
    TooManyPickups: [
      '처리 중인 픽업이 한도에 이르렀습니다',
      'The limit of open pickups is reached',
    ],
    PickupWithdrawn: ['철회된 픽업입니다', 'This pickup was withdrawn'],
  },
  views: {
    Pickupmanages: ['픽업관리 목록', 'Managed pickups'],
  },
  reminders: { AssignmentDelayed: ['배정 지연됨', 'Assignment delayed'] },
  aggregates: { Pickupmanage: ['픽업관리', 'Managed pickup'] },
  states: {
    Pickupmanage: {
      absent: ['없음', 'None'],
      accepted: ['호출', 'Accepted (promised)'],
      assigning: ['호출중', 'Assigning'],
      confirmed: ['호출확정', 'Confirmed'],
      collecting: ['수거중', 'Collecting'],
      cancelling: ['호출취소중', 'Cancelling'],
      closed: ['종료', 'Closed'],
      withdrawn: ['호출철회', 'Withdrawn'],
    },
  },
  policies: {
    startAssignment: ['할당 요청 시작', 'Start the assignment'],
    noteAssigned: ['할당 반영', 'Note who was assigned'],
    noteReturned: ['배정반납 반영', 'Note the returned offer'],
    noteCollecting: ['수거 반영', 'Note the collection'],
    passCancel: ['취소 전달', 'Pass the cancellation on'],
    closeCase: ['관리 종료', 'Close the case'],
  },
  deadlines: { ASSIGN_SILENCE: ['배정 지연 알림', 'The search takes long'] },
  settings: {
    ASSIGN_SILENCE: ['배정 지연 알림 시간', 'When the customer is told that it takes long'],
    ASSIGN_DEADLINE: ['배정기한', 'For how long a courier is looked for'],
    MANAGE_OPEN_MAX: ['최대 진행 픽업', 'Open cases at a time'],
    PICKUP_CENTRE: ['픽업센터', 'Pickup centre'],
  },
};
