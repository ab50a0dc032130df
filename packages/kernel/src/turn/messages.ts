// Units of work: what a turn does, one after the other. Durable ones are JSON, so that they can be
// parked and taken up again, by this process or by another. What was written before the wall was
// changed is lifted here, once, before anything reads it.

import { messageOf, isNewer, lifted, needPlain, versionIn, problemsOf } from '@dure/domain';
import type { AnyMessage, By, Mistake } from '@dure/domain';
import type { Call, LogRecord, Json } from '../ports.ts';
import { pieceId, recordId } from '../ids.ts';
import type { Registry } from '../registry.ts';

/** A record of a context's log, as it reaches a consumer. */
export type Delivered = {
  readonly source: string;
  /** The record's id: context, partition and sequence. */
  readonly id: string;
  /** As it is read now, whatever it was when it was written. */
  readonly record: LogRecord;
  /** Where it was delivered just now: made once for all whom it concerns, and never kept. */
  readonly message?: AnyMessage;
};

export const messageIn = ({ message, record }: Delivered): AnyMessage =>
  message ?? messageOf(record);

export type CommandUnit = {
  readonly to: 'command';
  /** The id of the command: the same when it is tried again. */
  readonly id: string;
  readonly command: AnyMessage;
  /** The version of the command's shape, where it is kept and that is not 1. */
  readonly version?: number | undefined;
  readonly by: By;
  readonly causedBy: string;
  /** Whether it takes back what was done: when it is refused, a person must look. */
  readonly isUndo?: true;
  readonly traceparent?: string | undefined;
};

export type ProcessUnit = {
  readonly to: 'process';
  readonly process: string;
  readonly key: string;
  readonly delivered: Delivered;
};

export type ViewUnit = {
  readonly to: 'view';
  readonly view: string;
  readonly key: string;
  /** The key's fields. */
  readonly fields: { readonly [field: string]: unknown };
  readonly delivered: Delivered;
  /** Its event was stuck at its route, and later events of other cases were not. */
  readonly isLate?: true;
  /** The last generation of the view when it was parked: all later ones are drawn with it. */
  readonly generation?: number;
};

/** An item of the collection `deadline`. */
export type Pending = {
  readonly name: string;
  /** The instance that its command goes to. */
  readonly subject: string;
  readonly event: AnyMessage;
  /** The version of the event's shape, where that is not 1. */
  readonly version?: number | undefined;
  readonly caseId: string;
  readonly causedBy: string;
  /** How often it was sent before. */
  readonly times: number;
};

/** A deadline that is due. Its item lies there without an instant until it was sent. */
export type DeadlineUnit = {
  readonly to: 'deadline';
  readonly id: string;
  readonly pending: Pending;
};

/** A call to an external system that is made until it is acknowledged: an undo. */
export type CallUnit = { readonly to: 'call'; readonly call: Call };

/**
 * A policy, process or view that could not say what an event sets in motion, or an upcast that
 * could not lift it. It stops the case of the event, and is asked again when a person says so.
 */
export type RouteUnit = {
  readonly to: 'route';
  readonly of: 'policy' | 'process' | 'view' | 'command' | 'upcast';
  readonly name: string;
  /** For an upcast, the only one who reads, where one reads apart from the others. */
  readonly reader?: string | undefined;
  /** For an upcast, the record as it was written. */
  readonly delivered: Delivered;
  /** For a view, its last generation when this was parked: all later ones are drawn with it. */
  readonly generation?: number;
  readonly isPart?: true; // It is parked in every partition, each of which does its own part.
};

export type Rerouted = Pick<RouteUnit, 'of' | 'name' | 'reader' | 'delivered'>;

export const REROUTED = 'rerouted';

/** A stuck event that goes through the log once more; `undefined` for every other trace. */
export const reroutedIn = ({ data }: LogRecord): Rerouted | undefined =>
  // `reroute` has put it there.
  data['did'] === REROUTED ? (data['rerouted'] as unknown as Rerouted) : undefined;

export type DurableUnit =
  CommandUnit | ProcessUnit | ViewUnit | CallUnit | RouteUnit | DeadlineUnit;

/** A unit, the lane in which its case keeps its order, and the key of the partition it lies in. */
export type Laned = {
  readonly lane: string;
  readonly key: string;
  readonly unit: DurableUnit;
};

export type Data = { readonly [field: string]: Json };

/** The fields of a message, without its name. */
export const dataOf = ({ type: _type, ...data }: AnyMessage): Data => data;

export const fieldOf = (message: object, field: string): Json | undefined =>
  (message as unknown as Data)[field];

