// Applications: the customer's side, open at any hour, for applying and for cancelling.

import { contract } from '@dure/domain';
import { of } from '../fields.ts';

const applied = ['ptClassId', 'ptClassName', 'customerId', 'customerName'] as const;
const told = ['ptOrderId', 'ptManagerId?', 'ptTrainerId?', 'status', ...applied] as const;

export const { context, command, event, pads, reject, view } = contract('ptorder', {
  commands: {
    PlacePtOrder: of('ptOrderId', ...applied, 'customerTel?', 'status?'),
    CompletePtOrder: of('ptOrderId', 'ptManagerId', 'ptTrainerId'),
    RecordPtResult: of('ptOrderId', 'ptTrainerId'),
    CancelPtOrder: of('ptOrderId'),
    ClosePtCancel: of('ptOrderId'),
    RefusePtCancel: of('ptOrderId'),
  },

  events: {
    PtOrdered: of(...told, 'customerTel?'),
    PtOrderCompleted: of('ptOrderId', 'ptManagerId', 'ptTrainerId', 'status', ...applied),
    PtResultRead: of(...told),
    PtCancelOrdered: of(...told),
    PtOrderCanceled: of(...told),
    PtCancelRefused: of('ptOrderId', 'status', 'customerId', 'customerName'),
  },

  rejections: {
    ResultAlreadyCreated: of('ptOrderId', 'status'),
  },

  views: {
    Ptorders: of(...told),
  },
});
