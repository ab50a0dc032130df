// Every id that the kernel joins out of parts, beside the one parser that takes it apart again.
//
// Whatever is joined can be parted: every part but the last is escaped, so that texts with the
// separator in them never meet. A part without the separator stays as it is, byte for byte.

import type { Item, Json } from './ports.ts';

// FNV-1a, 32 bits, over UTF-16 code units (http://www.isthe.com/chongo/tech/comp/fnv/). Stable for
// ever: it decides in which partition an instance lives.

export const hashOf = (text: string): number => {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
};

export const partitionOf = (key: string, partitions: number): number =>
  partitions === 1 ? 0 : hashOf(key) % partitions;

const ESCAPE = '\\';
const escapePattern = /\\([0-9a-f]{2})/g;

const codeOf = (character: string): string =>
  `${ESCAPE}${character.charCodeAt(0).toString(16).padStart(2, '0')}`;

/** The text without the separator in it. */
const escaped = (text: string, separator: string): string => {
  if (!text.includes(separator) && !text.includes(ESCAPE)) return text;
  return text.replaceAll(ESCAPE, codeOf(ESCAPE)).replaceAll(separator, codeOf(separator));
};

const unescaped = (text: string): string =>
  text.includes(ESCAPE)
    ? text.replace(escapePattern, (_, code: string) => String.fromCharCode(parseInt(code, 16)))
    : text;

/** The text before the first separator, and all that follows it. */
const cut = (text: string, separator: string): readonly [head: string, rest: string] => {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + separator.length)];
};

/** As `cut`, at the last separator. */
const cutLast = (text: string, separator: string): readonly [head: string, last: string] => {
  const at = text.lastIndexOf(separator);
  return at < 0 ? ['', text] : [text.slice(0, at), text.slice(at + separator.length)];
};

/** `Type/key`: an aggregate instance. Records name it as their subject. */
export const instanceId = (type: string, key: string): string => `${escaped(type, '/')}/${key}`;

export const instanceIn = (id: string): { readonly type: string; readonly key: string } => {
  const [type, key] = cut(id, '/');
  return { type: unescaped(type), key };
};

export type EntryParts = {
  readonly type: string;
  readonly key: string;
  readonly register: string;
  readonly entry: string;
};

/** `Type/key/Register/entry`: an entry of a ledger's register. */
export const entryId = ({ type, key, register, entry }: EntryParts): string =>
  `${escaped(type, '/')}/${escaped(key, '/')}/${escaped(register, '/')}/${entry}`;

/** As an entry was named before keys were escaped; nothing, where that is its name now. */
export const formerEntryId = (of: EntryParts): string | undefined => {
  const former = `${formerEntryPrefix(of)}${of.register}/${of.entry}`;
  return former === entryId(of) ? undefined : former;
};

const formerEntryPrefix = ({ type, key }: Pick<EntryParts, 'type' | 'key'>): string =>
  `${type}/${key}/`;

/** The register and the entry in an id of a known instance, whichever way it was named. */
export const entryOf = (
  id: string,
  of: Pick<EntryParts, 'type' | 'key'>,
): Pick<EntryParts, 'register' | 'entry'> => {
  const former = formerEntryPrefix(of);
  if (!id.startsWith(former)) return entryIn(id);
  const [register, entry] = cut(id.slice(former.length), '/');
  return { register: unescaped(register), entry };
};

export const entryIn = (id: string): EntryParts => {
  const [type, ofType] = cut(id, '/');
  const [key, ofKey] = cut(ofType, '/');
  const [register, entry] = cut(ofKey, '/');
  return { type: unescaped(type), key: unescaped(key), register: unescaped(register), entry };
};

/** `Type.field/value`: a value that one instance holds. */
export const claimId = (type: string, field: string, value: string): string =>
  `${escaped(escaped(type, '.'), '/')}.${escaped(field, '/')}/${value}`;

/** `Name/key`: the memory of a saga or a process about one case. */
export const processId = (name: string, key: string): string => `${escaped(name, '/')}/${key}`;

export const processIn = (id: string): { readonly name: string; readonly key: string } => {
  const [name, key] = cut(id, '/');
  return { name: unescaped(name), key };
};

