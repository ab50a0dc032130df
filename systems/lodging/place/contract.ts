// Places and reservations: the customer's side of lodging.

import { ofKind, contract, settings, timeOfDay } from '@dure/domain';
import { instantAt } from '@dure/domain/korea';
import type { Known } from '@dure/domain';
import { of, stay } from '../fields.ts';

const reservation = ['orderId', 'placeNm', 'status', ...stay, 'placeId'] as const;
const nights = ['usrId', 'strDt', 'endDt', 'qty'] as const;
/** What a client may tell although the server knows it. */
const told = ['placeNm?', 'amount?', 'status?'] as const;
const place = ['placeId', 'placeNm', 'ownerId', 'pricePerNight'] as const;

export const { context, command, event, reject, view } = contract('place', {
  commands: {
    RegisterPlace: of(...place, 'freeCancelDays?', 'instantConfirmation?'),
    PlaceReservation: of('orderId', 'placeId', ...nights, ...told, 'cardToken?'),
    CompleteReservation: of('orderId'),
    CancelReservation: of('orderId', 'reason?'),
    CloseCanceled: of('orderId', 'refundAmt', 'feeAmt', 'cancelledBy'),
    FinishStay: of('orderId'),
  },

  events: {
    PlaceRegistered: of(...place, 'freeCancelDays', 'instantConfirmation'),
    ReservationPlaced: of(...reservation, 'payId', 'ownerId', 'tel?'),
    ReservationStatusChanged: of(...reservation),
    ReservationCancelRequested: of('orderId', 'placeId', 'usrId', 'status', 'feeAmt', 'reason?'),
    ReservationCanceled: of(...reservation, 'refundAmt', 'feeAmt', 'cancelledBy'),
    StayFinished: of('orderId', 'placeId', 'usrId', 'status'),
  },

  rejections: {
    UnknownPlace: ofKind('notFound', of('placeId')),
    PriceMismatch: of('amount', 'dueAmt'),
    PaymentDeclined: ofKind('unpaid', of('code')),
    PaymentUnavailable: ofKind('unavailable', of('retryAfter')),
    StayStarted: of('orderId', 'strDt'),
  },

  views: {
    Places: of(...place, 'freeCancelDays'),
    Accommodations: of(...reservation, 'feeAmt?', 'refundAmt?'),
  },
});

/** The terms of a stay, which whoever keeps rooms goes by as well. */
export const terms = settings({
  FREE_CANCEL_DAYS: [3, 'days'],
  CANCEL_FEE_PERCENT: [30, 'percent'],
  CHECK_IN_TIME: timeOfDay('15:00'),
  CHECK_OUT_TIME: timeOfDay('11:00'),
  NIGHTS_MAX: [30, 'days', { atLeast: 1 }],
  BOOK_AHEAD_MAX: [365, 'days', { atLeast: 1 }],
});

type Stay = { readonly strDt: string };

/** From the time of check-in on, a stay is not given back. */
export const hasBegun = ({ strDt }: Stay, { now, setting }: Pick<Known, 'now' | 'setting'>) =>
  now >= instantAt(strDt, setting(terms.CHECK_IN_TIME));
