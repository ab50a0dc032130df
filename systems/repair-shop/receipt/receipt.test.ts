import { describe, it } from 'node:test';
import { asks, invalid, nothing, outOfTurn, refused, scenario, unavailable } from '@dure/testing';
import * as Delivery from '../delivery/contract.ts';
import * as Payment from '../payment/contract.ts';
import { command, event, reject } from './contract.ts';
import { Receipt } from './receipt.ts';

const id = { receiptId: 'receipt-1' } as const;
const car = { ...id, vehiNo: '0101' } as const;
const payment = { paymentId: 'payment-1', payAmt: 180_000 } as const;
const delivery = { deliveryId: 'delivery-1' } as const;

const receive = command.ReceiveRepair({ ...car, symptom: '브레이크 소음' });
const received = event.Received(receive);
const takenIn = event.ReceiptTakenIn({ ...car, repairId: 'repair-1' });
const rejected = event.ReceiptRejected({ ...car, reason: '부품 없음' });
const repaired = event.ReceiptRepaired({ ...car, repairAmt: 180_000 });
const payRequested = event.PayRequested({ ...car, repairAmt: 180_000 });
const paid = event.ReceiptPaid({ ...car, ...payment });
const cancelRequested = event.RepairCancelRequested({ ...car, reason: '고객 요청' });
const cancelRefused = event.ReceiptCancelRefused({ ...car, reason: '거의 끝남' });
const feeRequested = event.CancelFeeRequested({ ...car, feeAmt: 30_000 });
const refundRequested = event.ReceiptRefundRequested({
  ...car,
  paymentId: 'payment-1',
  refundAmt: 160_000,
  feeAmt: 20_000,
});
const cancelled = event.ReceiptCancelled({ ...car, feeAmt: 0, refundAmt: 0 });
const deliveryRequested = event.DeliveryRequested({
  ...car,
  ...delivery,
  repairAmt: 180_000,
  payAmt: 180_000,
});
const started = event.ReceiptDeliveryStarted({ ...car, ...delivery });
const delivered = event.ReceiptDelivered({ ...car, ...delivery });

const inShop = [received, takenIn] as const;
const done = [...inShop, repaired] as const;
const asked = [...done, payRequested] as const;
const settled = [...asked, paid] as const;
const promised = [...settled, deliveryRequested] as const;
const onTheRoad = [...promised, started] as const;

const receipt = scenario(Receipt);

describe('A receipt', () => {
  it('REP-F1: is written as new, whatever else is claimed', () => {
    receipt.when(receive).then({ ...received, stat: 'REPAIRREQUEST' });
    receipt.when({ ...receive, stat: 'REPAIRREQUEST' }).then(received);
    receipt.when({ ...receive, stat: 'DELIVERYREQUESTED' }).then(invalid('stat'));
    receipt.given(received).when(receive).then(outOfTurn('requested'));
  });

  it('REP-F2, REP-F3, REP-F8: records what the shop did', () => {
    const takeIn = command.RecordTakenIn(takenIn);
    receipt
      .given(received)
      .when(takeIn)
      .then({ ...takenIn, stat: 'REPAIRRECEIVED' });
    receipt.when(takeIn).then(outOfTurn('absent'));
    const turnDown = command.RecordRejected(rejected);
    receipt
      .given(received)
      .when(turnDown)
      .then({ ...rejected, stat: 'REJECTED' });
    const repair = command.RecordRepaired(repaired);
    receipt
      .given(...inShop)
      .when(repair)
      .then({ ...repaired, stat: 'REPAIRCOMPLETED' });
    receipt.given(received).when(repair).then(outOfTurn('requested'));
  });

  it('keeps what the shop did while a cancellation is on its way', () => {
    const stat = 'CANCELREQUESTED';
    receipt
      .given(received, cancelRequested)
      .when(command.RecordTakenIn(takenIn))
      .then({ ...takenIn, stat });
    receipt
      .given(received, cancelRequested)
      .when(command.RecordRejected(rejected))
      .then({ ...rejected, stat: 'REJECTED' });
    receipt
      .given(...inShop, cancelRequested)
      .when(command.RecordRepaired(repaired))
      .then({ ...repaired, stat });
  });

  it('REP-F4: asks for payment once it is repaired', () => {
    const request = command.RequestPayment(id);
    receipt
      .given(...done)
      .when(request)
      .then({ ...payRequested, stat: 'PAYREQUEST' });
    receipt
      .given(...inShop)
      .when(request)
      .then(outOfTurn('takenIn'));
  });
});

