import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { viewOf } from '@dure/testing';
import * as Payment from '../payment/contract.ts';
import * as Place from '../place/contract.ts';
import { Customer } from './board.ts';

const { Mypage } = Customer.views;
assert.ok(Mypage);
const mypage = viewOf(Mypage);

const row = {
  orderId: 'order-1',
  usrId: 'customer-2',
  placeNm: '북촌 한옥스테이',
  placeId: 'place-2',
  amount: 240_000,
  strDt: '2024-03-01',
  endDt: '2024-03-03',
  qty: 1,
} as const;

const facts = { ...row, payId: 'payment-1', ownerId: 'owner-2' } as const;
const back = { refundAmt: 168_000, feeAmt: 72_000, cancelledBy: 'CUSTOMER' } as const;

const placed = Place.event.ReservationPlaced({ ...facts, status: '예약처리' });
const approved = Payment.event.PaymentApproved({ ...facts, status: '결제완료' });
const completed = Place.event.ReservationStatusChanged({ ...facts, status: '예약완료' });
const requested = Place.event.ReservationCancelRequested({
  ...facts,
  feeAmt: 72_000,
  status: '취소처리',
});
const refunded = Payment.event.PaymentCancelApproved({ ...facts, ...back, status: '결제취소' });
const canceled = Place.event.ReservationCanceled({ ...facts, ...back, status: '예약취소' });
const finished = Place.event.StayFinished({ ...facts, status: '이용완료' });

describe('Mypage', () => {
  it('STY-N4: shows how far a reservation has come', () => {
    mypage.given(placed).then({ ...row, status: '예약처리' });
    mypage.given(placed, approved).then({ ...row, status: '결제완료' });
    mypage.given(placed, approved, completed).then({ ...row, status: '예약완료' });
    mypage.given(placed, approved, completed, finished).then({ ...row, status: '이용완료' });
  });

  it('shows the fee at once, and the refund when it is made', () => {
    const asked = [placed, approved, completed, requested] as const;
    mypage.given(...asked).then({ ...row, status: '취소처리', feeAmt: 72_000 });
    mypage.given(...asked, refunded).then({ ...row, status: '결제취소', feeAmt: 72_000 });
    mypage
      .given(...asked, refunded, canceled)
      .then({ ...row, status: '예약취소', refundAmt: 168_000, feeAmt: 72_000 });
  });

  it('is the same in whatever order two contexts tell it', () => {
    const told = { ...row, status: '예약취소', refundAmt: 168_000, feeAmt: 72_000 };
    mypage.given(approved, refunded, placed, completed, requested, canceled).then(told);
    mypage.given(placed, completed, requested, canceled, approved, refunded).then(told);
    mypage.given(placed, approved, refunded, completed, requested, canceled).then(told);
  });
});
