// The place's own side: rooms of each night, held all or none, and the owner's decision in time.

import {
  boundedContext,
  deadline,
  instantAt,
  instantOf,
  ledger,
  nightsOf,
  nothing,
  per,
  reminder,
  whenever,
  whole,
} from '@dure/domain';
import type { Of } from '@dure/domain';
import * as Place from '../place/contract.ts';
import { command, context, event, reject, remind } from './contract.ts';
import { labels } from './labels.ts';
import {
  decideBefore,
  each,
  freeOver,
  freeWithout,
  givenBack,
  hasBegun,
  lastNight,
  mistakeIn,
  nextMidnight,
  setting,
  since,
  takenOn,
  taking,
} from './rooms.ts';
import { booking, rooms } from './states.ts';
import type { Booked, Rooms } from './states.ts';
import { NightStocks, OwnerTasks, ReservationManagements } from './views.ts';

type Cancel = Omit<Parameters<typeof event.ReservationCancelConfirmed>[0], 'stock'>;
type Seen = { readonly ledger: { readonly Rooms: Rooms } };

/** A booking that gives its rooms back. The first cancellation counts. */
const released = (cancel: Cancel, booked: Booked, { ledger }: Seen) => ({
  ...booked,
  ...cancel,
  stock: freeWithout(booked, ledger.Rooms),
});

const releaseForCustomer = (cancel: Of<typeof command.ReleaseRooms>, booked: Booked, known: Seen) =>
  event.ReservationCancelConfirmed(released({ ...cancel, cancelledBy: 'CUSTOMER' }, booked, known));

/** All nights of a place are decided in one stream, so that no room is sold twice. */
export const ReservationManagement = ledger('ReservationManagement', {
  identifiedBy: 'placeId',
  accepts: command,
  emits: event,
  refuses: reject,
  registers: {
    Rooms: whole(rooms),
    Booking: per('orderId', booking, []),
  },

  decide: {
    Rooms: {
      AdoptPlace: { absent: event.PlaceAdopted },
      OpenStock: {
        adopted: (opened, _place, known) =>
          event.StockOpened({
            ...opened,
            orderId: null,
            fromDt: known.today,
            toDt: lastNight(known),
          }),
        open: (opened, place) => reject.StockAlreadyOpen({ ...opened, stock: place.stock }),
      },
      SetNightStock: {
        open: (set, place, known) => {
          const mistake = mistakeIn(set, place, known);
          if (mistake) return mistake;
          const short = nightsOf(set.fromDt, set.toDt).find(
            (night) => takenOn(night, place) > set.stock,
          );
          return short === undefined
            ? event.NightStockSet(set)
            : reject.StockBelowBooked({ night: short, stock: set.stock });
        },
      },
      SetInstantConfirmation: {
        adopted: event.InstantConfirmationSet,
        open: event.InstantConfirmationSet,
      },
      OpenNights: {
        open: (next, place, known) => {
          const { toDt: fromDt, stock: every } = place;
          const { today } = known;
          const until = lastNight(known);
          if (until <= fromDt) return nothing;
          return event.NightsOpened({ ...next, today, fromDt, toDt: until, stock: every });
        },
      },
    },

    Booking: {
      OfferReservation: {
        absent: (offer, _booking, known) => {
          const { Rooms: place } = known.ledger;
          const free = freeOver(offer, place);
          if (place.is !== 'open' || free < offer.qty) {
            return event.ReservationCancelConfirmed({
              ...offer,
              stock: null,
              feeAmt: 0,
              cancelledBy: 'NO_STOCK',
              early: true,
            });
          }
          const left = { ...offer, stock: free - offer.qty };
          return place.instantConfirmation
            ? event.ReservationConfirmed({ ...left, instantConfirmation: true })
            : event.ReservationHeld({ ...left, decideBy: decideBefore(offer, known) });
        },
        released: nothing,
      },
      ConfirmReservation: {
        held: (confirm, held, known) =>
          event.ReservationConfirmed({
            ...held,
            ...confirm,
            stock: freeOver(held, known.ledger.Rooms),
          }),
        confirmed: nothing,
      },
      RejectReservation: {
        held: (refuse, held, known) => {
          const cancelledBy = known.by.kind === 'deadline' ? 'LAPSED' : 'OWNER';
          const cancel = { ...refuse, feeAmt: 0, cancelledBy } as const;
          return event.ReservationCancelConfirmed(released(cancel, held, known));
        },
        confirmed: (refuse, confirmed, known) => {
          if (known.by.kind === 'deadline') return nothing;
          if (hasBegun(confirmed, known)) return reject.StayBegun({ ...confirmed, ...refuse });
          const cancel = { ...refuse, feeAmt: 0, cancelledBy: 'OWNER' } as const;
          return event.ReservationCancelConfirmed(released(cancel, confirmed, known));
        },
      },
      ReleaseRooms: {
        absent: (cancel) =>
          event.ReservationCancelConfirmed({
            ...cancel,
            stock: null,
            cancelledBy: 'CUSTOMER',
            early: true,
          }),
        held: releaseForCustomer,
        confirmed: releaseForCustomer,
        ended: releaseForCustomer,
        released: nothing,
      },
      EndStay: { confirmed: event.StayEnded },
    },
  },

  evolve: {
    Rooms: {
      PlaceAdopted: { absent: rooms.adopted },
      StockOpened: {
        adopted: (opened, place) => rooms.open({ ...place, ...opened, nights: {}, taken: {} }),
      },
      NightStockSet: {
        open: (set, place) => {
          const nights = { ...place.nights, ...each(set.stock, set.fromDt, set.toDt) };
          return rooms.open({ ...place, nights });
        },
      },
      InstantConfirmationSet: { adopted: rooms.adopted, open: rooms.open },
      ReservationHeld: {
        open: (held, place) => rooms.open({ ...place, taken: taking(place.taken, held) }),
      },
      ReservationConfirmed: {
        open: (confirmed, place) =>
          confirmed.instantConfirmation
            ? rooms.open({ ...place, taken: taking(place.taken, confirmed) })
            : rooms.open(place),
      },
      ReservationCancelConfirmed: {
        absent: rooms.absent,
        adopted: rooms.adopted,
        open: (canceled, place) =>
          rooms.open({ ...place, taken: givenBack(place.taken, canceled) }),
      },
      NightsOpened: {
        open: ({ today, toDt: until }, place) =>
          rooms.open({
            ...place,
            toDt: until,
            nights: since(today, place.nights),
            taken: since(today, place.taken),
          }),
      },
    },

    Booking: {
      ReservationHeld: { absent: booking.held },
      ReservationConfirmed: { absent: booking.confirmed, held: booking.confirmed },
      ReservationCancelConfirmed: {
        absent: booking.released,
        held: booking.released,
        confirmed: booking.released,
        ended: booking.released,
      },
      StayEnded: { confirmed: booking.ended },
    },
  },
});

