// The pool decides one thing at a time: no taxi is given to two calls, on any number of replicas.

import { districtOf, serveAtOnce, serveWaiting } from '@dure/dispatch';
import {
  boundedContext,
  deadline,
  forbidden,
  instantOf,
  ledger,
  nothing,
  per,
  reminder,
  whenever,
} from '@dure/domain';
import { isoOf } from '@dure/domain/korea';
import * as Taximanage from '../taximanage/contract.ts';
import { command, context, event, pads, reject, terms } from './contract.ts';
import { labels, work } from './labels.ts';
import { declined, lapsed } from './offer.ts';
import { isAnothers, mistakeAt, mistakeIn, poolAt } from './pool.ts';
import { assignment, taxi } from './states.ts';
import { Taxiassigns, TaxiBoard } from './views.ts';

export const TaxiPool = ledger('TaxiPool', {
  ...pads,
  identifiedBy: 'poolId',
  registers: { Assignment: per('callId', assignment, ['waiting']), Taxi: per('taxiid', taxi) },

  decide: {
    Assignment: {
      AssignTaxi: {
        absent: (assign, _assignment, { now, ledger: pool }) => {
          if (now >= instantOf(assign.until)) {
            return event.TaxiassignFailed({ ...assign, reason: 'TOO_LATE' });
          }
          const served = serveAtOnce(assign, poolAt(now, pool));
          return served ? event.TaxiassignCompleted(served) : event.TaxiassignQueued(assign);
        },
        cancelled: nothing,
      },
      ServeWaiting: (serve, _assignment, { now, ledger: pool }) => {
        const served = serveWaiting(poolAt(now, pool));
        return served.length === 0
          ? nothing
          : served.map((one) => event.TaxiassignCompleted({ ...one, ...serve }));
      },
      ExpireAssignment: { waiting: event.TaxiassignFailed.with({ reason: 'NO_TAXI' }) },
      CancelAssignment: {
        // The call itself came first, elsewhere: this is no mark that followers may skip.
        'absent, waiting': event.TaxiassignCancelled,
        'assigned, accepted': (cancel, given, { now }) =>
          event.TaxiassignCancelled({ ...given, ...cancel, freeSince: isoOf(now) }),
        'riding, completed, cancelled, failed': nothing,
      },
      ExpireBoarding: {
        'assigned, accepted': (expire, given, { now }) => {
          const freed = { reason: 'NO_BOARDING', freeSince: isoOf(now) };
          return event.TaxiassignCancelled({ ...given, ...expire, ...freed });
        },
      },
      AcceptOffer: {
        assigned: (accept, assigned, { by }) =>
          isAnothers(assigned.taxiid, by)
            ? forbidden
            : event.OfferAccepted({ ...assigned, ...accept }),
        'accepted, riding': nothing,
      },
      DeclineOffer: {
        'assigned, accepted': (decline, given, known) =>
          isAnothers(given.taxiid, known.by) ? forbidden : declined(decline, given, known),
      },
      LapseOffer: { assigned: lapsed },
      StartRide: {
        'assigned, accepted': (start, given, { by }) =>
          isAnothers(given.taxiid, by) ? forbidden : event.RideStarted({ ...given, ...start }),
      },
      CompleteRide: {
        riding: (complete, riding, { by, now }) => {
          if (isAnothers(riding.taxiid, by)) return forbidden;
          const { location: at = riding.destination ?? riding.location } = complete;
          const ended = { location: districtOf(at), freeSince: isoOf(now) };
          return mistakeAt(at) ?? event.RideCompleted({ ...riding, ...complete, ...ended });
        },
      },
    },

    Taxi: {
      RegisterTaxi: {
        absent: (register, _taxi, known) =>
          mistakeIn(register, known.ledger.Taxi, known.setting(terms.POOL_TAXIS_MAX)) ??
          event.TaxiRegistered({
            driver: '',
            drivertel: known.setting(terms.CONTROL_ROOM_TEL),
            ...register,
            location: districtOf(register.location),
          }),
      },
      GoOnDuty: {
        off: (duty, _taxi, { now }) => {
          const begun = { location: districtOf(duty.location), freeSince: isoOf(now) };
          return mistakeAt(duty.location) ?? event.TaxiWentOnDuty({ ...duty, ...begun });
        },
        'free, assigned, riding': nothing,
      },
      GoOffDuty: {
        free: event.TaxiWentOffDuty,
        off: nothing,
        assigned: reject.TaxiBusy.with({ taxiStatus: '배정' }),
        riding: reject.TaxiBusy.with({ taxiStatus: '운행' }),
      },
      ReportPosition: {
        'free, assigned, riding': (report, before) => {
          const location = districtOf(report.location);
          if (location === before.location) return nothing;
          return mistakeAt(location) ?? event.TaxiMoved({ ...report, location });
        },
        off: nothing,
      },
    },
  },

  evolve: {
    Assignment: {
      TaxiassignQueued: { absent: assignment.waiting },
      TaxiassignCompleted: { 'absent, waiting': assignment.assigned },
      TaxiassignFailed: { 'absent, waiting': assignment.failed },
      OfferAccepted: { assigned: assignment.accepted },
      TaxiassignReturned: { 'assigned, accepted': assignment.waiting },
      TaxiassignCancelled: { 'absent, waiting, assigned, accepted': assignment.cancelled },
      RideStarted: { 'assigned, accepted': assignment.riding },
      RideCompleted: { riding: assignment.completed },
    },

    // A call's place is not where its taxi is.
    Taxi: {
      TaxiRegistered: { absent: taxi.off },
      TaxiWentOnDuty: { off: taxi.free },
      TaxiWentOffDuty: { free: taxi.off },
      TaxiMoved: { free: taxi.free, assigned: taxi.assigned, riding: taxi.riding },
      TaxiassignCompleted: { free: ({ callId }, free) => taxi.assigned({ ...free, callId }) },
      // An answer ends the row of offers without one.
      OfferAccepted: {
        assigned: (_accepted, assigned) => taxi.assigned({ ...assigned, lapses: 0 }),
      },
      TaxiassignReturned: {
        assigned: ({ lapses, freeSince }, assigned) =>
          taxi.free({ ...assigned, lapses, freeSince }),
      },
      TaxiassignCancelled: {
        assigned: (cancelled, assigned) => taxi.free({ ...assigned, ...cancelled }),
      },
      RideStarted: { assigned: taxi.riding },
      RideCompleted: { riding: taxi.free },
    },
  },
});

