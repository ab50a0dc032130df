// The sentences behind the invariants: what is wrong with a world, one sentence each.

import { placeAt, roadMetres } from '@dure/dispatch';
import { HOUR_MS, instantOf, MINUTE_MS } from '@dure/domain';
import type { Happened, World } from '@dure/domain';
import { figure, perStory, rowsBy, word } from '@dure/domain/log';
import type { Sentences, Story } from '@dure/domain/log';
import { poolsIn } from './replay.ts';
import type { Pool, Taxi } from './replay.ts';
import { terms } from '../taxicall/contract.ts';
import * as Taximanage from '../taximanage/contract.ts';

/** What is wrong with each call; nothing, where it is right. */
const perCall = perStory('callId');

const isTaken = ({ is }: Taxi): boolean => is === 'assigned' || is === 'riding';

const doubled = ({ taxis, given }: Pool): Sentences => {
  const calls = [...given.values()];
  return [...taxis.values()].flatMap((taxi) => {
    const times = calls.filter((taxiid) => taxiid === taxi.taxiid).length;
    return times === (isTaken(taxi) ? 1 : 0) ? [] : [`${taxi.taxiid}: ${taxi.is}, ${times} calls.`];
  });
};

// I1
export const taxisServeOne = (world: World): Sentences => {
  const wrong: string[] = [];
  const pools = poolsIn(world, (pool) => void wrong.push(...doubled(pool)));
  return [...wrong, ...pools.flatMap(doubled)];
};

// I2
export const ofTheirClass = (world: World): Sentences => {
  const wrong: string[] = [];
  poolsIn(world, ({ poolId, taxis }, { type, data }) => {
    if (type !== 'TaxiassignCompleted' || taxis.has(word(data, 'taxiid'))) return;
    wrong.push(`${word(data, 'callId')}: ${word(data, 'taxiid')} is not of ${poolId}.`);
  });
  const classes = perCall(world, ({ first }) => {
    const pool = word(first('TaxiassignCompleted')?.data, 'poolId');
    const asked = word(first('TaximanageAccepted')?.data, 'taxiClass');
    return pool !== '' && pool !== `서울/${asked}` && `${asked}, but of ${pool}.`;
  });
  return [...wrong, ...classes];
};

const over = ['TaxicallCompleted', 'TaxicallFailed', 'TaxicallCancelConfirmed'];

// I3
export const oneCallPerPhone = ({ events }: World): Sentences => {
  const open = new Map<string, string>();
  return events.flatMap(({ type, data }) => {
    const [tel, callId] = [word(data, 'tel'), word(data, 'callId')];
    if (over.includes(type)) open.delete(tel);
    if (type !== 'TaxicallRequested') return [];
    const other = open.get(tel);
    open.set(tel, callId);
    return other === undefined ? [] : [`${callId}: ${other} was still open.`];
  });
};

/** For each state of a call: of its case, and of its assignment. */
const agreeing: { readonly [is: string]: readonly [kase: string, assignment: string] } = {
  calling: ['assigning', 'waiting'],
  confirmed: ['confirmed', 'assigned'],
  riding: ['riding', 'riding'],
  completed: ['closed', 'completed'],
  cancelled: ['closed', 'cancelled'],
  failed: ['closed', 'failed'],
};

// I4
export const stateAgrees = (world: World): Sentences => {
  const cases = world.states('Taximanage');
  const assignments = world.states('TaxiPool', 'Assignment');
  return [...world.states('Taxicall')].flatMap(([callId, call]) => {
    const is = word(call, 'is');
    if (is === '' || is === 'absent') return [];
    const kase = word(cases.get(callId), 'is');
    const assignment = word(assignments.get(callId), 'is');
    const [managed, assigned] = agreeing[is] ?? [];
    const isRight = kase === managed && assignment === assigned;
    return isRight ? [] : [`${callId}: ${is}, ${kase}, ${assignment}.`];
  });
};

