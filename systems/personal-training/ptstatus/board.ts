// Status: what customers and clerks look up, while everybody else may be down.

import { boundedContext } from '@dure/domain';
import * as Ptmanager from '../ptmanager/contract.ts';
import * as Ptorder from '../ptorder/contract.ts';
import * as Pttrainer from '../pttrainer/contract.ts';
import { applied, caring, scheduled, standing } from './columns.ts';
import { context, view } from './contract.ts';
import { labels } from './labels.ts';

/** Each column is told by one context alone, so that no order between contexts matters. */
const Ptstatus = view.Ptstatus.follows([Ptorder.event, Ptmanager.event, Pttrainer.event], {
  path: 'ptstatuses',
  key: ['ptOrderId'],
  creates: { PtOrdered: applied },
  updates: {
    'PtOrderCompleted, PtResultRead, PtCancelOrdered, PtOrderCanceled, PtCancelRefused': standing,
    'PtOrderReceived, PtOrderAccepted, PtOrderReturned, PtOrderConfirmed': caring,
    'PtOrderCancelDeferred, PtOrderCancelAccepted, PtOrderCancelRefused': caring,
    'PtScheduleRequested, PtScheduleConfirmed, PtScheduleDeclined': scheduled,
    'PtScheduleCanceled, PtResultCreated': scheduled,
  },
});

export const Status = boundedContext(context, {
  actors: {
    Customer: { owns: 'customerId', reads: { Ptstatus: 'own' } },
    Clerk: { reads: { Ptstatus: 'all' } },
    Operator: { reads: 'all' },
  },
  views: { Ptstatus },
  labels,
});
