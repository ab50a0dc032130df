// The sentences behind the invariants: what is wrong with a world, one sentence each.

import { placeAt, roadMetres } from '@dure/dispatch';
import { HOUR_MS, instantOf, MINUTE_MS } from '@dure/domain';
import type { Happened, World } from '@dure/domain';
import { figure, perStory, rowsBy, word } from '@dure/domain/log';
import type { Sentences, Story } from '@dure/domain/log';
import { terms } from '../pickupcall/contract.ts';
import * as Pickupmanage from '../pickupmanage/contract.ts';
import { poolsIn } from './replay.ts';
import type { Courier, Pool, Waiting } from './replay.ts';

/** What is wrong with each pickup; nothing, where it is right. */
const perPickup = perStory('pickupId');

const isTaken = ({ is }: Courier): boolean => is === 'assigned' || is === 'collecting';

const doubled = ({ couriers, given }: Pool): Sentences => {
  const pickups = [...given.values()];
  return [...couriers.values()].flatMap((courier) => {
    const times = pickups.filter((workerid) => workerid === courier.workerid).length;
    return times === (isTaken(courier) ? 1 : 0)
      ? []
      : [`${courier.workerid}: ${courier.is}, ${times} pickups.`];
  });
};

// I1
export const couriersServeOne = (world: World): Sentences => {
  const wrong: string[] = [];
  const pools = poolsIn(world, (pool) => void wrong.push(...doubled(pool)));
  return [...wrong, ...pools.flatMap(doubled)];
};

/** Whether somebody can carry a parcel. */
const fits = ({ capability }: { readonly capability: string }, parcelType: string): boolean =>
  capability === 'FULL' || parcelType === '10KG_UNDER';

// I2
export const heavyByTheStrong = (world: World): Sentences => {
  const wrong: string[] = [];
  poolsIn(world, ({ couriers }, { type, data }) => {
    if (type !== 'PickupassignCompleted') return;
    const courier = couriers.get(word(data, 'workerid'));
    if (courier && fits(courier, word(data, 'parcelType'))) return;
    wrong.push(`${word(data, 'pickupId')}: ${word(data, 'workerid')} cannot carry it.`);
  });
  return wrong;
};

const over = ['PickupcallCompleted', 'PickupcallFailed', 'PickupcallCancelConfirmed'];

// I3
export const onePickupPerPhone = ({ events }: World): Sentences => {
  const open = new Map<string, string>();
  return events.flatMap(({ type, data }) => {
    const [tel, pickupId] = [word(data, 'tel'), word(data, 'pickupId')];
    if (over.includes(type)) open.delete(tel);
    if (type !== 'PickupcallRequested') return [];
    const other = open.get(tel);
    open.set(tel, pickupId);
    return other === undefined ? [] : [`${pickupId}: ${other} was still open.`];
  });
};

/** For each state of a pickup: of its case, and of its assignment. */
const agreeing: { readonly [is: string]: readonly [kase: string, assignment: string] } = {
  calling: ['assigning', 'waiting'],
  confirmed: ['confirmed', 'assigned'],
  collecting: ['collecting', 'collecting'],
  completed: ['closed', 'completed'],
  cancelled: ['closed', 'cancelled'],
  failed: ['closed', 'failed'],
};

// I4
export const stateAgrees = (world: World): Sentences => {
  const cases = world.states('Pickupmanage');
  const assignments = world.states('CourierPool', 'Assignment');
  return [...world.states('Pickupcall')].flatMap(([pickupId, pickup]) => {
    const is = word(pickup, 'is');
    if (is === '' || is === 'absent') return [];
    const kase = word(cases.get(pickupId), 'is');
    const assignment = word(assignments.get(pickupId), 'is');
    const [managed, assigned] = agreeing[is] ?? [];
    const isRight = kase === managed && assignment === assigned;
    return isRight ? [] : [`${pickupId}: ${is}, ${kase}, ${assignment}.`];
  });
};

const waitsAt = (pool: Pool, now: number): readonly Waiting[] =>
  [...pool.waiting.values()].filter(({ until }) => instantOf(until) > now);

const freeFor = (pool: Pool, parcelType: string): readonly Courier[] =>
  [...pool.couriers.values()].filter((one) => one.is === 'free' && fits(one, parcelType));

