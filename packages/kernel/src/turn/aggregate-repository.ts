// Aggregate instances between the collections of a store and the tables of a board.

import {
  Instance,
  NewerVersion,
  NotRefolded,
  isKeptIn,
  stateNow,
  stateVersionOf,
} from '@dure/domain';
import type { AnyAggregate, AnyRegister, AnyState, Move } from '@dure/domain';
import { asJson } from './messages.ts';
import { entryId, entryOf as entryNamed, formerEntryId, instanceId } from '../ids.ts';
import { StoreUnavailable } from '../ports.ts';
import type { ItemId, Json, ReadSet, Store, Turn } from '../ports.ts';
import { Cache, Missing, emptyReadSet } from './items.ts';
import type { Registry } from '../registry.ts';
import { Workspace } from './workspace.ts';

/** An ask under way. While it is open, its instance takes no other command. */
export type OpenAsk = {
  readonly attempt: string;
  readonly ask: string;
  readonly commandId: string;
  readonly caseId: string;
  /** The parked message that asks; nothing when a client waits. */
  readonly parked?: string;
  /** What takes the ask back. */
  readonly undo?: Undo;
  readonly expiresAt: number;
};

export type Undo = {
  readonly callee: string;
  readonly isExternal: boolean;
  readonly type: string;
  readonly data: { readonly [field: string]: Json };
  readonly key: string;
};

export type Body = {
  /** How often it has moved. */
  readonly version: number;
  /** The version of its states, where that is not 1. */
  readonly life?: number;
  /** The state of each register of the whole; a plain aggregate has one, named ''. */
  readonly states: { readonly [register: string]: AnyState };
  readonly ask?: OpenAsk;
};

/** Beside a state that is an entry: the version of it, where that is not 1. */
const LIFE = '~life';

/** An entry as it is kept. */
export const entryBody = (aggregate: AnyAggregate, state: AnyState): Json => {
  const version = stateVersionOf(aggregate);
  return asJson(version === 1 ? state : { ...state, [LIFE]: version });
};

const entryOf = (body: Json): { readonly state: AnyState; readonly version?: number } => {
  // Items of the collection are written by `move`.
  const { [LIFE]: version, ...state } = body as unknown as AnyState & { [LIFE]?: number };
  return version === undefined ? { state } : { state, version };
};

type Named = Pick<LoadedAggregate, 'aggregate' | 'key' | 'id'>;

/** An instance in a turn. */
export class LoadedAggregate {
  readonly aggregate: AnyAggregate;
  readonly key: string;
  readonly id: string;
  readonly instance: Instance;
  readonly workspace: Workspace;
  /** As it was read. */
  readonly #body: Body | undefined;
  /** How often it has moved. */
  version: number;
  /** Set by `setAsk`. */
  ask: OpenAsk | undefined;

  constructor(workspace: Workspace, { aggregate, key, id }: Named) {
    const item = workspace.get('instance', id);
    // Items of the collection are written by `saveStates`.
    const body = item?.body as unknown as Body | undefined;
    this.aggregate = aggregate;
    this.key = key;
    this.id = id;
    this.workspace = workspace;
    this.version = body?.version ?? 0;
    this.ask = body?.ask;
    this.#body = body;
    this.instance = workspace.cache.instances.get(id)?.value ?? this.#read(body);
  }

  /** Whether its states were left by an older version of the wall, and lifted. */
  get isOlder(): boolean {
    return this.#body !== undefined && (this.#body.life ?? 1) < stateVersionOf(this.aggregate);
  }

  #read(body: Body | undefined): Instance {
    const { states = {}, life: version } = body ?? {};
    const instance = new Instance(this.aggregate);
    for (const register of this.aggregate.registers) {
      const state = states[register.name];
      if (!state) continue;
      instance.put(register, undefined, stateNow(this.aggregate, register, { state, version }));
    }
    if (!this.aggregate.isLedger) return instance;
    const { name: type } = this.aggregate;
    for (const { id, body: kept } of this.workspace.tagged('entry', this.id)) {
      const { register: name, entry } = entryNamed(id, { type, key: this.key });
      const register = this.aggregate.registers.find((of) => of.name === name);
      if (!register) continue;
      instance.put(register, entry, stateNow(this.aggregate, register, entryOf(kept)));
    }
    return instance;
  }

  /**
   * Reads an entry that is not among the kept ones.
   * @throws {Missing} it was not read yet.
   */
  need(register: AnyRegister, entry: string | undefined): void {
    if (register.per === undefined || entry === undefined) return;
    if (this.instance.state(register, entry) !== register.initial) return;
    const id = this.#entryId(register, entry);
    const former = this.#formerId(register, entry);
    const item =
      this.workspace.get('entry', id) ??
      (former === undefined ? undefined : this.workspace.get('entry', former));
    if (!item) return;
    this.instance.put(register, entry, stateNow(this.aggregate, register, entryOf(item.body)));
  }

  #entryId({ name: register }: AnyRegister, entry: string): string {
    return entryId({ type: this.aggregate.name, key: this.key, register, entry });
  }

  #formerId({ name: register }: AnyRegister, entry: string): string | undefined {
    return formerEntryId({ type: this.aggregate.name, key: this.key, register, entry });
  }

  /** Makes the moves of an event, in memory and in the collections to be. */
  move(moves: readonly Move[]): void {
    this.instance.make(moves);
    this.version += 1;
    this.workspace.wayBack.push(() => {
      this.instance.takeBack(moves);
      this.version -= 1;
    });
    for (const { register, entry, to } of moves) {
      if (entry === undefined) continue;
      const former = this.#formerId(register, entry);
      if (former !== undefined) this.workspace.remove({ collection: 'entry', id: former });
      this.workspace.put({
        collection: 'entry',
        id: this.#entryId(register, entry),
        body: entryBody(this.aggregate, to),
        ...(isKeptIn(register, to) ? { tag: this.id } : {}),
      });
    }
    saveStates(this);
  }

  /** Writes lifted states as what they are now. */
  rewrite(): void {
    saveStates(this);
  }

  /** Opens or closes the instance's ask. */
  setAsk(ask: OpenAsk | undefined): void {
    const before = this.ask;
    this.ask = ask;
    this.workspace.wayBack.push(() => {
      this.ask = before;
    });
    if (this.version > 0 || ask) saveStates(this);
    else this.workspace.remove({ collection: 'instance', id: this.id });
  }
}

