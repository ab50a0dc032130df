// A customer calls a taxi; the call exists only if management has accepted it.

import {
  aggregate,
  ask,
  boundedContext,
  final,
  initial,
  isoOf,
  nothing,
  open,
  saga,
  states,
  take,
  whenever,
} from '@dure/domain';
import type { Known, Of } from '@dure/domain';
import { of, taxi } from '../fields.ts';
import * as Taxiassign from '../taxiassign/contract.ts';
import * as Taximanage from '../taximanage/contract.ts';
import { callOf, lateCancelFee, mistakeIn } from './call.ts';
import { command, context, event, reject, terms, view } from './contract.ts';
import { labels } from './labels.ts';

const acceptCall = ask('acceptCall', {
  of: Taximanage.command.AcceptCall,
  brings: of('cost'),
  refusedWith: Taximanage.reject,
  undo: Taximanage.command.WithdrawCall,
});

/** In seconds: when a call that management has withdrawn may be made again. */
const RETRY_AFTER = 5;

const asked = of('tel', 'location', 'destination?', 'taxiClass', 'cost');

const call = states({
  absent: initial(),
  called: open('호출', asked),
  calling: open('호출중', asked),
  confirmed: open('호출확정', { ...asked, ...of(...taxi, 'confirmedAt') }),
  riding: open('운행중', asked),
  completed: final('운행완료', asked),
  cancelling: open('호출취소중', { ...asked, ...of('lateCancelFee') }),
  cancelled: final('호출취소', asked),
  failed: final('호출실패', asked),
});

type Asked = Omit<ReturnType<typeof call.called>, 'is'>;

const confirm = (record: Of<typeof command.RecordConfirmed>, called: Asked, { now }: Known) =>
  event.TaxicallConfirmed({ ...called, ...record, confirmedAt: isoOf(now) });

const cancelFree = (cancel: Of<typeof command.CancelCall>, called: Asked) =>
  event.TaxicallCancelled({ reason: 'CUSTOMER', ...called, ...cancel, lateCancelFee: 0 });

type Cancelled = Of<typeof command.RecordCancelled>;

/** Whom nobody has cancelled for, pays nothing for it. */
const endFree = (record: Cancelled, called: Asked, { now }: Known) =>
  event.TaxicallCancelConfirmed({
    ...called,
    ...record,
    lateCancelFee: 0,
    cancelledAt: isoOf(now),
  });

export const Taxicall = aggregate('Taxicall', {
  identifiedBy: 'callId',
  accepts: command,
  emits: event,
  refuses: reject,
  asks: [acceptCall],
  states: call,
  claims: {
    tel: {
      takenBy: 'TaxicallRequested',
      releasedBy: ['TaxicallCompleted', 'TaxicallFailed', 'TaxicallCancelConfirmed'],
      refuses: ({ value, holder }) =>
        reject.OpenCallExists({
          tel: value,
          callId: `taxicall-${holder.slice('taxicall-'.length)}`,
        }),
    },
  },

  decide: {
    RequestCall: {
      absent: (request, _call, known) => {
        const mistake = mistakeIn(request, known);
        if (mistake) return mistake;
        const wanted = callOf(request, known);
        return acceptCall({
          ...wanted,
          orderId: wanted.callId,
          promiseId: known.mint('promise'),
        })
          .taken(({ cost: fare }) =>
            event.TaxicallRequested({ ...wanted, cost: fare, requestedAt: isoOf(known.now) }),
          )
          .refused((refusal) =>
            reject.CallBusy({
              retryAfter: refusal.type === 'TooManyCalls' ? refusal.retryAfter : RETRY_AFTER,
            }),
          )
          .unavailable(reject.CallUnavailable);
      },
    },

    RecordAssigning: { called: event.TaxicallSearchStarted, '*': nothing },

    RecordConfirmed: {
      called: confirm,
      calling: confirm,
      cancelling: nothing,
      cancelled: nothing,
    },

    RecordRideStarted: {
      confirmed: event.TaxicallRideStarted,
      cancelling: event.TaxicallCancelRefused,
    },

    RecordRideCompleted: { riding: event.TaxicallCompleted },

    RecordFailed: {
      called: event.TaxicallFailed,
      calling: event.TaxicallFailed,
      cancelling: event.TaxicallFailed,
    },

    CancelCall: {
      called: cancelFree,
      calling: cancelFree,
      confirmed: (cancel, confirmed, known) =>
        event.TaxicallCancelled({
          reason: 'CUSTOMER',
          ...confirmed,
          ...cancel,
          lateCancelFee: lateCancelFee(confirmed, known),
        }),
      riding: (cancel) => reject.AlreadyBoarded({ ...cancel, status: '운행중' }),
      completed: (cancel) => reject.AlreadyBoarded({ ...cancel, status: '운행완료' }),
      cancelling: nothing,
      cancelled: nothing,
      failed: nothing,
    },

    RecordCancelled: {
      called: endFree,
      calling: endFree,
      confirmed: endFree,
      cancelling: (record, cancelling, { now }) =>
        event.TaxicallCancelConfirmed({ ...cancelling, ...record, cancelledAt: isoOf(now) }),
    },
  },

  evolve: {
    TaxicallRequested: { absent: call.called },
    TaxicallSearchStarted: { called: call.calling },
    TaxicallConfirmed: { called: call.confirmed, calling: call.confirmed },
    TaxicallRideStarted: { confirmed: call.riding },
    TaxicallCompleted: { riding: call.completed },
    TaxicallFailed: { called: call.failed, calling: call.failed, cancelling: call.failed },
    TaxicallCancelled: {
      called: call.cancelling,
      calling: call.cancelling,
      confirmed: call.cancelling,
    },
    TaxicallCancelConfirmed: {
      called: call.cancelled,
      calling: call.cancelled,
      confirmed: call.cancelled,
      cancelling: call.cancelled,
    },
    TaxicallCancelRefused: { cancelling: call.riding },
  },
});

