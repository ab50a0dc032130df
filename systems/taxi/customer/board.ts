// What customers and drivers are told, and one picture of each call.

import type { BoundedContext } from '@dure/domain';
import { notificationOf, remember } from '@dure/notification';
import type { MessageTable, Recipient } from '@dure/notification';
import * as Taxiassign from '../taxiassign/contract.ts';
import * as Taxicall from '../taxicall/contract.ts';
import * as Taximanage from '../taximanage/contract.ts';
import { context, view } from './contract.ts';
import { labels } from './labels.ts';

const customer: Recipient = { kind: 'customer', by: 'tel', phone: 'tel' };
const driver: Recipient = { kind: 'driver', by: 'taxiid', phone: 'drivertel' };

export const table: MessageTable = {
  business: 'taxi',
  businessKey: 'callId',

  remembers: [remember(Taxiassign.event.TaxiassignCompleted, 'drivertel')],

  messages: [
    {
      on: Taxicall.event.TaxicallConfirmed,
      status: '호출확정',
      to: customer,
      ko:
        '[택시] 호출이 확정되었습니다. 기사 {driver} ({drivertel}), 차량 {taxiid}, ' +
        '예상요금 {cost}원',
      en:
        '[Taxi] Confirmed. Driver {driver} ({drivertel}), taxi {taxiid}, ' +
        'estimated fare {cost} won',
    },
    {
      on: Taxicall.event.TaxicallFailed,
      status: '호출실패',
      to: customer,
      ko: '[택시] 지금은 배정할 택시가 없습니다. 호출 {callId}을(를) 종료합니다',
      en: '[Taxi] No taxi is free. Call {callId} is closed',
    },
    {
      on: Taxicall.event.TaxicallCancelConfirmed,
      status: '호출취소',
      to: customer,
      ko: '[택시] 호출 {callId}이(가) 취소되었습니다. 수수료 {lateCancelFee}원',
      en: '[Taxi] Call {callId} is cancelled. Fee {lateCancelFee} won',
    },
    {
      on: Taxicall.event.TaxicallCancelRefused,
      status: '호출취소거절',
      to: customer,
      ko: '[택시] 이미 탑승하여 호출 {callId}을(를) 취소할 수 없습니다',
      en: '[Taxi] You are on board; call {callId} cannot be cancelled',
    },
    {
      on: Taxicall.event.TaxicallCompleted,
      status: '운행완료',
      to: customer,
      ko: '[택시] 운행이 완료되었습니다. 요금 {cost}원',
      en: '[Taxi] Ride completed. Fare {cost} won',
    },
    {
      on: Taxiassign.event.TaxiassignCompleted,
      status: '할당확정',
      to: driver,
      ko: '[택시] {location}에서 호출이 배정되었습니다. 고객 {tel}',
      en: '[Taxi] New call at {location}, customer {tel}',
    },
    {
      on: Taxiassign.event.TaxiassignCancelled,
      status: '할당취소',
      to: driver,
      ko: '[택시] 호출 {callId}이(가) 취소되었습니다',
      en: '[Taxi] Call {callId} is cancelled',
    },
    // Not in the page's table: the words of its deadline ASSIGN_SILENCE.
    {
      on: Taximanage.remind.AssignmentDelayed,
      status: '배정지연',
      to: customer,
      ko: '[택시] 배정이 늦어지고 있습니다. 기다리거나 취소하실 수 있습니다',
      en: '[Taxi] Finding a taxi takes longer; you may wait or cancel',
    },
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
    TaxicallSearchStarted: asCall,
    TaxicallConfirmed: asCall,
    TaxicallRideStarted: asCall,
    TaxicallCompleted: asCall,
    TaxicallFailed: asCall,
    TaxicallCancelled: asCall,
    TaxicallCancelConfirmed: asCall,
    TaxicallCancelRefused: (refused, row) => ({ ...asCall(refused, row), lateCancelFee: 0 }),
    TaxiassignQueued: asAssigned,
    TaxiassignCompleted: asAssigned,
    TaxiassignFailed: asAssigned,
    TaxiassignCancelled: asAssigned,
    RideStarted: asAssigned,
    RideCompleted: asAssigned,
  },
});

const messages = notificationOf({
  ...table,
  context,
  actors: ['Customer', 'Driver'],
  labels,
});

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
