// What was written before the wall was changed is lifted here, once, before anything reads it.

import { isNewer, lifted, messageOf, versionIn } from '@dure/domain';
import type { AnyMessage, Written } from '@dure/domain';
import { pieceId, recordId, recordIn } from '../ids.ts';
import type { LogRecord } from '../ports.ts';
import type { Registry } from '../registry.ts';
import { dataOf } from './fields.ts';
import { Delivery, reroutedIn } from './messages.ts';
import type { Delivered, DurableUnit, Pending } from './messages.ts';

type Place = { readonly context: string; readonly partition: number };

/**
 * A record as what it is now: several deliveries where it was split, none where it was removed.
 * @throws {NewerVersion} a newer version of the wall has written it.
 */
export const deliveriesOf = (
  { vocabularies }: Registry,
  { context, partition }: Place,
  record: LogRecord,
): readonly Delivery[] => {
  const id = recordId(context, partition, record.sequence);
  if (isTrace(record)) return [new Delivery(context, id, record)];
  return lifted(vocabularies.get(vocabularyOf(context, record)), record).map(
    (piece, index) => new Delivery(context, pieceId(id, index), piece),
  );
};

/** What tells of a message, and is none: its data are not those of the note that it names. */
export const isTrace = ({ kind }: Pick<LogRecord, 'kind'>): boolean =>
  kind === 'refusal' || kind === 'operation';

/** A command's shape is that of the contract of whom it is sent to. */
const vocabularyOf = (context: string, { target }: LogRecord): string => target ?? context;

/** The records up to the first one that a newer version of the wall has written. */
export const knownPart = (
  { vocabularies }: Registry,
  context: string,
  records: readonly LogRecord[],
): readonly LogRecord[] => {
  const newer = records.findIndex((record) => {
    const within = reroutedIn(record)?.delivered ?? { source: context, record };
    const of = vocabularyOf(within.source, within.record);
    return isNewer(vocabularies.get(of), within.record);
  });
  return newer < 0 ? records : records.slice(0, newer);
};

/** The version of what is written now; nothing, where it is the first: it is not written then. */
export const versionOf = (
  { vocabularies }: Registry,
  context: string,
  type: string,
): { readonly version?: number } => {
  const version = versionIn(vocabularies.get(context), type);
  return version === 1 ? {} : { version };
};

/** What a message names is not on this wall: a view, process, policy, deadline or command. */
export class NotOnWall extends Error {
  constructor(what: string, name: string) {
    super(`There is no ${what} ${name} on this wall.`);
    this.name = 'NotOnWall';
  }
}

type Kept = { readonly message: AnyMessage; readonly version?: number | undefined };

/** A message that was kept, as what it is now; nothing, where it was removed. */
const messageNow = (registry: Registry, context: string, kept: Kept): Kept | undefined => {
  const { message, version } = kept;
  const data = dataOf(message);
  const written: Written = {
    type: message.type,
    data,
    ...(version === undefined ? {} : { version }),
  };
  const [now] = lifted(registry.vocabularies.get(context), written);
  return now && { message: messageOf(now), version: now.version };
};

/** With the versions of its messages, so that another version of the wall can lift it. */
export const unitAsKept = (registry: Registry, unit: DurableUnit): DurableUnit => {
  const context = registry.context.name;
  if (unit.to !== 'command') return unit;
  return { ...unit, ...versionOf(registry, context, unit.command.type) };
};

/** It stays as it was written until the log has taken it on. */
const isUnlifted = (unit: DurableUnit): boolean => unit.to === 'route' && unit.of === 'upcast';

/**
 * A unit that was parked, as what it is now: several where its event was split, none where its
 * message was removed.
 * @throws {NewerVersion} a newer version of the wall has parked it.
 */
export const unitsNow = (registry: Registry, unit: DurableUnit): readonly DurableUnit[] => {
  if (unit.to === 'call' || isUnlifted(unit)) return [unit];
  if (unit.to === 'deadline') {
    return [{ ...unit, pending: pendingNow(registry, unit.pending) }];
  }
  if (unit.to === 'command') {
    const kept = { message: unit.command, version: unit.version };
    const now = messageNow(registry, registry.context.name, kept);
    return now ? [{ ...unit, command: now.message, version: now.version }] : [];
  }
  const { delivered } = unit;
  if (delivered instanceof Delivery) return [unit];
  const vocabulary = registry.vocabularies.get(vocabularyOf(delivered.source, delivered.record));
  return lifted(vocabulary, delivered.record).map((record, index) => {
    const id = pieceId(delivered.id, index);
    return { ...unit, delivered: { ...delivered, id, record } };
  });
};

/** Says whether what is stuck at an upcast can be lifted now. @throws what the upcast throws. */
export const needLifted = (registry: Registry, { source, id, record }: Delivered): void => {
  deliveriesOf(registry, { ...recordIn(id), context: source }, record);
};

/** A deadline that was kept, with its event as it is now, if there is such an event. */
export const pendingNow = (registry: Registry, pending: Pending): Pending => {
  const kept = { message: pending.event, version: pending.version };
  const now = messageNow(registry, registry.context.name, kept);
  return now ? { ...pending, event: now.message, version: now.version } : pending;
};
