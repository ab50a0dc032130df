// The same unit of work with another content. What a person writes is read by the note of the
// message; what it is a unit of, and the case it belongs to, cannot be mended.

import { isDeepStrictEqual } from 'node:util';
import { messageOf, placeOf, readFields } from '@dure/domain';
import type { AnyMessage, AnyNote, Fields, Mistake } from '@dure/domain';
import type { Engine } from '../engine.ts';
import type { RefusedReason } from './contract.ts';
import type { Call } from '../ports.ts';
import { rowsTouched } from '../projections/project.ts';
import { asJson, keyIn } from '../turn/messages.ts';
import type {
  Data,
  DeadlineUnit,
  DurableUnit,
  ProcessUnit,
  RouteUnit,
  ViewUnit,
} from '../turn/messages.ts';
import { fieldsIn, messageIn } from './units.ts';

export type Mended =
  | {
      readonly is: 'mended';
      readonly unit: DurableUnit;
      /** The fields that changed, without what must never be stored. */
      readonly before: Data;
      readonly after: Data;
    }
  | { readonly is: 'invalid'; readonly mistakes: readonly Mistake[] }
  | { readonly is: 'refused'; readonly reason: RefusedReason; readonly of?: string };

const refused = (reason: RefusedReason, of: string): Mended => ({ is: 'refused', reason, of });

/** Reads what a person has written over a unit's message, and makes the unit that says so. */
export const mended = (engine: Engine, unit: DurableUnit, given: Data): Mended => {
  const { type } = messageIn(unit);
  if (given['type'] !== undefined && given['type'] !== type) return refused('typeChanged', type);
  const { type: _type, ...changed } = given;
  const fields = fieldsOf(engine, unit);
  if (!fields) return refused('unknownShape', type);
  const read = readOver(fields, fieldsIn(unit), changed);
  if (read.is === 'invalid') return read;
  const next = withData(unit, read.data);
  const moved = keyChanged(engine, unit, next);
  if (moved !== undefined) return refused('keyChanged', moved);
  return { is: 'mended', unit: next, ...changes(fields, fieldsIn(unit), read.data) };
};

type Read =
  | { readonly is: 'read'; readonly data: Data }
  | { readonly is: 'invalid'; readonly mistakes: readonly Mistake[] };

const readOver = (fields: Fields, before: Data, changed: Data): Read => {
  const unknown = Object.keys(changed).filter((name) => !Object.hasOwn(fields, name));
  const read = readFields(fields, { ...before, ...changed }, 'message');
  const mistakes = [...unknown.map(noSuchField), ...(read.mistakes ?? [])];
  // What shapes describe is JSON.
  return mistakes.length > 0
    ? { is: 'invalid', mistakes }
    : { is: 'read', data: read.data as Data };
};

const noSuchField = (name: string): Mistake => ({
  path: `message.${name}`,
  ko: '이 메시지에 없는 항목입니다',
  en: 'is no field of this message',
});

/** The fields of a unit's message, by the note that the wall has of it. */
const fieldsOf = (engine: Engine, unit: DurableUnit): Fields | undefined => {
  switch (unit.to) {
    case 'command':
      return commandOf(engine, unit.command)?.fields;
    case 'call':
      return questionOf(engine, unit.call)?.fields;
    case 'deadline':
      return startOf(engine, unit)?.fields;
    default:
      return followedBy(engine, unit)?.fields;
  }
};

const commandOf = ({ registry }: Engine, { type }: AnyMessage): AnyNote | undefined =>
  registry.deciders.get(type)?.accepts[type];

const followedBy = (engine: Engine, unit: Following): AnyNote | undefined => {
  const { type } = messageIn(unit);
  const { source } = unit.delivered;
  return followed(engine, unit).find((note) => note.context === source && note.type === type);
};

const startOf = ({ registry }: Engine, { pending }: DeadlineUnit): AnyNote | undefined =>
  registry.context.deadlines[pending.name]?.starts.find(({ type }) => type === pending.event.type);

