// The pool decides one thing at a time: nobody is given two pickups, on any number of replicas.

import { districtOf, serveAtOnce, serveWaiting } from '@dure/dispatch';
import {
  boundedContext,
  deadline,
  forbidden,
  HOUR_MS,
  instantOf,
  ledger,
  MINUTE_MS,
  nothing,
  per,
  reminder,
  whenever,
} from '@dure/domain';
import { isoOf } from '@dure/domain/korea';
import type { DeadlineKnown, Of } from '@dure/domain';
import * as Pickupmanage from '../pickupmanage/contract.ts';
import { command, context, event, pads, reject, terms } from './contract.ts';
import { labels, work } from './labels.ts';
import { declined, lapsed } from './offer.ts';
import { isAnothers, mistakeAt, mistakeIn, poolAt, poolBefore } from './pool.ts';
import { assignment, courier } from './states.ts';
import { CourierBoard, Pickupassigns } from './views.ts';

/** While a courier has something to do for a customer. */
const underWay = { status: ['할당확정', '할당수락', '수거중'] } as const;

export const CourierPool = ledger('CourierPool', {
  ...pads,
  identifiedBy: 'poolId',
  registers: {
    Assignment: per('pickupId', assignment, ['waiting']),
    Courier: per('workerid', courier),
  },

  decide: {
    Assignment: {
      AssignCourier: {
        absent: (assign, _assignment, { now, ledger: pool }) => {
          if (now >= instantOf(assign.until)) {
            return event.PickupassignFailed({ ...assign, reason: 'TOO_LATE' });
          }
          const served = serveAtOnce(assign, poolBefore(assign, now, pool));
          return served ? event.PickupassignCompleted(served) : event.PickupassignQueued(assign);
        },
        cancelled: nothing,
      },
      ServeWaiting: (serve, _assignment, { now, ledger: pool }) => {
        const served = serveWaiting(poolAt(now, pool));
        return served.length === 0
          ? nothing
          : served.map((one) => event.PickupassignCompleted({ ...one, ...serve }));
      },
      ExpireAssignment: { waiting: event.PickupassignFailed.with({ reason: 'NO_COURIER' }) },
      CancelAssignment: {
        // The pickup itself came first, elsewhere: this is no mark that followers may skip.
        'absent, waiting': event.PickupassignCancelled,
        'assigned, accepted': (cancel, given, { now }) =>
          event.PickupassignCancelled({ ...given, ...cancel, freeSince: isoOf(now) }),
        'collecting, completed, cancelled, failed': nothing,
      },
      ExpireCollection: {
        'assigned, accepted': (expire, given, { now }) => {
          const freed = { reason: 'NO_COLLECTION', freeSince: isoOf(now) };
          return event.PickupassignCancelled({ ...given, ...expire, ...freed });
        },
      },
      AcceptOffer: {
        assigned: (accept, assigned, { by }) =>
          isAnothers(assigned.workerid, by)
            ? forbidden
            : event.OfferAccepted({ ...assigned, ...accept }),
        'accepted, collecting': nothing,
      },
      DeclineOffer: {
        'assigned, accepted': (decline, given, known) =>
          isAnothers(given.workerid, known.by) ? forbidden : declined(decline, given, known),
      },
      LapseOffer: { assigned: lapsed },
      StartCollection: {
        'assigned, accepted': (start, given, { by }) =>
          isAnothers(given.workerid, by)
            ? forbidden
            : event.CollectionStarted({ ...given, ...start }),
      },
      CompleteCollection: {
        collecting: (complete, collecting, { by, now, setting: value }) => {
          if (isAnothers(collecting.workerid, by)) return forbidden;
          const { location: at = value(Pickupmanage.terms.PICKUP_CENTRE) } = complete;
          const ended = { location: districtOf(at), freeSince: isoOf(now) };
          return (
            mistakeAt(at) ?? event.CollectionCompleted({ ...collecting, ...complete, ...ended })
          );
        },
      },
    },

    Courier: {
      RegisterCourier: {
        absent: (register, _courier, known) =>
          mistakeIn(register, known.ledger.Courier, known.setting(terms.POOL_COURIERS_MAX)) ??
          event.CourierRegistered({ ...register, location: districtOf(register.location) }),
      },
      GoOnDuty: {
        off: (duty, _courier, { now }) => {
          const begun = { location: districtOf(duty.location), freeSince: isoOf(now) };
          return mistakeAt(duty.location) ?? event.CourierWentOnDuty({ ...duty, ...begun });
        },
        'free, assigned, collecting': nothing,
      },
      GoOffDuty: {
        free: event.CourierWentOffDuty,
        off: nothing,
        assigned: reject.CourierBusy.with({ courierStatus: '배정' }),
        collecting: reject.CourierBusy.with({ courierStatus: '수거' }),
      },
      ReportPosition: {
        'free, assigned, collecting': (report, before) => {
          const location = districtOf(report.location);
          if (location === before.location) return nothing;
          return mistakeAt(location) ?? event.CourierMoved({ ...report, location });
        },
        off: nothing,
      },
    },
  },

  evolve: {
    Assignment: {
      PickupassignQueued: { absent: assignment.waiting },
      PickupassignCompleted: { 'absent, waiting': assignment.assigned },
      PickupassignFailed: { 'absent, waiting': assignment.failed },
      OfferAccepted: { assigned: assignment.accepted },
      PickupassignReturned: { 'assigned, accepted': assignment.waiting },
      PickupassignCancelled: { 'absent, waiting, assigned, accepted': assignment.cancelled },
      CollectionStarted: { 'assigned, accepted': assignment.collecting },
      CollectionCompleted: { collecting: assignment.completed },
    },

    // Where a parcel waits is not where its courier is.
    Courier: {
      CourierRegistered: { absent: courier.off },
      CourierWentOnDuty: { off: courier.free },
      CourierWentOffDuty: { free: courier.off },
      CourierMoved: {
        free: courier.free,
        assigned: courier.assigned,
        collecting: courier.collecting,
      },
      PickupassignCompleted: {
        free: ({ pickupId }, free) => courier.assigned({ ...free, pickupId }),
      },
      // An answer ends the row of offers without one.
      OfferAccepted: {
        assigned: (_accepted, assigned) => courier.assigned({ ...assigned, lapses: 0 }),
      },
      PickupassignReturned: {
        assigned: ({ lapses, freeSince }, assigned) =>
          courier.free({ ...assigned, lapses, freeSince }),
      },
      PickupassignCancelled: {
        assigned: (cancelled, assigned) => courier.free({ ...assigned, ...cancelled }),
      },
      CollectionStarted: { assigned: courier.collecting },
      CollectionCompleted: { collecting: courier.free },
    },
  },
});

