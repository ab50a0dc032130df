// The field dictionary of taxi call: what each word of a business means, once.

import { dictionary } from '@dure/domain';
import { datetime, money, phone } from '@dure/domain/korea';
import {
  count,
  id,
  list,
  oneOf,
  personal,
  stamped,
  text,
  textOf,
  truth,
} from '@dure/domain/shapes';

export const { of, fields } = dictionary({
  callId: id('taxicall'),
  orderId: id('taxicall'),
  tel: personal(phone, 'tel'),
  location: text,
  destination: text,
  taxiClass: oneOf('일반', '고급', '대형'),
  status: stamped,
  cost: money(),
  lateCancelFee: money(),
  poolId: text,
  taxiid: textOf(20),
  driver: personal(textOf(50, 0), 'taxiid'),
  drivertel: personal(phone, 'taxiid'),
  distanceM: count({ min: 0 }),
  reason: text,
  until: datetime,
  requestedAt: datetime,
  confirmedAt: datetime,
  cancelledAt: datetime,
  retryAfter: count(),
  callStatus: text,
  assignStatus: text,
  taxiStatus: text,

  // Not in the page: which attempt was promised a taxi, what a mark says, which of two taxis has
  // been free for longer, whose offers of a call came back, and how many of a taxi's in a row.
  promiseId: id('promise'),
  early: truth,
  freeSince: datetime,
  passedBy: list(textOf(20)),
  lapses: count({ min: 0 }),
});

/** Who comes: wherever a taxi is told to a customer, it is told whole. */
export const taxi = ['taxiid', 'driver', 'drivertel'] as const;

/** The same where there may be none yet, or none any more. */
export const taxiIfAny = ['taxiid|null?', 'driver|null?', 'drivertel|null?'] as const;
