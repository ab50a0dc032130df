// Lanes: a message that cannot be handled is parked, and later ones of its lane wait behind it, so
// that a case keeps its order and no other case waits.

import type { TurnTools } from '../engine.ts';
import { parkedId, viewLane } from '../ids.ts';
import { lastGeneration } from '../projections/generations.ts';
import { unitAsKept } from '../turn/kept-units.ts';
import { asJson } from '../turn/messages.ts';
import type { DurableUnit, Laned, ViewUnit } from '../turn/messages.ts';
import { PARKED } from '../turn/workspace.ts';
import type { Head, Item, Json } from '../ports.ts';
import type { LostAsk } from '../operations/contract.ts';

export type ParkedState = 'asking' | 'retrying' | 'early' | 'waiting' | 'stopped';

/** What a message has asked that cannot be taken back, until its answer is known. */
export type AskedForGood = LostAsk & {
  /** `null` where it is not known: no message is the same then. */
  readonly message: Json;
};

/** An item of the collection `parked`. */
export type ParkedBody = {
  readonly unit: DurableUnit;
  readonly lane: string;
  /** The routing key. Messages that were parked by earlier versions do not say it. */
  readonly key?: string;
  readonly state: ParkedState;
  /** In words that are the same for all that stopped in the same way. */
  readonly cause: string;
  /** The facts of the refusal, where one is the cause. */
  readonly detail?: Json;
  /** Names what is in the log of errors about it. */
  readonly incident?: string;
  readonly attempts: number;
  /** Counts the asks of this message that were undone. */
  readonly round: number;
  /** `null` for none. Messages that were parked by earlier versions do not say it. */
  readonly asked?: AskedForGood | null;
  readonly since: number;
  readonly isListed: boolean;
};

export type ParkedItem = Item & { readonly parked: ParkedBody };

export const parkedFact = PARKED;
const NEXT = 'next parked';

/** How many messages a partition holds: parked, or while they ask. */
export const heldIn = ({ facts }: Head): number => Number(facts[PARKED] ?? 0);

const parkedCount = ({ workspace }: TurnTools): number => Number(workspace.facts[parkedFact] ?? 0);

const addToCount = (turn: TurnTools, by: number): void =>
  turn.workspace.setFact(parkedFact, parkedCount(turn) + by);

/** The place of the next message of a lane, behind all that were parked before. */
export const nextPlace = (turn: TurnTools, lane: string): string =>
  parkedId(lane, nextNumber(turn));

const nextNumber = ({ workspace }: TurnTools): number => Number(workspace.facts[NEXT] ?? 1);

export type Parking = Pick<ParkedBody, 'state' | 'cause'> & {
  readonly at: number | undefined;
  readonly detail?: Json;
  readonly incident?: string;
  readonly id?: string;
  readonly round?: number;
  readonly isListed?: boolean;
};

/** Parks a message for the first time. */
export const park = (turn: TurnTools, { lane, key, unit }: Laned, parking: Parking): void => {
  const { id = nextPlace(turn, lane), at, ...how } = parking;
  turn.workspace.setFact(NEXT, nextNumber(turn) + 1);
  addToCount(turn, 1);
  turn.engine.metrics.add('parked');
  const first = { attempts: 1, round: 0, asked: null, since: turn.now, isListed: false };
  const kept = withGeneration(turn, unitAsKept(turn.engine.registry, unit));
  write(turn, { id, at }, { unit: kept, lane, key, ...first, ...how });
};

/** What draws rows knows with which of their generations it was not drawn. */
const withGeneration = ({ workspace: { facts } }: TurnTools, unit: DurableUnit): DurableUnit => {
  const isRoute = unit.to === 'route' && unit.of === 'view';
  if (unit.to !== 'view' && !isRoute) return unit;
  const { generation = Infinity } = unit;
  const last = lastGeneration(facts, unit.to === 'view' ? unit.view : unit.name);
  return { ...unit, generation: Math.min(generation, last) };
};

/** Notes that a new generation was drawn without what is parked, as its row is not there yet. */
export const noteUndrawn = async (
  turn: TurnTools,
  { view, key, delivered }: ViewUnit,
  generation: number,
): Promise<void> => {
  const lane = viewLane(view, key);
  await turn.workspace.load({ ids: [], tags: [{ collection: 'parked', tag: lane }] });
  for (const { id, at, parked } of laneOf(turn, lane)) {
    const { unit } = parked;
    if (unit.to !== 'view' || unit.delivered.id !== delivered.id) continue;
    write(turn, { id, at }, { ...parked, unit: { ...unit, generation } });
  }
};

/** How a message is parked again. */
export type Change = Partial<ParkedBody> & { readonly at: number | undefined };

/** Parks again what was tried and is not done. An ask that has begun is not an attempt yet. */
export const parkAgain = (turn: TurnTools, { id, parked }: ParkedItem, change: Change): void => {
  const { at, ...how } = change;
  const attempts = parked.attempts + (how.state === 'asking' ? 0 : 1);
  write(turn, { id, at }, { ...parked, attempts, ...how });
};

type Where = { readonly id: string; readonly at: number | undefined };

const write = (turn: TurnTools, { id, at }: Where, body: ParkedBody): void => {
  turn.workspace.knowsLane(body.lane);
  turn.workspace.put({ collection: 'parked', id, body: asJson(body), tag: body.lane, at });
  if (at !== undefined) turn.wakeAt(at);
  if (body.state === 'early' || body.state === 'waiting') turn.watch(body.lane);
};

export const unpark = (turn: TurnTools, { id }: ParkedItem): void => {
  turn.workspace.remove({ collection: 'parked', id });
  addToCount(turn, -1);
};

// Items of the collection are written by `write`.
export const parkedOf = (item: Item): ParkedItem => ({
  ...item,
  parked: item.body as unknown as ParkedBody,
});

/** The messages of a lane, in their order. */
export const laneOf = (turn: TurnTools, lane: string): readonly ParkedItem[] =>
  parkedCount(turn) === 0 ? [] : turn.workspace.tagged('parked', lane).map(parkedOf);

/** When to try again after so many attempts: doubled each time, up to a limit. */
export const retryAt = ({ engine, now }: TurnTools, attempts: number): number => {
  const { retryFirstMs, retryMostMs } = engine.limits;
  return now + Math.min(retryMostMs, retryFirstMs * 2 ** Math.min(Math.max(attempts - 1, 0), 30));
};
