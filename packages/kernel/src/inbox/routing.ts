// What a record of a log sets in motion here: units of work, each for the partition of its key.

import { messageOf } from '@dure/domain';
import type { AnyMessage, By, Policy, Process, View } from '@dure/domain';
import type { Engine, TurnTools } from '../engine.ts';
import {
  commandLane,
  processId,
  partitionOf,
  processLane,
  reactionId,
  rowId,
  rowTag,
  viewLane,
  isUndoCause,
} from '../ids.ts';
import { keyIn } from '../turn/fields.ts';
import { readSetFor } from '../turn/aggregate-repository.ts';
import { routeKnown } from '../commands/knowledge.ts';
import type { ReadSet } from '../ports.ts';
import { isStuck, laneOfRoute, stuckIn } from './stuck-routes.ts';
import { rowsTouched } from '../projections/project.ts';
import type { Named, Route } from '../registry.ts';
import type { Follower } from './followers.ts';
import { emptyReadSet } from '../turn/items.ts';
import { isTrace, NotOnWall } from '../turn/lifting.ts';
import { messageIn } from '../turn/messages.ts';
import type { CommandUnit, Delivered, Laned, RouteUnit } from '../turn/messages.ts';

export type Work = {
  readonly laned: Laned;
  readonly wants: ReadSet;
  /** Whether it may wait a little: nobody goes on from here but readers. */
  readonly isLazy?: boolean;
};

const nothingToDo: readonly Work[] = [];

/** @param reader the only one whose work it is, where one reads apart from the others. */
export const workOf = (
  engine: Engine,
  delivered: Delivered,
  reader?: Follower,
): readonly Work[] => {
  const { record, source } = delivered;
  if (isTrace(record)) return nothingToDo;
  if (record.kind === 'command') {
    const isOurs = record.target === engine.context && reader === undefined;
    return isOurs ? commandSent(engine, delivered) : nothingToDo;
  }
  const routes = engine.registry.routes(source, record.type);
  return routes.flatMap((route) =>
    engine.followers.concerns(route, delivered, reader)
      ? workOn(engine, route, delivered)
      : nothingToDo,
  );
};

/** What a route has to do. One that fails stops the case of its event, and no other. */
const workOn = (engine: Engine, route: Route, delivered: Delivered): readonly Work[] => {
  const { of, name } = route;
  if (isStuck(engine, route, delivered)) return stuck(engine, { to: 'route', of, name, delivered });
  try {
    return attemptOn(engine, route, delivered);
  } catch {
    return stuck(engine, { to: 'route', of, name, delivered });
  }
};

const attemptOn = (engine: Engine, route: Route, delivered: Delivered): readonly Work[] => {
  switch (route.of) {
    case 'view':
      return viewWork(engine, route.it, delivered);
    case 'process':
      return processWork(engine, route.it, delivered);
    default:
      return policyWork(engine, route, delivered);
  }
};

/**
 * Asks the route again at which an event is stuck: this partition's part of what it sets in motion.
 * @throws {NotOnWall} the route is not on the wall any more.
 */
export const routedAgain = (
  { engine, partition }: TurnTools,
  { of, name, delivered }: RouteUnit,
): readonly Laned[] => {
  const routes = engine.registry.routes(delivered.source, delivered.record.type);
  const route = routes.find((other) => other.of === of && other.name === name);
  if (!route) throw new NotOnWall(of, name);
  return attemptOn(engine, route, delivered)
    .map(({ laned }) => laned)
    .filter(({ key }) => partitionOf(key, engine.store.partitions) === partition);
};

const commandSent = (engine: Engine, delivered: Delivered): readonly Work[] => {
  try {
    return [sentCommand(engine, delivered)];
  } catch {
    return [unknown({ to: 'route', of: 'command', name: delivered.record.type, delivered })];
  }
};

const stuck = (engine: Engine, unit: RouteUnit): readonly Work[] =>
  stuckIn(engine, unit).map((laned) => ({ laned, wants: emptyReadSet }));

/** A command whose name the wall lacks waits where its case leads. */
const unknown = (unit: RouteUnit): Work => {
  const { delivered } = unit;
  const lane = laneOfRoute(unit, delivered);
  return { laned: { lane, key: delivered.record.caseId, unit }, wants: emptyReadSet };
};

const sentCommand = (engine: Engine, delivered: Delivered): Work => {
  const { record, id } = delivered;
  const colon = record.actor.indexOf(':');
  // `actor` was written as the kind and the name of who sent it.
  const kind = record.actor.slice(0, colon) as By['kind'];
  const by: By = { kind, name: record.actor.slice(colon + 1), claims: {} };
  const undo = isUndoCause(record.causedBy) ? ({ isUndo: true } as const) : {};
  const work = commandWork(engine, delivered, { id, command: messageOf(record), by, ...undo });
  // What a process sends is for people to read; sagas and undos are waited for.
  return { ...work, isLazy: kind === 'policy' };
};

const policyWork = (
  engine: Engine,
  { name, it }: Named<Policy>,
  delivered: Delivered,
): readonly Work[] => {
  if (it.when && !engine.setting(it.when)) return [];
  const { record, id } = delivered;
  const reaction = it.react(messageIn(delivered), routeKnown(engine, record.at));
  const by: By = { kind: 'policy', name, claims: {} };
  return [reaction ?? []].flat().map((command: AnyMessage, index) => {
    const commandId = reactionId(id, name, index);
    return commandWork(engine, delivered, { id: commandId, command, by });
  });
};

const commandWork = (
  engine: Engine,
  { source, id, record }: Delivered,
  sent: Pick<CommandUnit, 'id' | 'command' | 'by' | 'isUndo'>,
): Work => {
  const aggregate = engine.registry.aggregateOf(sent.command.type);
  if (!aggregate) throw new Error(`${engine.context} decides no ${sent.command.type}.`);
  const key = keyIn(sent.command, aggregate.identifiedBy) ?? id;
  const { traceparent } = record;
  const trace = traceparent === undefined ? {} : { traceparent };
  return {
    laned: {
      lane: commandLane(source, aggregate.name, key),
      key,
      unit: { to: 'command', ...sent, causedBy: id, ...trace },
    },
    wants: readSetFor(aggregate, key),
  };
};

const processWork = (
  { registry }: Engine,
  { name, caseOf }: Process,
  delivered: Delivered,
): readonly Work[] => {
  const key = caseOf(messageIn(delivered));
  if (key === undefined) return [];
  const unit = { to: 'process', process: name, key, delivered } as const;
  const wants: ReadSet = {
    ids: [{ collection: 'process', id: processId(name, key) }],
    tags: emptyReadSet.tags,
  };
  const isLazy = !registry.sagas.has(name);
  return [{ laned: { lane: processLane(name, key), key, unit }, wants, isLazy }];
};

const viewWork = (engine: Engine, view: View, delivered: Delivered): readonly Work[] => {
  const { name } = view;
  const tag = rowTag(name, engine.generations.get(name) ?? 1);
  return rowsTouched(view, delivered).map((unit) => {
    const { key } = unit;
    const wants: ReadSet = {
      ids: [{ collection: 'row', id: rowId(tag, key) }],
      tags: emptyReadSet.tags,
    };
    return { laned: { lane: viewLane(name, key), key, unit }, wants, isLazy: true };
  });
};