describe('Paying', () => {
  const pay = command.Pay({ ...id, payAmt: 180_000, cardToken: 'card-0001' });
  const approve = Payment.command.ApprovePayment({ ...car, ...payment, cardToken: 'card-0001' });
  const approved = { approvePayment: { paymentId: 'payment-1', approvalNo: '10000001' } };

  it('REP-F5: asks the card for what is due', () => {
    const due = receipt.given(...asked);
    due.when(pay).then(asks(approve));
    due
      .answered(approved)
      .when(pay)
      .then({ ...paid, stat: 'PAYAPPROVED' });
    due
      .when({ ...pay, payAmt: 170_000 })
      .then(reject.AmountMismatch({ payAmt: 170_000, dueAmt: 180_000 }));
  });

  it('settles a fee in the same way, and cancels by it', () => {
    const due = receipt.given(...inShop, cancelRequested, feeRequested);
    const payFee = command.Pay({ ...pay, payAmt: 30_000 });
    due.when(pay).then(reject.AmountMismatch({ payAmt: 180_000, dueAmt: 30_000 }));
    due.when(payFee).then(asks(Payment.command.ApprovePayment({ ...approve, payAmt: 30_000 })));
    due
      .answered(approved)
      .when(payFee)
      .then({ ...cancelled, feeAmt: 30_000, paymentId: 'payment-1', stat: 'CANCELLED' });
  });

  it('REP-N3: is refused, or paused, without a trace', () => {
    for (const past of [asked, [...inShop, cancelRequested, feeRequested]] as const) {
      const due = receipt.given(...past);
      const exact = { ...pay, payAmt: past === asked ? 180_000 : 30_000 };
      const answers = (answer: object) => ({ approvePayment: { ...answer } });
      due
        .answered(answers(refused(Payment.reject.CardDeclined({ code: 'LIMIT' }))))
        .when(exact)
        .then(reject.PaymentRefused({ code: 'LIMIT' }));
      due
        .answered(answers(refused(Payment.reject.PaymentWithdrawn({ paymentId: 'payment-1' }))))
        .when(exact)
        .then(reject.PaymentRefused({ code: 'WITHDRAWN' }));
      due
        .answered({ approvePayment: unavailable })
        .when(exact)
        .then(reject.PaymentUnavailable({ retryAfter: 5 }));
    }
  });

  it('REP-N1: is for what is repaired and asked for, and for nothing twice', () => {
    const early = [
      [[received], 'REPAIRREQUEST'],
      [inShop, 'REPAIRRECEIVED'],
      [done, 'REPAIRCOMPLETED'],
    ] as const;
    for (const [past, stat] of early) {
      receipt
        .given(...past)
        .when(pay)
        .then(reject.NotYetPayable({ ...id, stat }));
    }
    for (const past of [settled, promised, onTheRoad, [...onTheRoad, delivered]]) {
      receipt
        .given(...past)
        .when(pay)
        .then(reject.AlreadyPaid(id));
    }
    receipt
      .given(...asked, cancelRequested)
      .when(pay)
      .then(outOfTurn('cancelRequested'));
  });
});

