// Who walks about in the demo, and what happened before: a pickup that was handed in, one that was
// cancelled, and the couriers of the city, some of them free.

import { DAY_MS, HOUR_MS, MINUTE_MS } from '@dure/domain';
import type { AnyMessage } from '@dure/domain';
import type { Demo, DemoStep, Persona } from '@dure/rehearsal';
import * as Pickupassign from './pickupassign/contract.ts';
import * as Pickupcall from './pickupcall/contract.ts';

const customer = (number: number, tel: string, label: Persona['label']): Persona => ({
  actor: 'Customer',
  subject: `customer-${number}`,
  label,
  claims: { tel, recipient: `customer:${tel}` },
});

const kim = customer(1, '01050958718', ['김다은', 'Kim Da-eun']);
const cho = customer(2, '01089385708', ['조민호', 'Cho Min-ho']);
const yu = customer(3, '01077778888', ['유하린', 'Yu Ha-rin']);

const manager: Persona = {
  actor: 'PickupManager',
  subject: 'manager-1',
  label: ['관제 임수정', 'Control room: Im Su-jeong'],
  claims: {},
};

const operator: Persona = {
  actor: 'Operator',
  subject: 'operator-1',
  label: ['운영자', 'Operator'],
  claims: {},
};

const poolId = '서울';

type Courier = Parameters<typeof Pickupassign.command.RegisterCourier>[0];
type Capability = Courier['capability'];

const courier = (
  number: number,
  worker: string,
  [capability, location]: readonly [Capability, string],
): Courier => {
  const workertel = `0104111000${number}`;
  return { poolId, workerid: `P${number}`, worker, workertel, capability, location };
};

const onDuty: readonly Courier[] = [
  courier(1, '이준영', ['LIGHT', '이수']),
  courier(2, '박현수', ['FULL', '관악구']),
  courier(3, '최가은', ['LIGHT', '사당']),
];

const offDuty: readonly Courier[] = [
  courier(4, '정우진', ['FULL', '강남구']),
  courier(5, '한지원', ['LIGHT', '마포구']),
  courier(6, '서동훈', ['FULL', '송파구']),
];

const fleet: readonly Courier[] = [...onDuty, ...offDuty];

const personaOf = ({ workerid, worker }: Courier): Persona => ({
  actor: 'Courier',
  subject: `courier-${workerid}`,
  label: [`${worker} ${workerid}`, `Courier ${workerid}`],
  claims: { workerid, recipient: `courier:${workerid}` },
});

const personas: readonly Persona[] = [kim, cho, yu, ...fleet.map(personaOf), manager, operator];

const by = ({ actor, claims }: Persona, at: number, command: AnyMessage): DemoStep => ({
  at,
  as: actor,
  claims,
  command,
});

/** The couriers of the page, three of them on duty within half an hour. */
export const begin = (at: number): readonly DemoStep[] => [
  ...fleet.map((one, index) =>
    by(manager, at + index * MINUTE_MS, Pickupassign.command.RegisterCourier(one)),
  ),
  ...onDuty.map((one, index) =>
    by(personaOf(one), at + (20 + index) * MINUTE_MS, Pickupassign.command.GoOnDuty(one)),
  ),
];

/** A heavy parcel from 강남, which the only one who could carry it has handed in. */
const pastPickup = (at: number): readonly DemoStep[] => {
  const { AcceptOffer, CompleteCollection, ReportPosition, StartCollection } = Pickupassign.command;
  const errand = { poolId, pickupId: 'pickupcall-1' } as const;
  const request = Pickupcall.command.RequestPickup({
    pickupId: errand.pickupId,
    tel: '01077778888',
    location: '강남',
    parcelType: '10KG_OVER',
  });
  return onDuty.slice(1, 2).flatMap((one) => [
    by(yu, at, request),
    by(personaOf(one), at + MINUTE_MS, AcceptOffer(errand)),
    by(personaOf(one), at + 40 * MINUTE_MS, StartCollection(errand)),
    by(personaOf(one), at + 80 * MINUTE_MS, CompleteCollection(errand)),
    // And from the centre back to where they were.
    by(personaOf(one), at + 2 * HOUR_MS, ReportPosition(one)),
  ]);
};

/** Cancelled within two minutes, for nothing. */
const pastCancellation = (at: number): readonly DemoStep[] => {
  const pickupId = 'pickupcall-2';
  const address = '동작구 사당로 241';
  const request = Pickupcall.command.RequestPickup({
    pickupId,
    tel: '01050958718',
    location: '이수',
    address,
  });
  return [
    by(kim, at, request),
    by(kim, at + 2 * MINUTE_MS, Pickupcall.command.CancelPickup({ pickupId })),
  ];
};

export const demo: Demo = {
  personas,
  steps: (now) => [
    ...begin(now - DAY_MS - 6 * HOUR_MS),
    ...pastPickup(now - DAY_MS),
    ...pastCancellation(now - 3 * HOUR_MS),
  ],
  tries: [Pickupassign.command.RegisterCourier(courier(7, '윤서연', ['FULL', '사당']))],
};
