import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { addDays } from '@dure/domain';
import { instantAt } from '@dure/domain/korea';
import type { By } from '@dure/domain';
import {
  asks,
  invalid,
  nothing,
  outOfTurn,
  policy,
  processOf,
  refused,
  scenario,
  unavailable,
  viewOf,
} from '@dure/testing';
import * as Management from '../management/contract.ts';
import * as Payment from '../payment/contract.ts';
import { Accommodation, BookStay, Place, PlacesAndReservations } from './board.ts';
import { command, event, reject } from './contract.ts';

const TODAY = '2024-02-20';

const hanok = command.RegisterPlace({
  placeId: 'place-2',
  placeNm: '북촌 한옥스테이',
  ownerId: 'owner-2',
  pricePerNight: 120_000,
});
const registered = event.PlaceRegistered({
  ...hanok,
  freeCancelDays: 3,
  instantConfirmation: false,
});
const listed = { is: 'listed', ...registered } as const;

const reserve = command.PlaceReservation({
  orderId: 'order-1',
  placeId: 'place-2',
  usrId: 'customer-2',
  strDt: '2024-03-01',
  endDt: '2024-03-03',
  qty: 1,
  placeNm: '다른 이름',
  cardToken: 'card-0001',
});
const { cardToken: _secret, ...kept } = reserve;
const priced = {
  ...kept,
  placeNm: '북촌 한옥스테이',
  ownerId: 'owner-2',
  amount: 240_000,
} as const;
const placed = event.ReservationPlaced({ ...priced, payId: 'payment-1' });
const authorize = Payment.command.AuthorizePayment({
  ...priced,
  payId: 'payment-1',
  cardToken: 'card-0001',
});

const complete = command.CompleteReservation({ orderId: 'order-1' });
const completed = event.ReservationStatusChanged(placed);

const cancel = command.CancelReservation({ orderId: 'order-1', reason: '일정 변경' });
const cancelRequested = event.ReservationCancelRequested({ ...placed, ...cancel, feeAmt: 0 });

const close = command.CloseCanceled({
  orderId: 'order-1',
  refundAmt: 240_000,
  feeAmt: 0,
  cancelledBy: 'OWNER',
});
const closed = event.ReservationCanceled({ ...placed, ...close });

const finish = command.FinishStay({ orderId: 'order-1' });
const finished = event.StayFinished(placed);

const knowsPlace = { find: { Place: { 'place-2': listed } } };
const known = { ...knowsPlace, now: instantAt(TODAY, '10:00') };
const at = (day: string, time = '10:00') => ({ ...knowsPlace, now: instantAt(day, time) });

const accommodation = scenario(Accommodation, known);
const reserving = (changes: Partial<typeof reserve>) =>
  accommodation.when({ ...reserve, ...changes });

describe('A place', () => {
  it('is listed once, with the terms of the house unless it has its own', () => {
    scenario(Place).when(hanok).then(registered);
    const strict = { ...hanok, freeCancelDays: 7, instantConfirmation: true };
    scenario(Place)
      .when(strict)
      .then({ ...registered, freeCancelDays: 7, instantConfirmation: true });
    scenario(Place).given(registered).when(hanok).then(outOfTurn('listed'));
  });
});

