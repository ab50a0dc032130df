// The field dictionary of the repair shop: what each word means, once.

import { dictionary } from '@dure/domain';
import {
  about,
  byName,
  count,
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
import type { Shape } from '@dure/domain/shapes';

const plate = textOf(20);

/** Digits and Hangul letters; blanks are no part of it: `12가 3456` is `12가3456`. */
const vehicleNumber: Shape<string> = {
  schema: { ...plate.schema, pattern: '^[0-9가-힣]+$' },
  read: (written) => {
    const words = plate.read(written);
    return typeof words === 'string' ? words.replaceAll(/\s/g, '') : words;
  },
};

export const { of, fields } = dictionary({
  receiptId: id('receipt'),
  vehiNo: about(vehicleNumber, 'vehiNo'),
  stat: stamped,
  symptom: about(textOf(500), 'vehiNo'),
  customerTel: personal(phone, 'vehiNo'),
  repairId: id('repair'),
  repairAmt: money(1),
  payAmt: money(),
  dueAmt: money(),
  feeAmt: money(),
  maxAmt: money(),
  refundAmt: money(),
  keptAmt: money(),
  paymentId: id('payment'),
  cardToken: secret(text),
  approvalNo: text,
  approvedAt: datetime,
  deliveryId: id('delivery'),
  reason: textOf(200),
  code: text,
  retryAfter: count(),
  repairStat: text,
  payStat: text,
  deliveryStat: text,
  receiptStat: text,

  // Not in the page: what a mark says, what a cancellation may come back to, and how each attempt
  // has ended.
  early: truth,
  resumes: oneOf('requested', 'takenIn', 'repaired', 'payRequested', 'paid'),
  payments: byName(text),
  deliveries: byName(text),
});