export const Management = boundedContext(context, {
  actors: {
    Owner: {
      owns: 'ownerId',
      issues: [
        'OpenStock',
        'SetNightStock',
        'SetInstantConfirmation',
        'ConfirmReservation',
        'RejectReservation',
      ],
      reads: { ReservationManagements: 'own', NightStocks: 'own', OwnerTasks: 'own' },
      through: { placeId: 'ReservationManagements' },
    },
    Operator: { reads: { ReservationManagements: 'all', NightStocks: 'all', OwnerTasks: 'all' } },
  },
  aggregates: { ReservationManagement },
  policies: {
    adoptPlace: whenever(Place.event.PlaceRegistered, command.AdoptPlace),
    releaseRooms: whenever(Place.event.ReservationCancelRequested, command.ReleaseRooms),
  },
  deadlines: {
    OWNER_DECISION: deadline({
      starts: event.ReservationHeld,
      per: 'orderId',
      at: (held) => instantOf(held.decideBy),
      ends: [event.ReservationConfirmed, event.ReservationCancelConfirmed],
      due: (held) => command.RejectReservation({ ...held, reason: '확인 기한 경과' }),
    }),
    OWNER_REMINDER: reminder({
      starts: event.ReservationHeld,
      per: 'orderId',
      at: (held, { now }) => now + (instantOf(held.decideBy) - now) / 2,
      ends: [event.ReservationConfirmed, event.ReservationCancelConfirmed],
      remind: remind.OwnerReminded,
    }),
    CHECK_OUT: deadline({
      starts: event.ReservationConfirmed,
      per: 'orderId',
      at: (confirmed, known) =>
        instantAt(confirmed.endDt, known.setting(Place.terms.CHECK_OUT_TIME)),
      ends: [event.ReservationCancelConfirmed, event.StayEnded],
      due: command.EndStay,
    }),
    NEXT_NIGHT: deadline({
      starts: event.StockOpened,
      at: (_opened, { now }) => nextMidnight(now),
      again: (_times, { now }) => nextMidnight(now) - now,
      ends: [],
      due: command.OpenNights,
      isAbsolute: true,
    }),
  },
  settings: setting,
  views: { ReservationManagements, NightStocks, OwnerTasks },
  labels,
});
