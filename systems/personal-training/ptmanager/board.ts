// Care: a clerk gives each application to a trainer, and takes it back together with its schedule.

import {
  aggregate,
  ask,
  boundedContext,
  deadline,
  except,
  final,
  initial,
  nothing,
  open,
  reminder,
  rest,
  states,
  take,
  whenever,
} from '@dure/domain';
import { of } from '../fields.ts';
import * as Ptorder from '../ptorder/contract.ts';
import * as Pttrainer from '../pttrainer/contract.ts';
import { command, context, event, reject, view } from './contract.ts';
import { labels } from './labels.ts';
import { cancelAttemptsMs, cancelRetryMs, setting } from './settings.ts';
import { assignAtOnce, TrainerEntry, TrainerRoster, Workload } from './trainers.ts';

/** It needs no undo: the customer was promised the cancellation, and it is finished forward. */
const cancelSchedule = ask('cancelSchedule', {
  of: Pttrainer.command.CancelSchedule,
  refusedWith: Ptorder.reject,
});

const application = of('ptManagerId', 'ptClassName', 'customerName');
const assigned = { ...application, ...of('ptTrainerId', 'trainerId', 'trainerName') };

const state = states({
  absent: initial(),
  unassigned: open('ORDER_RECEIVED', application),
  accepted: open('ORDER_ACCEPTED', assigned),
  confirmed: rest('ORDER_CONFIRMED', assigned),
  canceling: open('ORDER_CANCEL_PENDING', assigned),
  cancelAccepted: final('ORDER_CANCEL_ACCEPTED'),
});

export const Ptmanager = aggregate('Ptmanager', {
  identifiedBy: 'ptOrderId',
  accepts: except(command, 'RegisterTrainer'),
  emits: except(event, 'TrainerRegistered'),
  refuses: reject,
  asks: [cancelSchedule],
  states: state,

  decide: {
    ReceivePtOrder: {
      absent: (receive, _care, known) =>
        event.PtOrderReceived({
          ...receive,
          ptManagerId: receive.ptManagerId ?? known.mint('ptmanager'),
        }),
    },

    AssignTrainer: {
      unassigned: (assign, care, known) => {
        const trainer = known.find(TrainerEntry, assign.trainerId);
        if (trainer?.is !== 'registered') return reject.UnknownTrainer(assign);
        const ptTrainerId = known.mint('pttrainer');
        return event.PtOrderAccepted({ ...care, ...assign, ...trainer, ptTrainerId });
      },
    },

    ConfirmPtOrder: {
      accepted: (confirm, care) =>
        confirm.ptTrainerId === care.ptTrainerId
          ? event.PtOrderConfirmed({ ...care, ...confirm })
          : nothing,
      'confirmed, canceling, cancelAccepted': nothing,
    },

    ReturnToClerk: {
      accepted: (back, care) =>
        back.ptTrainerId === care.ptTrainerId
          ? event.PtOrderReturned({ ...care, ...back })
          : nothing,
      'canceling, cancelAccepted': nothing,
    },

    // The trainer's calendar decides which came first, the cancellation or the result.
    AcceptPtCancel: {
      unassigned: event.PtOrderCancelAccepted,
      'accepted, confirmed': (accept, care) =>
        cancelSchedule({ ...care, ...accept })
          .taken(event.PtOrderCancelAccepted)
          .refused(() => event.PtOrderCancelRefused({ ...care, ...accept }))
          .unavailable(event.PtOrderCancelDeferred),
    },

    RetryPtCancel: {
      canceling: (retry, care) =>
        cancelSchedule({ ...care, ...retry })
          .taken(event.PtOrderCancelAccepted)
          .refused(() => event.PtOrderCancelRefused({ ...care, ...retry }))
          .unavailable(() => nothing),
    },
  },

  evolve: {
    PtOrderReceived: { absent: state.unassigned },
    PtOrderAccepted: { unassigned: state.accepted },
    PtOrderReturned: { accepted: state.unassigned },
    PtOrderConfirmed: { accepted: state.confirmed },
    PtOrderCancelDeferred: { 'accepted, confirmed': state.canceling },
    PtOrderCancelAccepted: {
      'unassigned, accepted, confirmed, canceling': state.cancelAccepted,
    },
    PtOrderCancelRefused: { 'accepted, confirmed, canceling': state.confirmed },
  },
});

const AssignmentTasks = view.AssignmentTasks.follows([event], {
  path: 'ptmanagers',
  key: ['ptOrderId'],
  creates: { PtOrderReceived: (received) => ({ ...received, reason: null }) },
  updates: {
    // Why another one has declined is over with.
    PtOrderAccepted: (accepted, row) => ({ ...row, ...accepted, reason: null }),
    'PtOrderReturned, PtOrderConfirmed': take,
    'PtOrderCancelDeferred, PtOrderCancelAccepted, PtOrderCancelRefused': take,
  },
});

export const CustomerCare = boundedContext(context, {
  actors: {
    Clerk: {
      issues: ['AssignTrainer', 'RegisterTrainer'],
      reads: { AssignmentTasks: 'all', TrainerRoster: 'all' },
    },
    Operator: { reads: 'all' },
  },
  aggregates: { Ptmanager, TrainerEntry },
  policies: {
    PtOrderRequest: whenever(Ptorder.event.PtOrdered, command.ReceivePtOrder),
    PtScheduleConfirmationNotify: whenever(
      Pttrainer.event.PtScheduleConfirmed,
      command.ConfirmPtOrder,
    ),
    returnDeclined: whenever(Pttrainer.event.PtScheduleDeclined, command.ReturnToClerk),
    PtCancelOrderRequest: whenever(Ptorder.event.PtCancelOrdered, command.AcceptPtCancel),
  },
  processes: { assignAtOnce },
  deadlines: {
    // An outage puts off nobody's cancellation: there is no grace.
    CANCEL_RETRY: deadline({
      starts: event.PtOrderCancelDeferred,
      after: setting.CANCEL_RETRY,
      again: cancelRetryMs,
      ends: [event.PtOrderCancelAccepted, event.PtOrderCancelRefused],
      due: command.RetryPtCancel,
      isAbsolute: true,
    }),
    CANCEL_STUCK: reminder({
      starts: event.PtOrderCancelDeferred,
      at: (_deferred, known) => known.now + cancelAttemptsMs(known),
      ends: [event.PtOrderCancelAccepted, event.PtOrderCancelRefused],
      work: {
        ko: '스케줄 취소가 오래 걸립니다',
        en: 'The schedule of a cancelled application is still to be cancelled',
      },
    }),
    ASSIGN_REMINDER: reminder({
      starts: [event.PtOrderReceived, event.PtOrderReturned],
      after: setting.ASSIGN_REMINDER,
      ends: [event.PtOrderAccepted, event.PtOrderCancelAccepted],
      work: { ko: '강사 배정을 기다리는 신청', en: 'An application waits for a trainer' },
    }),
  },
  settings: setting,
  views: { AssignmentTasks, TrainerRoster, Workload },
  labels,
});
