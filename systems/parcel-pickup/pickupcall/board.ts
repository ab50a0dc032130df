// A customer asks for a pickup, which exists only if management has accepted it.

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
import { courier, of } from '../fields.ts';
import * as Pickupassign from '../pickupassign/contract.ts';
import * as Pickupmanage from '../pickupmanage/contract.ts';
import { command, context, event, pads, reject, remind, terms, view } from './contract.ts';
import { labels } from './labels.ts';
import { lateCancelFee, mistakeIn, pickupOf } from './pickup.ts';

const acceptPickup = ask('acceptPickup', {
  of: Pickupmanage.command.AcceptPickup,
  brings: of('cost'),
  refusedWith: Pickupmanage.reject,
  undo: Pickupmanage.command.WithdrawPickup,
});

/** Unless they say why; and free, unless it is late. */
const byCustomer = { reason: 'CUSTOMER', lateCancelFee: 0 };

/** In seconds: when a pickup may be asked for again, unless management says when. */
const RETRY_AFTER = 5;

const asked = of('tel', 'location', 'parcelType', 'cost');

const pickup = states({
  absent: initial(),
  called: open('호출', asked),
  calling: open('호출중', asked),
  confirmed: open('호출확정', { ...asked, ...of(...courier, 'confirmedAt') }),
  collecting: open('수거중', asked),
  completed: final('수거완료', asked),
  cancelling: open('호출취소중', { ...asked, ...of('lateCancelFee') }),
  cancelled: final('호출취소', asked),
  failed: final('호출실패', asked),
});

export const Pickupcall = aggregate('Pickupcall', {
  ...pads,
  identifiedBy: 'pickupId',
  asks: [acceptPickup],
  states: pickup,
  claims: {
    tel: {
      takenBy: 'PickupcallRequested',
      releasedBy: ['PickupcallCompleted', 'PickupcallFailed', 'PickupcallCancelConfirmed'],
      refuses: ({ value, holder }) => reject.OpenPickupExists({ tel: value, pickupId: holder }),
    },
  },

  decide: {
    RequestPickup: {
      absent: (request, _pickup, known) => {
        const mistake = mistakeIn(request, known);
        if (mistake) return mistake;
        const promise = { promiseId: known.mint('promise'), retryAfter: RETRY_AFTER };
        const wanted = { ...pickupOf(request, known), requestedAt: isoOf(known.now) };
        return acceptPickup({ ...wanted, ...promise })
          .taken(event.PickupcallRequested)
          .refused(reject.PickupBusy)
          .unavailable(reject.PickupUnavailable);
      },
    },

    RecordAssigning: { called: event.PickupcallSearchStarted, '*': nothing },

    RecordConfirmed: {
      'called, calling': (record, called, { now }) =>
        event.PickupcallConfirmed({ ...called, ...record, confirmedAt: isoOf(now) }),
      'cancelling, cancelled': nothing,
    },

    RecordReturned: {
      confirmed: event.PickupcallReassigning,
      'cancelling, cancelled, failed': nothing,
    },

    RecordCollecting: {
      confirmed: event.PickupcallCollectionStarted,
      cancelling: event.PickupcallCancelRefused,
    },

    RecordCollected: { collecting: event.PickupcallCompleted },

    RecordFailed: { 'called, calling, cancelling': event.PickupcallFailed },

    CancelPickup: {
      'called, calling': (cancel, called) =>
        event.PickupcallCancelled({ ...byCustomer, ...called, ...cancel }),
      confirmed: (cancel, confirmed, known) => {
        const late = { ...byCustomer, lateCancelFee: lateCancelFee(confirmed, known) };
        return event.PickupcallCancelled({ ...late, ...confirmed, ...cancel });
      },
      'collecting, completed': reject.AlreadyCollected,
      'cancelling, cancelled, failed': nothing,
    },

    RecordCancelled: {
      // Whom nobody has cancelled for, pays nothing for it.
      'called, calling, confirmed': (record, called, { now }) => {
        const free = { lateCancelFee: 0, cancelledAt: isoOf(now) };
        return event.PickupcallCancelConfirmed({ ...called, ...record, ...free });
      },
      cancelling: (record, cancelling, { now }) =>
        event.PickupcallCancelConfirmed({ ...cancelling, ...record, cancelledAt: isoOf(now) }),
    },
  },

  evolve: {
    PickupcallRequested: { absent: pickup.called },
    PickupcallSearchStarted: { called: pickup.calling },
    PickupcallConfirmed: { 'called, calling': pickup.confirmed },
    PickupcallReassigning: { confirmed: pickup.calling },
    PickupcallCollectionStarted: { confirmed: pickup.collecting },
    PickupcallCompleted: { collecting: pickup.completed },
    PickupcallFailed: { 'called, calling, cancelling': pickup.failed },
    PickupcallCancelled: { 'called, calling, confirmed': pickup.cancelling },
    PickupcallCancelConfirmed: { 'called, calling, confirmed, cancelling': pickup.cancelled },
    PickupcallCancelRefused: { cancelling: pickup.collecting },
  },
});

