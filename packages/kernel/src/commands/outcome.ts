// What comes of a decision: its events are appended, with which the instance moves, claims are
// taken and given back, deadlines begin and end; and its sender is answered.

import { evolve, mayDo, needRejection, placeOf, versionIn } from '@dure/domain';
import type { AnyMessage } from '@dure/domain';
import { deadlinesAfter } from '../deadlines/deadlines.ts';
import { claimId, instanceIn } from '../ids.ts';
import { dataOf, fieldOf, keyIn, needRight, WrongShape } from '../turn/messages.ts';
import type { Data } from '../turn/messages.ts';
import type { LoadedAggregate } from '../turn/aggregate-repository.ts';
import { noteId, actorOf, caseIn } from './knowledge.ts';
import { needBegun } from './opened.ts';
import type { CommandContext, Ended } from './knowledge.ts';
import type { LogRecord, Json } from '../ports.ts';
import type { Outcome } from '../api.ts';
import type { TurnTools } from '../engine.ts';

type Appended = {
  readonly records: readonly LogRecord[];
  /** The rejection, when another instance holds what an event would claim. Nothing is appended. */
  readonly refused?: { readonly type: string } & Data;
};

export const append = (context: CommandContext, events: readonly AnyMessage[]): Appended => {
  const { turn, loaded } = context;
  if (events.length === 0) needBegun(context);
  const { identifiedBy } = loaded.aggregate;
  for (const event of events) {
    const named = keyIn(event, identifiedBy) ?? loaded.key;
    if (named !== loaded.key) throw notOwn(event, identifiedBy, loaded.key);
    const refused = claim(context, event);
    if (refused) return { records: [], refused: { ...dataOf(refused), type: refused.type } };
  }
  if (loaded.version === 0) noteId(turn, loaded.key);
  const records: LogRecord[] = [];
  for (const event of events) records.push(appendEvent(context, event));
  return { records };
};

const appendEvent = ({ turn, unit, loaded }: CommandContext, drafted: AnyMessage): LogRecord => {
  if (loaded.aggregate.isLedger) needEntries(loaded, drafted);
  const { event, moves } = evolve(loaded.instance, drafted);
  needRight(loaded.aggregate.emits[event.type], { what: '', name: event.type, made: event });
  for (const { register, from: before, to: made } of moves) {
    const { is: name } = made;
    needRight(register.states[name]?.sketch, { what: 'The state ', name, made, before });
  }
  loaded.move(moves);
  const { workspace, engine } = turn;
  const { vocabularies, startedBy, endedBy } = engine.registry;
  const data = dataOf(event);
  const happened = {
    // Its place is kept here, and taken by `append`: a field that is put in later costs more.
    sequence: 0,
    kind: 'event',
    type: event.type,
    subject: loaded.id,
    caseId: caseIn(turn, data, loaded.key),
    at: turn.now,
    data,
    causedBy: unit.causedBy,
    actor: actorOf(unit),
  } as const;
  const { traceparent } = unit;
  const traced = traceparent === undefined ? happened : { ...happened, traceparent };
  const version = versionIn(vocabularies.get(engine.context), event.type);
  const record = workspace.append(version === 1 ? traced : { ...traced, version });
  // The instance has moved: what waits for it may go on.
  turn.release(loaded.id);
  if (startedBy.has(event.type) || endedBy.has(event.type)) deadlinesAfter(turn, loaded, record);
  return record;
};

/** An event of another instance would stand in the stream of this one, and tell of that one. */
const notOwn = ({ type }: AnyMessage, path: string, key: string): WrongShape =>
  new WrongShape(type, [
    { path, ko: `${key}여야 합니다`, en: `must be ${key}, whose rule it comes from` },
  ]);

/** An event may move entries that its command did not name. */
const needEntries = (loaded: LoadedAggregate, event: AnyMessage): void => {
  for (const register of loaded.aggregate.registers) {
    if (register.per === undefined || register.evolve[event.type] === undefined) continue;
    const entry = keyIn(event, register.per);
    if (entry !== undefined) loaded.need(register, entry);
  }
};

/** Takes and gives back the claims of an event; the rejection, when another holds one. */
const claim = (context: CommandContext, event: AnyMessage): AnyMessage | undefined => {
  const { claims } = context.loaded.aggregate;
  for (const field in claims) {
    const claimed = claims[field];
    if (!claimed) continue;
    const value = String(fieldOf(event, field) ?? remembered(context.loaded, field));
    const id = claimId(context.loaded.aggregate.name, field, value);
    if (claimed.releasedBy.includes(event.type)) giveBack(context, id);
    if (claimed.takenBy !== event.type) continue;
    const holder = takeClaim(context, id);
    if (holder !== undefined) {
      // `Claim` has tied the refusal to the aggregate's rejections.
      const refused = claimed.refuses({ value, holder } as never) as AnyMessage;
      return needRejection(context.loaded.aggregate, refused);
    }
  }
  return undefined;
};