type Following = ProcessUnit | ViewUnit | RouteUnit;

const followed = (engine: Engine, unit: Following): readonly AnyNote[] => {
  if (unit.to === 'route') return notesOf(engine, unit.of, unit.name);
  return unit.to === 'view'
    ? notesOf(engine, 'view', unit.view)
    : notesOf(engine, 'process', unit.process);
};

const none: readonly never[] = [];

/** What a view, a process or a policy of the wall follows. */
const notesOf = ({ registry }: Engine, of: RouteUnit['of'], name: string): readonly AnyNote[] => {
  if (of === 'policy') return registry.context.policies[name]?.whenever ?? none;
  const following = of === 'view' ? registry.views.get(name) : registry.processes.get(name);
  return following?.follows ?? none;
};

/** What an external system is asked, or is asked to take back, where the board's asks name it. */
const questionOf = ({ registry }: Engine, { to, type }: Call): AnyNote | undefined =>
  Object.values(registry.context.aggregates)
    .flatMap(({ asks }) => asks.flatMap(({ ask }) => [ask.of, ask.undo]))
    .filter(isNote)
    .find((note) => note.context === to && note.type === type);

/** An undo that is a note, and not a function that writes one. */
const isNote = (of: unknown): of is AnyNote =>
  of !== undefined && 'fields' in (of as object) && 'context' in (of as object);

const withData = (unit: DurableUnit, data: Data): DurableUnit => {
  const { type } = messageIn(unit);
  if (unit.to === 'command') return { ...unit, command: { ...data, type } };
  if (unit.to === 'deadline') {
    return { ...unit, pending: { ...unit.pending, event: { ...data, type } } };
  }
  // The callee knows the key: under the same one it would answer as it did before.
  if (unit.to === 'call') {
    return { ...unit, call: { ...unit.call, data, key: `${unit.call.key} mended` } };
  }
  const { source, id, record } = unit.delivered;
  return { ...unit, delivered: { source, id, record: { ...record, data } } };
};

/** The field, or the note, that says that the message would belong to another instance or case. */
const keyChanged = (engine: Engine, unit: DurableUnit, next: DurableUnit): string | undefined => {
  const names = [engine.registry.system.businessKey, ...identifying(engine, unit)];
  const [before, after] = [messageIn(unit), messageIn(next)];
  const changed = names.find((name) => keyIn(before, name) !== keyIn(after, name));
  if (changed !== undefined || unit.to !== next.to) return changed;
  return next.to === 'process' || next.to === 'view' ? leadsAway(engine, next) : undefined;
};

const identifying = ({ registry }: Engine, unit: DurableUnit): readonly string[] => {
  if (unit.to !== 'command') return [];
  const aggregate = registry.deciders.get(unit.command.type);
  if (!aggregate) return [];
  const { register } = placeOf(aggregate, unit.command);
  return [aggregate.identifiedBy, register.per ?? aggregate.identifiedBy];
};

/** Whether the event would move another case, or draw another row. */
const leadsAway = ({ registry }: Engine, unit: ProcessUnit | ViewUnit): string | undefined => {
  const { delivered, key } = unit;
  if (unit.to === 'process') {
    const process = registry.processes.get(unit.process);
    return process?.caseOf(messageOf(delivered.record)) === key ? undefined : unit.process;
  }
  const view = registry.views.get(unit.view);
  const rows = view ? rowsTouched(view, delivered) : [];
  return rows.some((row) => row.key === key) ? undefined : unit.view;
};

const changes = (fields: Fields, before: Data, after: Data) => {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (name) => fields[name]?.isSecret !== true && !isDeepStrictEqual(before[name], after[name]),
  );
  const of = (data: Data): Data =>
    Object.fromEntries(names.map((name) => [name, asJson(data[name] ?? null)]));
  return { before: of(before), after: of(after) };
};
