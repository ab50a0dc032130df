// What customers and drivers are told, and one picture of each call.

import { notificationOf, remember } from '@dure/notification';
import type { MessageTable, Recipient } from '@dure/notification';
import * as Taxiassign from '../taxiassign/contract.ts';
import * as Taxicall from '../taxicall/contract.ts';
import * as Taximanage from '../taximanage/contract.ts';
import { context, view } from './contract.ts';
import { labels, says, words } from './labels.ts';

const customer: Recipient = { kind: 'customer', by: 'tel', phone: 'tel' };
const driver: Recipient = { kind: 'driver', by: 'taxiid', phone: 'drivertel' };

export const table: MessageTable = {
  business: 'taxi',
  businessKey: 'callId',

  remembers: [remember(Taxiassign.event.TaxiassignCompleted, 'drivertel')],

  messages: [
    { on: Taxicall.event.TaxicallConfirmed, to: customer, ...says('호출확정') },
    { on: Taxicall.event.TaxicallReassigning, to: customer, ...says('재배정') },
    { on: Taxicall.event.TaxicallFailed, to: customer, ...says('호출실패') },
    { on: Taxicall.event.TaxicallCancelConfirmed, to: customer, ...says('호출취소') },
    { on: Taxicall.event.TaxicallCancelRefused, to: customer, ...says('호출취소거절') },
    { on: Taxicall.event.TaxicallCompleted, to: customer, ...says('운행완료') },
    { on: Taxiassign.event.TaxiassignCompleted, to: driver, ...says('할당확정') },
    { on: Taxiassign.event.TaxiassignReturned, to: driver, ...says('배정반납') },
    { on: Taxiassign.event.TaxiassignCancelled, to: driver, ...says('할당취소') },
    // Not in the page's table: the words of its deadline ASSIGN_SILENCE.
    { on: Taximanage.remind.AssignmentDelayed, to: customer, ...says('배정지연') },
  ],
  words,
};

type Told = { readonly status: string };

/** What the call tells is taken, and its status is that of the call. */
const asCall = <R>(told: Told, row: R) => ({ ...row, ...told, callStatus: told.status });

/** Of the assignment, only how far it has come. */
const asAssigned = <R>({ status }: Told, row: R) => ({ ...row, assignStatus: status });

const nobody = { taxiid: null, driver: null, drivertel: null, confirmedAt: null } as const;

const CallStatus = view.CallStatus.follows([Taxicall.event, Taxicall.remind, Taxiassign.event], {
  path: 'callstatuses',
  key: ['callId'],
  creates: {
    TaxicallRequested: (requested) => ({
      ...requested,
      callStatus: requested.status,
      recipient: `customer:${requested.tel}`,
    }),
  },
  updates: {
    'TaxicallSearchStarted, TaxicallConfirmed, TaxicallRideStarted': asCall,
    'TaxicallCompleted, TaxicallFailed, TaxicallCancelled, TaxicallCancelConfirmed': asCall,
    // Whoever was to come is shown no longer.
    TaxicallReassigning: (again, row) => ({ ...asCall(again, row), ...nobody }),
    TaxicallCancelRefused: (refused, row) => ({ ...asCall(refused, row), lateCancelFee: 0 }),
    'TaxiassignQueued, TaxiassignCompleted, TaxiassignFailed': asAssigned,
    'TaxiassignCancelled, RideStarted, RideCompleted': asAssigned,
    'OfferAccepted, TaxiassignReturned': asAssigned,
    DriverForgotten: (_forgotten, row) => ({ ...row, driver: null, drivertel: null }),
  },
});

/** Messages, and beside them the status of each call. */
export const Customer = notificationOf({
  ...table,
  context,
  actors: ['Customer', 'Driver'],
  views: { CallStatus },
  reads: { Customer: { CallStatus: 'own' }, TaxiManager: { CallStatus: 'all' } },
  labels,
});