describe('A reservation', () => {
  it('is of a place that is there, at its price', () => {
    scenario(Accommodation).when(reserve).then(reject.UnknownPlace(reserve));
    reserving({ amount: 4000 }).then(reject.PriceMismatch({ amount: 4000, dueAmt: 240_000 }));
    reserving({ amount: 240_000 }).then(asks(authorize));
  });

  it('is placed once its payment is authorised', () => {
    accommodation.when(reserve).then(asks(authorize));
    const paid = accommodation.answered({ authorizePayment: { payId: 'payment-1' } });
    paid.when(reserve).then({ ...placed, status: '예약처리' });
  });

  it('tells the phone that the customer has proved', () => {
    const claims = { usrId: 'customer-2', tel: '+82 10-2345-6789' };
    const by: By = { kind: 'actor', name: 'Customer', claims };
    scenario(Accommodation, { ...known, by })
      .answered({ authorizePayment: { payId: 'payment-1' } })
      .when(reserve)
      .then({ ...placed, tel: '01023456789' });
  });

  it('is not placed without a payment', () => {
    const answering = (answer: ReturnType<typeof refused> | typeof unavailable) =>
      accommodation.answered({ authorizePayment: answer }).when(reserve);
    const declined = refused(Payment.reject.CardDeclined({ code: 'LIMIT' }));
    answering(declined).then(reject.PaymentDeclined({ code: 'LIMIT' }));
    const withdrawn = refused(Payment.reject.PaymentWithdrawn({ payId: 'payment-1' }));
    answering(withdrawn).then(reject.PaymentDeclined({ code: 'WITHDRAWN' }));
    answering(unavailable).then(reject.PaymentUnavailable({ retryAfter: 5 }));
  });

  it('is refused when it makes no sense', () => {
    reserving({ status: '예약완료' }).then(invalid('status'));
    reserving({ strDt: addDays(TODAY, -1) }).then(invalid('strDt'));
    reserving({ strDt: addDays(TODAY, 366), endDt: addDays(TODAY, 367) }).then(invalid('strDt'));
    reserving({ endDt: '2024-03-01' }).then(invalid('endDt'));
    reserving({ status: 'x', strDt: '2024-01-01' }).then(invalid('status', 'strDt', 'endDt'));
    reserving({ endDt: '2024-02-28' }).then(invalid('endDt'));
    reserving({ endDt: '2024-04-01' }).then(invalid('endDt'));
    reserving({ qty: 50, endDt: '2024-03-31' }).then(invalid('qty'));
  });

  it('may be of today, of a year ahead, and of thirty nights', () => {
    const asking = (stay: { readonly strDt: string; readonly endDt: string; readonly qty?: 1 }) => {
      const nights = { ...reserve, ...stay };
      const amount = stay.endDt === '2024-03-31' ? 3_600_000 : 120_000;
      const asked = { ...authorize, amount };
      accommodation.when(nights).then(asks(asked));
    };
    asking({ strDt: TODAY, endDt: addDays(TODAY, 1) });
    asking({ strDt: addDays(TODAY, 365), endDt: addDays(TODAY, 366) });
    asking({ strDt: '2024-03-01', endDt: '2024-03-31' });
  });

  it('is completed when it is confirmed, unless a cancellation was quicker', () => {
    accommodation
      .given(placed)
      .when(complete)
      .then({ ...completed, status: '예약완료' });
    accommodation.given(placed, cancelRequested).when(complete).then(nothing);
    accommodation.given(placed, closed).when(complete).then(nothing);
    accommodation.when(complete).then(outOfTurn('absent'));
  });

  it('is cancelled for nothing before it is confirmed', () => {
    const onTheDay = scenario(Accommodation, at('2024-03-01', '16:00'));
    onTheDay
      .given(placed)
      .when(cancel)
      .then({ ...cancelRequested, status: '취소처리' });
  });

  it('is cancelled for nothing some days before, then for a fee, then not at all', () => {
    const onDay = (day: string, time?: string) =>
      scenario(Accommodation, at(day, time)).given(placed, completed).when(cancel);
    onDay('2024-02-27', '23:59').then(cancelRequested);
    onDay('2024-02-28', '00:00').then({ ...cancelRequested, feeAmt: 72_000 });
    onDay('2024-03-01', '14:59').then({ ...cancelRequested, feeAmt: 72_000 });
    onDay('2024-03-01', '15:00').then(reject.StayStarted(placed));
  });

  it('costs what the terms say, in whole won', () => {
    const terms = { CANCEL_FEE_PERCENT: 33, CHECK_IN_TIME: '12:00' };
    const odd = { ...placed, amount: 100_001 };
    const dear = { ...at('2024-03-01', '11:59'), settings: terms };
    scenario(Accommodation, dear)
      .given(odd, event.ReservationStatusChanged(odd))
      .when(cancel)
      .then({ ...cancelRequested, feeAmt: 33_000 });
    const strict = { ...listed, freeCancelDays: 7 };
    scenario(Accommodation, { ...at('2024-02-24'), find: { Place: { 'place-2': strict } } })
      .given(placed, completed)
      .when(cancel)
      .then({ ...cancelRequested, feeAmt: 72_000 });
  });

  it('is cancelled once', () => {
    accommodation.given(placed, cancelRequested).when(cancel).then(nothing);
    accommodation.given(placed, closed).when(cancel).then(nothing);
    accommodation.when(cancel).then(outOfTurn('absent'));
    const after = accommodation.given(placed, completed, finished);
    after.when(cancel).then(reject.StayStarted(placed));
  });

  it('is closed when the money is back, whoever began it', () => {
    for (const past of [[placed], [placed, completed], [placed, cancelRequested]]) {
      accommodation
        .given(...past)
        .when(close)
        .then({ ...closed, status: '예약취소' });
    }
    accommodation.given(placed, closed).when(close).then(nothing);
    accommodation.given(placed, completed, finished).when(close).then(outOfTurn('finished'));
  });

  it('is finished when the stay has ended, unless a cancellation is on its way', () => {
    const stayed = accommodation.given(placed, completed);
    stayed.when(finish).then({ ...finished, status: '이용완료' });
    accommodation.given(placed, completed, cancelRequested).when(finish).then(nothing);
    accommodation.given(placed, closed).when(finish).then(nothing);
    accommodation.given(placed).when(finish).then(outOfTurn('placed'));
  });
});

