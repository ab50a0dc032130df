// What a record of a log sets in motion here: units of work, each for the partition of its key.

import { messageOf, needPlain, NewerVersion, wrongResult } from '@dure/domain';
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
  recordId,
  recordIn,
} from '../ids.ts';
import { keyIn, messageIn, NotOnWall, traces, deliveriesOf, reroutedIn } from '../turn/messages.ts';
import type { CommandUnit, Delivered, Laned, RouteUnit } from '../turn/messages.ts';
import { routeKnown } from '../commands/knowledge.ts';
import type { LogRecord, ReadSet } from '../ports.ts';
import { isStuck, stuckIn } from './stuck-routes.ts';
import { asLate, drawingOf, noKeys } from '../projections/project.ts';
import { followedBy } from '../registry.ts';
import { newKey } from './opening.ts';
import { wantsOf } from './wants.ts';
import type { Named, Route } from '../registry.ts';
import type { Follower } from './followers.ts';
import { emptyReadSet } from '../turn/items.ts';

export type Work = {
  readonly laned: Laned;
  readonly wants: ReadSet;
  /** May be batched: only read models depend on it. */
  readonly isLazy?: boolean;
};

const nothingToDo: readonly Work[] = [];

/** @param reader the only one whose work it is, where one reads apart from the others */
const workOf = (engine: Engine, delivered: Delivered, reader?: Follower): readonly Work[] => {
  const { record, source } = delivered;
  if (record.kind === 'command') return commandSent(engine, delivered, reader);
  const { followers, registry } = engine;
  let works = nothingToDo;
  for (const route of registry.routes.get(source)?.get(record.type) ?? []) {
    if (!followers.isPlain && !followers.concerns(route, delivered, reader)) continue;
    const more = workOn(engine, route, delivered);
    // Nearly all records lead to one of them.
    works = works.length === 0 ? more : [...works, ...more];
  }
  return works;
};

/** What a route has to do. One that fails stops the case of its event, and no other. */
const workOn = (engine: Engine, route: Route, delivered: Delivered): readonly Work[] => {
  const { of, name } = route;
  if (engine.stuckRoutes.size > 0 && isStuck(engine, route, delivered)) {
    return stuck(engine, { to: 'route', of, name, delivered });
  }
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
 * @throws {NotOnWall} the route, or the command, is not on the wall any more.
 */
export const routedAgain = ({ engine, partition }: TurnTools, unit: RouteUnit): readonly Laned[] =>
  workAgain(engine, unit)
    .map(({ laned }) => laned)
    .filter(({ key }) => partitionOf(key, engine.store.partitions) === partition);

const workAgain = (engine: Engine, unit: RouteUnit): readonly Work[] => {
  const { of, name, delivered } = unit;
  if (of === 'command') {
    if (!engine.registry.deciders.get(name)) throw new NotOnWall('command', name);
    return [sentCommand(engine, delivered)];
  }
  // What still cannot be lifted stops here again.
  if (of === 'upcast') return workOfLifted(engine, unit);
  const routes = engine.registry.routes.get(delivered.source)?.get(delivered.record.type) ?? [];
  const route = routes.find((other) => other.of === of && other.name === name);
  if (!route) throw new NotOnWall(of, name);
  return attemptOn(engine, route, delivered);
};

const commandSent = (
  engine: Engine,
  delivered: Delivered,
  reader: Follower | undefined,
): readonly Work[] => {
  if (delivered.record.target !== engine.context || reader !== undefined) return nothingToDo;
  const unit = { to: 'route', of: 'command', name: delivered.record.type, delivered } as const;
  if (engine.stuckRoutes.size > 0 && isStuck(engine, unit, delivered)) return stuck(engine, unit);
  try {
    return [sentCommand(engine, delivered)];
  } catch {
    return stuck(engine, unit);
  }
};

const stuck = (engine: Engine, unit: RouteUnit): readonly Work[] =>
  stuckIn(engine, unit).map((laned) => ({ laned, wants: emptyReadSet }));

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
  const reacted = it.react(messageIn(delivered), routeKnown(engine, record.at));
  const reaction = needPlain(`The policy ${name}`, reacted);
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
  const aggregate = engine.registry.deciders.get(sent.command.type);
  if (!aggregate) throw new Error(`${engine.context} decides no ${sent.command.type}.`);
  const key = keyIn(sent.command, aggregate.identifiedBy) ?? newKey(aggregate, sent.command, id);
  const { traceparent } = record;
  const trace = traceparent === undefined ? {} : { traceparent };
  return {
    laned: {
      lane: commandLane(source, aggregate.name, key),
      key,
      unit: { to: 'command', ...sent, causedBy: id, ...trace },
    },
    wants: wantsOf(aggregate, key, sent.command),
  };
};

const processWork = (
  { registry }: Engine,
  { name, caseOf }: Process,
  delivered: Delivered,
): readonly Work[] => {
  const key = caseOf(messageIn(delivered));
  if (key === undefined) return [];
  if (typeof key !== 'string') throw wrongResult(`The case of ${name}`, key, 'is no text');
  const unit = { to: 'process', process: name, key, delivered } as const;
  const wants: ReadSet = {
    ids: [{ collection: 'process', id: processId(name, key) }],
    tags: emptyReadSet.tags,
  };
  const isLazy = !registry.sagas.has(name);
  return [{ laned: { lane: processLane(name, key), key, unit }, wants, isLazy }];
};

