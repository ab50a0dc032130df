// The sentences behind the invariants: what is wrong with a world, one sentence each.

import type { Happened, World } from '@dure/rehearsal';
import { figure, perStory, rowsBy, word } from '@dure/rehearsal/log';
import type { Sentences, Story } from '@dure/rehearsal/log';
import { booksAgree, refundsAreWithin } from '@dure/card-network/rehearsal';
import type { Booked } from '@dure/card-network/rehearsal';
import * as Payment from '../payment/contract.ts';
import { terms } from '../repair/contract.ts';
import { paymentOf, statesOf, statIn } from './replay.ts';

type Row = { readonly [field: string]: unknown };

const sum = (amounts: readonly number[]): number => amounts.reduce((all, one) => all + one, 0);

/** What is wrong with each receipt; nothing, where it is right. */
const perReceipt = perStory('receiptId');

const endings = ['delivered', 'cancelled', 'rejected'];

const openReceipts = (world: World): readonly Row[] =>
  [...world.states('Receipt').values()].filter(({ is }) => !endings.includes(String(is)));

// I1
export const oneForEachCar = (world: World): Sentences =>
  [...Map.groupBy(openReceipts(world), (receipt) => word(receipt, 'vehiNo'))].flatMap(
    ([vehiNo, receipts]) =>
      receipts.length > 1 ? [`${vehiNo} has ${receipts.length} open receipts.`] : [],
  );

const paidStates = ['paid', 'deliveryRequested', 'deliveryStarted', 'delivered', 'refunding'];

/** What a receipt must have been paid, by the state it is in. */
const dueIn = ({ first }: Story, receipt: Row | undefined): number => {
  const is = word(receipt, 'is');
  if (is === 'cancelled') return figure(first('ReceiptCancelled')?.data, 'feeAmt');
  const isPaid = paidStates.includes(is) || word(receipt, 'resumes') === 'paid';
  return isPaid ? figure(first('ReceiptRepaired')?.data, 'repairAmt') : 0;
};

// I2
export const moneyIsExplained = (world: World): Sentences => {
  const receipts = world.states('Receipt');
  return perReceipt(world, (story) => {
    const total = (type: string, field: string) =>
      sum(story.of(type).map(({ data }) => figure(data, field)));
    const kept = total('PaymentApproved', 'payAmt') - total('PaymentCancelled', 'refundAmt');
    const due = dueIn(story, receipts.get(story.id));
    return kept !== due && `${kept} were kept, not the ${due} due.`;
  });
};

const asking = ['PayRequested', 'CancelFeeRequested'];

// I3
export const paidWhenAsked = (world: World): Sentences =>
  perReceipt(world, ({ all }) => {
    let due: number | undefined;
    for (const { type, data } of all) {
      if (asking.includes(type)) due = figure(data, 'feeAmt') || figure(data, 'repairAmt');
      if (type !== 'PaymentApproved') continue;
      if (due === undefined) return 'paid before it was asked for.';
      if (figure(data, 'payAmt') !== due) return `${figure(data, 'payAmt')} approved, not ${due}.`;
    }
    return undefined;
  });

const approvedOf = (world: World): ReadonlyMap<string, readonly string[]> =>
  new Map(
    [...statesOf(world, 'Payment')].map(([receiptId, payments]) => [
      receiptId,
      payments.flatMap(([paymentId, { is }]) => (is === 'approved' ? [paymentId] : [])),
    ]),
  );

// I4
export const paidOnce = (world: World): Sentences => {
  const approved = approvedOf(world);
  return perReceipt(world, (story) => {
    const payments = approved.get(story.id) ?? [];
    if (payments.length > 1) return `${payments.length} payments are approved.`;
    const paid = story.first('ReceiptPaid');
    const [payment] = payments;
    return (
      paid && payment !== undefined && paymentOf(story) !== payment && 'names another payment.'
    );
  });
};

const underWay = ['confirmed', 'started', 'completed'];

// I5
export const drivenWhenPaid = (world: World): Sentences => {
  const deliveries = statesOf(world, 'Delivery');
  return perReceipt(world, ({ id, has, isBefore }) => {
    const isPaid = isBefore('ReceiptPaid', 'DeliveryStarted');
    if (has('DeliveryStarted') && !isPaid) return 'driven before it was paid.';
    const driven = deliveries.get(id)?.filter(([, { is }]) => underWay.includes(String(is)));
    return (driven?.length ?? 0) > 1 && 'driven more than once.';
  });
};

