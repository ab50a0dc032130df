// Trainers: what each of them is asked to hold, when they hold it, and what came of it.

import { contract, settings } from '@dure/domain';
import { of } from '../fields.ts';

const schedule = ['trainerId', 'ptTrainerId'] as const;
const asked = ['ptOrderId', 'ptManagerId', 'ptClassName', 'customerName', 'trainerTel?'] as const;
const held = ['ptOrderId', 'ptManagerId', 'status', 'ptResult?', 'ptClassDate'] as const;

export const { context, command, event, pads, reject, view, remind } = contract('pttrainer', {
  commands: {
    RequestSchedule: of(...schedule, ...asked),
    ConfirmSchedule: of(...schedule, 'ptClassDate'),
    DeclineSchedule: of(...schedule, 'reason'),
    CancelSchedule: of(...schedule, 'ptOrderId'),
    RegisterResult: of(...schedule, 'ptResult'),
  },

  events: {
    PtScheduleRequested: of(...schedule, 'status', ...asked),
    PtScheduleConfirmed: of(...schedule, ...held, 'trainerTel?'),
    PtScheduleDeclined: of(...schedule, 'ptOrderId', 'ptManagerId', 'status', 'reason'),
    // Of a schedule that had not come yet, or had no date yet, there is less to tell.
    PtScheduleCanceled: {
      ...of(...schedule, 'ptOrderId', 'ptManagerId?', 'status', 'ptResult?', 'ptClassDate?'),
      ...of('toldTrainerId?', 'trainerTel?'),
    },
    PtResultCreated: { ...of(...schedule, ...held), ...of('ptResult') },
  },

  rejections: {
    ScheduleOverlap: of('ptClassDate', 'otherPtTrainerId'),
    ClassDateInPast: of('ptClassDate'),
    ClassNotHeldYet: of('ptClassDate'),
  },

  reminders: {
    ResultReminded: of(...schedule, 'ptOrderId', 'ptClassDate', 'trainerTel?'),
  },

  views: {
    ScheduleTasks: {
      ...of('ptTrainerId', 'ptOrderId', 'trainerId', 'status', 'ptClassName', 'customerName'),
      ...of('ptClassDate?', 'ptResult?', 'reason?'),
    },
    TrainerWeek: of('ptTrainerId', 'ptOrderId', 'trainerId', 'ptClassDate', 'status'),
  },
});

/** How long what may take, and what is left to a machine. */
export const terms = settings({
  CLASS_LENGTH: [60, 'minutes', { atLeast: 1 }],
  TRAINER_DECISION: [24, 'hours', { atLeast: 1 }],
  RESULT_REMINDER: [24, 'hours'],
  AUTO_CONFIRM: false,
  RESULT_ANYTIME: false,
});
