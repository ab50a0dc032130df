// An application is taken at any hour, and so is its cancellation, whoever else is down.

import {
  aggregate,
  boundedContext,
  final,
  initial,
  invalid,
  nothing,
  open,
  saga,
  states,
  take,
  whenever,
} from '@dure/domain';
import { of } from '../fields.ts';
import * as Ptmanager from '../ptmanager/contract.ts';
import * as Pttrainer from '../pttrainer/contract.ts';
import { command, context, event, pads, reject, view } from './contract.ts';
import { labels } from './labels.ts';

const application = {
  ...of('ptManagerId?', 'ptTrainerId?'),
  ...of('ptClassId', 'ptClassName', 'customerId', 'customerName'),
};

const state = states({
  absent: initial(),
  ordered: open('ORDERED', application),
  completed: open('ORDER_COMPLETED', application),
  resultReady: final('RESULT_READY', application),
  cancelOrdered: open('CANCEL_ORDERED', application),
  canceled: final('ORDER_CANCELED', application),
});

type Named = { readonly ptOrderId: `ptorder-${string}` };
type Application = Omit<ReturnType<typeof state.cancelOrdered>, 'is'>;

/** The class took place: the cancellation came too late, and the result is there to be read. */
const refuseCancel = (record: Named, application: Application) => [
  event.PtCancelRefused({ ...application, ...record }),
  event.PtResultRead({ ...application, ...record }),
];

const notInitial = invalid('status', {
  ko: '새 신청의 상태는 ORDERED입니다',
  en: 'A new application has the status ORDERED',
});

export const Ptorder = aggregate('Ptorder', {
  ...pads,
  identifiedBy: 'ptOrderId',
  states: state,

  decide: {
    PlacePtOrder: {
      absent: (place) =>
        place.status === undefined || place.status === 'ORDERED'
          ? event.PtOrdered(place)
          : notInitial,
    },

    CompletePtOrder: {
      ordered: event.PtOrderCompleted,
      'cancelOrdered, canceled, resultReady': nothing,
    },

    RecordPtResult: {
      'ordered, completed': event.PtResultRead,
      resultReady: nothing,
      cancelOrdered: refuseCancel,
    },

    CancelPtOrder: {
      'ordered, completed': event.PtCancelOrdered,
      'cancelOrdered, canceled': nothing,
      resultReady: reject.ResultAlreadyCreated.with({ status: 'RESULT_READY' }),
    },

    ClosePtCancel: { cancelOrdered: event.PtOrderCanceled },

    RefusePtCancel: { cancelOrdered: refuseCancel, resultReady: nothing },
  },

  evolve: {
    PtOrdered: { absent: state.ordered },
    PtOrderCompleted: { ordered: state.completed },
    PtResultRead: { 'ordered, completed': state.resultReady },
    PtCancelOrdered: { 'ordered, completed': state.cancelOrdered },
    PtOrderCanceled: { cancelOrdered: state.canceled },
    PtCancelRefused: { cancelOrdered: state.completed },
  },
});

/** It sends nothing. A trainer who declines leaves the case waiting for the next who confirms. */
export const PtCase = saga('PtCase', {
  startedBy: event.PtOrdered,
  followedBy: 'ptOrderId',
  steps: [
    {
      name: 'receive',
      by: 'policy PtOrderRequest',
      command: Ptmanager.command.ReceivePtOrder,
      until: Ptmanager.event.PtOrderReceived,
    },
    {
      name: 'assign',
      by: 'Clerk',
      command: Ptmanager.command.AssignTrainer,
      until: Ptmanager.event.PtOrderAccepted,
      unless: [Ptmanager.event.PtOrderCancelAccepted, event.PtOrderCanceled],
    },
    {
      name: 'request schedule',
      by: 'policy PtScheduleConfirmationRequest',
      command: Pttrainer.command.RequestSchedule,
      until: Pttrainer.event.PtScheduleRequested,
      unless: [Pttrainer.event.PtScheduleCanceled, event.PtOrderCanceled],
    },
    {
      name: 'confirm',
      by: 'Trainer',
      command: Pttrainer.command.ConfirmSchedule,
      until: Pttrainer.event.PtScheduleConfirmed,
      unless: [Pttrainer.event.PtScheduleCanceled, event.PtOrderCanceled],
    },
    {
      name: 'complete',
      by: 'policy PtScheduleConfirmationNotify',
      command: Ptmanager.command.ConfirmPtOrder,
      until: event.PtOrderCompleted,
      unless: [event.PtCancelOrdered],
    },
    {
      name: 'result',
      by: 'Trainer',
      command: Pttrainer.command.RegisterResult,
      until: event.PtResultRead,
      unless: [event.PtOrderCanceled],
    },
  ],
});

const Ptorders = view.Ptorders.follows([event], {
  key: ['ptOrderId'],
  creates: { PtOrdered: take },
  updates: {
    'PtOrderCompleted, PtResultRead, PtCancelOrdered, PtOrderCanceled, PtCancelRefused': take,
  },
});

export const Applications = boundedContext(context, {
  actors: {
    Customer: {
      owns: 'customerId',
      issues: ['PlacePtOrder', 'CancelPtOrder'],
      reads: { Ptorders: 'own' },
    },
    Operator: { reads: 'all' },
  },
  aggregates: { Ptorder },
  policies: {
    PtOrderCompletionNotify: whenever(Ptmanager.event.PtOrderConfirmed, command.CompletePtOrder),
    PtResultCreationNotify: whenever(Pttrainer.event.PtResultCreated, command.RecordPtResult),
    PtOrderCancelAccept: whenever(Ptmanager.event.PtOrderCancelAccepted, command.ClosePtCancel),
    refuseCancel: whenever(Ptmanager.event.PtOrderCancelRefused, command.RefusePtCancel),
  },
  sagas: { PtCase },
  views: { Ptorders },
  labels,
});