/** `View@generation`: all rows of a generation of a view. */
export const rowTag = (view: string, generation: number): string =>
  `${escaped(view, '/')}@${generation}`;

/** The fact that names the generation of a view that is read. */
export const generationFact = (view: string): string => `generation:${view}`;

/** The fact that a partition keeps a generation true that no reader uses yet; else 0. */
export const buildingFact = (view: string): string => `building:${view}`;

/** The fact that names the version of a view by which the rows that are read were drawn; else 1. */
export const viewVersionFact = (view: string): string => `drawn by:${view}`;

/** The fact that names the latest version that keeps rows of a partition up to date; else 1. */
export const keptByFact = (view: string): string => `kept by:${view}`;

/** The fact that names the last generation of a view that is not in order. */
export const mixedFact = (view: string): string => `mixed:${view}`;

export const viewIn = (tag: string): string => unescaped(cutLast(tag, '@')[0]);

/** The key of a row by the values of its key fields, in their order: `place-1|2026-03-02`. */
export const rowKey = (values: readonly string[]): string => {
  const [only = ''] = values;
  if (values.length < 2) return only;
  const last = values.length - 1;
  return values.map((value, at) => (at === last ? value : escaped(value, '|'))).join('|');
};

/** `View@generation/key`: a row. */
export const rowId = (tag: string, key: string): string => `${tag}/${key}`;

export const rowIn = (id: string): { readonly tag: string; readonly key: string } => {
  const [tag, key] = cut(id, '/');
  return { tag, key };
};

/** `NAME/key`, and `NAME/key/entry` where each entry of a ledger has a deadline of its own. */
export const deadlineId = (name: string, key: string, entry?: string): string =>
  entry === undefined
    ? `${escaped(name, '/')}/${key}`
    : `${escaped(name, '/')}/${escaped(key, '/')}/${entry}`;

/** As a deadline of an entry was named before keys were escaped. */
export const formerDeadlineId = (name: string, key: string, entry: string): string =>
  `${name}/${key}/${entry}`;

export const deadlineNameIn = (id: string): string => unescaped(cut(id, '/')[0]);

/** The id of what a deadline sends: it is the same when it is sent again after a failure. */
export const deadlineCommandId = (id: string, causedBy: string, times: number): string =>
  `${id}@${causedBy}#${times}`;

/** `context.partition.sequence`: a record of a log. */
export const recordId = (context: string, partition: number, sequence: number): string =>
  `${context}.${partition}.${sequence}`;

export const recordIn = (
  id: string,
): { readonly context: string; readonly partition: number; readonly sequence: number } => {
  const [place, sequence] = cutLast(id, '.');
  const [context, partition] = cutLast(place, '.');
  return { context, partition: Number(partition), sequence: Number(sequence) };
};

/** One of several messages that a record was split into; the first has the record's own id. */
export const pieceId = (id: string, index: number): string =>
  index === 0 ? id : `${id}>+${index}`;

/** The id of what a policy sends because of a record: `orders.0.7>giveBackCancelled.1`. */
export const reactionId = (cause: string, policy: string, index: number): string =>
  index === 0 ? `${cause}>${policy}` : `${cause}>${policy}.${index}`;

/** The cause of what a saga sends to take a step back. */
export const undoCause = (cause: string): string => `${cause}>undo`;

export const isUndoCause = (causedBy: string): boolean => causedBy.endsWith('>undo');

/** The record or command behind an id of which a reaction may be made. */
export const causeIn = (id: string): string => cut(id, '>')[0];

type Client = { readonly actor: string; readonly subject: string; readonly command: string };

/** The key under which the answer to a client's command is kept, by the client's own key. */
export const clientKey = ({ actor, subject, command }: Client, key: string): string =>
  `${actor}:${escaped(subject, '|')}|${command}|${key}`;

/** The name of one attempt of an ask: its callee answers the same name the same way. */
export const attemptId = (command: string, ask: string, attempt: string): string =>
  `${command}/${escaped(ask, '/')}/${attempt}`;

/** Tells apart what one client's command asks in turns of a partition. */
export const clientAttempt = (key: string, turn: number): string => `${escaped(key, '/')}#${turn}`;

