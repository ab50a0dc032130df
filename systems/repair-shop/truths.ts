// The sentences behind the invariants: what is wrong with a world, one sentence each.

import type { Happened, World } from '@dure/domain';
import { accountsIn, isCardBooks } from '@dure/card-network';
import type { Account } from '@dure/card-network';
import { terms } from './repair/contract.ts';
import { paymentOf, statesOf, storiesIn, won, word } from './stories.ts';
import type { Story } from './stories.ts';

type Sentences = readonly string[];
type Row = { readonly [field: string]: unknown };

const sum = (amounts: readonly number[]): number => amounts.reduce((all, one) => all + one, 0);

/** What is wrong with each receipt; nothing, where it is right. */
const perStory = (world: World, wrong: (story: Story) => string | false | undefined): Sentences =>
  storiesIn(world).flatMap((story) => {
    const what = wrong(story);
    return what ? [`${story.receiptId}: ${what}`] : [];
  });

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
  if (is === 'cancelled') return won(first('ReceiptCancelled')?.data, 'feeAmt');
  const isPaid = paidStates.includes(is) || word(receipt, 'resumes') === 'paid';
  return isPaid ? won(first('ReceiptRepaired')?.data, 'repairAmt') : 0;
};

// I2
export const moneyIsExplained = (world: World): Sentences => {
  const receipts = world.states('Receipt');
  return perStory(world, (story) => {
    const total = (type: string, field: string) =>
      sum(story.of(type).map(({ data }) => won(data, field)));
    const kept = total('PaymentApproved', 'payAmt') - total('PaymentCancelled', 'refundAmt');
    const due = dueIn(story, receipts.get(story.receiptId));
    return kept !== due && `${kept} were kept, not the ${due} due.`;
  });
};

const asking = ['PayRequested', 'CancelFeeRequested'];

// I3
export const paidWhenAsked = (world: World): Sentences =>
  perStory(world, ({ all }) => {
    let due: number | undefined;
    for (const { type, data } of all) {
      if (asking.includes(type)) due = won(data, 'feeAmt') || won(data, 'repairAmt');
      if (type !== 'PaymentApproved') continue;
      if (due === undefined) return 'paid before it was asked for.';
      if (won(data, 'payAmt') !== due) return `${won(data, 'payAmt')} approved, not ${due}.`;
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
  return perStory(world, (story) => {
    const payments = approved.get(story.receiptId) ?? [];
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
  return perStory(world, ({ all, receiptId }) => {
    const placeOf = (type: string) => all.findIndex((event) => event.type === type);
    const started = placeOf('DeliveryStarted');
    const paid = placeOf('ReceiptPaid');
    if (started >= 0 && (paid < 0 || started < paid)) return 'driven before it was paid.';
    const driven = deliveries.get(receiptId)?.filter(([, { is }]) => underWay.includes(String(is)));
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
  perStory(world, ({ first }) => {
    const fee = won(first('RepairCancelled')?.data, 'feeAmt');
    const completed = first('RepairCompleted')?.data;
    const whole = completed ? won(completed, 'repairAmt') : terms.CANCEL_FEE_MAX.standard;
    const most = first('RepairCancelAsked') ? whole : 0;
    return fee > most && `a fee of ${fee}, but at most ${most}.`;
  });

// I8
export const refundsAddUp = (world: World): Sentences =>
  perStory(world, ({ first }) => {
    const paid = first('ReceiptPaid')?.data;
    const cancelled = first('ReceiptCancelled')?.data;
    if (!paid || !cancelled) return undefined;
    const given = won(cancelled, 'refundAmt') + won(cancelled, 'feeAmt');
    return given !== won(paid, 'payAmt') && `${given} of ${won(paid, 'payAmt')} paid.`;
  });

// I9
export const nothingIsLeft = (world: World): Sentences => {
  const promised = [...world.states('Delivery')].flatMap(([deliveryId, { is }]) =>
    is === 'promised' ? [`${deliveryId} is only promised.`] : [],
  );
  const approved = approvedOf(world);
  const unnamed = perStory(world, (story) => {
    const payment = approved.get(story.receiptId)?.find((id) => id !== paymentOf(story));
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
const bookedAs: { readonly [is in Account['is']]: readonly string[] } = {
  declined: ['', 'cancelled'],
  held: [],
  captured: ['approved'],
  refunded: ['cancelled'],
  canceled: ['', 'cancelled'],
};

// G3
export const cardBooksAgree = (world: World): Sentences => {
  const books = world.external('CardNetwork');
  if (!isCardBooks(books)) return [];
  const payments = world.states('Payment');
  return accountsIn(books).flatMap(([paymentId, { is }]) => {
    const payment = word(payments.get(paymentId), 'is');
    return bookedAs[is].includes(payment)
      ? []
      : [`${paymentId}: ${is}, but the payment ${payment}.`];
  });
};

/** The status that an attempt was told to have last. */
const statOf = (all: readonly Happened[], field: string, id: string): string =>
  word(
    all.findLast((event) => event.data[field] === id && event.context !== 'receipt')?.data,
    'stat',
  );

// G4
export const displayAgrees = (world: World): Sentences => {
  const rows = new Map(world.rows('Display').map((row) => [word(row, 'receiptId'), row]));
  return perStory(world, (story) => {
    const { all, receiptId, first } = story;
    const row = rows.get(receiptId);
    const paymentId = paymentOf(story);
    const deliveryId = word(first('DeliveryRequested')?.data, 'deliveryId');
    const told: readonly (readonly [column: string, stat: string])[] = [
      ['receiptStat', story.stat('receipt')],
      ['repairStat', story.stat('repair')],
      ...(paymentId ? [['payStat', statOf(all, 'paymentId', paymentId)] as const] : []),
      ...(deliveryId ? [['deliveryStat', statOf(all, 'deliveryId', deliveryId)] as const] : []),
    ];
    const wrong = told.find(([column, stat]) => word(row, column) !== stat);
    return wrong && `${wrong[0]} is not ${wrong[1]}.`;
  });
};
