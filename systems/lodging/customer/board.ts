// Mypage shows how far a reservation has come, and never goes back.

import { boundedContext, take } from '@dure/domain';
import * as Payment from '../payment/contract.ts';
import * as Place from '../place/contract.ts';
import { context, view } from './contract.ts';
import { labels } from './labels.ts';

/** Fee and refund are told by the place alone, so that no order between contexts matters. */
const Mypage = view.Mypage.follows([Place.event, Payment.event], {
  key: ['orderId'],
  creates: { ReservationPlaced: take },
  updates: {
    'ReservationStatusChanged, ReservationCancelRequested': take,
    'ReservationCanceled, StayFinished': take,
    'PaymentApproved, PaymentCancelApproved': ({ status }, row) => ({ ...row, status }),
  },
  ranks: {
    status: ['예약처리', '결제완료', '예약완료', '취소처리', '결제취소', ['예약취소', '이용완료']],
  },
});

export const Customer = boundedContext(context, {
  actors: {
    Customer: { owns: 'usrId', reads: 'own' },
    Operator: { reads: 'all' },
  },
  views: { Mypage },
  labels,
});
