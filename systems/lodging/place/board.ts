// A customer reserves rooms of a place; nothing unpaid is ever booked.

import {
  aggregate,
  ask,
  boundedContext,
  except,
  final,
  initial,
  nothing,
  only,
  open,
  rest,
  saga,
  states,
  take,
  whenever,
} from '@dure/domain';
import { WON_MAX } from '@dure/domain/korea';
import { phoneOf } from '@dure/notification';
import * as Management from '../management/contract.ts';
import * as Payment from '../payment/contract.ts';
import { of, stay } from '../fields.ts';
import { command, context, event, hasBegun, reject, terms, view } from './contract.ts';
import { labels, wrong } from './labels.ts';
import { cancellationFee, mistakeIn, priceOf } from './stay.ts';

const place = states({
  absent: initial(),
  listed: rest('등록', event.PlaceRegistered.fields),
});

export const Place = aggregate('Place', {
  identifiedBy: 'placeId',
  accepts: only(command, 'RegisterPlace'),
  emits: only(event, 'PlaceRegistered'),
  refuses: only(reject),
  states: place,

  decide: {
    RegisterPlace: {
      absent: (register, _place, { setting }) => {
        const freeCancelDays = setting(terms.FREE_CANCEL_DAYS);
        return event.PlaceRegistered({ freeCancelDays, instantConfirmation: false, ...register });
      },
    },
  },

  evolve: { PlaceRegistered: { absent: place.listed } },
});

const authorizePayment = ask('authorizePayment', {
  of: Payment.command.AuthorizePayment,
  brings: of('payId'),
  refusedWith: Payment.reject,
  undo: Payment.command.VoidAuthorization,
});

/** The card network has no code for an attempt that was taken back meanwhile. */
const withdrawn = { code: 'WITHDRAWN' };

const reserved = of('placeId', 'placeNm', ...stay);

const reservation = states({
  absent: initial(),
  placed: open('예약처리', reserved),
  booked: open('예약완료', reserved),
  cancelRequested: open('취소처리', reserved),
  canceled: final('예약취소', reserved),
  finished: final('이용완료', reserved),
});

export const Accommodation = aggregate('Accommodation', {
  identifiedBy: 'orderId',
  accepts: except(command, 'RegisterPlace'),
  emits: except(event, 'PlaceRegistered'),
  refuses: reject,
  asks: [authorizePayment],
  states: reservation,

  decide: {
    PlaceReservation: {
      absent: (request, _reservation, known) => {
        const mistake = mistakeIn(request, known);
        if (mistake) return mistake;
        const listed = known.find(Place, request.placeId);
        if (listed?.is !== 'listed') return reject.UnknownPlace(request);
        const dueAmt = priceOf(request, listed.pricePerNight);
        if (dueAmt > WON_MAX) return wrong.tooDear;
        const { amount = dueAmt } = request;
        if (amount !== dueAmt) return reject.PriceMismatch({ amount, dueAmt });
        const priced = { ...request, ...listed, ...phoneOf(known.by), amount };
        return authorizePayment({ ...withdrawn, ...priced, payId: known.mint('payment') })
          .taken(event.ReservationPlaced)
          .refused(reject.PaymentDeclined)
          .unavailable(reject.PaymentUnavailable);
      },
    },

    CompleteReservation: {
      placed: event.ReservationStatusChanged,
      'cancelRequested, canceled': nothing,
    },

    // #region rows
    CancelReservation: {
      placed: event.ReservationCancelRequested.with({ feeAmt: 0 }),
      booked: (cancel, booked, known) => {
        if (hasBegun(booked, known)) return reject.StayStarted({ ...booked, ...cancel });
        const feeAmt = cancellationFee(booked, known.find(Place, booked.placeId), known);
        return event.ReservationCancelRequested({ ...booked, ...cancel, feeAmt });
      },
      'cancelRequested, canceled': nothing,
      finished: reject.StayStarted,
    },
    // #endregion rows

    CloseCanceled: {
      'placed, booked, cancelRequested': event.ReservationCanceled,
      canceled: nothing,
    },

    FinishStay: { booked: event.StayFinished, 'cancelRequested, canceled': nothing },
  },

  evolve: {
    ReservationPlaced: { absent: reservation.placed },
    ReservationStatusChanged: { placed: reservation.booked },
    ReservationCancelRequested: { 'placed, booked': reservation.cancelRequested },
    ReservationCanceled: { 'placed, booked, cancelRequested': reservation.canceled },
    StayFinished: { booked: reservation.finished },
  },
});

/** On an `unless` it ends and sends nothing: unwinding belongs to the policies. */
export const BookStay = saga('BookStay', {
  startedBy: event.ReservationPlaced,
  followedBy: 'orderId',
  steps: [
    {
      name: 'capture',
      send: Payment.command.CapturePayment,
      until: Payment.event.PaymentApproved,
      unless: [Payment.event.PaymentCancelApproved],
    },
    {
      name: 'offer to the owner',
      send: Management.command.OfferReservation,
      waitsFor: 'Owner',
      until: Management.event.ReservationConfirmed,
      unless: [Management.event.ReservationCancelConfirmed, Payment.event.PaymentCancelApproved],
    },
    {
      name: 'complete',
      send: command.CompleteReservation,
      until: event.ReservationStatusChanged,
      unless: [event.ReservationCanceled],
    },
  ],
});

const Places = view.Places.follows([event], {
  key: ['placeId'],
  creates: { PlaceRegistered: take },
});

const Accommodations = view.Accommodations.follows([event], {
  key: ['orderId'],
  creates: { ReservationPlaced: take },
  updates: {
    'ReservationStatusChanged, ReservationCancelRequested': take,
    'ReservationCanceled, StayFinished': take,
  },
});

export const PlacesAndReservations = boundedContext(context, {
  actors: {
    Customer: {
      owns: 'usrId',
      issues: ['PlaceReservation', 'CancelReservation'],
      reads: { Places: 'all', Accommodations: 'own' },
    },
    Owner: { owns: 'ownerId', issues: ['RegisterPlace'], reads: { Places: 'all' } },
    Operator: { reads: 'all' },
  },
  aggregates: { Place, Accommodation },
  policies: {
    closeCanceled: whenever(Payment.event.PaymentCancelApproved, command.CloseCanceled),
    finishStay: whenever(Management.event.StayEnded, command.FinishStay),
  },
  sagas: { BookStay },
  settings: terms,
  views: { Places, Accommodations },
  labels,
});
