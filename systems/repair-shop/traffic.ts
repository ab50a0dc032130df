// What people do at the repair shop all day, driven by chance.

import type { AnyMessage } from '@dure/domain';
import { anyId, below, byHabit, pick, rowsWith } from '@dure/rehearsal/traffic';
import type { Random, Seen, Step, Traffic } from '@dure/rehearsal/traffic';
import { resolveGivenUp } from '@dure/notification/rehearsal';
import * as Delivery from './delivery/contract.ts';
import * as Receipt from './receipt/contract.ts';
import * as Repair from './repair/contract.ts';

type Row = { readonly [field: string]: unknown };
type ReceiptId = `receipt-${string}`;

const cars = ['0101', '1234', '12가3456', '34나5678'] as const;
const symptoms = ['엔진오일 교환', '브레이크 패드', '배터리 교환', '에어컨 점검'] as const;
const amounts = [85_000, 180_000, 140_000, 60_000] as const;
const cards = [1, 1, 1, 1, 1, 2, 9].map((number) => `card-000${number}`);

const asStaff = (actor: string, command: AnyMessage): Step => ({ as: actor, claims: {}, command });

const asCustomer = (vehiNo: string, command: AnyMessage): Step => ({
  as: 'Customer',
  claims: { vehiNo, recipient: `customer:${vehiNo}` },
  command,
});

/** There are few cars, so that one comes again while it is still here; one in thirty is none. */
const receive = (random: Random): Step =>
  asStaff(
    'ReceptionDesk',
    Receipt.command.ReceiveRepair({
      receiptId: anyId(random, 'receipt'),
      vehiNo: pick(random, cars, '0101'),
      symptom: pick(random, symptoms, '점검'),
      customerTel: `010${String(11_111_111 * (1 + below(random, 9)))}`,
      ...(random() < 1 / 30 ? { stat: 'DELIVERYREQUESTED' } : {}),
    }),
  );

const isReceipt = (id: unknown): id is ReceiptId =>
  typeof id === 'string' && id.startsWith('receipt-');

const isDelivery = (id: unknown): id is `delivery-${string}` =>
  typeof id === 'string' && id.startsWith('delivery-');

const rowsIn = rowsWith('stat');

/** A receipt of those in a view that stand so; nothing, when there is none. */
const receiptIn = (random: Random, rows: readonly Row[]): ReceiptId | undefined => {
  const { receiptId } = pick<Row>(random, rows, {});
  return isReceipt(receiptId) ? receiptId : undefined;
};

/** The shop decides on a car that waits, now and then against it. */
const takeIn = (random: Random, seen: Seen): Step => {
  const receiptId = receiptIn(random, rowsIn(seen, 'RepairTasks', 'REPAIRLISTED'));
  if (!receiptId) return receive(random);
  return asStaff(
    'RepairShop',
    random() < 0.85
      ? Repair.command.TakeInRepair({ receiptId })
      : Repair.command.RejectRepair({ receiptId, reason: '부품 없음' }),
  );
};

const complete = (random: Random, seen: Seen): Step => {
  const receiptId = receiptIn(random, rowsIn(seen, 'RepairTasks', 'REQUESTREPAIR'));
  if (!receiptId) return takeIn(random, seen);
  const repairAmt = pick(random, amounts, 60_000);
  return asStaff('RepairShop', Repair.command.CompleteRepair({ receiptId, repairAmt }));
};

const requestPayment = (random: Random, seen: Seen): Step => {
  const receiptId = receiptIn(random, rowsIn(seen, 'Receipts', 'REPAIRCOMPLETED'));
  if (!receiptId) return complete(random, seen);
  return asStaff('ReceptionDesk', Receipt.command.RequestPayment({ receiptId }));
};

const isNumber = (of: unknown): of is number => typeof of === 'number';

const dueIn = ({ stat, repairAmt, feeAmt }: Row): number => {
  const due = stat === 'CANCELFEEREQUESTED' ? feeAmt : repairAmt;
  return isNumber(due) ? due : 1;
};

/** Customers pay what is due; now and then they pay something else, or too early, or again. */
const pay = (random: Random, seen: Seen): Step => {
  const due = rowsIn(seen, 'Receipts', 'PAYREQUEST', 'CANCELFEEREQUESTED');
  const row = pick<Row>(random, random() < 0.9 ? due : seen.rows('Receipts'), {});
  if (!isReceipt(row['receiptId'])) return requestPayment(random, seen);
  const payAmt = random() < 0.9 ? dueIn(row) : 170_000;
  const cardToken = pick(random, cards, 'card-0001');
  const command = Receipt.command.Pay({ receiptId: row['receiptId'], payAmt, cardToken });
  return asCustomer(String(row['vehiNo']), command);
};

