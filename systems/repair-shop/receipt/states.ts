// What a receipt can be, from the desk's word to the car's return.

import { final, initial, open, states } from '@dure/domain';
import { fields, of } from '../fields.ts';

const car = of('vehiNo');
const repaired = of('vehiNo', 'repairId', 'repairAmt');
const paid = of('vehiNo', 'repairId', 'repairAmt', 'paymentId', 'payAmt');
const onItsWay = of('vehiNo', 'repairAmt', 'payAmt', 'deliveryId');

export const state = states({
  absent: initial(),
  requested: open('REPAIRREQUEST', car),
  takenIn: open('REPAIRRECEIVED', of('vehiNo', 'repairId')),
  repaired: open('REPAIRCOMPLETED', repaired),
  payRequested: open('PAYREQUEST', repaired),
  paid: open('PAYAPPROVED', paid),
  deliveryRequested: open('DELIVERYREQUESTED', onItsWay),
  deliveryStarted: open('DELIVERYSTARTED', onItsWay),
  delivered: final('DELIVERYCOMPLETED', car),
  cancelRequested: open('CANCELREQUESTED', {
    ...of('vehiNo', 'repairId?', 'repairAmt?', 'paymentId?', 'payAmt?'),
    resumes: fields.resumes,
  }),
  feeRequested: open('CANCELFEEREQUESTED', of('vehiNo', 'feeAmt')),
  refunding: open('REFUNDREQUESTED', of('vehiNo', 'paymentId', 'refundAmt', 'feeAmt')),
  cancelled: final('CANCELLED', car),
  rejected: final('REJECTED', car),
});

type AnyReceipt = ReturnType<(typeof state)[keyof typeof state]>;
type Cancelling = ReturnType<typeof state.cancelRequested>;

/** Where a receipt goes on whose cancellation was refused: what it holds tells how far it was. */
export const resumed = ({ vehiNo, resumes, ...held }: Cancelling): AnyReceipt => {
  const { repairId, repairAmt, paymentId, payAmt } = held;
  if (repairId === undefined) return state.requested({ vehiNo });
  const inShop = { vehiNo, repairId };
  if (repairAmt === undefined) return state.takenIn(inShop);
  const done = { ...inShop, repairAmt };
  if (paymentId !== undefined && payAmt !== undefined) {
    return state.paid({ ...done, paymentId, payAmt });
  }
  return resumes === 'payRequested' ? state.payRequested(done) : state.repaired(done);
};