describe('BookStay', () => {
  const capture = Payment.command.CapturePayment({ orderId: 'order-1' });
  const approved = Payment.event.PaymentApproved({ ...placed, status: '결제완료' });
  const offer = Management.command.OfferReservation(placed);
  const confirmed = Management.event.ReservationConfirmed({ ...placed, stock: 0 });
  const refunded = Payment.event.PaymentCancelApproved({ ...placed, ...close, status: '결제취소' });
  const saga = processOf(BookStay);

  it('captures, offers and completes', () => {
    saga.when(placed).then(capture);
    saga.given(placed).when(approved).then(offer);
    saga.given(placed, approved).when(confirmed).then(complete);
    saga.given(placed, approved, confirmed).when(completed).then();
  });

  it('sends nothing more once it was unwound', () => {
    saga.given(placed).when(refunded).then();
    saga.given(placed, refunded).when(confirmed).then();
    saga.given(placed, approved, refunded).when(confirmed).then();
  });
});

describe('Places and reservations', () => {
  const { policies, views } = PlacesAndReservations;

  it('closes what was paid back, and finishes what has ended', () => {
    const { closeCanceled, finishStay } = policies;
    const refunded = Payment.event.PaymentCancelApproved({
      ...placed,
      ...close,
      status: '결제취소',
    });
    const ended = Management.event.StayEnded({ placeId: 'place-2', orderId: 'order-1' });
    assert.ok(closeCanceled && finishStay);
    policy(closeCanceled).when(refunded).then(close);
    policy(finishStay).when(ended).then(finish);
  });

  it('shows a reservation with its fee and refund', () => {
    const { Accommodations } = views;
    assert.ok(Accommodations);
    const { payId: _payId, ownerId: _ownerId, type: _type, ...row } = placed;
    const shown = { status: '예약취소', refundAmt: 168_000, feeAmt: 72_000 };
    const canceled = { ...closed, ...shown };
    viewOf(Accommodations)
      .given(event.ReservationPlaced({ ...placed, status: '예약처리' }), canceled)
      .then({ ...row, ...shown });
  });
});
