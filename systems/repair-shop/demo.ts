// Who walks about in the demo, and what happened before: a car that came back last week, one whose
// brakes are in the shop, one that is repaired and not paid, and one that was called off.

import { addDays, MINUTE_MS } from '@dure/domain';
import { dayOf, instantAt } from '@dure/domain/korea';
import type { Demo, DemoStep, Persona } from '@dure/rehearsal';
import { inTurn, operator } from '@dure/rehearsal/demo';
import * as Delivery from './delivery/contract.ts';
import * as Receipt from './receipt/contract.ts';
import * as Repair from './repair/contract.ts';

type Name = readonly [ko: string, en: string];

const customer = (number: number, vehiNo: string, name: Name): Persona => ({
  actor: 'Customer',
  subject: `customer-${number}`,
  label: name,
  claims: { vehiNo, recipient: `customer:${vehiNo}` },
});

const staff = (actor: string, subject: string, name: Name): Persona => ({
  actor,
  subject,
  label: name,
  claims: actor === 'RepairShop' ? { recipient: 'repairShop' } : {},
});

const jungTel = '01023456789';

const desk = staff('ReceptionDesk', 'desk-1', ['접수1 김하늘', 'Kim Ha-neul, desk 1']);
const shop = staff('RepairShop', 'mechanic-1', ['정비사 이도윤', 'Lee Do-yun, mechanic']);
const brakes = customer(1, '12가3456', ['정유진 (12가3456)', 'Jung Yu-jin, 12가3456']);
const oh = customer(2, '1234', ['오세훈 (1234)', 'Oh Se-hun, 1234']);
const driver = staff('DeliveryDriver', 'driver-1', ['윤재호 (성동구)', 'Yoon Jae-ho, Seongdong']);

const personas: readonly Persona[] = [
  desk,
  staff('ReceptionDesk', 'desk-2', ['접수2 박서준', 'Park Seo-jun, desk 2']),
  shop,
  staff('RepairShop', 'mechanic-2', ['정비사 최민재', 'Choi Min-jae, mechanic']),
  // She has two cars, and a persona proves one.
  brakes,
  customer(4, '0101', ['정유진 (0101)', 'Jung Yu-jin, 0101']),
  oh,
  customer(3, '34나5678', ['한지민 (34나5678)', 'Han Ji-min, 34나5678']),
  driver,
  staff('DeliveryDriver', 'driver-2', ['강동현 (마포구)', 'Kang Dong-hyun, Mapo']),
  operator,
];

type Receiving = Parameters<typeof Receipt.command.ReceiveRepair>[0];

const receive = (of: Receiving) => Receipt.command.ReceiveRepair(of);
const takeIn = (receiptId: Receiving['receiptId']) => Repair.command.TakeInRepair({ receiptId });
const complete = (receiptId: Receiving['receiptId'], repairAmt: number) =>
  Repair.command.CompleteRepair({ receiptId, repairAmt });

/** Oil for 오세훈, last week. No delivery was asked for before, so this is the first one. */
const finished = (day: string): readonly DemoStep[] => {
  const receiptId = 'receipt-1';
  const deliveryId = 'delivery-1';
  return inTurn(instantAt(day, '09:10'), 40 * MINUTE_MS, [
    [
      desk,
      receive({ receiptId, vehiNo: '1234', symptom: '엔진오일 교환', customerTel: '01045678901' }),
    ],
    [shop, takeIn(receiptId)],
    [shop, complete(receiptId, 85_000)],
    [desk, Receipt.command.RequestPayment({ receiptId })],
    [oh, Receipt.command.Pay({ receiptId, payAmt: 85_000, cardToken: 'card-0001' })],
    [desk, Receipt.command.RequestDelivery({ receiptId })],
    [driver, Delivery.command.StartDelivery({ deliveryId })],
    [driver, Delivery.command.CompleteDelivery({ deliveryId })],
  ]);
};

/** Somebody thought better of it before the shop had looked. */
const calledOff = (day: string): readonly DemoStep[] => {
  const receiptId = 'receipt-2';
  return inTurn(instantAt(day, '10:00'), 15 * MINUTE_MS, [
    [desk, receive({ receiptId, vehiNo: '0101', symptom: '배터리 교환', customerTel: jungTel })],
    [desk, Receipt.command.RequestCancel({ receiptId, reason: '고객 요청' })],
  ]);
};

const repairedAndUnpaid = (day: string): readonly DemoStep[] => {
  const receiptId = 'receipt-3';
  const symptom = '엔진오일 교환';
  return inTurn(instantAt(day, '13:00'), 30 * MINUTE_MS, [
    [desk, receive({ receiptId, vehiNo: '34나5678', symptom, customerTel: '01098765432' })],
    [shop, takeIn(receiptId)],
    [shop, complete(receiptId, 85_000)],
    [desk, Receipt.command.RequestPayment({ receiptId })],
  ]);
};

const inTheShop = (now: number): readonly DemoStep[] => {
  const receiptId = 'receipt-4';
  return inTurn(now - 20 * MINUTE_MS, 15 * MINUTE_MS, [
    [
      desk,
      receive({ receiptId, vehiNo: '12가3456', symptom: '브레이크 소음', customerTel: jungTel }),
    ],
    [shop, takeIn(receiptId)],
  ]);
};

export const demo: Demo = {
  personas,
  steps: (now) => {
    const today = dayOf(now);
    return [
      ...finished(addDays(today, -7)),
      ...calledOff(addDays(today, -2)),
      ...repairedAndUnpaid(addDays(today, -1)),
      ...inTheShop(now),
    ];
  },
  // The car that was called off may come again; the others are in the shop.
  tries: [
    receive({
      receiptId: 'receipt-5',
      vehiNo: '0101',
      symptom: '배터리 교환',
      customerTel: jungTel,
    }),
  ],
};
