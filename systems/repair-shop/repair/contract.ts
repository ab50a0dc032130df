// Repair: what the shop takes in, finishes, and gives up.

import { contract, settings } from '@dure/domain';
import { of } from '../fields.ts';

const repair = ['repairId', 'receiptId', 'vehiNo', 'stat'] as const;

export const { context, command, event, pads, reject, view, remind } = contract('repair', {
  commands: {
    ListRepair: of('receiptId', 'repairId?', 'vehiNo', 'symptom?'),
    TakeInRepair: of('receiptId'),
    RejectRepair: of('receiptId', 'reason'),
    CompleteRepair: of('receiptId', 'repairAmt'),
    ConsiderCancel: of('receiptId', 'reason?'),
    AcceptCancel: of('receiptId', 'feeAmt'),
    RefuseCancel: of('receiptId', 'reason'),
  },

  events: {
    RepairListed: of(...repair, 'symptom?'),
    RepairReceived: of(...repair),
    RepairRejected: of(...repair, 'reason'),
    RepairCompleted: of(...repair, 'repairAmt'),
    // With an amount only where the repair is completed: the deadline decides by it.
    RepairCancelAsked: of(...repair, 'reason?', 'repairAmt?'),
    RepairCancelled: of(...repair, 'feeAmt'),
    RepairCancelRefused: of(...repair, 'reason'),
  },

  rejections: {
    FeeTooHigh: of('feeAmt', 'maxAmt'),
  },

  reminders: {
    TakeInReminded: of('receiptId', 'vehiNo'),
  },

  views: {
    RepairTasks: of('receiptId', 'repairId', 'vehiNo', 'stat', 'symptom?', 'repairAmt?', 'reason?'),
  },
});

/** What a cancellation may cost. */
export const terms = settings({ CANCEL_FEE_MAX: [50_000, 'won'] });
