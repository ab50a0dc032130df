// What only the ferry knows: its seats, in one stream, so that none is sold twice.

import {
  ask,
  boundedContext,
  externalSystem,
  final,
  initial,
  ledger,
  nothing,
  open,
  per,
  question,
  rest,
  states,
  take,
  whole,
} from '@dure/domain';
import { id, count, text } from '@dure/domain/shapes';
import { money } from '@dure/domain/korea';
import { command, context, event, reject, view } from './contract.ts';

// #region external
const payId = id('payment');

export const Purse = externalSystem('Purse', {
  pay: question({ payId, amount: money() }, {}, { code: text }),
  giveBack: question({ payId }),
});
// #endregion external

// #region ask
const payFare = ask('payFare', { of: Purse.pay, undo: Purse.giveBack });
// #endregion ask

// #region registers
const boat = states({
  ashore: initial(),
  afloat: rest('afloat', { seats: count(), fare: money(), licence: text }),
  scrapped: final('scrapped'),
});

const seat = states({
  free: initial(),
  booked: open('booked', { payId }),
  cancelled: final('cancelled'),
});
// #endregion registers

export const Ferry = ledger('Ferry', {
  identifiedBy: 'ferryId',
  accepts: command,
  emits: event,
  refuses: reject,
  // #region kept
  registers: { Boat: whole(boat), Seat: per('passengerId', seat, ['booked']) },
  // #endregion kept

  // #region claim
  claims: {
    licence: {
      takenBy: 'FerryLaunched',
      releasedBy: ['FerryScrapped'],
      refuses: ({ value, holder }) => reject.LicenceTaken({ licence: value, holder }),
    },
  },
  // #endregion claim

  decide: {
    Boat: {
      LaunchFerry: { ashore: event.FerryLaunched },
      ScrapFerry: { afloat: event.FerryScrapped },
    },
    Seat: {
      // #region asking
      BookSeat: {
        free: (book, _seat, { ledger: { Boat, Seat }, mint }) => {
          const left = Boat.is === 'afloat' ? Boat.seats - Seat.size : 0;
          if (Boat.is !== 'afloat' || left < 1) return reject.FerryFull(book);
          const booking = { ...book, payId: mint('payment'), left: left - 1 };
          return payFare({ ...booking, amount: Boat.fare })
            .taken(event.SeatBooked)
            .refused(reject.PurseEmpty)
            .unavailable(reject.PurseUnavailable);
        },
      },
      // #endregion asking
      CancelSeat: { booked: event.SeatCancelled, cancelled: nothing },
    },
  },

  evolve: {
    Boat: {
      FerryLaunched: { ashore: boat.afloat },
      FerryScrapped: { afloat: boat.scrapped },
    },
    Seat: {
      SeatBooked: { free: seat.booked },
      SeatCancelled: { booked: seat.cancelled },
    },
  },
});

const Seats = view.Seats.follows([event], {
  key: ['ferryId', 'passengerId'],
  creates: { SeatBooked: take },
  updates: { SeatCancelled: take },
});

export const River = boundedContext(context, {
  actors: {
    Boatman: { issues: ['LaunchFerry', 'ScrapFerry'] },
    Passenger: { owns: 'passengerId', issues: ['BookSeat', 'CancelSeat'], reads: 'own' },
  },
  aggregates: { Ferry },
  views: { Seats },
});
