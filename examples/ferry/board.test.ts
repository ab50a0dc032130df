import { describe, it } from 'node:test';
import { refused, scenario, unavailable } from '@dure/testing';
import { Ferry } from './board.ts';
import { command, event, reject } from './contract.ts';

const ferryId = 'ferry-1';
const launch = command.LaunchFerry({ ferryId, seats: 1, fare: 1_500, licence: 'HAN-7' });
const launched = event.FerryLaunched(launch);
const book = command.BookSeat({ ferryId, passengerId: 'passenger-2' });
const booked = event.SeatBooked({ ...book, payId: 'payment-1', left: 0 });
const another = command.BookSeat({ ferryId, passengerId: 'passenger-3' });

// #region test
const ferry = scenario(Ferry);

describe('a seat', () => {
  it('is booked when the fare is paid', () =>
    ferry.given(launched).answered({ payFare: {} }).when(book).then(booked));

  it('is not booked from an empty purse', () =>
    ferry
      .given(launched)
      .answered({ payFare: refused({ code: 'EMPTY' }) })
      .when(book)
      .then(reject.PurseEmpty(book)));

  it('is not booked while nobody answers for the purse', () =>
    ferry
      .given(launched)
      .answered({ payFare: unavailable })
      .when(book)
      .then(reject.PurseUnavailable({ retryAfter: 5 })));

  it('is not sold twice', () =>
    ferry.given(launched, booked).when(another).then(reject.FerryFull(another)));
});
// #endregion test
