// The place's own side: rooms of each night, held all or none, and the owner's decision in time.

import {
  boundedContext,
  deadline,
  instantOf,
  ledger,
  nothing,
  per,
  reminder,
  whenever,
  whole,
} from '@dure/domain';
import { instantAt } from '@dure/domain/korea';
import * as Place from '../place/contract.ts';
import { command, context, event, pads, reject, remind } from './contract.ts';
import { labels } from './labels.ts';
import {
  decideBefore,
  each,
  freeOver,
  freeWithout,
  givenBack,
  lastNight,
  mistakeIn,
  nextMidnight,
  nightShortOf,
  setting,
  since,
  taking,
} from './rooms.ts';
import { booking, rooms } from './states.ts';
import { NightStocks, OwnerTasks, ReservationManagements } from './views.ts';

const noRoom = { stock: null, feeAmt: 0, cancelledBy: 'NO_STOCK', early: true } as const;
const byOwner = { feeAmt: 0, cancelledBy: 'OWNER' } as const;
const byCustomer = { cancelledBy: 'CUSTOMER' } as const;

/** All nights of a place are decided in one stream, so that no room is sold twice. */
export const ReservationManagement = ledger('ReservationManagement', {
  ...pads,
  identifiedBy: 'placeId',
  registers: { Rooms: whole(rooms), Booking: per('orderId', booking, []) },

  decide: {
    Rooms: {
      AdoptPlace: { absent: event.PlaceAdopted },
      OpenStock: {
        adopted: (opened, _place, known) => {
          const nights = { fromDt: known.today, toDt: lastNight(known) };
          return event.StockOpened({ ...opened, ...nights, orderId: null });
        },
        open: (opened, { stock }) => reject.StockAlreadyOpen({ ...opened, stock }),
      },
      SetNightStock: {
        open: (set, place, known) => {
          const mistake = mistakeIn(set, place, known);
          if (mistake) return mistake;
          const night = nightShortOf(set, place);
          return night ? reject.StockBelowBooked({ ...set, night }) : event.NightStockSet(set);
        },
      },
      SetInstantConfirmation: { 'adopted, open': event.InstantConfirmationSet },
      OpenNights: {
        open: (next, { toDt: fromDt, stock }, known) => {
          const toDt = lastNight(known);
          if (toDt <= fromDt) return nothing;
          return event.NightsOpened({ ...next, today: known.today, fromDt, toDt, stock });
        },
      },
    },

    Booking: {
      OfferReservation: {
        absent: (offer, _booking, known) => {
          const { Rooms: place } = known.ledger;
          const stock = freeOver(offer, place) - offer.qty;
          if (place.is !== 'open' || stock < 0) {
            return event.ReservationCancelConfirmed({ ...offer, ...noRoom });
          }
          return place.instantConfirmation
            ? event.ReservationConfirmed({ ...offer, stock, instantConfirmation: true })
            : event.ReservationHeld({ ...offer, stock, decideBy: decideBefore(offer, known) });
        },
        released: nothing,
      },
      ConfirmReservation: {
        held: (confirm, held, { ledger: { Rooms } }) =>
          event.ReservationConfirmed({ ...held, ...confirm, stock: freeOver(held, Rooms) }),
        confirmed: nothing,
      },
      RejectReservation: {
        held: (refuse, held, { by, ledger: { Rooms } }) => {
          const cancelledBy = by.kind === 'deadline' ? 'LAPSED' : 'OWNER';
          const free = { feeAmt: 0, stock: freeWithout(held, Rooms) };
          return event.ReservationCancelConfirmed({ ...held, ...refuse, ...free, cancelledBy });
        },
        confirmed: (refuse, confirmed, known) => {
          if (known.by.kind === 'deadline') return nothing;
          if (Place.hasBegun(confirmed, known))
            return reject.StayBegun({ ...confirmed, ...refuse });
          const stock = freeWithout(confirmed, known.ledger.Rooms);
          return event.ReservationCancelConfirmed({ ...confirmed, ...refuse, ...byOwner, stock });
        },
      },
      // The first cancellation counts.
      ReleaseRooms: {
        absent: event.ReservationCancelConfirmed.with({ ...byCustomer, stock: null, early: true }),
        'held, confirmed, ended': (cancel, booked, { ledger: { Rooms } }) => {
          const stock = freeWithout(booked, Rooms);
          return event.ReservationCancelConfirmed({ ...booked, ...cancel, ...byCustomer, stock });
        },
        released: nothing,
      },
      EndStay: { confirmed: event.StayEnded },
    },
  },

  evolve: {
    Rooms: {
      PlaceAdopted: { absent: rooms.adopted },
      StockOpened: { adopted: rooms.open.with({ nights: {}, taken: {} }) },
      NightStockSet: {
        open: (set, place) => rooms.open({ ...place, nights: { ...place.nights, ...each(set) } }),
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
        open: (cancel, place) => rooms.open({ ...place, taken: givenBack(place.taken, cancel) }),
      },
      NightsOpened: {
        open: ({ today, toDt }, place) => {
          const nights = since(today, place.nights);
          return rooms.open({ ...place, toDt, nights, taken: since(today, place.taken) });
        },
      },
    },

    Booking: {
      ReservationHeld: { absent: booking.held },
      ReservationConfirmed: { 'absent, held': booking.confirmed },
      ReservationCancelConfirmed: { 'absent, held, confirmed, ended': booking.released },
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
      reads: 'own',
      through: { placeId: 'ReservationManagements' },
    },
    Operator: { reads: 'all' },
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
      due: command.RejectReservation.with({ reason: '확인 기한 경과' }),
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