/** An instance as it is written. */
export type Saved = Pick<LoadedAggregate, 'workspace' | 'aggregate' | 'id' | 'instance'> &
  Pick<LoadedAggregate, 'version' | 'ask'>;

export const saveStates = (saved: Saved): void => {
  const { workspace, aggregate, id, instance, version, ask } = saved;
  const states: { [register: string]: AnyState } = {};
  for (const register of aggregate.registers) {
    if (register.per === undefined) states[register.name] = instance.state(register);
  }
  const life = stateVersionOf(aggregate);
  const moved = life === 1 ? { version, states } : { version, life, states };
  const body: Body = ask ? { ...moved, ask } : moved;
  workspace.put({
    collection: 'instance',
    id,
    // Bodies hold states, which are JSON.
    body,
    tag: aggregate.isCounted ? tagOf(saved) : undefined,
    // A parked message looks after its own ask.
    at: ask && ask.parked === undefined ? ask.expiresAt : undefined,
  });
};

const tagOf = ({ aggregate, instance }: Saved): string => {
  const [whole] = aggregate.registers;
  return `${aggregate.name}:${whole ? instance.state(whole).is : ''}`;
};

/** Lets those know who fold states anew, where a state that is yet to be folded was met. */
export const noteUnfolded = (unfolded: ReadonlySet<() => void>, cause: unknown): void => {
  if (cause instanceof NotRefolded) for (const want of unfolded) want();
};

/** What must be read to load an instance, and what else is to be read with it. */
export const readSetFor = (aggregate: AnyAggregate, key: string, also?: ItemId): ReadSet => {
  const id = instanceId(aggregate.name, key);
  const instance: ItemId = { collection: 'instance', id };
  return {
    ids: also ? [instance, also] : [instance],
    tags: aggregate.isLedger ? [{ collection: 'entry', tag: id }] : emptyReadSet.tags,
  };
};

/** The instances of a turn, by their ids, each loaded once. */
export type Instances = Map<string, LoadedAggregate>;

type InTurn = { readonly workspace: Workspace; readonly instances: Instances };

/** @throws {Missing} it was not read yet. */
export const loadedIn = (turn: InTurn, aggregate: AnyAggregate, key: string): LoadedAggregate => {
  const id = instanceId(aggregate.name, key);
  const known = turn.instances.get(id);
  if (known) return known;
  // Of what was not read at all, all is read in one go.
  if (!turn.workspace.slot('instance', id)) throw new Missing(readSetFor(aggregate, key));
  const loaded = new LoadedAggregate(turn.workspace, { aggregate, key, id });
  turn.instances.set(id, loaded);
  return loaded;
};

const nothingCached = new Cache(() => false);
nothingCached.turns = 0;

/**
 * Gives instances as they are committed, outside of turns; nothing, where there is none.
 * @throws {StoreUnavailable} a newer version of the wall has moved it.
 */
export const committedIn = ({ store, registry, unfolded = nobody }: Committed) => {
  const reading: Turn = {
    head: { sequence: 0, turns: 0, facts: {} },
    read: (reads) => store.read(reads),
    write: () => Promise.reject(new Error('A reader does not write.')),
  };
  return async (name: string, key: string, entry?: string): Promise<Instance | undefined> => {
    const aggregate = registry.aggregates.get(name);
    if (!aggregate) return undefined;
    const workspace = new Workspace(reading, nothingCached);
    await workspace.load(readSetFor(aggregate, key));
    try {
      const id = instanceId(aggregate.name, key);
      const loaded = new LoadedAggregate(workspace, { aggregate, key, id });
      if (entry !== undefined) await needIn(workspace, loaded, entry);
      return loaded.version === 0 ? undefined : loaded.instance;
    } catch (cause) {
      if (!(cause instanceof NewerVersion)) throw cause;
      noteUnfolded(unfolded, cause);
      throw new StoreUnavailable(cause.message, { cause });
    }
  };
};

const nobody: ReadonlySet<() => void> = new Set();

/** Where items are read, which may be in another process, and the aggregates by their names. */
export type Committed = {
  readonly store: Pick<Store, 'read'>;
  readonly registry: Pick<Registry, 'aggregates'>;
  /** Called where a state is met that is yet to be folded anew. */
  readonly unfolded?: ReadonlySet<() => void>;
};

const needIn = async (workspace: Workspace, loaded: LoadedAggregate, entry: string) => {
  for (const register of loaded.aggregate.registers) {
    await workspace.attempt(() => loaded.need(register, entry));
  }
};
