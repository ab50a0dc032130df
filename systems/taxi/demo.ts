// Who walks about in the demo, and what happened before: a ride, a call that was cancelled, and
// the taxis of the city, some of them free.

import { HOUR_MS, MINUTE_MS } from '@dure/domain';
import type { Demo, DemoStep, Persona } from '@dure/rehearsal';
import { by, operator } from '@dure/rehearsal/demo';
import * as Taxiassign from './taxiassign/contract.ts';
import * as Taxicall from './taxicall/contract.ts';

const customer = (number: number, tel: string, label: Persona['label']): Persona => ({
  actor: 'Customer',
  subject: `customer-${number}`,
  label,
  claims: { tel, recipient: `customer:${tel}` },
});

const jung = customer(1, '01023456789', ['정유진', 'Jung Yu-jin']);
const oh = customer(2, '01012345678', ['오세훈', 'Oh Se-hun']);
const han = customer(3, '01098765432', ['한지민', 'Han Ji-min']);

const manager: Persona = {
  actor: 'TaxiManager',
  subject: 'manager-1',
  label: ['관제 윤서연', 'Control room: Yoon Seo-yeon'],
  claims: {},
};

type Taxi = Parameters<typeof Taxiassign.command.RegisterTaxi>[0];
type Driver = readonly [name: string, tel: string];

const [standard, premium, van] = ['서울/일반', '서울/고급', '서울/대형'];

const taxi = (
  poolId: string,
  [taxiid, location]: readonly [string, string],
  who?: Driver,
): Taxi => ({
  poolId,
  taxiid,
  location,
  ...(who ? { driver: who[0], drivertel: who[1] } : {}),
});

const onDuty: readonly Taxi[] = [
  taxi(standard, ['서울33바1101', '마포구'], ['김민수', '01031110001']),
  taxi(standard, ['서울33바1102', '서대문구'], ['이정호', '01031110002']),
  taxi(standard, ['서울33바1103', '강남구'], ['박영희', '01031110003']),
  taxi(premium, ['서울31아2201', '강남구'], ['한승우', '01031110021']),
  taxi(premium, ['서울31아2202', '용산구'], ['오나래', '01031110022']),
  taxi(van, ['서울32자3301', '중구'], ['강태식', '01031110031']),
];

/** Two of them drive without anybody. */
const offDuty: readonly Taxi[] = [
  taxi(standard, ['서울33바1104', '송파구'], ['최동욱', '01031110004']),
  taxi(standard, ['서울33바1105', '노원구'], ['정수빈', '01031110005']),
  taxi(standard, ['서울33바1106', '영등포구']),
  taxi(van, ['서울32자3302', '송파구']),
];

const driverOf = ({ taxiid, driver = '자율운행' }: Taxi, index: number): Persona => ({
  actor: 'Driver',
  subject: `driver-${index + 1}`,
  label: [`${driver} ${taxiid}`, `Driver of ${taxiid}`],
  claims: { taxiid, recipient: `driver:${taxiid}` },
});

const personas: readonly Persona[] = [
  jung,
  oh,
  han,
  ...[...onDuty, ...offDuty].map(driverOf),
  manager,
  operator,
];

/** The taxis of the page, six of them on duty within half an hour. */
export const fleet = (at: number): readonly DemoStep[] => [
  ...[...onDuty, ...offDuty].map((one, index) =>
    by(manager, at + index * MINUTE_MS, Taxiassign.command.RegisterTaxi(one)),
  ),
  ...onDuty.map((one, index) =>
    by(driverOf(one, index), at + (20 + index) * MINUTE_MS, Taxiassign.command.GoOnDuty(one)),
  ),
];

/** From 홍대 to 강남; the taxi then goes home. */
const pastRide = (at: number): readonly DemoStep[] => {
  const [first] = onDuty;
  if (!first) return [];
  const driver = driverOf(first, 0);
  const ride = { poolId: first.poolId, callId: 'taxicall-1' } as const;
  const request = { callId: ride.callId, tel: '01023456789', location: '홍대' } as const;
  return [
    by(jung, at, Taxicall.command.RequestCall({ ...request, destination: '강남' })),
    by(driver, at + MINUTE_MS, Taxiassign.command.AcceptOffer(ride)),
    by(driver, at + 10 * MINUTE_MS, Taxiassign.command.StartRide(ride)),
    by(driver, at + 50 * MINUTE_MS, Taxiassign.command.CompleteRide(ride)),
    by(driver, at + 90 * MINUTE_MS, Taxiassign.command.ReportPosition(first)),
  ];
};

/** Cancelled within two minutes, for nothing. */
const pastCancellation = (at: number): readonly DemoStep[] => {
  const callId = 'taxicall-2';
  const request = Taxicall.command.RequestCall({
    callId,
    tel: '01098765432',
    location: '강남',
    destination: '서울역',
    taxiClass: '고급',
  });
  return [
    by(han, at, request),
    by(han, at + 2 * MINUTE_MS, Taxicall.command.CancelCall({ callId })),
  ];
};

export const demo: Demo = {
  personas,
  steps: (now) => [
    ...fleet(now - 30 * HOUR_MS),
    ...pastRide(now - 24 * HOUR_MS),
    ...pastCancellation(now - 3 * HOUR_MS),
  ],
  tries: [Taxiassign.command.RegisterTaxi(taxi(standard, ['서울33바1109', '용산구']))],
};
