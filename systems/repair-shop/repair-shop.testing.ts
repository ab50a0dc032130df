// The repair shop in one process, on a clock that a test moves, and the people who work there.

import type { By } from '@dure/domain';
import { Business } from '@dure/acceptance/business';
import type { Opening } from '@dure/acceptance/business';
import * as Receipt from './receipt/contract.ts';
import * as Repair from './repair/contract.ts';
import { rehearsal } from './rehearsal.ts';

const staff = (name: string): By => ({ kind: 'actor', name, claims: {} });

export const desk = staff('ReceptionDesk');
export const shop = staff('RepairShop');
export const driver = staff('DeliveryDriver');
export const operator = staff('Operator');

export const customer = (vehiNo: string): By => ({
  kind: 'actor',
  name: 'Customer',
  subject: `customer-${vehiNo}`,
  claims: { vehiNo },
});

export const owner = customer('0101');

export const CARD = 'card-0001';

type ReceiptId = `receipt-${string}`;

const { Pay, ReceiveRepair, RequestCancel, RequestDelivery, RequestPayment } = Receipt.command;
const { AcceptCancel, CompleteRepair, RefuseCancel, TakeInRepair } = Repair.command;

/** What people do with one receipt. */
export const stepsOf = (receiptId: ReceiptId) => ({
  receive: (of: Partial<Parameters<typeof ReceiveRepair>[0]> = {}) =>
    ReceiveRepair({ receiptId, vehiNo: '0101', customerTel: '01023456789', ...of }),
  takeIn: TakeInRepair({ receiptId }),
  complete: (repairAmt = 180_000) => CompleteRepair({ receiptId, repairAmt }),
  requestPayment: RequestPayment({ receiptId }),
  pay: (payAmt = 180_000, cardToken = CARD) => Pay({ receiptId, payAmt, cardToken }),
  requestDelivery: RequestDelivery({ receiptId }),
  cancel: RequestCancel({ receiptId, reason: '고객 요청' }),
  accept: (feeAmt: number) => AcceptCancel({ receiptId, feeAmt }),
  refuse: RefuseCancel({ receiptId, reason: '부품을 이미 끼움' }),
});

/** How far a receipt is taken before a scenario begins. */
const way = [
  'received',
  'takenIn',
  'repaired',
  'payRequested',
  'paid',
  'deliveryRequested',
] as const;

export type Far = (typeof way)[number];

/** Takes a receipt so far, with everyone doing their part. */
export const bring = async (
  garage: Business,
  far: Far,
  { receiptId = 'receipt-1', vehiNo = '0101' }: { receiptId?: ReceiptId; vehiNo?: string } = {},
): Promise<void> => {
  const steps = stepsOf(receiptId);
  const turns = [
    () => garage.done(steps.receive({ vehiNo }), desk),
    () => garage.done(steps.takeIn, shop),
    () => garage.done(steps.complete(), shop),
    () => garage.done(steps.requestPayment, desk),
    () => garage.done(steps.pay(), customer(vehiNo)),
    () => garage.done(steps.requestDelivery, desk),
  ];
  for (const turn of turns.slice(0, way.indexOf(far) + 1)) await turn();
};

const TODAY = '2026-03-02';

/** A shop in which a car has come so far. */
export const opened = async (far?: Far, opening: Opening = {}): Promise<Business> => {
  const garage = await Business.opened(rehearsal, TODAY, opening);
  if (far) await bring(garage, far);
  return garage;
};
