// What the notes of trainers are called.

import type { Labels } from '@dure/domain';

export const labels: Labels = {
  context: ['트레이너', 'Trainers'],
  commands: {
    RequestSchedule: ['스케줄 확정 요청', 'Request schedule'],
    ConfirmSchedule: ['스케줄 확정', 'Confirm schedule'],
    DeclineSchedule: ['스케줄 거절', 'Decline schedule'],
    CancelSchedule: ['스케줄 취소', 'Cancel schedule'],
    RegisterResult: ['수업결과 등록', 'Register result'],
  },
  events: {
    PtScheduleRequested: ['스케줄 확정 요청됨', 'Schedule requested'],
    PtScheduleConfirmed: ['스케줄 확정됨', 'Schedule confirmed'],
    PtScheduleDeclined: ['스케줄 거절됨', 'Schedule declined'],
    PtScheduleCanceled: ['스케줄 취소됨', 'Schedule cancelled'],
    PtResultCreated: ['수업결과 등록됨', 'Result registered'],
  },
  reminders: { ResultReminded: ['수업결과 등록 안내됨', 'Trainer reminded of a result'] },
  rejections: {
    ScheduleOverlap: ['이미 확정된 수업과 시간이 겹칩니다', 'Overlaps a confirmed class'],
    ClassDateInPast: ['지난 시각으로 확정할 수 없습니다', 'The date has passed'],
    ClassNotHeldYet: ['수업 시작 전에는 결과를 등록할 수 없습니다', 'The class has not begun'],
  },
  views: {
    ScheduleTasks: ['스케줄 작업 목록', "Trainer's task list"],
    TrainerWeek: ['강사 주간표', "Trainer's week"],
  },
  aggregates: { TrainerCalendar: ['강사 일정', "Trainer's calendar"] },
  states: {
    'TrainerCalendar.Schedule': {
      absent: ['없음', 'None'],
      requested: ['확정요청', 'Requested'],
      confirmed: ['확정', 'Confirmed'],
      declined: ['거절', 'Declined'],
      canceled: ['취소', 'Cancelled'],
      resultCreated: ['결과등록', 'Result registered'],
    },
  },
  policies: {
    PtScheduleConfirmationRequest: ['스케줄 확정 요청', 'Request the schedule'],
    confirmAtOnce: ['바로 스케줄 확정', 'Confirm at once'],
  },
  deadlines: {
    TRAINER_DECISION: ['강사 결정 기한', "Trainer's decision"],
    RESULT_REMINDER: ['수업결과 등록 알림', 'Reminder of a result'],
  },
  settings: {
    CLASS_LENGTH: ['수업 시간', 'Length of a class'],
    TRAINER_DECISION: ['강사 결정 기한', 'Time for a trainer to decide'],
    RESULT_REMINDER: ['수업결과 등록 알림까지', 'Time until a trainer is reminded of a result'],
    AUTO_CONFIRM: ['바로 스케줄 확정', 'A schedule is confirmed at once'],
    RESULT_ANYTIME: ['수업 전 결과 등록', 'A result may come before its class'],
  },
};
