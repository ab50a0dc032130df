// Display: where every car stands, at a glance.

import { contract } from '@dure/domain';
import { of } from '../fields.ts';

export const { context, view } = contract('display', {
  views: {
    Display: {
      ...of('receiptId', 'vehiNo', 'receiptStat', 'repairStat?', 'repairAmt?', 'payStat?'),
      ...of('payAmt?', 'feeAmt?', 'refundAmt?', 'deliveryStat?'),
      // Not in the page: how each attempt has ended, and which one the receipt names.
      ...of('payments?', 'paymentId?', 'deliveries?', 'deliveryId?'),
    },
  },
});
