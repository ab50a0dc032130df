// Each invariant holds for an honest world, and notices the lie that it is there for.

import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
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
import { bring, customer, kang, opened, stepsOf, yoon } from '../personal-training.testing.ts';

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
  // It can be read again, and its clock stands still: what was put off is put off.
  gym.running.fault('pttrainer', 'none');
  await gym.holds();
  return gym.world();
};

const { replaced } = liesAbout('ptOrderId');

const schedule = (world: World, number: number): string =>
  String(
    world.events.find(
      ({ type, data }) => type === 'PtOrderAccepted' && data['ptOrderId'] === key(number),
    )?.data['ptTrainerId'],
  );

const scheduleAs =
  (number: number, is: string): Lie =>
  (world) =>
    stateAs('TrainerCalendar', schedule(world, number), { is })(world);

const confirmedAlso = (event: Happened) => [
  event,
  withData({ ptTrainerId: 'pttrainer-9', ptOrderId: key(9) })(event),
];

const lies: { readonly [id: string]: readonly Lie[] } = {
  I1: [replaced('PtScheduleConfirmed', key(1), confirmedAlso)],
  I2: [
    scheduleAs(3, 'confirmed'),
    stateAs('Ptmanager', key(4), { is: 'unassigned' }),
    stateAs('Ptorder', key(4), { is: 'cancelOrdered' }),
  ],
  I3: ['requested', 'confirmed', 'resultCreated'].map((is) => scheduleAs(3, is)),
  I4: [
    stateAs('Ptmanager', key(1), { is: 'accepted' }),
    stateAs('Ptorder', key(2), { is: 'completed' }),
    scheduleAs(1, 'confirmed'),
    stateAs('Ptmanager', key(5), { is: 'canceling' }),
    stateAs('Ptmanager', key(6), { is: 'accepted' }),
  ],
  I5: [
    (world) =>
      replaced('PtOrderAccepted', key(2), (event) => [
        event,
        withData({ ptTrainerId: schedule(world, 1) })(event),
      ])(world),
  ],
  I6: [replaced('PtResultRead', key(1), twice), replaced('PtResultCreated', key(1), none)],
  I7: [
    replaced('PtOrderAccepted', key(2), withData({ trainerId: 'trainer-9999' })),
    replaced('PtOrderAccepted', key(2), twice),
  ],
  I8: [
    (world) =>
      replaced('PtScheduleRequested', key(2), withData({ ptTrainerId: schedule(world, 1) }))(world),
    replaced('PtOrderReceived', key(5), withData({ ptManagerId: 'ptmanager-1' })),
    replaced('PtOrderReceived', key(5), (event) => ({ ...event, caseId: key(1) })),
  ],
  I9: [
    rowsAs('Ptstatus', { ptResult: '다른 결과' }),
    rowsAs('Ptstatus', { ptClassDate: '2026-03-03T09:00:00+09:00' }),
    replaced('PtOrdered', key(5), none),
    (world) => ({ ...world, rows: () => [] }),
  ],
  I10: [
    replaced('PtOrderCanceled', key(3), none),
    replaced('PtCancelOrdered', key(4), twice),
    stateAs('Ptmanager', key(6), { is: 'accepted' }),
  ],
  I11: [
    replaced('PtResultCreated', key(1), (event) => ({ ...event, at: 0 })),
    (world) =>
      replaced('PtScheduleConfirmed', key(1), (event) => ({ ...event, at: world.now }))(world),
  ],
  G4: ['ptOrderStatus', 'ptManagerStatus', 'ptTrainerStatus'].map((column) =>
    rowsAs('Ptstatus', { [column]: 'SOMETHING' }),
  ),
  G5: [everythingTwice, externalAs({ sent: {}, sentCount: 0 })],
};

describe('The invariants of personal training', () => {
  let world: World;
  before(async () => {
    world = await busyGym();
  });

  itNotices(invariants, lies, () => world);

  it('I1 lets a class begin when another one of its trainer ends', () => {
    const after = withData({
      ptTrainerId: 'pttrainer-9',
      ptOrderId: key(9),
      trainerId: kang,
      ptClassDate: '2026-03-03T20:00:00+09:00',
    });
    const honest = replaced('PtScheduleConfirmed', key(1), (event) => [event, after(event)])(world);
    assert.deepEqual(invariants.find(({ id }) => id === 'I1')?.broken(honest), []);
  });
});