describe('Cancelling', () => {
  const cancel = command.RequestCancel({ ...id, reason: '고객 요청' });
  const record = (feeAmt: number) => command.RecordCancelled({ ...id, feeAmt });

  it('REP-F6: is asked for until the delivery is', () => {
    for (const past of [[received], inShop, done, asked, settled]) {
      receipt
        .given(...past)
        .when(cancel)
        .then({ ...cancelRequested, stat: 'CANCELREQUESTED' });
    }
    const late = [
      [promised, 'DELIVERYREQUESTED'],
      [onTheRoad, 'DELIVERYSTARTED'],
      [[...onTheRoad, delivered], 'DELIVERYCOMPLETED'],
    ] as const;
    for (const [past, stat] of late) {
      receipt
        .given(...past)
        .when(cancel)
        .then(reject.CancelTooLate({ ...id, stat }));
    }
  });

  it('is asked for once', () => {
    const asking = [received, cancelRequested] as const;
    for (const past of [[], [feeRequested], [refundRequested], [cancelled]]) {
      receipt
        .given(...asking, ...past)
        .when(cancel)
        .then(nothing);
    }
    receipt.given(received, rejected).when(cancel).then(outOfTurn('rejected'));
  });

  it('REP-F7: costs nothing, or a fee, or is paid back less the fee', () => {
    const unpaid = receipt.given(...inShop, cancelRequested);
    unpaid.when(record(0)).then({ ...cancelled, stat: 'CANCELLED' });
    unpaid.when(record(30_000)).then({ ...feeRequested, stat: 'CANCELFEEREQUESTED' });
    const back = receipt.given(...settled, cancelRequested);
    back.when(record(20_000)).then({ ...refundRequested, stat: 'REFUNDREQUESTED' });
    back
      .when(record(180_000))
      .then({ ...cancelled, feeAmt: 180_000, paymentId: 'payment-1', stat: 'CANCELLED' });
  });

  it('is without its fee when the desk waives it', () => {
    const waive = command.WaiveCancelFee(id);
    receipt
      .given(...inShop, cancelRequested, feeRequested)
      .when(waive)
      .then({ ...cancelled, stat: 'CANCELLED' });
    receipt.given(received).when(waive).then(outOfTurn('requested'));
  });

  it('ends with the refund of its own payment', () => {
    const refund = command.RecordRefunded({ ...id, paymentId: 'payment-1', refundAmt: 160_000 });
    const refunding = receipt.given(...settled, cancelRequested, refundRequested);
    refunding
      .when(refund)
      .then({ ...cancelled, ...refundRequested, type: 'ReceiptCancelled', stat: 'CANCELLED' });
    refunding.when({ ...refund, paymentId: 'payment-2' }).then(nothing);
    receipt
      .given(...asked)
      .when(refund)
      .then(nothing);
  });

  it('is refused, and the receipt goes on where it was', () => {
    const refuse = command.RecordCancelRefused(cancelRefused);
    const ways = [
      [[received, cancelRequested], 'REPAIRREQUEST'],
      [[received, cancelRequested, takenIn], 'REPAIRRECEIVED'],
      [[...inShop, cancelRequested], 'REPAIRRECEIVED'],
      [[...inShop, cancelRequested, repaired], 'REPAIRCOMPLETED'],
      [[...done, cancelRequested], 'REPAIRCOMPLETED'],
      [[...asked, cancelRequested], 'PAYREQUEST'],
      [[...settled, cancelRequested], 'PAYAPPROVED'],
    ] as const;
    for (const [past, stat] of ways) {
      receipt
        .given(...past)
        .when(refuse)
        .then({ ...cancelRefused, stat });
    }
  });
});

describe('Bringing the car back', () => {
  const request = command.RequestDelivery(id);

  it('REP-F9, REP-N7: needs a driver who takes it', () => {
    const ready = receipt.given(...settled);
    ready.when(request).then(asks(Delivery.command.AcceptDelivery({ ...car, ...delivery })));
    ready
      .answered({ acceptDelivery: delivery })
      .when(request)
      .then({ ...deliveryRequested, stat: 'DELIVERYREQUESTED' });
    ready
      .answered({ acceptDelivery: refused(Delivery.reject.DeliveryFull({ reason: '20건' })) })
      .when(request)
      .then(reject.DeliveryRefused({ reason: '20건' }));
    ready
      .answered({ acceptDelivery: refused(Delivery.reject.DeliveryGone(delivery)) })
      .when(request)
      .then(reject.DeliveryRefused({ reason: '철회된 배송' }));
    ready
      .answered({ acceptDelivery: unavailable })
      .when(request)
      .then(reject.DeliveryUnavailable({ retryAfter: 5 }));
  });

  it('needs the payment first', () => {
    const early = [
      [[received], 'REPAIRREQUEST'],
      [inShop, 'REPAIRRECEIVED'],
      [done, 'REPAIRCOMPLETED'],
      [asked, 'PAYREQUEST'],
    ] as const;
    for (const [past, stat] of early) {
      receipt
        .given(...past)
        .when(request)
        .then(reject.NotYetDeliverable({ ...id, stat }));
    }
    receipt
      .given(...promised)
      .when(request)
      .then(outOfTurn('deliveryRequested'));
  });

  it('is recorded as the driver goes', () => {
    const start = command.RecordDeliveryStarted(started);
    const end = command.RecordDeliveryCompleted(delivered);
    receipt
      .given(...promised)
      .when(start)
      .then({ ...started, stat: 'DELIVERYSTARTED' });
    receipt
      .given(...promised)
      .when(end)
      .then(outOfTurn('deliveryRequested'));
    receipt
      .given(...onTheRoad)
      .when(end)
      .then({ ...delivered, stat: 'DELIVERYCOMPLETED' });
  });
});