/** Until when a parcel is to be taken over: a while, or the end of its window and a bit. */
const collectBy = (given: Of<typeof event.PickupassignCompleted>, known: DeadlineKnown): number =>
  given.wishedTo === undefined
    ? known.now + known.setting(terms.COLLECT_DEADLINE) * HOUR_MS
    : instantOf(given.wishedTo) + known.setting(terms.COLLECT_AFTER_WINDOW) * MINUTE_MS;

export const PickupAssignment = boundedContext(context, {
  actors: {
    Courier: {
      owns: 'workerid',
      issues: [
        'GoOnDuty',
        'GoOffDuty',
        'ReportPosition',
        'AcceptOffer',
        'DeclineOffer',
        'StartCollection',
        'CompleteCollection',
      ],
      reads: { Pickupassigns: 'own' },
      // Couriers reach a customer while they are on their way to them, or collect.
      sees: { Pickupassigns: { tel: underWay, address: underWay, contactTel: underWay } },
    },
    PickupManager: { issues: ['RegisterCourier', 'CompleteCollection'], reads: 'all' },
    Operator: { reads: 'all' },
  },
  aggregates: { CourierPool },
  policies: {
    assignNearest: whenever(Pickupmanage.event.PickupmanageAssigned, command.AssignCourier),
    cancelAssignment: whenever(Pickupmanage.event.PickupmanageCancelled, command.CancelAssignment),
    serveWaiting: whenever(
      [
        event.CollectionCompleted,
        event.PickupassignCancelled,
        event.PickupassignReturned,
        event.CourierWentOnDuty,
      ],
      command.ServeWaiting,
    ),
  },
  deadlines: {
    ASSIGN_DEADLINE: deadline({
      starts: [event.PickupassignQueued, event.PickupassignReturned],
      per: 'pickupId',
      at: ({ until }) => instantOf(until),
      ends: [event.PickupassignCompleted, event.PickupassignCancelled, event.PickupassignFailed],
      due: command.ExpireAssignment,
      isAbsolute: true,
    }),
    ASSIGN_RETRY: deadline({
      starts: [event.PickupassignQueued, event.PickupassignReturned],
      per: 'pickupId',
      after: terms.ASSIGN_RETRY,
      again: terms.ASSIGN_RETRY,
      ends: [event.PickupassignCompleted, event.PickupassignCancelled, event.PickupassignFailed],
      due: command.ServeWaiting,
    }),
    OFFER_LAPSE: deadline({
      starts: event.PickupassignCompleted,
      per: 'pickupId',
      after: terms.OFFER_LAPSE,
      ends: [
        event.OfferAccepted,
        event.CollectionStarted,
        event.PickupassignCancelled,
        event.PickupassignReturned,
      ],
      due: command.LapseOffer,
    }),
    COLLECT_DEADLINE: deadline({
      starts: event.PickupassignCompleted,
      per: 'pickupId',
      at: collectBy,
      ends: [event.CollectionStarted, event.PickupassignCancelled, event.PickupassignReturned],
      due: command.ExpireCollection,
    }),
    COLLECTION_REMINDER: reminder({
      starts: event.CollectionStarted,
      per: 'pickupId',
      after: terms.COLLECTION_REMINDER,
      ends: [event.CollectionCompleted],
      work: work.COLLECTION_REMINDER,
    }),
  },
  settings: { ...terms, PICKUP_CENTRE: Pickupmanage.terms.PICKUP_CENTRE },
  views: { CourierBoard, Pickupassigns },
  labels,
});
