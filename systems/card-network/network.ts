// What the card network is asked, each question once for each payment, however often it is put.

import { externalSystem, question } from '@dure/domain';
import { id, optional, secret, text, truth } from '@dure/domain/shapes';
import { money } from '@dure/domain/korea';

const payId = id('payment');
const amount = money();
const code = text;

/** An approval holds an amount until it is captured; `isCaptured` takes it with the approval. */
export const CardNetwork = externalSystem('CardNetwork', {
  approve: question(
    { payId, amount, cardToken: optional(secret(text)), isCaptured: optional(truth) },
    { approvalNo: text },
    { code },
  ),
  capture: question({ payId, amount }, {}, { code }),
  cancel: question({ payId }, {}, { code }),
  refund: question({ payId, amount }, {}, { code }),
});
