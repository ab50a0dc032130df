// The shop: what it takes in, what it finishes, and whether it gives a car back unfinished.

import {
  aggregate,
  boundedContext,
  deadline,
  final,
  initial,
  nothing,
  open,
  reminder,
  rest,
  settings,
  states,
  take,
  whenever,
} from '@dure/domain';
import * as Receipt from '../receipt/contract.ts';
import { of } from '../fields.ts';
import { command, context, event, pads, reject, remind, terms, view } from './contract.ts';
import { labels, work } from './labels.ts';

const setting = settings({
  AUTO_TAKE_IN: false,
  TAKE_IN_REMINDER: [24, 'hours'],
  CANCEL_DECISION: [24, 'hours', { atLeast: 1 }],
});

const car = of('repairId', 'vehiNo');

const state = states({
  absent: initial(),
  listed: open('REPAIRLISTED', car),
  takenIn: open('REQUESTREPAIR', car),
  completed: rest('REPAIRCOMPLETED', of('repairId', 'vehiNo', 'repairAmt')),
  // With an amount only where the repair was completed: a refusal returns there.
  cancelAsked: open('CANCELREQUESTED', of('repairId', 'vehiNo', 'repairAmt?')),
  cancelled: final('CANCELLED', car),
  rejected: final('REJECTED', car),
});

export const Repair = aggregate('Repair', {
  ...pads,
  identifiedBy: 'receiptId',
  states: state,

  decide: {
    ListRepair: {
      absent: (list, _repair, known) =>
        event.RepairListed({ ...list, repairId: list.repairId ?? known.mint('repair') }),
    },
    TakeInRepair: { listed: event.RepairReceived },
    RejectRepair: { listed: event.RepairRejected },
    CompleteRepair: { takenIn: event.RepairCompleted },
    ConsiderCancel: {
      listed: event.RepairCancelled.with({ feeAmt: 0 }),
      'takenIn, completed': event.RepairCancelAsked,
      'cancelled, rejected': nothing,
    },
    AcceptCancel: {
      cancelAsked: (accept, repair, known) => {
        const maxAmt = repair.repairAmt ?? known.setting(terms.CANCEL_FEE_MAX);
        return accept.feeAmt > maxAmt
          ? reject.FeeTooHigh({ ...accept, maxAmt })
          : event.RepairCancelled({ ...repair, ...accept });
      },
    },
    RefuseCancel: { cancelAsked: event.RepairCancelRefused },
  },

  evolve: {
    RepairListed: { absent: state.listed },
    RepairReceived: { listed: state.takenIn },
    RepairRejected: { listed: state.rejected },
    RepairCompleted: { takenIn: state.completed },
    RepairCancelAsked: { 'takenIn, completed': state.cancelAsked },
    RepairCancelled: { 'listed, cancelAsked': state.cancelled },
    RepairCancelRefused: {
      cancelAsked: (_refused, { repairAmt, ...repair }) =>
        repairAmt === undefined ? state.takenIn(repair) : state.completed({ ...repair, repairAmt }),
    },
  },
});

const RepairTasks = view.RepairTasks.follows([event], {
  path: 'repairs',
  key: ['receiptId'],
  creates: { RepairListed: take },
  updates: {
    'RepairReceived, RepairRejected, RepairCompleted': take,
    'RepairCancelAsked, RepairCancelled, RepairCancelRefused': take,
  },
});

export const RepairWork = boundedContext(context, {
  actors: {
    RepairShop: {
      issues: ['TakeInRepair', 'RejectRepair', 'CompleteRepair', 'AcceptCancel', 'RefuseCancel'],
      reads: 'all',
    },
    Operator: { reads: 'all' },
  },
  aggregates: { Repair },
  policies: {
    listForShop: whenever(Receipt.event.Received, command.ListRepair),
    takeInAtOnce: whenever(event.RepairListed, command.TakeInRepair, {
      when: setting.AUTO_TAKE_IN,
    }),
    considerCancel: whenever(Receipt.event.RepairCancelRequested, command.ConsiderCancel),
  },
  deadlines: {
    TAKE_IN_REMINDER: reminder({
      starts: event.RepairListed,
      after: setting.TAKE_IN_REMINDER,
      ends: [event.RepairReceived, event.RepairRejected, event.RepairCancelled],
      remind: remind.TakeInReminded,
      work: work.TAKE_IN_REMINDER,
    }),
    CANCEL_DECISION: deadline({
      starts: event.RepairCancelAsked,
      after: setting.CANCEL_DECISION,
      ends: [event.RepairCancelled, event.RepairCancelRefused],
      due: (asked) =>
        asked.repairAmt === undefined
          ? command.AcceptCancel({ ...asked, feeAmt: 0 })
          : command.RefuseCancel({ ...asked, reason: '결정 기한 경과' }),
      sends: [command.AcceptCancel, command.RefuseCancel],
    }),
  },
  settings: { ...setting, ...terms },
  views: { RepairTasks },
  labels,
});
