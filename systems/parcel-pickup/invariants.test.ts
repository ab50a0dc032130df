// Each invariant holds for an honest world, and notices the lie that it is there for.

import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { MINUTE_MS } from '@dure/domain';
import type { Happened, World } from '@dure/domain';
import { invariants } from './invariants.ts';
import {
  courier,
  customer,
  errandOf,
  lee,
  opened,
  park,
  requested,
  telOf,
} from './parcel-pickup.testing.ts';
import * as Pickupassign from './pickupassign/contract.ts';
import * as Pickupcall from './pickupcall/contract.ts';

const { CompleteCollection, StartCollection } = Pickupassign.command;
const { CancelPickup } = Pickupcall.command;

/** One handed in, one cancelled late, one under way, one that has a courier, two that wait. */
const busyCity = async (): Promise<World> => {
  const city = await opened({ couriers: [lee, park] });
  await requested(city, 1);
  await city.done(StartCollection(errandOf(1)), courier('P1'));
  await city.done(CompleteCollection({ ...errandOf(1), location: '이수' }), courier('P1'));
  await requested(city, 2, { parcelType: '10KG_OVER' });
  await city.pass(6 * MINUTE_MS);
  await city.done(CancelPickup({ pickupId: 'pickupcall-2' }), customer(telOf(2)));
  await requested(city, 3);
  await city.done(StartCollection(errandOf(3)), courier('P1'));
  await requested(city, 4, { parcelType: '10KG_OVER' });
  await requested(city, 5, { parcelType: '10KG_OVER' });
  await requested(city, 6);
  await city.pass(MINUTE_MS);
  await city.holds();
  return city.world();
};

type Change = (event: Happened) => Happened | readonly Happened[];

/** The world with what happened to a pickup told otherwise. */
const told = (type: string, number: number, change: Change) => (world: World) => ({
  ...world,
  events: world.events.flatMap((event) =>
    event.type === type && event.data['pickupId'] === `pickupcall-${number}`
      ? change(event)
      : event,
  ),
});

const saying = (data: Happened['data']) => (event: Happened) => ({
  ...event,
  data: { ...event.data, ...data },
});

const stateAs = (aggregate: string, key: string, is: string) => (world: World) => ({
  ...world,
  states: (name: string, register?: string) => {
    const states = new Map(world.states(name, register));
    const state = states.get(key);
    if (name === aggregate && state) states.set(key, { ...state, is });
    return states;
  },
});

const rowsAs = (view: string, data: Happened['data']) => (world: World) => ({
  ...world,
  rows: (name: string) =>
    world.rows(name).map((row) => (name === view ? { ...row, ...data } : row)),
});

const none = () => [];
const twice = (event: Happened) => [event, event];
const later = (event: Happened) => ({ ...event, at: event.at + 60 * MINUTE_MS });

type Lie = (world: World) => World;

/** As if the pickup that has a courier had come after one that waits. */
const overtaken: Lie = (world) => {
  const late = world.events.filter(
    ({ type, data }) => type === 'PickupassignCompleted' && data['pickupId'] === 'pickupcall-4',
  );
  const rest = world.events.filter((event) => !late.includes(event));
  return { ...world, events: [...rest, ...late] };
};

const lies: { readonly [id: string]: readonly Lie[] } = {
  I1: [
    told('PickupassignCompleted', 4, saying({ workerid: 'P1' })),
    told('CollectionCompleted', 1, none),
  ],
  I2: [
    told('PickupassignCompleted', 1, saying({ parcelType: '10KG_OVER' })),
    told('PickupassignCompleted', 4, saying({ workerid: 'P1' })),
  ],
  I3: [told('PickupcallRequested', 4, saying({ tel: telOf(3) }))],
  I4: [
    stateAs('Pickupcall', 'pickupcall-1', 'collecting'),
    stateAs('Pickupmanage', 'pickupcall-3', 'confirmed'),
    stateAs('CourierPool', 'pickupcall-5', 'failed'),
    stateAs('Pickupcall', 'pickupcall-2', 'cancelling'),
  ],
  I5: [told('PickupassignCompleted', 4, none)],
  I6: [
    told('PickupassignCompleted', 1, saying({ workerid: 'P2' })),
    told('PickupassignCompleted', 4, saying({ distanceM: 1 })),
    // Who has waited longer is passed by.
    overtaken,
  ],
  I7: [told('PickupassignCompleted', 4, twice), told('CollectionCompleted', 1, twice)],
  I8: [
    told('PickupcallCancelled', 2, saying({ lateCancelFee: 2000 })),
    told('PickupcallConfirmed', 2, none),
  ],
  I9: [
    told('PickupcallCompleted', 1, saying({ cost: 10_000 })),
    told('PickupmanageAccepted', 4, saying({ parcelType: '10KG_UNDER' })),
  ],
  I10: [told('PickupcallRequested', 6, none)],
  I11: [told('PickupmanageAccepted', 6, none)],
  I12: [told('PickupassignCompleted', 4, later)],
  I13: [
    told('PickupassignCompleted', 4, saying({ tel: telOf(3) })),
    told('PickupmanageAssigned', 4, saying({ parcelType: '10KG_UNDER' })),
    told('PickupassignCompleted', 4, saying({ location: '강남' })),
    told('PickupassignCompleted', 4, saying({ pickupId: undefined })),
  ],
  G4: [
    rowsAs('PickupStatus', { pickupStatus: '호출' }),
    rowsAs('CourierBoard', { courierStatus: '휴무' }),
  ],
  G5: [
    (world) => ({ ...world, events: world.events.flatMap(twice) }),
    (world) => ({ ...world, external: () => ({ sent: {}, sentCount: 0 }) }),
  ],
};

describe('The invariants of parcel pickup', () => {
  let world: World;
  before(async () => {
    world = await busyCity();
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
