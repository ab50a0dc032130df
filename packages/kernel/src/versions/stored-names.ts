// Looks through a store for what is not on the wall, page by page, with pauses: the log for events,
// and what is open for states, deadlines, processes and steps. Nothing waits for it.

import { NewerVersion, stateNow } from '@dure/domain';
import type { AnyAggregate, AnyState } from '@dure/domain';
import type { Engine } from '../engine.ts';
import { entryIn, entryOf, instanceIn, processIn } from '../ids.ts';
import type { Collection, Item, LogRecord } from '../ports.ts';
import type { Counted } from './noted-names.ts';
import { knowsDeadline, knowsEvent, knowsStep, noted, stateName } from './wall-names.ts';
import type { Name } from './wall-names.ts';

/** How often a name was found, and where once: what it is, and its case, if that is known. */
export type Count = Shown & { readonly count: number };

const PAGE = 500;

const pause = ({ clock }: Engine): Promise<void> => new Promise((resolve) => clock.soon(resolve));

async function* everyItem(engine: Engine, collection: Collection): AsyncGenerator<Item> {
  for (let after = ''; ;) {
    const items = await engine.store.list(collection, after, PAGE);
    yield* items;
    const last = items.at(-1);
    if (!last || items.length < PAGE) return;
    after = last.id;
    await pause(engine);
  }
}

async function* recordsAfter(
  engine: Engine,
  partition: number,
  after: number,
): AsyncGenerator<LogRecord> {
  for (let at = after; ;) {
    const records = await engine.store.readLog(partition, at, PAGE);
    yield* records;
    const last = records.at(-1);
    if (!last || records.length < PAGE) return;
    at = last.sequence;
    await pause(engine);
  }
}

/** Goes on from where the log was read before. */
export const countEvents = async (engine: Engine, before: Counted): Promise<Counted> => {
  const { store, registry } = engine;
  const counts: { [event: string]: number } = { ...before.counts };
  const cases: { [event: string]: string } = { ...before.cases };
  const after: number[] = [];
  for (let partition = 0; partition < store.partitions; partition += 1) {
    let at = before.after[partition] ?? 0;
    for await (const { kind, type, caseId, sequence } of recordsAfter(engine, partition, at)) {
      at = sequence;
      if (kind !== 'event' || knowsEvent(registry, type)) continue;
      counts[type] = (counts[type] ?? 0) + 1;
      cases[type] ??= caseId;
    }
    after.push(at);
  }
  return { after, counts, cases };
};

/** A name that an item shows, which item that is, and its case; empty, where none is known. */
type Shown = { readonly name: Name; readonly example: string; readonly caseId: string };

/** Counts what the items of a collection show that is not on the wall. */
const countIn = async (
  engine: Engine,
  collection: Collection,
  strangeIn: (item: Item) => readonly Shown[],
): Promise<readonly Count[]> => {
  const counts = new Map<string, Count>();
  for await (const item of everyItem(engine, collection)) {
    for (const shown of strangeIn(item)) {
      const known = counts.get(noted(shown.name)) ?? { ...shown, count: 0 };
      counts.set(noted(shown.name), { ...known, count: known.count + 1 });
    }
  }
  return [...counts.values()];
};

type Stored = { readonly state: AnyState; readonly version?: number | undefined };

type InRegister = { readonly type: string; readonly register: string };

/** The name of a state that no board of this wall has; nothing, where one has it, or lifts it. */
const strangeState = (
  aggregate: AnyAggregate | undefined,
  { type, register: name }: InRegister,
  stored: Stored,
): readonly Name[] => {
  const register = aggregate?.registers.find((of) => of.name === name);
  const { is } = aggregate && register ? lifted(aggregate, register, stored) : stored.state;
  const isKnown = register !== undefined && Object.hasOwn(register.states, is);
  return isKnown ? [] : [{ kind: 'state', name: stateName(type, name, is) }];
};

type Register = AnyAggregate['registers'][number];