const requestDelivery = (random: Random, seen: Seen): Step => {
  const receiptId = receiptIn(random, rowsIn(seen, 'Receipts', 'PAYAPPROVED'));
  if (!receiptId) return pay(random, seen);
  return asStaff('ReceptionDesk', Receipt.command.RequestDelivery({ receiptId }));
};

const drive = (random: Random, seen: Seen): Step => {
  const tasks = rowsIn(seen, 'DeliveryTasks', 'DELIVERYREQUESTED', 'DELIVERYSTARTED');
  return driving(pick<Row>(random, tasks, {})) ?? requestDelivery(random, seen);
};

/** What a driver does next; nothing, when there is nothing to drive. */
const driving = ({ deliveryId, stat }: Row): Step | undefined => {
  if (!isDelivery(deliveryId)) return undefined;
  if (stat === 'DELIVERYREQUESTED') {
    return asStaff('DeliveryDriver', Delivery.command.StartDelivery({ deliveryId }));
  }
  return stat === 'DELIVERYSTARTED'
    ? asStaff('DeliveryDriver', Delivery.command.CompleteDelivery({ deliveryId }))
    : undefined;
};

/** The desk calls off what is there, whatever has become of it. */
const cancel = (random: Random, seen: Seen): Step => {
  const receiptId = receiptIn(random, seen.rows('Receipts'));
  if (!receiptId) return receive(random);
  return asStaff('ReceptionDesk', Receipt.command.RequestCancel({ receiptId }));
};

/** The shop decides on a cancellation: for nothing, for a fee, too dear, or not at all. */
const decide = (random: Random, seen: Seen): Step => {
  const receiptId = receiptIn(random, rowsIn(seen, 'RepairTasks', 'CANCELREQUESTED'));
  if (!receiptId) return cancel(random, seen);
  const feeAmt = pick(random, [0, 20_000, 50_000, 60_000, 500_000], 0);
  return asStaff(
    'RepairShop',
    random() < 0.6
      ? Repair.command.AcceptCancel({ receiptId, feeAmt })
      : Repair.command.RefuseCancel({ receiptId, reason: '수리가 거의 끝남' }),
  );
};

const waive = (random: Random, seen: Seen): Step => {
  const receiptId = receiptIn(random, rowsIn(seen, 'Receipts', 'CANCELFEEREQUESTED'));
  if (!receiptId) return decide(random, seen);
  return asStaff('ReceptionDesk', Receipt.command.WaiveCancelFee({ receiptId }));
};

/** What is left to do for a receipt that stands so; on cancellations the deadline decides. */
const lastSteps: { readonly [stat: string]: (row: Row, receiptId: ReceiptId) => Step } = {
  REPAIRREQUEST: (_row, receiptId) =>
    asStaff('RepairShop', Repair.command.TakeInRepair({ receiptId })),
  REPAIRRECEIVED: (_row, receiptId) =>
    asStaff('RepairShop', Repair.command.CompleteRepair({ receiptId, repairAmt: 60_000 })),
  REPAIRCOMPLETED: (_row, receiptId) =>
    asStaff('ReceptionDesk', Receipt.command.RequestPayment({ receiptId })),
  PAYREQUEST: (row, receiptId) => payInFull(row, receiptId),
  CANCELFEEREQUESTED: (row, receiptId) => payInFull(row, receiptId),
  PAYAPPROVED: (_row, receiptId) =>
    asStaff('ReceptionDesk', Receipt.command.RequestDelivery({ receiptId })),
};

const payInFull = (row: Row, receiptId: ReceiptId): Step => {
  const paying = { receiptId, payAmt: dueIn(row), cardToken: 'card-0001' };
  return asCustomer(String(row['vehiNo']), Receipt.command.Pay(paying));
};

const finishReceipts = (seen: Seen): readonly Step[] =>
  seen.rows('Receipts').flatMap((row) => {
    const step = lastSteps[String(row['stat'])];
    return step && isReceipt(row['receiptId']) ? [step(row, row['receiptId'])] : [];
  });

const finishDeliveries = (seen: Seen): readonly Step[] =>
  seen.rows('DeliveryTasks').flatMap((task) => driving(task) ?? []);

/** Of a hundred steps, how many are of each kind. */
const doing = byHabit([
  [13, receive],
  [14, takeIn],
  [14, complete],
  [10, requestPayment],
  [16, pay],
  [7, requestDelivery],
  [10, drive],
  [7, cancel],
  [7, decide],
  [2, waive],
]);

export const traffic: Traffic = {
  // A fleet of two is sometimes full.
  settings: { DELIVERY_OPEN_MAX: 2 },
  setUp: () => [],
  next: doing,
  finish: (seen) => [...finishReceipts(seen), ...finishDeliveries(seen), ...resolveGivenUp(seen)],
};
