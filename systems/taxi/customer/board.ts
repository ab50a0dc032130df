// What customers and drivers are told, and one picture of each call.

import type { BoundedContext } from '@dure/domain';
import { notificationOf, remember } from '@dure/notification';
import type { MessageTable, Recipient } from '@dure/notification';
import * as Taxiassign from '../taxiassign/contract.ts';
import * as Taxicall from '../taxicall/contract.ts';
import * as Taximanage from '../taximanage/contract.ts';
import { context, view } from './contract.ts';
import { labels, says } from './labels.ts';

const customer: Recipient = { kind: 'customer', by: 'tel', phone: 'tel' };
const driver: Recipient = { kind: 'driver', by: 'taxiid', phone: 'drivertel' };

export const table: MessageTable = {
  business: 'taxi',
  businessKey: 'callId',

  remembers: [remember(Taxiassign.event.TaxiassignCompleted, 'drivertel')],

  messages: [
    { on: Taxicall.event.TaxicallConfirmed, status: '호출확정', to: customer, ...says.confirmed },
    { on: Taxicall.event.TaxicallFailed, status: '호출실패', to: customer, ...says.failed },
    {
      on: Taxicall.event.TaxicallCancelConfirmed,
      status: '호출취소',
      to: customer,
      ...says.cancelled,
    },
    {
      on: Taxicall.event.TaxicallCancelRefused,
      status: '호출취소거절',
      to: customer,
      ...says.onBoard,
    },
    { on: Taxicall.event.TaxicallCompleted, status: '운행완료', to: customer, ...says.completed },
    { on: Taxiassign.event.TaxiassignCompleted, status: '할당확정', to: driver, ...says.assigned },
    {
      on: Taxiassign.event.TaxiassignCancelled,
      status: '할당취소',
      to: driver,
      ...says.unassigned,
    },
    // Not in the page's table: the words of its deadline ASSIGN_SILENCE.
    { on: Taximanage.remind.AssignmentDelayed, status: '배정지연', to: customer, ...says.delayed },
  ],
};

type Told = { readonly status: string };

/** What the call tells is taken, and its status is that of the call. */
const asCall = <E extends Told, R>(event: E, row: R) => ({
  ...row,
  ...event,
  callStatus: event.status,
});

/** Of the assignment, only how far it has come. */
const asAssigned = <R>({ status }: Told, row: R) => ({ ...row, assignStatus: status });

const CallStatus = view.CallStatus.follows([Taxicall.event, Taxiassign.event], {
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
    TaxicallCancelRefused: (refused, row) => ({ ...asCall(refused, row), lateCancelFee: 0 }),
    'TaxiassignQueued, TaxiassignCompleted, TaxiassignFailed': asAssigned,
    'TaxiassignCancelled, RideStarted, RideCompleted': asAssigned,
  },
});

const messages = notificationOf({ ...table, context, actors: ['Customer', 'Driver'], labels });

/** Messages, and beside them the status of each call. */
export const Customer: BoundedContext = {
  ...messages,
  actors: {
    ...messages.actors,
    Customer: { owns: 'recipient', issues: [], reads: { Inbox: 'own', CallStatus: 'own' } },
    TaxiManager: { issues: [], reads: { CallStatus: 'all' } },
    Operator: {
      issues: ['ResolveMessage'],
      reads: { Inbox: 'all', MessageLog: 'all', CallStatus: 'all' },
    },
  },
  views: { ...messages.views, CallStatus },
};
