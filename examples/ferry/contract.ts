// A ferry across the river: seats, passengers, and a boatman with a licence. For the guides.

import { contract } from '@dure/domain';
import { count, id, optional, stamped, text } from '@dure/domain/shapes';
import { money } from '@dure/domain/korea';

const ferryId = id('ferry');
const passengerId = id('passenger');
const payId = id('payment');

export const { context, command, event, reject, view } = contract('ferry', {
  commands: {
    LaunchFerry: { ferryId, seats: count(), fare: money(), licence: text },
    ScrapFerry: { ferryId },
    BookSeat: { ferryId, passengerId, note: optional(text) },
    CancelSeat: { ferryId, passengerId },
  },
  events: {
    FerryLaunched: { ferryId, seats: count(), fare: money(), licence: text },
    FerryScrapped: { ferryId, licence: text },
    SeatBooked: { ferryId, passengerId, payId, left: count({ min: 0 }), status: stamped },
    SeatCancelled: { ferryId, passengerId, status: stamped },
  },
  rejections: {
    FerryFull: { ferryId },
    LicenceTaken: { licence: text, holder: text },
    PurseEmpty: { passengerId },
    PurseUnavailable: { retryAfter: count() },
  },
  views: {
    Seats: { ferryId, passengerId, status: text },
  },
});
