// The field dictionary of lodging: what each word means, once.

import { dictionary } from '@dure/domain';
import {
  byName,
  count,
  date,
  id,
  oneOf,
  personal,
  secret,
  stamped,
  text,
  textOf,
  truth,
} from '@dure/domain/shapes';
import { datetime, money, phone } from '@dure/domain/korea';

export const { of, fields } = dictionary({
  orderId: id('order'),
  placeId: id('place'),
  placeNm: text,
  usrId: id('customer'),
  ownerId: id('owner'),
  pricePerNight: money(1),
  freeCancelDays: count({ min: 0, max: 30 }),
  instantConfirmation: truth,
  status: stamped,
  strDt: date,
  endDt: date,
  qty: count({ max: 50 }),
  amount: money(),
  dueAmt: money(),
  payId: id('payment'),
  cardToken: secret(text),
  approvalNo: text,
  feeAmt: money(),
  refundAmt: money(),
  stock: count({ min: 0, max: 10_000 }),
  night: date,
  fromDt: date,
  toDt: date,
  free: count({ min: 0 }),
  decideBy: datetime,
  cancelledBy: oneOf('CUSTOMER', 'OWNER', 'NO_STOCK', 'LAPSED', 'CARD'),
  reason: textOf(200),
  code: text,
  retryAfter: count(),

  // Not in the page: what a message needs, what a mark says, and what a place keeps by night.
  tel: personal(phone, 'usrId'),
  early: truth,
  today: date,
  stockByNight: byName(count({ min: 0, max: 10_000 })),
  takenByNight: byName(count()),
});

/** Whose nights they are, and what they cost: wherever a stay is told, it is told whole. */
export const stay = ['usrId', 'strDt', 'endDt', 'qty', 'amount'] as const;