/** For each state of a receipt: of its repair. */
const agreeing: { readonly [is: string]: string } = {
  requested: 'listed',
  takenIn: 'takenIn',
  repaired: 'completed',
  payRequested: 'completed',
  paid: 'completed',
  deliveryRequested: 'completed',
  deliveryStarted: 'completed',
  delivered: 'completed',
  cancelRequested: 'cancelAsked',
  feeRequested: 'cancelled',
  refunding: 'cancelled',
  cancelled: 'cancelled',
  rejected: 'rejected',
};

// I6
export const stateAgrees = (world: World): Sentences => {
  const repairs = world.states('Repair');
  return [...world.states('Receipt')].flatMap(([receiptId, receipt]) => {
    const is = word(receipt, 'is');
    const repair = word(repairs.get(receiptId), 'is');
    return agreeing[is] === repair ? [] : [`${receiptId}: ${is}, but the repair ${repair}.`];
  });
};

// I7
export const feesAreRight = (world: World): Sentences =>
  perReceipt(world, ({ first }) => {
    const fee = figure(first('RepairCancelled')?.data, 'feeAmt');
    const completed = first('RepairCompleted')?.data;
    const whole = completed ? figure(completed, 'repairAmt') : terms.CANCEL_FEE_MAX.standard;
    const most = first('RepairCancelAsked') ? whole : 0;
    return fee > most && `a fee of ${fee}, but at most ${most}.`;
  });

// I8
export const refundsAddUp = (world: World): Sentences =>
  perReceipt(world, ({ first }) => {
    const paid = first('ReceiptPaid')?.data;
    const cancelled = first('ReceiptCancelled')?.data;
    if (!paid || !cancelled) return undefined;
    const given = figure(cancelled, 'refundAmt') + figure(cancelled, 'feeAmt');
    return given !== figure(paid, 'payAmt') && `${given} of ${figure(paid, 'payAmt')} paid.`;
  });

// I9
export const nothingIsLeft = (world: World): Sentences => {
  const promised = [...world.states('Delivery')].flatMap(([deliveryId, { is }]) =>
    is === 'promised' ? [`${deliveryId} is only promised.`] : [],
  );
  const approved = approvedOf(world);
  const unnamed = perReceipt(world, (story) => {
    const payment = approved.get(story.id)?.find((id) => id !== paymentOf(story));
    return payment && `no receipt names ${payment}.`;
  });
  return [...promised, ...unnamed];
};

const ended = ['ReceiptDelivered', 'ReceiptCancelled', 'ReceiptRejected'];

// I10
export const claimsAreHeld = (world: World): Sentences => {
  const count = (types: readonly string[]) =>
    world.events.filter(({ type }) => types.includes(type)).length;
  const open = count(['Received']) - count(ended);
  const cars = new Set(openReceipts(world).map((receipt) => word(receipt, 'vehiNo'))).size;
  return open === cars ? [] : [`${open} open receipts, but ${cars} cars.`];
};

/** What a payment must be, by what the card network has of it. */
const booked: Booked = {
  declined: ['', 'cancelled'],
  held: [],
  captured: ['approved'],
  refunded: ['cancelled'],
  canceled: ['', 'cancelled'],
};

// I11
export const refundsAreWithinPayments = refundsAreWithin({
  of: 'paymentId',
  takes: Payment.event.PaymentApproved,
  amount: 'payAmt',
  givesBack: Payment.event.PaymentCancelled,
  refund: 'refundAmt',
  kept: 'keptAmt',
});

// G3
export const cardBooksAgree = (world: World): Sentences => {
  const states = [...world.states('Payment')];
  return booksAgree(world, new Map(states.map(([id, of]) => [id, word(of, 'is')])), booked);
};

/** The status that an attempt was told to have last. */
const statOf = (all: readonly Happened[], field: string, id: string): string =>
  word(
    all.findLast((event) => event.data[field] === id && event.context !== 'receipt')?.data,
    'stat',
  );

// G4
export const displayAgrees = (world: World): Sentences => {
  const rows = rowsBy(world, 'Display', 'receiptId');
  return perReceipt(world, (story) => {
    const { all, id, first } = story;
    const row = rows.get(id);
    const paymentId = paymentOf(story);
    const deliveryId = word(first('DeliveryRequested')?.data, 'deliveryId');
    const told: readonly (readonly [column: string, stat: string])[] = [
      ['receiptStat', statIn(story, 'receipt')],
      ['repairStat', statIn(story, 'repair')],
      ...(paymentId ? [['payStat', statOf(all, 'paymentId', paymentId)] as const] : []),
      ...(deliveryId ? [['deliveryStat', statOf(all, 'deliveryId', deliveryId)] as const] : []),
    ];
    const wrong = told.find(([column, stat]) => word(row, column) !== stat);
    return wrong && `${wrong[0]} is not ${wrong[1]}.`;
  });
};
