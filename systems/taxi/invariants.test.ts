// Each invariant holds for an honest world, and notices the lie that it is there for.

import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { MINUTE_MS } from '@dure/domain';
import type { Happened, World } from '@dure/domain';
import { invariants } from './invariants.ts';
import { customer, driver, manager, Town } from './taxi.testing.ts';
import * as Taxiassign from './taxiassign/contract.ts';
import * as Taxicall from './taxicall/contract.ts';

const { CancelCall, RequestCall } = Taxicall.command;
const { CompleteRide, GoOnDuty, RegisterTaxi, StartRide } = Taxiassign.command;

const poolId = '서울/일반';
const [mapo, gangnam] = ['서울33바1101', '서울33바1103'];

const call = async (town: Town, number: number, location = '마포') => {
  const tel = `0101111111${number}`;
  const request = RequestCall({ callId: `taxicall-${number}`, tel, location });
  await town.done(request, customer(tel));
};

/** A ride that is over, one under way, a call that was cancelled late, and one that waits. */
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
  await call(town, 1);
  await town.done(StartRide(ride), driver(mapo));
  await town.done(CompleteRide(ride), driver(mapo));
  await call(town, 2);
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

type Change = (event: Happened) => Happened | readonly Happened[];

/** The world with its events told otherwise. */
const told = (world: World, type: string, callId: string, change: Change): World => ({
  ...world,
  events: world.events.flatMap((event) =>
    event.type === type && event.data['callId'] === callId ? change(event) : event,
  ),
});

const withData = (data: Happened['data']) => (event: Happened) => ({
  ...event,
  data: { ...event.data, ...data },
});

const stateAs = (world: World, aggregate: string, key: string, is: string): World => ({
  ...world,
  states: (name, register) => {
    const states = new Map(world.states(name, register));
    const state = states.get(key);
    if (name === aggregate && state) states.set(key, { ...state, is });
    return states;
  },
});

const rowsAs = (world: World, view: string, data: Happened['data']): World => ({
  ...world,
  rows: (name) => world.rows(name).map((row) => (name === view ? { ...row, ...data } : row)),
});

const none = () => [];
const twice = (event: Happened) => [event, event];
const later = (event: Happened) => ({ ...event, at: event.at + 60 * MINUTE_MS });

const lies: { readonly [id: string]: readonly ((world: World) => World)[] } = {
  I1: [
    (world) => told(world, 'TaxiassignCompleted', 'taxicall-4', withData({ taxiid: mapo })),
    (world) => told(world, 'RideCompleted', 'taxicall-1', none),
  ],
  I2: [
    (world) => told(world, 'TaxiassignCompleted', 'taxicall-4', withData({ taxiid: '서울1' })),
    (world) => told(world, 'TaximanageAccepted', 'taxicall-4', withData({ taxiClass: '대형' })),
  ],
  I3: [(world) => told(world, 'TaxicallRequested', 'taxicall-4', withData({ tel: '01011111113' }))],
  I4: [
    (world) => stateAs(world, 'Taxicall', 'taxicall-1', 'riding'),
    (world) => stateAs(world, 'Taximanage', 'taxicall-3', 'confirmed'),
    (world) => stateAs(world, 'TaxiPool', 'taxicall-5', 'failed'),
    (world) => stateAs(world, 'Taxicall', 'taxicall-2', 'cancelling'),
  ],
  I5: [(world) => told(world, 'TaxiassignCompleted', 'taxicall-4', none)],
  I6: [
    (world) => told(world, 'TaxiassignCompleted', 'taxicall-1', withData({ taxiid: gangnam })),
    (world) => told(world, 'TaxiassignCompleted', 'taxicall-4', withData({ distanceM: 1 })),
  ],
  I7: [
    (world) => told(world, 'TaxiassignCompleted', 'taxicall-4', twice),
    (world) => told(world, 'RideCompleted', 'taxicall-1', twice),
  ],
  I8: [
    (world) => told(world, 'TaxicallCancelled', 'taxicall-2', withData({ lateCancelFee: 0 })),
    (world) => told(world, 'TaxicallConfirmed', 'taxicall-2', none),
  ],
  I9: [(world) => told(world, 'TaxicallCompleted', 'taxicall-1', withData({ cost: 1 }))],
  I10: [(world) => told(world, 'TaxicallRequested', 'taxicall-5', none)],
  I11: [(world) => told(world, 'TaximanageAccepted', 'taxicall-5', none)],
  I12: [(world) => told(world, 'TaxiassignCompleted', 'taxicall-4', later)],
  G4: [
    (world) => rowsAs(world, 'CallStatus', { callStatus: '호출' }),
    (world) => rowsAs(world, 'TaxiBoard', { taxiStatus: '휴무' }),
  ],
  G5: [
    (world) => ({ ...world, events: world.events.flatMap(twice) }),
    (world) => ({ ...world, external: () => ({ sent: {}, sentCount: 0 }) }),
  ],
};

describe('The invariants of taxi call', () => {
  let world: World;
  before(async () => {
    world = await busyTown();
  });

  for (const { id, broken } of invariants) {
    it(`${id} notices what breaks it`, () => {
      assert.deepEqual(broken(world), []);
      const noticed = (lies[id] ?? []).map((lie) => broken(lie(world)).length > 0);
      assert.ok(noticed.length > 0);
      assert.ok(noticed.every(Boolean), JSON.stringify(noticed));
    });
  }
});
