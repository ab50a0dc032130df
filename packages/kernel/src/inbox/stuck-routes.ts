// Routes that are stuck: a policy, process or view could not say what an event of a case sets in
// motion, so that later events of that case wait behind it. When people try it again, the event
// goes through the log once more: what it sets in motion may lie in any partition.

import type { Engine, TurnTools } from '../engine.ts';
import { routeLane } from '../ids.ts';
import { REROUTED } from '../turn/messages.ts';
import type { Delivered, RouteUnit } from '../turn/messages.ts';
import { laneOf, parkedOf } from './parking-lot.ts';

const LIST_MAX = 1_000;

type Way = Pick<RouteUnit, 'of' | 'name'>;

export const laneOfRoute = ({ of, name }: Way, { source, record }: Delivered): string =>
  routeLane({ source, of, name }, record.caseId);

/** Whether an earlier event of the case waits at the route. */
export const isStuck = ({ stuckRoutes }: Engine, way: Way, delivered: Delivered): boolean =>
  stuckRoutes.size > 0 && stuckRoutes.has(laneOfRoute(way, delivered));

/** Finds what was stuck before this process began. */
export const readStuckRoutes = async ({ store, stuckRoutes }: Engine): Promise<void> => {
  let items = await store.list('parked', '', LIST_MAX);
  while (items.length > 0) {
    for (const item of items) {
      const { unit, lane } = parkedOf(item).parked;
      if (unit.to === 'route') stuckRoutes.add(lane);
    }
    items = await store.list('parked', items.at(-1)?.id ?? '', LIST_MAX);
  }
};

/** Once the turn is committed: a route whose lane is empty is free again. */
export const freeWhenEmpty = (turn: TurnTools, lane: string): void => {
  turn.workspace.afterwards.push(() => {
    if (laneOf(turn, lane).length === 0) turn.engine.stuckRoutes.delete(lane);
  });
};

/** Lets an event go through our own log once more, for one route. */
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
    data: { did: REROUTED, rerouted: rerouted },
    causedBy: id,
    actor: `${of}:${name}`,
  });
};