/** It follows: policies and people send. While all are busy, a pickup waits for a courier. */
export const ServePickup = saga('ServePickup', {
  startedBy: event.PickupcallRequested,
  followedBy: 'pickupId',
  steps: [
    {
      name: 'request assignment',
      by: 'policy startAssignment',
      command: Pickupmanage.command.RequestAssignment,
      until: Pickupmanage.event.PickupmanageAssigned,
    },
    {
      name: 'assign',
      by: 'policy assignNearest',
      command: Pickupassign.command.AssignCourier,
      waitsFor: 'Courier',
      until: Pickupassign.event.PickupassignCompleted,
      unless: [Pickupassign.event.PickupassignFailed, Pickupassign.event.PickupassignCancelled],
    },
    {
      name: 'take over',
      by: 'Courier',
      command: Pickupassign.command.StartCollection,
      until: Pickupassign.event.CollectionStarted,
      unless: [Pickupassign.event.PickupassignFailed, Pickupassign.event.PickupassignCancelled],
    },
    {
      name: 'hand in',
      by: 'Courier',
      command: Pickupassign.command.CompleteCollection,
      until: Pickupassign.event.CollectionCompleted,
    },
  ],
});

const Pickupcalls = view.Pickupcalls.follows([event], {
  key: ['pickupId'],
  creates: { PickupcallRequested: take },
  updates: {
    'PickupcallSearchStarted, PickupcallConfirmed, PickupcallReassigning': take,
    PickupcallCollectionStarted: take,
    'PickupcallCompleted, PickupcallFailed, PickupcallCancelled, PickupcallCancelConfirmed': take,
    // What was not cancelled costs no fee.
    PickupcallCancelRefused: ({ status }, row) => ({ ...row, status, lateCancelFee: 0 }),
  },
});

export const PickupRequesting = boundedContext(context, {
  actors: {
    Customer: { owns: 'tel', issues: ['RequestPickup', 'CancelPickup'], reads: 'own' },
    Operator: { reads: 'all' },
  },
  aggregates: { Pickupcall },
  policies: {
    followAssigning: whenever(Pickupmanage.event.PickupmanageAssigned, command.RecordAssigning),
    followConfirmation: whenever(Pickupassign.event.PickupassignCompleted, command.RecordConfirmed),
    followReturn: whenever(Pickupassign.event.PickupassignReturned, command.RecordReturned),
    followCollectionStart: whenever(Pickupassign.event.CollectionStarted, command.RecordCollecting),
    followCollectionEnd: whenever(Pickupassign.event.CollectionCompleted, command.RecordCollected),
    followFailure: whenever(Pickupassign.event.PickupassignFailed, command.RecordFailed),
    followCancel: whenever(Pickupassign.event.PickupassignCancelled, command.RecordCancelled),
  },
  sagas: { ServePickup },
  deadlines: {
    COURIER_RETENTION: reminder({
      starts: [event.PickupcallCompleted, event.PickupcallFailed, event.PickupcallCancelConfirmed],
      after: terms.COURIER_RETENTION,
      ends: [],
      // Nobody has to act on it: an outage gives no time to go on showing.
      isAbsolute: true,
      remind: remind.CourierForgotten,
    }),
  },
  settings: terms,
  views: { Pickupcalls },
  labels,
});