/** The lane of the commands that come from one context for one instance. */
export const commandLane = (source: string, type: string, key: string): string =>
  `${escaped(source, '>')}>${instanceId(type, key)}`;

export const processLane = (name: string, key: string): string => `process>${processId(name, key)}`;

export const viewLane = (view: string, key: string): string => `view>${escaped(view, '/')}/${key}`;

/** @param subject the instance that the deadline's command goes to */
export const deadlineLane = (subject: string): string => `deadline>${subject}`;

/** @param subject the instance that asked */
export const undoLane = (callee: string, subject: string): string =>
  `undo>${escaped(callee, '/')}/${subject}`;

type RouteParts = { readonly source: string; readonly of: string; readonly name: string };

/** The lane of a policy, process or view that could not say what an event sets in motion. */
export const routeLane = ({ source, of, name }: RouteParts, caseId: string): string =>
  `${escaped(source, '>')}>${of} ${escaped(name, '/')}/${caseId}`;

/** The instance that a lane of commands leads to; for other lanes, a text that names none. */
export const subjectInLane = (lane: string): string => cut(lane, '>')[1];

/** Whether a lane holds what takes back an ask of an external system. */
export const isUndoLane = (lane: string): boolean => lane.startsWith('undo>');

/** The routing key of a lane, for messages that were parked before they said it themselves. */
export const keyInLane = (lane: string): string => {
  const [, named] = cut(lane, '>');
  const [, key] = cut(named, '/');
  return isUndoLane(lane) ? instanceIn(key).key : key;
};

const ORDER_DIGITS = 12;

/** `lane#order`: a parked message. */
export const parkedId = (lane: string, order: number): string =>
  `${lane}#${String(order).padStart(ORDER_DIGITS, '0')}`;

export const laneIn = (id: string): string => cutLast(id, '#')[0];

/** Entries of the work list, by what put them there. A reminder has the id of its deadline. */
export const workId = (
  kind: 'stalled' | 'skipped' | 'undo' | 'log' | 'unknown',
  of: string,
): string => `${kind}/${of}`;

/** What a store notes of the names on its walls, beside those who follow events in it. */
export const NAMES_ID = 'wall/names';

type Aged = { readonly id: string; readonly since: number };

/** Where a page of a list that is oldest first ends, and the next one begins. */
export const cursorOf = ({ id, since }: Aged): string => `${since}.${id}`;

export const cursorIn = (cursor: string): Aged => {
  const [since, id] = cut(cursor, '.');
  return { since: Number(since), id };
};

const textIn = (body: Json, field: string): string | undefined => {
  // A body of the kernel's is an object, whose fields may be read by name.
  const value = (body as { readonly [field: string]: Json } | null)?.[field];
  return typeof value === 'string' ? value : undefined;
};

const keyField = ({ body }: Item): string | undefined => textIn(body, 'key');

/** How the key of an item is found, by its collection. */
const routingKeys: { readonly [C in Item['collection']]: (item: Item) => string } = {
  instance: ({ id }) => instanceIn(id).key,
  entry: ({ id }) => entryIn(id).key,
  process: ({ id }) => processIn(id).key,
  row: ({ id }) => rowIn(id).key,
  // A claim lies where its holder does.
  claim: ({ id, body }) => (typeof body === 'string' ? body : id),
  deadline: ({ body }) => instanceIn(textIn(body, 'subject') ?? '').key,
  parked: (item) => keyField(item) ?? keyInLane(laneIn(item.id)),
  // Without one, the command opened an instance and went where its own id led.
  answer: (item) => keyField(item) ?? item.id,
  work: (item) => keyField(item) ?? keyOfWork(item.id),
  // Known to the whole store: it is found by its id wherever it lies.
  follower: ({ id }) => id,
};

/**
 * The key that decides in which partition an item lies. Whoever moves a store to another number of
 * partitions asks this of every item; nothing else may take ids apart to find it.
 */
export const routingKeyOf = (item: Item): string => routingKeys[item.collection](item);

/** Entries of earlier versions name a deadline, or a process that stands still. */
const keyOfWork = (id: string): string => {
  const [kind, rest] = cut(id, '/');
  return kind === 'stalled' ? processIn(rest).key : rest;
};
