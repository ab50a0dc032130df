// Routes that are stuck: a policy, process or view could not say what an event of a case sets in
// motion, so that later events of that case wait behind it. What it sets in motion may lie in any
// partition, so it is parked in each of them, which later does its own part: whatever replicas with
// and without the mistake make of the same event, no part is done twice, and none is left out.

import type { Engine, TurnTools } from '../engine.ts';
import { partitionOf, routeLane } from '../ids.ts';
import { everyItem } from '../operations/listing.ts';
import { REROUTED } from '../turn/messages.ts';
import type { Delivered, Laned, RouteUnit } from '../turn/messages.ts';
import { parkedFact, parkedOf } from './parking-lot.ts';
import type { Head } from '../ports.ts';

type Way = Pick<RouteUnit, 'of' | 'name'>;

/** The lane of what is stuck where its case leads: what could not be read at all. */
const laneOfRoute = ({ of, name }: Way, { source, record }: Delivered): string =>
  routeLane({ source, of, name }, record.caseId);

/** A key of the case that leads to a partition: the case's own where that does. */
const keyFor = (caseId: string, partition: number, partitions: number): string => {
  let key = caseId;
  for (let tries = 1; partitionOf(key, partitions) !== partition; tries += 1) {
    key = `${caseId}~${tries}`;
  }
  return key;
};

/**
 * Policies of a context wait together: what they send goes to the same instances, and a later event
 * must not be answered by one of them before an earlier one is by another.
 */
const togetherOf = ({ of, name }: Way): Way => ({ of, name: of === 'policy' ? 'all' : name });

/** The lane and key of a stuck event in each partition. */
const placesOf = ({ store: { partitions } }: Engine, way: Way, delivered: Delivered) => {
  const { of, name } = togetherOf(way);
  const { source, record } = delivered;
  return Array.from({ length: partitions }, (_, partition) => {
    const key = keyFor(record.caseId, partition, partitions);
    return { lane: routeLane({ source, of, name }, key), key };
  });
};

/**
 * Whether an earlier event of the case waits at the route. Earlier versions have parked what
 * policies could not say apart from each other, where the case leads.
 */
export const isStuck = (engine: Engine, way: Way, delivered: Delivered): boolean =>
  engine.stuckRoutes.has(laneOfRoute(way, delivered)) ||
  placesOf(engine, way, delivered).some(({ lane }) => engine.stuckRoutes.has(lane));

/** An event that is stuck, for each partition. Until it is done, the case waits behind it. */
export const stuckIn = (engine: Engine, unit: RouteUnit): readonly Laned[] =>
  placesOf(engine, unit, unit.delivered).map(({ lane, key }) => {
    engine.stuckRoutes.add(lane);
    return { lane, key, unit: { ...unit, isPart: true } };
  });

/** The lanes of a stuck event, one in each partition. */
export const lanesOf = (engine: Engine, unit: RouteUnit): readonly string[] =>
  placesOf(engine, unit, unit.delivered).map(({ lane }) => lane);

/** Finds what was stuck before this process began, where the heads say that anything is parked. */
export const readStuckRoutes = async (
  { store, stuckRoutes }: Engine,
  heads: readonly Head[],
): Promise<void> => {
  if (heads.every(({ facts }) => Number(facts[parkedFact] ?? 0) === 0)) return;
  for await (const item of everyItem(store, 'parked')) {
    const { unit, lane } = parkedOf(item).parked;
    if (unit.to === 'route') stuckRoutes.add(lane);
  }
};

/**
 * Once the turn is committed: a route whose lane is empty is free again.
 * @throws {Missing} the lane was not read yet. Afterwards it could not be read any more.
 */
export const freeWhenEmpty = ({ workspace, engine }: TurnTools, lane: string): void => {
  workspace.tagged('parked', lane);
  workspace.afterwards.push(() => {
    if (workspace.tagged('parked', lane).length === 0) engine.stuckRoutes.delete(lane);
  });
};

/** Lets an event go through our own log once more, for one route, to every partition. */
export const reroute = (turn: TurnTools, unit: RouteUnit): void => {
  const { of, name, delivered, reader } = unit;
  const { source, id, record } = delivered;
  const apart = reader === undefined ? {} : { reader };
  const rerouted = { of, name, ...apart, delivered: { source, id, record } };
  turn.workspace.append({
    kind: 'operation',
    type: record.type,
    subject: laneOfRoute({ of, name }, delivered),
    caseId: record.caseId,
    at: turn.now,
    // A delivered record is JSON.
    data: { did: REROUTED, rerouted },
    causedBy: id,
    actor: `${of}:${name}`,
  });
};