const viewWork = (engine: Engine, view: View, delivered: Delivered): readonly Work[] => {
  const tag = rowTag(view.name, engine.generations.get(view.name) ?? 1);
  const { message, record } = delivered;
  const rows = view.rowsOf(message ?? messageOf(record), record.at);
  if (!Array.isArray(rows)) throw noKeys(view, rows);
  const works: Work[] = [];
  for (const fields of rows) {
    const unit = drawingOf(view, delivered, fields);
    const ids = [{ collection: 'row', id: rowId(tag, unit.key) } as const];
    const laned = { lane: viewLane(view.name, unit.key), key: unit.key, unit };
    works.push({ laned, wants: { ids, tags: emptyReadSet.tags }, isLazy: true });
  }
  return works;
};

type Place = {
  readonly context: string;
  readonly partition: number;
  /** The only one whose work it is, where one reads apart from the others. */
  readonly reader?: Follower | undefined;
};

/** @throws {NewerVersion} a newer version of the wall has written it. */
export const workOfRecord = (engine: Engine, place: Place, record: LogRecord): readonly Work[] => {
  if (traces.has(record.kind)) return workOfTrace(engine, place, record);
  const deliveries = liftedOr(engine, place, record);
  if (!deliveries || (engine.stuckRoutes.size > 0 && isStuckUnlifted(engine, place, record))) {
    return workOfStuck(engine, place, { record, deliveries });
  }
  const [only] = deliveries;
  if (only && deliveries.length === 1) return workOf(engine, only, place.reader);
  return deliveries.flatMap((delivery) => workOf(engine, delivery, place.reader));
};

type Stuck = {
  readonly record: LogRecord;
  /** Nothing where an upcast throws. */
  readonly deliveries: readonly Delivered[] | undefined;
};

/** What cannot be lifted, or comes behind what could not be. */
const workOfStuck = (engine: Engine, place: Place, { record, deliveries }: Stuck) => {
  const isOurs = deliveries
    ? deliveries.some((delivery) => isForUs(engine, place, delivery.record))
    : mayBeForUs(engine, place, record);
  return isOurs ? stuck(engine, asWritten(place, record)) : nothingToDo;
};

/** Empty where it leads nowhere here, as most records do; nothing where an upcast throws. */
const liftedOr = (
  engine: Engine,
  place: Place,
  record: LogRecord,
): readonly Delivered[] | undefined => {
  const { kind, target, version, type } = record;
  const unheeded = engine.registry.unheeded.get(place.context);
  const mayConcern = kind === 'command' ? target === engine.context : !unheeded?.has(type);
  if (!mayConcern && version === undefined) return [];
  try {
    return deliveriesOf(engine.registry, place, record);
  } catch (cause) {
    if (cause instanceof NewerVersion) throw cause;
    return undefined;
  }
};

/** All routes of one consumer stand still at it, as none of them can say whose it is. */
const asWritten = ({ context, partition, reader }: Place, record: LogRecord): RouteUnit => {
  const delivered = {
    source: context,
    id: recordId(context, partition, record.sequence),
    record,
  };
  const apart = reader === undefined ? {} : { reader };
  return { to: 'route', of: 'upcast', name: reader ?? 'all', delivered, ...apart };
};

const isForUs = ({ registry, context }: Engine, place: Place, record: LogRecord): boolean =>
  record.kind === 'command'
    ? record.target === context && place.reader === undefined
    : registry.routes.get(place.context)?.has(record.type) === true;

/** What it would become is not known: it may be any event of its context. */
const mayBeForUs = (engine: Engine, place: Place, record: LogRecord): boolean =>
  record.kind === 'command'
    ? isForUs(engine, place, record)
    : engine.registry.followers
        .flatMap(followedBy)
        .some(({ context }) => context === place.context);

/** Whether an earlier record of the case could not be lifted. */
const isStuckUnlifted = (engine: Engine, place: Place, record: LogRecord): boolean => {
  const unlifted = asWritten(place, record);
  return isStuck(engine, unlifted, unlifted.delivered);
};

/** What earlier versions have parked in one place goes through the log, to each partition. */
const workOfTrace = (engine: Engine, place: Place, record: LogRecord): readonly Work[] => {
  const again = place.context === engine.context ? reroutedIn(record) : undefined;
  if (!again) return nothingToDo;
  const unit = { to: 'route', ...again } as const;
  try {
    return workAgain(engine, unit).map((work) => ({ ...work, laned: asLate(work.laned) }));
  } catch {
    return stuck(engine, unit);
  }
};

/** A record that could not be lifted, as the work that it is now. */
const workOfLifted = (engine: Engine, { delivered, reader }: RouteUnit): readonly Work[] => {
  const place = { ...recordIn(delivered.id), reader };
  return deliveriesOf(engine.registry, place, delivered.record).flatMap((delivery) =>
    workOf(engine, delivery, reader),
  );
};
