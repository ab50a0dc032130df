// Each trainer's calendar is decided one thing at a time: no two of their classes ever overlap.

import {
  boundedContext,
  deadline,
  final,
  HOUR_MS,
  initial,
  instantOf,
  ledger,
  MINUTE_MS,
  nothing,
  open,
  per,
  reminder,
  states,
  take,
  whenever,
} from '@dure/domain';
import { of } from '../fields.ts';
import * as Ptmanager from '../ptmanager/contract.ts';
import * as Ptorder from '../ptorder/contract.ts';
import { firstFreeFrom, overlapping, tomorrow } from './calendar.ts';
import { command, context, event, pads, reject, remind, terms, view } from './contract.ts';
import { labels } from './labels.ts';

const request = of('ptOrderId', 'ptManagerId', 'trainerTel?');

const schedule = states({
  absent: initial(),
  requested: open('SCHEDULE_REQUESTED', request),
  confirmed: open('SCHEDULE_CONFIRMED', { ...request, ...of('ptClassDate') }),
  declined: final('SCHEDULE_DECLINED'),
  canceled: final('SCHEDULE_CANCELED'),
  resultCreated: final('RESULT_CREATED'),
});

export const TrainerCalendar = ledger('TrainerCalendar', {
  ...pads,
  identifiedBy: 'trainerId',
  // An ask to cancel is refused in the words of the application.
  refuses: { ...reject, ...Ptorder.reject },
  registers: { Schedule: per('ptTrainerId', schedule, ['confirmed']) },

  decide: {
    Schedule: {
      RequestSchedule: { absent: event.PtScheduleRequested, canceled: nothing },

      ConfirmSchedule: {
        requested: (confirm, requested, known) => {
          const { Schedule: confirmed } = known.ledger;
          const isMachine = known.by.kind === 'policy';
          const ptClassDate = isMachine
            ? firstFreeFrom(confirm.ptClassDate, confirmed, known)
            : confirm.ptClassDate;
          if (instantOf(ptClassDate) <= known.now) return reject.ClassDateInPast({ ptClassDate });
          const overlap = overlapping(ptClassDate, confirmed, known);
          return overlap
            ? reject.ScheduleOverlap(overlap)
            : event.PtScheduleConfirmed({ ...requested, ...confirm, ptClassDate });
        },
      },

      DeclineSchedule: { requested: event.PtScheduleDeclined },

      CancelSchedule: {
        // The application itself came first, elsewhere: this is no mark that followers may skip.
        absent: event.PtScheduleCanceled,
        'requested, confirmed': (cancel, asked) =>
          event.PtScheduleCanceled({ ...asked, ...cancel, toldTrainerId: cancel.trainerId }),
        'declined, canceled': nothing,
        resultCreated: Ptorder.reject.ResultAlreadyCreated.with({ status: 'RESULT_CREATED' }),
      },

      RegisterResult: {
        confirmed: (register, confirmed, known) =>
          known.now < instantOf(confirmed.ptClassDate) && !known.setting(terms.RESULT_ANYTIME)
            ? reject.ClassNotHeldYet(confirmed)
            : event.PtResultCreated({ ...confirmed, ...register }),
      },
    },
  },

  evolve: {
    Schedule: {
      PtScheduleRequested: { absent: schedule.requested },
      PtScheduleConfirmed: { requested: schedule.confirmed },
      PtScheduleDeclined: { requested: schedule.declined },
      PtScheduleCanceled: { 'absent, requested, confirmed': schedule.canceled },
      PtResultCreated: { confirmed: schedule.resultCreated },
    },
  },
});

/** What was called off before they had heard of it was never on their list. */
const ScheduleTasks = view.ScheduleTasks.follows([event], {
  path: 'pttrainers',
  key: ['ptTrainerId'],
  rows: {
    PtScheduleCanceled: ({ ptTrainerId, toldTrainerId }) =>
      toldTrainerId === undefined ? [] : [{ ptTrainerId }],
  },
  creates: { PtScheduleRequested: take },
  updates: {
    'PtScheduleConfirmed, PtScheduleDeclined, PtScheduleCanceled, PtResultCreated': take,
  },
});

/** What never had a date was never in anybody's week. */
const TrainerWeek = view.TrainerWeek.follows([event], {
  key: ['ptTrainerId'],
  rows: {
    PtScheduleCanceled: ({ ptTrainerId, ptClassDate }) =>
      ptClassDate === undefined ? [] : [{ ptTrainerId }],
  },
  creates: { PtScheduleConfirmed: take },
  updates: { 'PtScheduleCanceled, PtResultCreated': take },
});

export const Trainers = boundedContext(context, {
  actors: {
    Trainer: {
      owns: 'trainerId',
      issues: ['ConfirmSchedule', 'DeclineSchedule', 'RegisterResult'],
      reads: { ScheduleTasks: 'own', TrainerWeek: 'own' },
    },
    Operator: { reads: 'all' },
  },
  aggregates: { TrainerCalendar },
  policies: {
    PtScheduleConfirmationRequest: whenever(
      Ptmanager.event.PtOrderAccepted,
      command.RequestSchedule,
    ),
    confirmAtOnce: whenever(
      event.PtScheduleRequested,
      (requested, { now }) => command.ConfirmSchedule({ ...requested, ptClassDate: tomorrow(now) }),
      { sends: [command.ConfirmSchedule], when: terms.AUTO_CONFIRM },
    ),
  },
  deadlines: {
    TRAINER_DECISION: deadline({
      starts: event.PtScheduleRequested,
      per: 'ptTrainerId',
      after: terms.TRAINER_DECISION,
      ends: [event.PtScheduleConfirmed, event.PtScheduleDeclined, event.PtScheduleCanceled],
      due: (requested) => command.DeclineSchedule({ ...requested, reason: '결정 기한 경과' }),
      sends: [command.DeclineSchedule],
    }),
    RESULT_REMINDER: reminder({
      starts: event.PtScheduleConfirmed,
      per: 'ptTrainerId',
      at: ({ ptClassDate }, known) =>
        instantOf(ptClassDate) +
        known.setting(terms.CLASS_LENGTH) * MINUTE_MS +
        known.setting(terms.RESULT_REMINDER) * HOUR_MS,
      ends: [event.PtResultCreated, event.PtScheduleCanceled],
      remind: remind.ResultReminded,
      work: { ko: '수업결과를 기다리는 수업', en: 'A class waits for its result' },
    }),
  },
  settings: terms,
  views: { ScheduleTasks, TrainerWeek },
  labels,
});
