// Customer care: clerks assign a trainer to each application, and take back what is called off.

import { contract } from '@dure/domain';
import { of } from '../fields.ts';

const applied = ['ptClassId', 'ptClassName', 'customerId', 'customerName'] as const;
const given = ['ptTrainerId', 'trainerId', 'trainerName'] as const;
const care = ['ptOrderId', 'ptManagerId', 'status'] as const;

export const { context, command, event, reject, view } = contract('ptmanager', {
  commands: {
    ReceivePtOrder: of('ptOrderId', 'ptManagerId?', ...applied),
    AssignTrainer: of('ptOrderId', 'trainerId', 'trainerName?'),
    ConfirmPtOrder: of('ptOrderId', 'ptTrainerId', 'ptClassDate'),
    ReturnToClerk: of('ptOrderId', 'ptTrainerId', 'reason'),
    AcceptPtCancel: of('ptOrderId'),
    RetryPtCancel: of('ptOrderId'),
    RegisterTrainer: of('trainerId', 'trainerName', 'trainerTel?'),
  },

  events: {
    PtOrderReceived: of(...care, ...applied),
    PtOrderAccepted: of(...care, ...given, 'trainerTel?', 'ptClassName', 'customerName'),
    PtOrderReturned: of(...care, ...given, 'reason'),
    PtOrderConfirmed: of(...care, ...given, 'ptClassDate'),
    PtOrderCancelDeferred: of(...care, 'ptTrainerId', 'trainerId'),
    // Without a trainer, where none was assigned yet.
    PtOrderCancelAccepted: of(...care, 'ptTrainerId?', 'trainerId?', 'trainerName?'),
    PtOrderCancelRefused: of(...care, 'ptTrainerId', 'trainerId'),
    TrainerRegistered: of('trainerId', 'trainerName', 'trainerTel?'),
  },

  rejections: {
    UnknownTrainer: of('trainerId'),
  },

  views: {
    AssignmentTasks: {
      ...of(...care, 'ptClassName', 'customerName'),
      ...of('trainerId?', 'trainerName?', 'ptTrainerId?', 'ptClassDate?', 'reason|null'),
    },
    TrainerRoster: of('trainerId', 'trainerName', 'trainerTel?'),
    Workload: of('gym', 'openSchedules'),
  },
});