const waitsAt = (pool: Pool, now: number): readonly string[] =>
  [...pool.waiting.values()].flatMap(({ callId, until }) =>
    instantOf(until) > now ? [callId] : [],
  );

// I5
export const nobodyWaitsInVain = (world: World): Sentences =>
  poolsIn(world).flatMap((pool) => {
    const isFree = [...pool.taxis.values()].some(({ is }) => is === 'free');
    return isFree ? waitsAt(pool, world.now).map((callId) => `${callId}: a taxi is free.`) : [];
  });

const metresTo = (location: string, taxi: Taxi | undefined): number => {
  const [from, to] = [placeAt(taxi?.location ?? ''), placeAt(location)];
  return from && to ? roadMetres(from, to) : Infinity;
};

/** Who waits longer than another: his time is over earlier. */
const olderThan = (pool: Pool, { data, at }: Happened): readonly string[] => {
  const until = pool.waiting.get(word(data, 'callId'))?.until ?? '9';
  const waiting = waitsAt(pool, at);
  return waiting.filter((callId) => (pool.waiting.get(callId)?.until ?? '') < until);
};

// I6
export const nearestFirst = (world: World): Sentences => {
  const wrong: string[] = [];
  poolsIn(world, (pool, event) => {
    if (event.type !== 'TaxiassignCompleted') return;
    const { data } = event;
    const location = word(data, 'location');
    const taken = metresTo(location, pool.taxis.get(word(data, 'taxiid')));
    const nearer = [...pool.taxis.values()].filter(
      (taxi) => taxi.is === 'free' && metresTo(location, taxi) < taken,
    );
    const passed = olderThan(pool, event);
    const callId = word(data, 'callId');
    wrong.push(
      ...nearer.map(({ taxiid }) => `${callId}: ${taxiid} was nearer.`),
      ...passed.map((older) => `${callId}: ${older} was waiting.`),
      ...(figure(data, 'distanceM') === taken ? [] : [`${callId}: it was ${taken} m away.`]),
    );
  });
  return wrong;
};

// I7
export const assignedOnce = (world: World): Sentences =>
  perCall(world, ({ times }) => {
    if (times('TaxiassignCompleted') > 1) return 'assigned twice.';
    const ends = times('TaxiassignCancelled') + times('RideCompleted');
    return ends > 1 && `its assignment ended ${ends} times.`;
  });

const feeAt = ({ first }: Story, { at, data }: Happened): number => {
  const confirmed = first('TaxicallConfirmed')?.data;
  if (!confirmed) return 0;
  const freeMs = terms.FREE_CANCEL_AFTER_CONFIRM.standard * MINUTE_MS;
  if (at <= instantOf(word(confirmed, 'confirmedAt')) + freeMs) return 0;
  const fees: { readonly [taxiClass: string]: number } = terms.LATE_CANCEL_FEE.standard;
  return fees[word(data, 'taxiClass')] ?? 0;
};

// I8
export const feesAreRight = (world: World): Sentences =>
  perCall(world, (story) => {
    const cancelled = story.first('TaxicallCancelled');
    const fee = cancelled ? feeAt(story, cancelled) : 0;
    const wrong = story.all.find(
      ({ data }) => 'lateCancelFee' in data && data['lateCancelFee'] !== fee,
    );
    return wrong && `${wrong.type} takes ${figure(wrong.data, 'lateCancelFee')}, not ${fee}.`;
  });

type Tariff = readonly [base: number, coveredM: number, step: number, perM: number];

/** As the page has them, a second time. */
const tariffs: { readonly [taxiClass: string]: Tariff } = {
  일반: [4800, 1600, 100, 131],
  고급: [7000, 3000, 200, 151],
  대형: [9000, 3000, 200, 140],
};