/** Gives a claim back, if it is this instance that holds it. */
const giveBack = ({ turn, loaded }: CommandContext, id: string): void => {
  const { workspace } = turn;
  if (workspace.get('claim', id)?.body === loaded.key)
    workspace.remove({ collection: 'claim', id });
};

/** Takes a claim that is free; else who holds it. */
const takeClaim = ({ turn, loaded }: CommandContext, id: string): string | undefined => {
  // Items of the collection are written below: the key of an instance.
  const holder = turn.workspace.get('claim', id)?.body as string | undefined;
  if (holder === undefined) {
    turn.workspace.insert({ collection: 'claim', id, body: loaded.key });
    return undefined;
  }
  return holder === loaded.key ? undefined : holder;
};

const remembered = ({ aggregate, instance }: LoadedAggregate, field: string): unknown => {
  const whole = aggregate.registers.find(({ per }) => per === undefined);
  return whole && fieldOf(instance.state(whole), field);
};

type Seen = Pick<LoadedAggregate, 'aggregate' | 'instance'>;

/** The command was accepted: what its instance is now, and what its events say. */
export const outcomeAfter = (context: CommandContext, records: readonly LogRecord[]): Ended => {
  const { turn, loaded, command, caseId } = context;
  const { workspace, partition, engine } = turn;
  const events: string[] = [];
  let named: string | undefined;
  for (const { type, caseId: at } of records) {
    events.push(type);
    if (at !== loaded.key) named ??= at;
  }
  return {
    is: 'done',
    key: loaded.key,
    caseId: named ?? caseId,
    data: dataOver(records, rowOf(loaded, command)),
    events,
    position: {
      context: engine.context,
      partition,
      sequence: records.at(-1)?.sequence ?? workspace.sequence,
    },
  };
};

/** The instance, or the entry that the command names, as a row. */
const rowOf = ({ aggregate, instance, key }: LoadedAggregate, command: AnyMessage): Data => {
  const { register, entry } = placeOf(aggregate, command);
  const state = instance.state(register, entry);
  const [status] = register.states[state.is]?.sketch.status ?? [];
  const row: { [field: string]: Json } = { [aggregate.identifiedBy]: key };
  if (register.per !== undefined && entry !== undefined) row[register.per] = entry;
  if (status !== undefined) row['status'] = status;
  const isWholeLedger = aggregate.isLedger && entry === undefined;
  return isWholeLedger ? row : withSeen(row, state);
};

/** What a state remembers is JSON. */
const withSeen = (row: { [field: string]: Json }, state: object): Data => {
  const seen = state as Data;
  for (const name in seen) if (name !== 'is') row[name] = seen[name] ?? null;
  return row;
};

export const statusOf = ({ aggregate, instance }: Seen, command: AnyMessage): string => {
  const { register, entry } = placeOf(aggregate, command);
  const { is } = instance.state(register, entry);
  return register.states[is]?.sketch.status[0] ?? is;
};

/** The commands that meet a rule in the present state of the same register. */
export const openCommands = (
  { aggregate, instance }: Seen,
  command: AnyMessage,
): readonly string[] => {
  const { register } = placeOf(aggregate, command);
  return Object.keys(register.decide).filter((type) => mayDo(instance, { ...command, type }));
};

/**
 * All that is known after a command: what its records say, the later over the earlier, and what
 * else is in the row. This is done for every command: fields are put in their places, and no object
 * is copied.
 */
const dataOver = (records: readonly LogRecord[], row: Data): Data => {
  const all = keyAndStatus(records, row);
  for (const { data } of records) for (const name in data) all[name] = data[name] ?? null;
  for (const name in row) if (!Object.hasOwn(all, name)) all[name] = row[name] ?? null;
  return all;
};

/** Where there is a status, the key and the status come first, as people look for them first. */
const keyAndStatus = (records: readonly LogRecord[], row: Data): { [field: string]: Json } => {
  let status = row['status'];
  for (const { data } of records) if (data['status'] !== undefined) status = data['status'];
  if (status === undefined) return {};
  const first = records[0]?.data ?? row;
  for (const name in first) return { [name]: first[name] ?? null, status };
  return { status };
};

type Left = {
  readonly records: readonly LogRecord[];
  readonly data: Data;
  readonly caseId?: string;
};

/** What was done, by the records that it left. */
export const doneBy = (
  { engine, partition }: TurnTools,
  { records, data, caseId }: Left,
): Outcome | undefined => {
  const last = records.at(-1);
  if (!last) return undefined;
  return {
    is: 'done',
    key: instanceIn(last.subject).key,
    caseId: caseId ?? last.caseId,
    data: dataOver(records, data),
    events: records.map(({ type }) => type),
    position: { context: engine.context, partition, sequence: last.sequence },
  };
};

/** The counter of each end. */
export const counterOf: { readonly [I in Outcome['is']]: string } = {
  done: 'commands_done',
  refused: 'commands_refused',
  outOfTurn: 'commands_outOfTurn',
  unavailable: 'commands_unavailable',
  conflict: 'commands_conflict',
  forbidden: 'commands_forbidden',
  invalid: 'commands_invalid',
  keyReused: 'commands_keyReused',
  failed: 'commands_failed',
};