// I5
export const nobodyWaitsInVain = (world: World): Sentences =>
  poolsIn(world).flatMap((pool) =>
    waitsAt(pool, world.now)
      .filter(({ parcelType }) => freeFor(pool, parcelType).length > 0)
      .map(({ pickupId }) => `${pickupId}: somebody who can carry it is free.`),
  );

const metresTo = (location: string, courier: Courier | undefined): number => {
  const [from, to] = [placeAt(courier?.location ?? ''), placeAt(location)];
  return from && to ? roadMetres(from, to) : Infinity;
};

/** Who waits longer than another, and could have used who was sent to him. */
const passedBy = (pool: Pool, { data, at }: Happened): readonly Waiting[] => {
  const until = pool.waiting.get(word(data, 'pickupId'))?.until ?? '9';
  const sent = pool.couriers.get(word(data, 'workerid'));
  return waitsAt(pool, at).filter(
    (other) => other.until < until && sent !== undefined && fits(sent, other.parcelType),
  );
};

const badChoice = (pool: Pool, event: Happened): Sentences => {
  const { data } = event;
  const [location, pickupId] = [word(data, 'location'), word(data, 'pickupId')];
  const sent = metresTo(location, pool.couriers.get(word(data, 'workerid')));
  const nearer = freeFor(pool, word(data, 'parcelType')).filter(
    (one) => metresTo(location, one) < sent,
  );
  return [
    ...nearer.map(({ workerid }) => `${pickupId}: ${workerid} was nearer.`),
    ...passedBy(pool, event).map((older) => `${pickupId}: ${older.pickupId} was waiting.`),
    ...(figure(data, 'distanceM') === sent ? [] : [`${pickupId}: he was ${sent} m away.`]),
  ];
};

// I6
export const nearestFirst = (world: World): Sentences => {
  const wrong: string[] = [];
  poolsIn(world, (pool, event) => {
    if (event.type === 'PickupassignCompleted') wrong.push(...badChoice(pool, event));
  });
  return wrong;
};

// I7
export const assignedOnce = (world: World): Sentences =>
  perPickup(world, ({ times }) => {
    if (times('PickupassignCompleted') > 1) return 'assigned twice.';
    const ends = times('PickupassignCancelled') + times('CollectionCompleted');
    return ends > 1 && `its assignment ended ${ends} times.`;
  });

const feeAt = ({ first }: Story, { at, data }: Happened): number => {
  const confirmed = first('PickupcallConfirmed')?.data;
  if (!confirmed) return 0;
  const freeMs = terms.FREE_CANCEL_AFTER_CONFIRM.standard * MINUTE_MS;
  if (at <= instantOf(word(confirmed, 'confirmedAt')) + freeMs) return 0;
  const fees: { readonly [parcelType: string]: number } = terms.LATE_CANCEL_FEE.standard;
  return fees[word(data, 'parcelType')] ?? 0;
};

// I8
export const feesAreRight = (world: World): Sentences =>
  perPickup(world, (story) => {
    const cancelled = story.first('PickupcallCancelled');
    const fee = cancelled ? feeAt(story, cancelled) : 0;
    const wrong = story.all.find(
      ({ data }) => 'lateCancelFee' in data && data['lateCancelFee'] !== fee,
    );
    return wrong && `${wrong.type} takes ${figure(wrong.data, 'lateCancelFee')}, not ${fee}.`;
  });

/** Base and step of each parcel type, as the page has them, a second time. */
const tariffs: { readonly [parcelType: string]: readonly [base: number, step: number] } = {
  '10KG_UNDER': [4000, 100],
  '10KG_OVER': [8000, 200],
};

const costOf = (accepted: Happened['data']): number => {
  const [base, step] = tariffs[word(accepted, 'parcelType')] ?? [0, 0];
  const centre = placeAt(Pickupmanage.terms.PICKUP_CENTRE.standard);
  const from = placeAt(word(accepted, 'location'));
  const metres = from && centre ? roadMetres(from, centre) : Infinity;
  return base + step * Math.ceil(Math.max(0, metres - 3000) / 250);
};

