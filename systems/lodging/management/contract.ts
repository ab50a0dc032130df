// Reservation management: the rooms of each night, and the owner's decisions.

import { contract } from '@dure/domain';
import { nullable, optional } from '@dure/domain/shapes';
import {
  cancelledBy,
  decideBy,
  early,
  endDt,
  feeAmt,
  free,
  fromDt,
  instantConfirmation,
  night,
  orderId,
  ownerId,
  placeId,
  placeNm,
  qty,
  reason,
  status,
  stay,
  stock,
  strDt,
  toDt,
  today,
} from '../fields.ts';

export const { context, command, event, reject, view, remind } = contract('management', {
  commands: {
    AdoptPlace: { placeId, placeNm, ownerId, instantConfirmation },
    OpenStock: { placeId, stock },
    SetNightStock: { placeId, fromDt, toDt, stock },
    SetInstantConfirmation: { placeId, instantConfirmation },
    OfferReservation: { placeId, orderId, ...stay },
    ConfirmReservation: { placeId, orderId },
    RejectReservation: { placeId, orderId, reason: optional(reason) },
    ReleaseRooms: { placeId, orderId, feeAmt, reason: optional(reason) },
    EndStay: { placeId, orderId },
    // Not in the page: each day brings one more night that can be reserved.
    OpenNights: { placeId },
  },

  events: {
    PlaceAdopted: { placeId, placeNm, ownerId, instantConfirmation },
    StockOpened: { placeId, stock, orderId: nullable(orderId), fromDt, toDt },
    NightStockSet: { placeId, fromDt, toDt, stock },
    InstantConfirmationSet: { placeId, instantConfirmation },
    ReservationHeld: { placeId, stock, orderId, ...stay, decideBy },
    ReservationConfirmed: {
      placeId,
      stock,
      orderId,
      ...stay,
      instantConfirmation: optional(instantConfirmation),
    },
    ReservationCancelConfirmed: {
      placeId,
      stock: nullable(stock),
      orderId,
      strDt: optional(strDt),
      endDt: optional(endDt),
      qty: optional(qty),
      feeAmt,
      cancelledBy,
      reason: optional(reason),
      early: optional(early),
    },
    StayEnded: { placeId, orderId },
    NightsOpened: { placeId, today, fromDt, toDt, stock },
  },

  rejections: {
    StockAlreadyOpen: { placeId, stock },
    StockBelowBooked: { night, stock },
    StayBegun: { orderId, strDt },
  },

  reminders: {
    OwnerReminded: { placeId, orderId, decideBy },
  },

  views: {
    ReservationManagements: {
      placeId,
      stock: optional(stock),
      orderId: optional(nullable(orderId)),
      placeNm,
      instantConfirmation,
      ownerId,
    },
    NightStocks: { placeId, night, stock, free },
    OwnerTasks: {
      orderId,
      placeId,
      ...stay,
      decideBy: optional(decideBy),
      status,
      reason: optional(reason),
    },
  },
});