export const TaxiAssignment = boundedContext(context, {
  actors: {
    Driver: {
      owns: 'taxiid',
      issues: [
        'GoOnDuty',
        'GoOffDuty',
        'ReportPosition',
        'AcceptOffer',
        'DeclineOffer',
        'StartRide',
        'CompleteRide',
      ],
      reads: { Taxiassigns: 'own', TaxiBoard: 'own' },
      // Drivers reach a customer while they are on their way to them, or ride with them.
      sees: { Taxiassigns: { tel: { status: ['할당확정', '할당수락', '운행중'] } } },
    },
    TaxiManager: { issues: ['RegisterTaxi', 'CompleteRide'], reads: 'all' },
    Operator: { reads: 'all' },
  },
  aggregates: { TaxiPool },
  policies: {
    assignNearest: whenever(Taximanage.event.TaximanageAssigned, command.AssignTaxi),
    cancelAssignment: whenever(Taximanage.event.TaximanageCancelled, command.CancelAssignment),
    serveWaiting: whenever(
      [
        event.RideCompleted,
        event.TaxiassignCancelled,
        event.TaxiassignReturned,
        event.TaxiWentOnDuty,
      ],
      command.ServeWaiting,
    ),
  },
  deadlines: {
    ASSIGN_DEADLINE: deadline({
      starts: [event.TaxiassignQueued, event.TaxiassignReturned],
      per: 'callId',
      at: ({ until }) => instantOf(until),
      ends: [event.TaxiassignCompleted, event.TaxiassignCancelled, event.TaxiassignFailed],
      due: command.ExpireAssignment,
      isAbsolute: true,
    }),
    ASSIGN_RETRY: deadline({
      starts: [event.TaxiassignQueued, event.TaxiassignReturned],
      per: 'callId',
      after: terms.ASSIGN_RETRY,
      again: terms.ASSIGN_RETRY,
      ends: [event.TaxiassignCompleted, event.TaxiassignCancelled, event.TaxiassignFailed],
      due: command.ServeWaiting,
    }),
    OFFER_LAPSE: deadline({
      starts: event.TaxiassignCompleted,
      per: 'callId',
      after: terms.OFFER_LAPSE,
      ends: [
        event.OfferAccepted,
        event.RideStarted,
        event.TaxiassignCancelled,
        event.TaxiassignReturned,
      ],
      due: command.LapseOffer,
    }),
    BOARDING_DEADLINE: deadline({
      starts: event.TaxiassignCompleted,
      per: 'callId',
      after: terms.BOARDING_DEADLINE,
      ends: [event.RideStarted, event.TaxiassignCancelled, event.TaxiassignReturned],
      due: command.ExpireBoarding,
    }),
    RIDE_REMINDER: reminder({
      starts: event.RideStarted,
      per: 'callId',
      after: terms.RIDE_REMINDER,
      ends: [event.RideCompleted],
      work: work.RIDE_REMINDER,
    }),
  },
  settings: terms,
  views: { Taxiassigns, TaxiBoard },
  labels,
});