/** What a newer wall has left, or what is to be folded anew, is not judged here. */
const lifted = (aggregate: AnyAggregate, register: Register, stored: Stored): AnyState => {
  try {
    return stateNow(aggregate, register, stored);
  } catch (cause) {
    return cause instanceof NewerVersion ? register.initial : stored.state;
  }
};

type InstanceBody = {
  readonly life?: number;
  readonly states?: { readonly [register: string]: AnyState };
};

/** Whether instances are told apart by what tells cases apart. */
const isCase = ({ registry }: Engine, aggregate: AnyAggregate | undefined): boolean =>
  aggregate?.identifiedBy === registry.system.businessKey;

/** Entries from before keys were escaped may have separators in their keys. */
const placeOfEntry = (
  { id, tag }: Item,
  aggregate: AnyAggregate | undefined,
): { readonly key: string; readonly register: string } => {
  const { key, register } = entryIn(id);
  if (tag !== undefined) {
    const of = instanceIn(tag);
    return { key: of.key, register: entryOf(id, of).register };
  }
  const names = aggregate?.registers.map(({ name }) => name) ?? [];
  if (names.includes(register)) return { key, register };
  const [, ...parts] = id.split('/');
  const at = parts.findIndex((part) => names.includes(part));
  return at < 0
    ? { key, register }
    : { key: parts.slice(0, at).join('/'), register: parts[at] ?? '' };
};

export const countStates = async (engine: Engine): Promise<readonly Count[]> => {
  const { aggregates } = engine.registry;
  const ofInstances = await countIn(engine, 'instance', ({ id, body }) => {
    const { type, key } = instanceIn(id);
    const aggregate = aggregates.get(type);
    const caseId = isCase(engine, aggregate) ? key : '';
    // The body of an instance holds the states of its registers.
    const { states = {}, life: version } = body as unknown as InstanceBody;
    return Object.entries(states).flatMap(([register, state]) =>
      strangeState(aggregate, { type, register }, { state, version }).map((name) => ({
        name,
        example: id,
        caseId,
      })),
    );
  });
  const ofEntries = await countIn(engine, 'entry', (item) => {
    const { id, body } = item;
    const { type } = entryIn(id);
    const aggregate = aggregates.get(type);
    const { key, register } = placeOfEntry(item, aggregate);
    const caseId = isCase(engine, aggregate) ? key : '';
    // The body of an entry is its state, with the version of it.
    const { '~life': version, ...state } = body as unknown as AnyState & { '~life'?: number };
    const names = strangeState(aggregate, { type, register }, { state, version });
    return names.map((name) => ({ name, example: id, caseId }));
  });
  return [...ofInstances, ...ofEntries];
};

export const countDeadlines = (engine: Engine): Promise<readonly Count[]> =>
  countIn(engine, 'deadline', ({ body }) => {
    // The body of a deadline says its name, and whose it is.
    const { name, caseId } = body as { readonly name: string; readonly caseId: string };
    if (knowsDeadline(engine.registry, name)) return [];
    return [{ name: { kind: 'deadline', name }, example: caseId, caseId }];
  });

/** Where the case of a memory stands that goes no further; nothing, where it does, or has ended. */
const standstill = ({ registry }: Engine, { id, body }: Item): Name | undefined => {
  const { name } = processIn(id);
  // The memory of a saga says where its case stands; that of a process is its own.
  const { at, status = 'running' } = (body ?? {}) as { readonly at?: string; status?: string };
  if (status !== 'running') return undefined;
  if (!registry.processes.has(name)) return { kind: 'process', name };
  const isAway = registry.sagas.has(name) && at !== undefined && !knowsStep(registry, name, at);
  return isAway ? { kind: 'step', name: `${name}.${at}` } : undefined;
};

export const countProcesses = (engine: Engine): Promise<readonly Count[]> =>
  countIn(engine, 'process', (item) => {
    const name = standstill(engine, item);
    return name ? [{ name, example: item.id, caseId: item.tag ?? '' }] : [];
  });
