// A customer calls a taxi; the call exists only if management has accepted it.

import {
  aggregate,
  ask,
  boundedContext,
  final,
  initial,
  nothing,
  open,
  reminder,
  saga,
  states,
  take,
  whenever,
} from '@dure/domain';
import { isoOf } from '@dure/domain/korea';
import { of, taxi } from '../fields.ts';
import * as Taxiassign from '../taxiassign/contract.ts';
import * as Taximanage from '../taximanage/contract.ts';
import { callOf, lateCancelFee, mistakeIn } from './call.ts';
import { command, context, event, pads, reject, remind, terms, view } from './contract.ts';
import { labels } from './labels.ts';

const acceptCall = ask('acceptCall', {
  of: Taximanage.command.AcceptCall,
  brings: of('cost'),
  refusedWith: Taximanage.reject,
  undo: Taximanage.command.WithdrawCall,
});

/** Unless they say why; and free, unless it is late. */
const byCustomer = { reason: 'CUSTOMER', lateCancelFee: 0 };

/** In seconds: when a call may be made again, unless management says when. */
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

export const Taxicall = aggregate('Taxicall', {
  ...pads,
  identifiedBy: 'callId',
  asks: [acceptCall],
  states: call,
  claims: {
    tel: {
      takenBy: 'TaxicallRequested',
      releasedBy: ['TaxicallCompleted', 'TaxicallFailed', 'TaxicallCancelConfirmed'],
      refuses: ({ value, holder }) => reject.OpenCallExists({ tel: value, callId: holder }),
    },
  },

  decide: {
    RequestCall: {
      absent: (request, _call, known) => {
        const mistake = mistakeIn(request, known);
        if (mistake) return mistake;
        const promise = { promiseId: known.mint('promise'), retryAfter: RETRY_AFTER };
        const wanted = { ...callOf(request, known), requestedAt: isoOf(known.now) };
        return acceptCall({ ...wanted, ...promise })
          .taken(event.TaxicallRequested)
          .refused(reject.CallBusy)
          .unavailable(reject.CallUnavailable);
      },
    },

    RecordAssigning: { called: event.TaxicallSearchStarted, '*': nothing },

    RecordConfirmed: {
      'called, calling': (record, called, { now }) =>
        event.TaxicallConfirmed({ ...called, ...record, confirmedAt: isoOf(now) }),
      'cancelling, cancelled': nothing,
    },

    RecordReturned: {
      confirmed: event.TaxicallReassigning,
      'cancelling, cancelled, failed': nothing,
    },

    RecordRideStarted: {
      confirmed: event.TaxicallRideStarted,
      cancelling: event.TaxicallCancelRefused,
    },

    RecordRideCompleted: { riding: event.TaxicallCompleted },

    RecordFailed: { 'called, calling, cancelling': event.TaxicallFailed },

    CancelCall: {
      'called, calling': (cancel, called) =>
        event.TaxicallCancelled({ ...byCustomer, ...called, ...cancel }),
      confirmed: (cancel, confirmed, known) => {
        const late = { ...byCustomer, lateCancelFee: lateCancelFee(confirmed, known) };
        return event.TaxicallCancelled({ ...late, ...confirmed, ...cancel });
      },
      'riding, completed': reject.AlreadyBoarded,
      'cancelling, cancelled, failed': nothing,
    },

    RecordCancelled: {
      // Whom nobody has cancelled for, pays nothing for it.
      'called, calling, confirmed': (record, called, { now }) => {
        const free = { lateCancelFee: 0, cancelledAt: isoOf(now) };
        return event.TaxicallCancelConfirmed({ ...called, ...record, ...free });
      },
      cancelling: (record, cancelling, { now }) =>
        event.TaxicallCancelConfirmed({ ...cancelling, ...record, cancelledAt: isoOf(now) }),
    },
  },

  evolve: {
    TaxicallRequested: { absent: call.called },
    TaxicallSearchStarted: { called: call.calling },
    TaxicallConfirmed: { 'called, calling': call.confirmed },
    TaxicallReassigning: { confirmed: call.calling },
    TaxicallRideStarted: { confirmed: call.riding },
    TaxicallCompleted: { riding: call.completed },
    TaxicallFailed: { 'called, calling, cancelling': call.failed },
    TaxicallCancelled: { 'called, calling, confirmed': call.cancelling },
    TaxicallCancelConfirmed: { 'called, calling, confirmed, cancelling': call.cancelled },
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
      until: Taxiassign.event.RideStarted,
      unless: [Taxiassign.event.TaxiassignFailed, Taxiassign.event.TaxiassignCancelled],
    },
    {
      name: 'ride',
      by: 'Driver',
      command: Taxiassign.command.CompleteRide,
      until: Taxiassign.event.RideCompleted,
    },
  ],
});

const Taxicalls = view.Taxicalls.follows([event], {
  key: ['callId'],
  creates: { TaxicallRequested: take },
  updates: {
    'TaxicallSearchStarted, TaxicallConfirmed, TaxicallReassigning': take,
    TaxicallRideStarted: take,
    'TaxicallCompleted, TaxicallFailed, TaxicallCancelled, TaxicallCancelConfirmed': take,
    // What was not cancelled costs no fee.
    TaxicallCancelRefused: ({ status }, row) => ({ ...row, status, lateCancelFee: 0 }),
  },
});

export const Taxicalling = boundedContext(context, {
  actors: {
    Customer: { owns: 'tel', issues: ['RequestCall', 'CancelCall'], reads: 'own' },
    Operator: { reads: 'all' },
  },
  aggregates: { Taxicall },
  policies: {
    followAssigning: whenever(Taximanage.event.TaximanageAssigned, command.RecordAssigning),
    followConfirmation: whenever(Taxiassign.event.TaxiassignCompleted, command.RecordConfirmed),
    followReturn: whenever(Taxiassign.event.TaxiassignReturned, command.RecordReturned),
    followRideStart: whenever(Taxiassign.event.RideStarted, command.RecordRideStarted),
    followRideEnd: whenever(Taxiassign.event.RideCompleted, command.RecordRideCompleted),
    followFailure: whenever(Taxiassign.event.TaxiassignFailed, command.RecordFailed),
    followCancel: whenever(Taxiassign.event.TaxiassignCancelled, command.RecordCancelled),
  },
  sagas: { ServeCall },
  deadlines: {
    DRIVER_RETENTION: reminder({
      starts: [event.TaxicallCompleted, event.TaxicallFailed, event.TaxicallCancelConfirmed],
      after: terms.DRIVER_RETENTION,
      ends: [],
      // Nobody has to act on it: an outage gives no time to go on showing.
      isAbsolute: true,
      remind: remind.DriverForgotten,
    }),
  },
  settings: terms,
  views: { Taxicalls },
  labels,
});