/** The key that a message names in a field: text, or a number as text. */
export const keyIn = (message: object, field: string): string | undefined => {
  const key = fieldOf(message, field);
  if (typeof key === 'number') return String(key);
  return typeof key === 'string' ? key : undefined;
};

/** A value that is JSON by what made it, for who keeps it. */
export const asJson = (value: unknown): Json => value as Json;

type Place = { readonly context: string; readonly partition: number };

/**
 * A record as what it is now: several deliveries where it was split, none where it was removed.
 * @throws {NewerVersion} a newer version of the wall has written it.
 * @throws {NotOnWall} neither is it on the wall, nor is it said what it has become.
 */
export const deliveriesOf = (
  registry: Registry,
  { context, partition }: Place,
  record: LogRecord,
): readonly Delivered[] => {
  const id = recordId(context, partition, record.sequence);
  if (traces.has(record.kind)) return [{ source: context, id, record }];
  const vocabulary = registry.vocabularies.get(record.target ?? context);
  if (vocabulary?.names.has(record.type) === false) needNamed(registry, context, record);
  const deliveries: Delivered[] = [];
  for (const piece of lifted(vocabulary, record)) {
    const { length: at } = deliveries;
    const named = at === 0 ? id : pieceId(id, at);
    deliveries.push({ source: context, id: named, record: piece, message: messageOf(piece) });
  }
  return deliveries;
};

/** What tells of a message, and is none: its data are not those of the note that it names. */
export const traces: ReadonlySet<LogRecord['kind']> = new Set(['refusal', 'operation']);

/** Records of a context's log as they were read, and the sequence that they follow. */
export type Unread = {
  readonly context: string;
  readonly after: number;
  readonly records: readonly LogRecord[];
};

/** The records up to a gap, or to the first one that a newer version of the wall has written. */
export const knownPart = (
  { vocabularies }: Registry,
  { context, after, records }: Unread,
): readonly LogRecord[] => {
  let known = 0;
  let last = after;
  for (const record of records) {
    if (record.sequence > last + 1) break;
    last = record.sequence;
    const again = traces.has(record.kind) ? reroutedIn(record) : undefined;
    const { source, record: within } = (again ?? { delivered: { source: context, record } })
      .delivered;
    // A command's shape is that of the contract of whom it is sent to.
    if (isNewer(vocabularies.get(within.target ?? source), within)) break;
    known += 1;
  }
  return known === records.length ? records : records.slice(0, known);
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

/**
 * Commands that the wall lacks are looked at by the context that they are sent to.
 * @throws {NotOnWall} an event that is not on the wall, which does not say what it has become.
 */
const needNamed = ({ vocabularies, routes }: Registry, context: string, of: LogRecord): void => {
  const { kind, type } = of;
  if (kind === 'command' || routes.get(context)?.has(type)) return;
  if (Object.hasOwn(vocabularies.get(context)?.upcasts ?? {}, type)) return;
  throw new NotOnWall(kind, type);
};

type Shaped = Parameters<typeof problemsOf>[0];

/** Something that its own board does not allow. Its unit leaves nothing. */
export class WrongShape extends Error {
  readonly problems: readonly Mistake[];

  constructor(what: string, problems: readonly Mistake[]) {
    const words = problems.map(({ path, en }) => `${path} ${en}`).join('; ');
    super(`${what} is not as its shape says: ${words}.`);
    this.name = 'WrongShape';
    this.problems = problems;
  }
}

export type Made = {
  /** What it is, and its name: `The state placed`. An event is called by its name alone. */
  readonly what: '' | 'The state ' | 'A row of ';
  readonly name: string;
  readonly made: object;
  readonly before?: object | undefined;
};

/**
 * Holds what a rule or a fold has made to its shape before it is written: what is appended once
 * stays in the log for ever. What stands as it stood before was made by another rule, maybe of an
 * older wall.
 * @throws {WrongShape}, or {WrongResult} where there is a promise in it.
 */
export const needRight = (shaped: Shaped | undefined, { what, name, made, before }: Made): void => {
  const problems = shaped === undefined ? [] : problemsOf(shaped, made);
  if (problems.length === 0) return;
  const ours = problems.filter(({ path }) => !isOld(path, made, before));
  if (ours.length === 0) return;
  needPlain(name, made);
  throw new WrongShape(`${what}${name}`, ours);
};

const isOld = (path: string, made: object, before: object | undefined): boolean => {
  const [field = ''] = path.split('.', 1);
  return before !== undefined && fieldOf(made, field) === fieldOf(before, field);
};