// I9
export const costsAreRight = (world: World): Sentences =>
  perPickup(world, ({ first, all }) => {
    const accepted = first('PickupmanageAccepted')?.data;
    const cost = accepted ? costOf(accepted) : 0;
    const wrong = all.find(({ data }) => 'cost' in data && data['cost'] !== cost);
    return wrong && `${wrong.type} has ${figure(wrong.data, 'cost')}, not ${cost}.`;
  });

// I10
export const promisesAreKept = (world: World): Sentences =>
  perPickup(world, ({ times }) => {
    if (times('PickupmanageAccepted') === 0) return undefined;
    const kept = times('PickupcallRequested') + times('PickupmanageWithdrawn');
    return kept !== 1 && `its promise was used ${kept} times.`;
  });

// I11
export const acceptedBefore = (world: World): Sentences =>
  perPickup(
    world,
    ({ has, isBefore }) =>
      has('PickupcallRequested') &&
      !isBefore('PickupmanageAccepted', 'PickupcallRequested') &&
      'requested before it was accepted.',
  );

// I12
export const assignedInTime = (world: World): Sentences =>
  perPickup(world, ({ first }) => {
    const asked = first('PickupmanageAssigned')?.data;
    const assigned = first('PickupassignCompleted');
    if (!asked || !assigned) return undefined;
    return assigned.at >= instantOf(word(asked, 'until')) && 'assigned too late.';
  });

const lasting = ['tel', 'parcelType', 'location'] as const;

// I13
export const oneStory = (world: World): Sentences => [
  ...perPickup(world, ({ all }) => {
    // What is told of a courier is where he is, not where the parcel was.
    const told = all.filter(({ type }) => type !== 'CollectionCompleted');
    const changed = lasting.find((field) => {
      const values = told.map(({ data }) => word(data, field)).filter((value) => value !== '');
      return new Set(values).size > 1;
    });
    return changed && `its ${changed} changed.`;
  }),
  ...world.events
    .filter(({ type, data }) => ofAPickup.test(type) && word(data, 'pickupId') === '')
    .map(({ type }) => `${type} has no pickupId.`),
];

const ofAPickup = /^(Pickup|Collection)/;

const shownMs = terms.COURIER_RETENTION.standard * HOUR_MS;

const contactIn = (of: Happened['data'] | undefined): string =>
  `${word(of, 'worker')} ${word(of, 'workertel')}`.trim();

/** Who has cancelled too late learns with the refusal who came. */
const toldOf = ({ first }: Story): string =>
  contactIn((first('PickupcallConfirmed') ?? first('PickupcallCancelRefused'))?.data);

const shownUntil = ({ all }: Story): number => {
  const end = all.find(({ type }) => over.includes(type));
  return end ? end.at + shownMs : Infinity;
};

// I14
export const couriersAreForgotten = (world: World): Sentences => {
  const rows = rowsBy(world, 'PickupStatus', 'pickupId');
  return perPickup(world, (story) => {
    const row = rows.get(story.id);
    if (!row) return undefined;
    const [shown, until] = [contactIn(row), shownUntil(story)];
    if (world.now > until) return shown !== '' && 'it still shows who came.';
    return world.now < until && shown !== toldOf(story) && 'it does not show who comes.';
  });
};

// G4
export const viewsAgree = (world: World): Sentences => {
  const pickups = rowsBy(world, 'Pickupcalls', 'pickupId');
  const statuses = world.rows('PickupStatus').flatMap((row) => {
    const [pickupId, shown] = [word(row, 'pickupId'), word(row, 'pickupStatus')];
    const is = word(pickups.get(pickupId), 'status');
    return is === shown ? [] : [`${pickupId}: ${is}, shown as ${shown}.`];
  });
  const couriers = world.states('CourierPool', 'Courier');
  const board = world.rows('CourierBoard').flatMap((row) => {
    const is = word(couriers.get(word(row, 'workerid')), 'is');
    const shown = word(row, 'courierStatus');
    return courierStatuses[is] === shown
      ? []
      : [`${word(row, 'workerid')}: ${is}, shown as ${shown}.`];
  });
  return [...statuses, ...board];
};

const courierStatuses: { readonly [is: string]: string } = {
  off: '휴무',
  free: '대기',
  assigned: '배정',
  collecting: '수거',
};
