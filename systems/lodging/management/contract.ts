// Reservation management: the rooms of each night, and the owner's decisions.

import { contract } from '@dure/domain';
import { nullable, optional } from '@dure/domain/shapes';
import { fields, of, stay } from '../fields.ts';

const booking = ['placeId', 'stock', 'orderId', ...stay] as const;

export const { context, command, event, reject, view, remind } = contract('management', {
  commands: {
    AdoptPlace: of('placeId', 'placeNm', 'ownerId', 'instantConfirmation'),
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
    PlaceAdopted: of('placeId', 'placeNm', 'ownerId', 'instantConfirmation'),
    StockOpened: {
      ...of('placeId', 'stock', 'fromDt', 'toDt'),
      orderId: nullable(fields.orderId),
    },
    NightStockSet: of('placeId', 'fromDt', 'toDt', 'stock'),
    InstantConfirmationSet: of('placeId', 'instantConfirmation'),
    ReservationHeld: of(...booking, 'decideBy'),
    ReservationConfirmed: of(...booking, 'instantConfirmation?'),
    ReservationCancelConfirmed: {
      ...of('placeId', 'orderId', 'strDt?', 'endDt?', 'qty?'),
      ...of('feeAmt', 'cancelledBy', 'reason?', 'early?'),
      stock: nullable(fields.stock),
    },
    StayEnded: of('placeId', 'orderId'),
    NightsOpened: of('placeId', 'today', 'fromDt', 'toDt', 'stock'),
  },

  rejections: {
    StockAlreadyOpen: of('placeId', 'stock'),
    StockBelowBooked: of('night', 'stock'),
    StayBegun: of('orderId', 'strDt'),
  },

  reminders: {
    OwnerReminded: of('placeId', 'orderId', 'decideBy'),
  },

  views: {
    ReservationManagements: {
      ...of('placeId', 'stock?', 'placeNm', 'instantConfirmation', 'ownerId'),
      orderId: optional(nullable(fields.orderId)),
    },
    NightStocks: of('placeId', 'night', 'stock', 'free'),
    OwnerTasks: of('orderId', 'placeId', ...stay, 'decideBy?', 'status', 'reason?'),
  },
});
