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
import {
  courier,
  customer,
  errandOf,
  lee,
  opened,
  park,
  requested,
  telOf,
} from '../parcel-pickup.testing.ts';
import * as Pickupassign from '../pickupassign/contract.ts';
import * as Pickupcall from '../pickupcall/contract.ts';

const { AcceptOffer, CompleteCollection, GoOnDuty, StartCollection } = Pickupassign.command;
const { CancelPickup } = Pickupcall.command;

/** One of the day before, one cancelled late, one under way, one with a courier, two that wait. */
const busyCity = async (): Promise<World> => {
  const city = await opened({ couriers: [lee, park] });
  // Two heavy parcels whose only courier does not answer, and is back later.
  await requested(city, 7, { parcelType: '10KG_OVER' });
  await requested(city, 8, { parcelType: '10KG_OVER' });
  await city.pass(11 * MINUTE_MS);
  await city.done(GoOnDuty(park), courier('P2'));
  await requested(city, 1);
  await city.done(StartCollection(errandOf(1)), courier('P1'));
  await city.done(CompleteCollection({ ...errandOf(1), location: '이수' }), courier('P1'));
  await city.pass(25 * HOUR_MS);
  await requested(city, 2, { parcelType: '10KG_OVER' });
  await city.done(AcceptOffer(errandOf(2)), courier('P2'));
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

const { replaced } = liesAbout('pickupId');

const later = (event: Happened) => ({ ...event, at: event.at + HOUR_MS });
const aDayBefore = (event: Happened) => ({ ...event, at: event.at - 24 * HOUR_MS });

/** As if the pickup that has a courier had come after one that waits. */
const overtaken: Lie = (world) => {
  const late = world.events.filter(
    ({ type, data }) => type === 'PickupassignCompleted' && data['pickupId'] === 'pickupcall-4',
  );
  const rest = world.events.filter((event) => !late.includes(event));
  return { ...world, events: [...rest, ...late] };
};

/** As if the courier who did not answer had stayed on duty. */
const onDuty: Lie = (world) => {
  const off = world.events.findIndex(({ type }) => type === 'CourierWentOffDuty');
  const isDuty = (event: Happened) => event.type.startsWith('CourierWent');
  const events = world.events.filter((event, index) => index < off || !isDuty(event));
  return { ...world, events };
};

const lies: { readonly [id: string]: readonly Lie[] } = {
  I1: [
    replaced('PickupassignCompleted', 'pickupcall-4', withData({ workerid: 'P1' })),
    replaced('CollectionCompleted', 'pickupcall-1', none),
  ],
  I2: [
    replaced('PickupassignCompleted', 'pickupcall-1', withData({ parcelType: '10KG_OVER' })),
    replaced('PickupassignCompleted', 'pickupcall-4', withData({ workerid: 'P1' })),
  ],
  I3: [replaced('PickupcallRequested', 'pickupcall-4', withData({ tel: telOf(3) }))],
  I4: [
    stateAs('Pickupcall', 'pickupcall-1', { is: 'collecting' }),
    stateAs('Pickupmanage', 'pickupcall-3', { is: 'confirmed' }),
    stateAs('CourierPool', 'pickupcall-5', { is: 'failed' }),
    stateAs('Pickupcall', 'pickupcall-2', { is: 'cancelling' }),
  ],
  I5: [replaced('PickupassignCompleted', 'pickupcall-4', none)],
  I6: [
    replaced('PickupassignCompleted', 'pickupcall-1', withData({ workerid: 'P2' })),
    replaced('PickupassignCompleted', 'pickupcall-4', withData({ distanceM: 1 })),
    // Who has waited longer is passed by.
    overtaken,
  ],
  I7: [
    replaced('PickupassignCompleted', 'pickupcall-4', twice),
    replaced('CollectionCompleted', 'pickupcall-1', twice),
    replaced('PickupassignCompleted', 'pickupcall-8', twice),
  ],
  I8: [
    replaced('PickupcallCancelled', 'pickupcall-2', withData({ lateCancelFee: 2000 })),
    replaced('PickupcallConfirmed', 'pickupcall-2', none),
  ],
  I9: [
    replaced('PickupcallCompleted', 'pickupcall-1', withData({ cost: 10_000 })),
    replaced('PickupmanageAccepted', 'pickupcall-4', withData({ parcelType: '10KG_UNDER' })),
  ],
  I10: [replaced('PickupcallRequested', 'pickupcall-6', none)],
  I11: [replaced('PickupmanageAccepted', 'pickupcall-6', none)],
  I12: [replaced('PickupassignCompleted', 'pickupcall-4', later)],
  I13: [
    replaced('PickupassignCompleted', 'pickupcall-4', withData({ tel: telOf(3) })),
    replaced('PickupmanageAssigned', 'pickupcall-4', withData({ parcelType: '10KG_UNDER' })),
    replaced('PickupassignCompleted', 'pickupcall-4', withData({ location: '강남' })),
    replaced('PickupassignCompleted', 'pickupcall-4', withData({ pickupId: undefined })),
  ],
  I14: [
    replaced('PickupcallCancelConfirmed', 'pickupcall-2', aDayBefore),
    replaced('PickupcallCompleted', 'pickupcall-1', none),
    rowsAs('PickupStatus', { worker: null, workertel: null }),
    rowsAs('PickupStatus', { worker: '이준영' }),
  ],
  I15: [onDuty],
  G4: [
    rowsAs('PickupStatus', { pickupStatus: '호출' }),
    rowsAs('CourierBoard', { courierStatus: '휴무' }),
  ],
  G5: [everythingTwice, externalAs({ sent: {}, sentCount: 0 })],
};

describe('The invariants of parcel pickup', () => {
  let world: World;
  before(async () => {
    world = await busyCity();
  });

  itNotices(invariants, lies, () => world);
});
