// Each invariant holds for an honest world, and notices the lie that it is there for.

import { before, describe } from 'node:test';
import { HOUR_MS, MINUTE_MS } from '@dure/domain';
import type { Happened, World } from '@dure/rehearsal';
import {
  everythingTwice,
  externalAs,
  itNotices,
  liesAbout,
  none,
  rowsAs,
  stateAs,
  twice,
  withData,
} from '@dure/acceptance/lies';
import type { Lie } from '@dure/acceptance/lies';
import { invariants } from './index.ts';
import { customer, driver, manager, Town } from '../taxi.testing.ts';
import * as Taxiassign from '../taxiassign/contract.ts';
import * as Taxicall from '../taxicall/contract.ts';

const { CancelCall, RequestCall } = Taxicall.command;
const { AcceptOffer, CompleteRide, GoOnDuty, RegisterTaxi, StartRide } = Taxiassign.command;

const poolId = '서울/일반';
const [mapo, gangnam] = ['서울33바1101', '서울33바1103'];

const call = async (town: Town, number: number, location = '마포') => {
  const tel = `0101111111${number}`;
  const request = RequestCall({ callId: `taxicall-${number}`, tel, location });
  await town.done(request, customer(tel));
};

/** Two calls of a class whose only driver does not answer. */
const unanswered = async (town: Town): Promise<void> => {
  const van = { poolId: '서울/대형', taxiid: '서울32자3301', location: '중구' };
  await town.done(RegisterTaxi(van), manager);
  await town.done(GoOnDuty(van), driver(van.taxiid));
  for (const number of [6, 7]) {
    const tel = `0101111111${number}`;
    const request = RequestCall({ callId: `taxicall-${number}`, tel, taxiClass: '대형' });
    await town.done(request, customer(tel));
  }
  await town.pass(5 * MINUTE_MS);
};

/** A ride of the day before, one under way, a call that was cancelled late, and one that waits. */
const busyTown = async (): Promise<World> => {
  const town = await Town.opened('2026-03-02');
  for (const [taxiid, location] of [
    [mapo, '마포'],
    [gangnam, '강남'],
  ] as const) {
    await town.done(RegisterTaxi({ poolId, taxiid, location }), manager);
    await town.done(GoOnDuty({ poolId, taxiid, location }), driver(taxiid));
  }
  const ride = { poolId, callId: 'taxicall-1' } as const;
  await unanswered(town);
  await call(town, 1);
  await town.done(StartRide(ride), driver(mapo));
  await town.done(CompleteRide(ride), driver(mapo));
  await town.pass(25 * HOUR_MS);
  await call(town, 2);
  await town.done(AcceptOffer({ poolId, callId: 'taxicall-2' }), driver(mapo));
  await town.pass(5 * MINUTE_MS);
  await town.done(CancelCall({ callId: 'taxicall-2' }), customer('01011111112'));
  await call(town, 3);
  await town.done(StartRide({ poolId, callId: 'taxicall-3' }), driver(mapo));
  await call(town, 4);
  await call(town, 5);
  await town.pass(MINUTE_MS);
  await town.holds();
  return town.world();
};

const { replaced } = liesAbout('callId');

const later = (event: Happened) => ({ ...event, at: event.at + HOUR_MS });
const aDayBefore = (event: Happened) => ({ ...event, at: event.at - 24 * HOUR_MS });

/** As if the driver who does not answer had stayed on duty. */
const onDuty: Lie = (world) => {
  const events = world.events.filter(({ type }) => type !== 'TaxiWentOffDuty');
  return { ...world, events };
};

const lies: { readonly [id: string]: readonly Lie[] } = {
  I1: [
    replaced('TaxiassignCompleted', 'taxicall-4', withData({ taxiid: mapo })),
    replaced('RideCompleted', 'taxicall-1', none),
  ],
  I2: [
    replaced('TaxiassignCompleted', 'taxicall-4', withData({ taxiid: '서울1' })),
    replaced('TaximanageAccepted', 'taxicall-4', withData({ taxiClass: '대형' })),
  ],
  I3: [replaced('TaxicallRequested', 'taxicall-4', withData({ tel: '01011111113' }))],
  I4: [
    stateAs('Taxicall', 'taxicall-1', { is: 'riding' }),
    stateAs('Taximanage', 'taxicall-3', { is: 'confirmed' }),
    stateAs('TaxiPool', 'taxicall-5', { is: 'failed' }),
    stateAs('Taxicall', 'taxicall-2', { is: 'cancelling' }),
  ],
  I5: [replaced('TaxiassignCompleted', 'taxicall-4', none)],
  I6: [
    replaced('TaxiassignCompleted', 'taxicall-1', withData({ taxiid: gangnam })),
    replaced('TaxiassignCompleted', 'taxicall-4', withData({ distanceM: 1 })),
  ],
  I7: [
    replaced('TaxiassignCompleted', 'taxicall-4', twice),
    replaced('RideCompleted', 'taxicall-1', twice),
    replaced('TaxiassignCompleted', 'taxicall-7', twice),
  ],
  I8: [
    replaced('TaxicallCancelled', 'taxicall-2', withData({ lateCancelFee: 0 })),
    replaced('TaxicallConfirmed', 'taxicall-2', none),
  ],
  I9: [replaced('TaxicallCompleted', 'taxicall-1', withData({ cost: 1 }))],
  I10: [replaced('TaxicallRequested', 'taxicall-5', none)],
  I11: [replaced('TaximanageAccepted', 'taxicall-5', none)],
  I12: [replaced('TaxiassignCompleted', 'taxicall-4', later)],
  I13: [
    replaced('TaxicallCancelConfirmed', 'taxicall-2', aDayBefore),
    replaced('TaxicallCompleted', 'taxicall-1', none),
    rowsAs('CallStatus', { drivertel: null }),
    rowsAs('CallStatus', { driver: '김민수' }),
  ],
  I14: [onDuty],
  G4: [rowsAs('CallStatus', { callStatus: '호출' }), rowsAs('TaxiBoard', { taxiStatus: '휴무' })],
  G5: [everythingTwice, externalAs({ sent: {}, sentCount: 0 })],
};

describe('The invariants of taxi call', () => {
  let world: World;
  before(async () => {
    world = await busyTown();
  });

  itNotices(invariants, lies, () => world);
});