/** It follows: policies and people send. While all taxis are busy, a call waits for a driver. */
export const ServeCall = saga('ServeCall', {
  startedBy: event.TaxicallRequested,
  followedBy: 'callId',
  steps: [
    {
      name: 'request assignment',
      by: 'policy startAssignment',
      command: Taximanage.command.RequestAssignment,
      until: Taximanage.event.TaximanageAssigned,
    },
    {
      name: 'assign',
      by: 'policy assignNearest',
      command: Taxiassign.command.AssignTaxi,
      waitsFor: 'Driver',
      until: Taxiassign.event.TaxiassignCompleted,
      unless: [Taxiassign.event.TaxiassignFailed, Taxiassign.event.TaxiassignCancelled],
    },
    {
      name: 'board',
      by: 'Driver',
      command: Taxiassign.command.StartRide,
      waitsFor: 'Driver',
      until: Taxiassign.event.RideStarted,
      unless: [Taxiassign.event.TaxiassignCancelled],
    },
    {
      name: 'ride',
      by: 'Driver',
      command: Taxiassign.command.CompleteRide,
      waitsFor: 'Driver',
      until: Taxiassign.event.RideCompleted,
    },
  ],
});

const Taxicalls = view.Taxicalls.follows([event], {
  key: ['callId'],
  creates: { TaxicallRequested: take },
  updates: {
    TaxicallSearchStarted: take,
    TaxicallConfirmed: take,
    TaxicallRideStarted: take,
    TaxicallCompleted: take,
    TaxicallFailed: take,
    TaxicallCancelled: take,
    TaxicallCancelConfirmed: take,
    // What was not cancelled costs no fee.
    TaxicallCancelRefused: ({ status }, row) => ({ ...row, status, lateCancelFee: 0 }),
  },
});

export const Taxicalling = boundedContext(context, {
  actors: {
    Customer: {
      owns: 'tel',
      issues: ['RequestCall', 'CancelCall'],
      reads: { Taxicalls: 'own' },
    },
    Operator: { reads: { Taxicalls: 'all' } },
  },
  aggregates: { Taxicall },
  policies: {
    followAssigning: whenever(Taximanage.event.TaximanageAssigned, command.RecordAssigning),
    followConfirmation: whenever(Taxiassign.event.TaxiassignCompleted, command.RecordConfirmed),
    followRideStart: whenever(Taxiassign.event.RideStarted, command.RecordRideStarted),
    followRideEnd: whenever(Taxiassign.event.RideCompleted, command.RecordRideCompleted),
    followFailure: whenever(Taxiassign.event.TaxiassignFailed, command.RecordFailed),
    followCancel: whenever(Taxiassign.event.TaxiassignCancelled, command.RecordCancelled),
  },
  sagas: { ServeCall },
  settings: terms,
  views: { Taxicalls },
  labels,
});
