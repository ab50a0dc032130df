// Places and reservations: the customer's side of lodging.

import { answers, contract, settings } from '@dure/domain';
import { optional } from '@dure/domain/shapes';
import {
  amount,
  cancelledBy,
  cardToken,
  code,
  dueAmt,
  endDt,
  feeAmt,
  freeCancelDays,
  instantConfirmation,
  orderId,
  ownerId,
  payId,
  placeId,
  placeNm,
  pricePerNight,
  qty,
  reason,
  refundAmt,
  retryAfter,
  status,
  stay,
  strDt,
  tel,
  usrId,
} from '../fields.ts';

const reservation = { orderId, placeNm, status, ...stay, placeId };

export const { context, command, event, reject, view } = contract('place', {
  commands: {
    RegisterPlace: {
      placeId,
      placeNm,
      ownerId,
      pricePerNight,
      freeCancelDays: optional(freeCancelDays),
      instantConfirmation: optional(instantConfirmation),
    },
    PlaceReservation: {
      orderId,
      placeId,
      usrId,
      strDt,
      endDt,
      qty,
      placeNm: optional(placeNm),
      amount: optional(amount),
      status: optional(status),
      cardToken: optional(cardToken),
    },
    CompleteReservation: { orderId },
    CancelReservation: { orderId, reason: optional(reason) },
    CloseCanceled: { orderId, refundAmt, feeAmt, cancelledBy },
    FinishStay: { orderId },
  },

  events: {
    PlaceRegistered: {
      placeId,
      placeNm,
      ownerId,
      pricePerNight,
      freeCancelDays,
      instantConfirmation,
    },
    ReservationPlaced: { ...reservation, payId, ownerId, tel: optional(tel) },
    ReservationStatusChanged: reservation,
    ReservationCancelRequested: {
      orderId,
      placeId,
      usrId,
      status,
      feeAmt,
      reason: optional(reason),
    },
    ReservationCanceled: { ...reservation, refundAmt, feeAmt, cancelledBy },
    StayFinished: { orderId, placeId, usrId, status },
  },

  rejections: {
    UnknownPlace: answers(404, { placeId }),
    PriceMismatch: { amount, dueAmt },
    PaymentDeclined: answers(402, { code }),
    PaymentUnavailable: answers(503, { retryAfter }),
    StayStarted: { orderId, strDt },
  },

  views: {
    Places: { placeId, placeNm, ownerId, pricePerNight, freeCancelDays },
    Accommodations: {
      ...reservation,
      feeAmt: optional(feeAmt),
      refundAmt: optional(refundAmt),
    },
  },
});

/** The terms of a stay, which whoever keeps rooms goes by as well. */
export const terms = settings({
  FREE_CANCEL_DAYS: [3, 'days'],
  CANCEL_FEE_PERCENT: [30, 'percent'],
  CHECK_IN_TIME: '15:00',
  CHECK_OUT_TIME: '11:00',
  NIGHTS_MAX: [30, 'days'],
  BOOK_AHEAD_MAX: [365, 'days'],
});
