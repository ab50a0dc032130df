// The field dictionary of a restaurant: what each word means, once.

import { dictionary } from '@dure/domain';
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
import { phone } from '@dure/domain/korea';

/** The documents spell it both ways; kept is the one, and the other is understood. */
const spelledOnce = (written: unknown): unknown => {
  const status = text.read(written);
  return typeof status === 'string' ? status.replace(/\bCANCELLED$/, 'CANCELED') : status;
};

const status = { ...stamped, read: spelledOnce };

/** A status that a view gathers from another context. */
const statusText = { ...text, read: spelledOnce };

export const { of, fields } = dictionary({
  orderId: id('order'),
  restaurantId: id('restaurant'),
  restaurantMenuId: id('menu'),
  menuNm: text,
  customerId: id('customer'),
  qty: count({ max: 100 }),
  left: count({ min: 0, max: 10_000 }),
  // An instant in epoch milliseconds, as documented.
  modifiedDate: count({ min: 0 }),
  status,
  cause: oneOf('CUSTOMER', 'QTY_OVER', 'KITCHEN'),
  cookId: id('cook'),
  holdId: id('hold'),
  reason: textOf(200),
  retryAfter: count(),
  orderStatus: statusText,
  cookStatus: statusText,
  deliveryStatus: statusText,

  // Not in the page: what a message needs, what a mark says and gives back, the holds of a dish,
  // and how many orders came in one second.
  tel: personal(phone, 'customerId'),
  early: truth,
  returned: count({ min: 0, max: 100 }),
  isReceived: truth,
  holds: list(id('hold')),
  withdrawn: list(id('hold')),
  intake: text,
  second: count({ min: 0 }),
  orders: count(),
});

/** What was ordered, where, and by whom: wherever an order is told, it is told whole. */
export const ordered = ['restaurantId', 'restaurantMenuId', 'customerId', 'qty'] as const;
