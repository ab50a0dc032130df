// Each invariant holds for an honest world, and notices the lie that it is there for.

import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { Happened, World } from '@dure/domain';
import { invariants } from './invariants.ts';
import { bring, customer, kang, opened, stepsOf, yoon } from './personal-training.testing.ts';

const key = (number: number) => `ptorder-${number}` as const;

/** Held, asked for, called off late and early, waiting, and put off: in numbers 1 to 6. */
const busyGym = async (): Promise<World> => {
  const gym = await opened('resultReady');
  await bring(gym, 'assigned', { ptOrderId: key(2), trainerId: yoon });
  await bring(gym, 'assigned', { ptOrderId: key(3) });
  await gym.done(stepsOf(key(3)).cancel, customer());
  await bring(gym, 'received', { ptOrderId: key(4) });
  await gym.done(stepsOf(key(4)).cancel, customer());
  await bring(gym, 'received', { ptOrderId: key(5) });
  await bring(gym, 'assigned', { ptOrderId: key(6) });
  gym.running.fault('pttrainer', 'down');
  await gym.done(stepsOf(key(6)).cancel, customer());
  await gym.holds();
  return gym.world();
};

type Change = (event: Happened) => Happened | readonly Happened[];

/** The world with the events of an application told otherwise. */
const told = (world: World, type: string, number: number, change: Change): World => ({
  ...world,
  events: world.events.flatMap((event) =>
    event.type === type && event.data['ptOrderId'] === key(number) ? change(event) : event,
  ),
});

const withData = (data: Happened['data']) => (event: Happened) => ({
  ...event,
  data: { ...event.data, ...data },
});

/** The world with another state of an instance, or of one that was not there. */
const stateAs = (world: World, [aggregate, id]: readonly [string, string], is: string): World => ({
  ...world,
  states: (name, register) => {
    const states = new Map(world.states(name, register));
    if (name === aggregate) states.set(id, { ...states.get(id), is });
    return states;
  },
});

const rowsAs = (world: World, data: Happened['data']): World => ({
  ...world,
  rows: (name) => world.rows(name).map((row) => (name === 'Ptstatus' ? { ...row, ...data } : row)),
});

const schedule = (world: World, number: number): string =>
  String(
    world.events.find(
      ({ type, data }) => type === 'PtOrderAccepted' && data['ptOrderId'] === key(number),
    )?.data['ptTrainerId'],
  );

const scheduleAs = (world: World, number: number, is: string): World =>
  stateAs(world, ['TrainerCalendar', schedule(world, number)], is);

const none = () => [];
const twice = (event: Happened) => [event, event];

const confirmedAlso = (event: Happened) => [
  event,
  withData({ ptTrainerId: 'pttrainer-9', ptOrderId: key(9) })(event),
];

const lies: { readonly [id: string]: readonly ((world: World) => World)[] } = {
  I1: [(world) => told(world, 'PtScheduleConfirmed', 1, confirmedAlso)],
  I2: [
    (world) => scheduleAs(world, 3, 'confirmed'),
    (world) => stateAs(world, ['Ptmanager', key(4)], 'unassigned'),
    (world) => stateAs(world, ['Ptorder', key(4)], 'cancelOrdered'),
  ],
  I3: ['requested', 'confirmed', 'resultCreated'].map(
    (is) => (world: World) => scheduleAs(world, 3, is),
  ),
  I4: [
    (world) => stateAs(world, ['Ptmanager', key(1)], 'accepted'),
    (world) => stateAs(world, ['Ptorder', key(2)], 'completed'),
    (world) => scheduleAs(world, 1, 'confirmed'),
    (world) => stateAs(world, ['Ptmanager', key(5)], 'canceling'),
    (world) => stateAs(world, ['Ptmanager', key(6)], 'accepted'),
  ],
  I5: [
    (world) =>
      told(world, 'PtOrderAccepted', 2, (event) => [
        event,
        withData({ ptTrainerId: schedule(world, 1) })(event),
      ]),
  ],
  I6: [
    (world) => told(world, 'PtResultRead', 1, twice),
    (world) => told(world, 'PtResultCreated', 1, none),
  ],
  I7: [
    (world) => told(world, 'PtOrderAccepted', 2, withData({ trainerId: 'trainer-9999' })),
    (world) => told(world, 'PtOrderAccepted', 2, twice),
  ],
  I8: [
    (world) => told(world, 'PtScheduleRequested', 2, withData({ ptTrainerId: schedule(world, 1) })),
    (world) => told(world, 'PtOrderReceived', 5, withData({ ptManagerId: 'ptmanager-1' })),
    (world) => told(world, 'PtOrderReceived', 5, (event) => ({ ...event, caseId: key(1) })),
  ],
  I9: [
    (world) => rowsAs(world, { ptResult: '다른 결과' }),
    (world) => rowsAs(world, { ptClassDate: '2026-03-03T09:00:00+09:00' }),
    (world) => told(world, 'PtOrdered', 5, none),
    (world) => ({ ...world, rows: () => [] }),
  ],
  I10: [
    (world) => told(world, 'PtOrderCanceled', 3, none),
    (world) => told(world, 'PtCancelOrdered', 4, twice),
    (world) => stateAs(world, ['Ptmanager', key(6)], 'accepted'),
  ],
  I11: [
    (world) => told(world, 'PtResultCreated', 1, (event) => ({ ...event, at: 0 })),
    (world) => told(world, 'PtScheduleConfirmed', 1, (event) => ({ ...event, at: world.now })),
  ],
  G4: ['ptOrderStatus', 'ptManagerStatus', 'ptTrainerStatus'].map(
    (column) => (world: World) => rowsAs(world, { [column]: 'SOMETHING' }),
  ),
  G5: [
    (world) => ({ ...world, events: world.events.flatMap(twice) }),
    (world) => ({ ...world, external: () => ({ sent: {}, sentCount: 0 }) }),
  ],
};

describe('The invariants of personal training', () => {
  let world: World;
  before(async () => {
    world = await busyGym();
  });

  for (const { id, broken } of invariants) {
    it(`${id} notices what breaks it`, () => {
      assert.deepEqual(broken(world), []);
      const noticed = (lies[id] ?? []).map((lie) => broken(lie(world)).length > 0);
      assert.ok(noticed.length > 0);
      assert.ok(noticed.every(Boolean), JSON.stringify(noticed));
    });
  }

  it('I1 lets a class begin when another one of its trainer ends', () => {
    const after = withData({
      ptTrainerId: 'pttrainer-9',
      ptOrderId: key(9),
      trainerId: kang,
      ptClassDate: '2026-03-03T20:00:00+09:00',
    });
    const honest = told(world, 'PtScheduleConfirmed', 1, (event) => [event, after(event)]);
    assert.deepEqual(invariants.find(({ id }) => id === 'I1')?.broken(honest), []);
  });
});
