// What a record of a log sets in motion here, once it is lifted to what it is now. One that cannot
// be lifted stops its own case, as it was written, and what comes behind it in that case waits.

import { NewerVersion } from '@dure/domain';
import type { Engine } from '../engine.ts';
import { recordId, recordIn } from '../ids.ts';
import type { LogRecord } from '../ports.ts';
import { followedBy } from '../registry.ts';
import { emptyReadSet } from '../turn/items.ts';
import { deliveriesOf, isTrace } from '../turn/lifting.ts';
import { reroutedIn } from '../turn/messages.ts';
import type { Delivery, Rerouted, RouteUnit } from '../turn/messages.ts';
import type { Follower } from './followers.ts';
import { workOf } from './routing.ts';
import type { Work } from './routing.ts';
import { isStuck, laneOfRoute } from './stuck-routes.ts';

type Place = {
  readonly context: string;
  readonly partition: number;
  /** The only one whose work it is, where one reads apart from the others. */
  readonly reader?: Follower | undefined;
};

const nothingToDo: readonly Work[] = [];

/** @throws {NewerVersion} a newer version of the wall has written it. */
export const workOfRecord = (engine: Engine, place: Place, record: LogRecord): readonly Work[] => {
  if (isTrace(record)) return workOfTrace(engine, place, record);
  const unlifted = asWritten(place, record);
  const deliveries = liftedOr(engine, place, record);
  if (deliveries && !isStuck(engine, unlifted, unlifted.delivered)) {
    return deliveries.flatMap((delivery) => workOf(engine, delivery, place.reader));
  }
  const isOurs = deliveries
    ? deliveries.some((delivery) => isForUs(engine, place, delivery.record))
    : mayBeForUs(engine, place, record);
  return isOurs ? [stuck(engine, unlifted)] : nothingToDo;
};

/** Nothing where an upcast throws. */
const liftedOr = (
  { registry }: Engine,
  place: Place,
  record: LogRecord,
): readonly Delivery[] | undefined => {
  try {
    return deliveriesOf(registry, place, record);
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
    : registry.routes(place.context, record.type).length > 0;

/** What it would become is not known: it may be any event of its context. */
const mayBeForUs = (engine: Engine, place: Place, record: LogRecord): boolean =>
  record.kind === 'command'
    ? isForUs(engine, place, record)
    : engine.registry.followers
        .flatMap(followedBy)
        .some(({ context }) => context === place.context);

const stuck = (engine: Engine, unit: RouteUnit): Work => {
  const lane = laneOfRoute(unit, unit.delivered);
  engine.stuckRoutes.add(lane);
  return { laned: { lane, key: unit.delivered.record.caseId, unit }, wants: emptyReadSet };
};

const workOfTrace = (engine: Engine, place: Place, record: LogRecord): readonly Work[] => {
  const again = place.context === engine.context ? reroutedIn(record) : undefined;
  if (again?.of === 'upcast') return workOfUnlifted(engine, again);
  return deliveriesOf(engine.registry, place, record).flatMap((delivery) =>
    workOf(engine, delivery, place.reader),
  );
};

/** A record that could not be lifted, and goes through the log once more. */
const workOfUnlifted = (engine: Engine, { delivered, reader }: Rerouted): readonly Work[] => {
  const { context, partition } = recordIn(delivered.id);
  const place = { context, partition, reader };
  const deliveries = liftedOr(engine, place, delivered.record);
  if (!deliveries) return [stuck(engine, asWritten(place, delivered.record))];
  return deliveries.flatMap((delivery) => workOf(engine, delivery, reader));
};
