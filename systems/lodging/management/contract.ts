// Reservation management: the rooms of each night, and the owner's decisions.

import { contract } from '@dure/domain';
import { of, stay } from '../fields.ts';

const place = ['placeId', 'placeNm', 'ownerId', 'instantConfirmation'] as const;
const booking = ['placeId', 'stock', 'orderId', ...stay] as const;

export const { context, command, event, pads, reject, view, remind } = contract('management', {
  commands: {
    AdoptPlace: of(...place),
    OpenStock: of('placeId', 'stock'),
    SetNightStock: of('placeId', 'fromDt', 'toDt', 'stock'),
    SetInstantConfirmation: of('placeId', 'instantConfirmation'),
    OfferReservation: of('placeId', 'orderId', ...stay),
    ConfirmReservation: of('placeId', 'orderId'),
    RejectReservation: of('placeId', 'orderId', 'reason?'),
    ReleaseRooms: of('placeId', 'orderId', 'feeAmt', 'reason?'),
    EndStay: of('placeId', 'orderId'),
    // Not in the page: each day brings one more night that can be reserved.
    OpenNights: of('placeId'),
  },

  events: {
    PlaceAdopted: of(...place),
    StockOpened: of('placeId', 'stock', 'fromDt', 'toDt', 'orderId|null'),
    NightStockSet: of('placeId', 'fromDt', 'toDt', 'stock'),
    InstantConfirmationSet: of('placeId', 'instantConfirmation'),
    ReservationHeld: of(...booking, 'decideBy'),
    ReservationConfirmed: of(...booking, 'instantConfirmation?'),
    ReservationCancelConfirmed: {
      ...of('placeId', 'orderId', 'stock|null', 'strDt?', 'endDt?', 'qty?'),
      ...of('feeAmt', 'cancelledBy', 'reason?', 'early?'),
    },
    StayEnded: of('placeId', 'orderId'),
    NightsOpened: of('placeId', 'today', 'fromDt', 'toDt', 'stock'),
  },

  rejections: {
    StockAlreadyOpen: of('placeId', 'stock'),
    StockBelowBooked: of('night', 'stock'),
    StayBegun: of('orderId', 'strDt'),
  },

  reminders: { OwnerReminded: of('placeId', 'orderId', 'decideBy') },

  views: {
    ReservationManagements: of(...place, 'stock?', 'orderId|null?'),
    NightStocks: of('placeId', 'night', 'stock', 'free'),
    OwnerTasks: of('orderId', 'placeId', ...stay, 'decideBy?', 'status', 'reason?'),
  },
});
