// What the notes of taxi management are called.

import type { Labels } from '@dure/domain';

export const labels: Labels = {
  context: ['택시관리', 'Taxi management'],
  commands: {
    AcceptCall: ['할당요청 수락', 'Accept call'],
    WithdrawCall: ['수락 철회', 'Withdraw call'],
    RequestAssignment: ['택시 할당 요청', 'Request assignment'],
    RecordAssigned: ['할당 반영', 'Record assignment'],
    RecordReassigning: ['배정반납 반영', 'Record returned offer'],
    RecordRiding: ['운행 반영', 'Record riding'],
    RequestAssignmentCancel: ['할당 취소 요청', 'Request cancelling the assignment'],
    CloseCase: ['관리 종료', 'Close case'],
  },
  events: {
    TaximanageAccepted: ['호출 수락됨', 'Call accepted'],
    TaximanageWithdrawn: ['수락 철회됨', 'Acceptance withdrawn'],
    TaximanageAssigned: ['택시할당요청됨', 'Assignment requested'],
    TaximanageConfirmed: ['관리 확정됨', 'Case confirmed'],
    TaximanageReassigning: ['관리 재배정중', 'Case: assigning again'],
    TaximanageRideStarted: ['관리 운행시작됨', 'Case: ride started'],
    TaximanageCancelled: ['택시할당취소됨', 'Assignment cancel requested'],
    TaximanageClosed: ['관리 종료됨', 'Case closed'],
  },
  rejections: {
    TooManyCalls: ['처리 중인 호출이 한도에 이르렀습니다', 'The limit of open calls is reached'],
    CallWithdrawn: ['철회된 호출입니다', 'This call was withdrawn'],
  },
  views: {
    Taximanages: ['관리 목록', 'Managed calls'],
  },
  reminders: { AssignmentDelayed: ['배정 지연됨', 'Assignment delayed'] },
  aggregates: { Taximanage: ['택시관리', 'Managed call'] },
  states: {
    Taximanage: {
      absent: ['없음', 'None'],
      accepted: ['호출', 'Accepted (promised)'],
      assigning: ['호출중', 'Assigning'],
      confirmed: ['호출확정', 'Confirmed'],
      riding: ['운행중', 'Riding'],
      cancelling: ['호출취소중', 'Cancelling'],
      closed: ['종료', 'Closed'],
      withdrawn: ['호출철회', 'Withdrawn'],
    },
  },
  policies: {
    startAssignment: ['할당 요청 시작', 'Start the assignment'],
    noteAssigned: ['할당 반영', 'Note who was assigned'],
    noteReturned: ['배정반납 반영', 'Note the returned offer'],
    noteRiding: ['운행 반영', 'Note the ride'],
    passCancel: ['취소 전달', 'Pass the cancellation on'],
    closeCase: ['관리 종료', 'Close the case'],
  },
  deadlines: { ASSIGN_SILENCE: ['배정 지연 알림', 'The search takes long'] },
  settings: {
    ASSIGN_SILENCE: ['배정 지연 알림 시간', 'When the customer is told that it takes long'],
    ASSIGN_DEADLINE: ['배정기한', 'For how long a taxi is looked for'],
    MANAGE_OPEN_MAX: ['최대 진행 호출', 'Open cases at a time'],
    DEFAULT_TRIP: ['기본 거리', 'Distance without a destination'],
  },
};
