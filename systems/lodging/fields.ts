// The field dictionary of lodging: what each word means, once.

import {
  byName,
  count,
  date,
  datetime,
  id,
  money,
  oneOf,
  phone,
  secret,
  stamped,
  text,
  textOf,
  truth,
} from '@dure/domain/shapes';

export const orderId = id('order');
export const placeId = id('place');
export const placeNm = text;
export const usrId = id('customer');
export const ownerId = id('owner');
export const pricePerNight = money(1);
export const freeCancelDays = count({ min: 0, max: 30 });
export const instantConfirmation = truth;
export const status = stamped;
export const strDt = date;
export const endDt = date;
export const qty = count({ max: 50 });
export const amount = money();
export const dueAmt = money();
export const payId = id('payment');
export const cardToken = secret(text);
export const approvalNo = text;
export const feeAmt = money();
export const refundAmt = money();
export const stock = count({ min: 0, max: 10_000 });
export const night = date;
export const fromDt = date;
export const toDt = date;
export const free = count({ min: 0 });
export const decideBy = datetime;
export const cancelledBy = oneOf('CUSTOMER', 'OWNER', 'NO_STOCK', 'LAPSED', 'CARD');
export const reason = textOf(200);
export const code = text;
export const retryAfter = count();

/** Whose nights they are, and what they cost: wherever a stay is told, it is told whole. */
export const stay = { usrId, strDt, endDt, qty, amount };

// Not in the page: what a message needs, what a mark says, and what a place keeps by night.
export const tel = phone;
export const early = truth;
export const today = date;
export const stockByNight = byName(stock);
export const takenByNight = byName(count());
