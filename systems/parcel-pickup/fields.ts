// The field dictionary of parcel pickup: what each word of a business means, once.

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

const types = oneOf('10KG_UNDER', '10KG_OVER');

/** As people write them. */
const typesWritten: { readonly [words: string]: string } = {
  '10kg이하': '10KG_UNDER',
  '10kg이상': '10KG_OVER',
};

const parcelType = {
  ...types,
  read: (written: unknown): unknown => {
    const words = types.read(written);
    if (typeof words !== 'string') return words;
    return typesWritten[words.toLowerCase().replace(/\s/g, '')] ?? words;
  },
};

export const { of, fields } = dictionary({
  pickupId: id('pickupcall'),
  orderId: id('pickupcall'),
  tel: personal(phone, 'tel'),
  location: text,
  address: personal(textOf(200), 'tel'),
  contactTel: personal(phone, 'tel'),
  parcelType,
  wishedFrom: datetime,
  wishedTo: datetime,
  status: stamped,
  cost: money(),
  lateCancelFee: money(),
  poolId: text,
  workerid: textOf(20),
  worker: personal(textOf(50), 'workerid'),
  workertel: personal(phone, 'workerid'),
  capability: oneOf('LIGHT', 'FULL'),
  distanceM: count({ min: 0 }),
  reason: text,
  until: datetime,
  requestedAt: datetime,
  confirmedAt: datetime,
  cancelledAt: datetime,
  retryAfter: count(),
  pickupStatus: text,
  assignStatus: text,
  courierStatus: text,

  // Not in the page: which attempt was promised a courier, what a mark says, which of two couriers
  // has been free for longer, whose offers of a pickup came back, and how many of a courier's in a
  // row.
  promiseId: id('promise'),
  early: truth,
  freeSince: datetime,
  passedBy: list(textOf(20)),
  lapses: count({ min: 0 }),
});

/** Who comes: wherever a customer learns of a courier, they learn all of it. */
export const courier = ['workerid', 'worker', 'workertel'] as const;

/** The same where there may be nobody yet, or nobody any more. */
export const courierIfAny = ['workerid|null?', 'worker|null?', 'workertel|null?'] as const;

/** When, and where exactly, a parcel may be taken over. */
export const visit = ['address?', 'contactTel', 'wishedFrom?', 'wishedTo?'] as const;

/** The one pool of couriers. */
export const CITY_POOL = '서울';