const fareOf = (accepted: Happened['data']): number => {
  const [base, covered, step, per] = tariffs[word(accepted, 'taxiClass')] ?? [0, 0, 0, 1];
  const [from, to] = [placeAt(word(accepted, 'location')), placeAt(word(accepted, 'destination'))];
  const trip = from && to ? roadMetres(from, to) : Taximanage.terms.DEFAULT_TRIP.standard;
  return base + step * Math.ceil(Math.max(0, trip - covered) / per);
};

// I9
export const faresAreRight = (world: World): Sentences =>
  perCall(world, ({ first, all }) => {
    const accepted = first('TaximanageAccepted')?.data;
    const fare = accepted ? fareOf(accepted) : 0;
    const wrong = all.find(({ data }) => 'cost' in data && data['cost'] !== fare);
    return wrong && `${wrong.type} has ${figure(wrong.data, 'cost')}, not ${fare}.`;
  });

// I10
export const promisesAreKept = (world: World): Sentences =>
  perCall(world, ({ times }) => {
    if (times('TaximanageAccepted') === 0) return undefined;
    const kept = times('TaxicallRequested') + times('TaximanageWithdrawn');
    return kept !== 1 && `its promise was used ${kept} times.`;
  });

// I11
export const acceptedBefore = (world: World): Sentences =>
  perCall(
    world,
    ({ has, isBefore }) =>
      has('TaxicallRequested') &&
      !isBefore('TaximanageAccepted', 'TaxicallRequested') &&
      'requested before it was accepted.',
  );

// I12
export const assignedInTime = (world: World): Sentences =>
  perCall(world, ({ first }) => {
    const asked = first('TaximanageAssigned')?.data;
    const assigned = first('TaxiassignCompleted');
    if (!asked || !assigned) return undefined;
    return assigned.at >= instantOf(word(asked, 'until')) && 'assigned too late.';
  });

const shownMs = terms.DRIVER_RETENTION.standard * HOUR_MS;

/** Name and number; a vehicle may have a number alone. */
const contactIn = (of: Happened['data'] | undefined): string =>
  `${word(of, 'driver')} ${word(of, 'drivertel')}`.trim();

/** Who has cancelled too late learns with the refusal who drives. */
const toldOf = ({ first }: Story): string =>
  contactIn((first('TaxicallConfirmed') ?? first('TaxicallCancelRefused'))?.data);

const shownUntil = ({ all }: Story): number => {
  const end = all.find(({ type }) => over.includes(type));
  return end ? end.at + shownMs : Infinity;
};

// I13
export const driversAreForgotten = (world: World): Sentences => {
  const rows = rowsBy(world, 'CallStatus', 'callId');
  return perCall(world, (story) => {
    const row = rows.get(story.id);
    if (!row) return undefined;
    const [shown, until] = [contactIn(row), shownUntil(story)];
    if (world.now > until) return shown !== '' && 'it still shows who drove.';
    return world.now < until && shown !== toldOf(story) && 'it does not show who drives.';
  });
};

// G4
export const viewsAgree = (world: World): Sentences => {
  const calls = new Map(world.rows('Taxicalls').map((row) => [row['callId'], row]));
  const statuses = world.rows('CallStatus').flatMap((row) => {
    const call = calls.get(row['callId']);
    const shown = `${word(row, 'callId')}: shown as ${word(row, 'callStatus')}.`;
    return call?.['status'] === row['callStatus'] ? [] : [shown];
  });
  const taxis = world.states('TaxiPool', 'Taxi');
  const board = world.rows('TaxiBoard').flatMap((row) => {
    const is = word(taxis.get(word(row, 'taxiid')), 'is');
    const shown = word(row, 'taxiStatus');
    return taxiStatuses[is] === shown ? [] : [`${word(row, 'taxiid')}: ${is}, shown as ${shown}.`];
  });
  return [...statuses, ...board];
};

const taxiStatuses: { readonly [is: string]: string } = {
  off: '휴무',
  free: '대기',
  assigned: '배정',
  riding: '운행',
};
