// Aggregate instances between the collections of a store and the tables of a board.

import { Instance, isKeptIn, stateNow, stateVersionOf } from '@dure/domain';
import type { AnyAggregate, AnyRegister, AnyState, Move } from '@dure/domain';
import { asJson } from './fields.ts';
import { entryId, entryOf as entryNamed, formerEntryId, instanceId } from '../ids.ts';
import type { Json, ReadSet } from '../ports.ts';
import { Missing, emptyReadSet } from './items.ts';
import type { Workspace } from './workspace.ts';

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

type Body = {
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
const entryBody = (aggregate: AnyAggregate, state: AnyState): Json => {
  const version = stateVersionOf(aggregate);
  return asJson(version === 1 ? state : { ...state, [LIFE]: version });
};

const entryOf = (body: Json): { readonly state: AnyState; readonly version?: number } => {
  // What lies in the collection was put there by `move`.
  const { [LIFE]: version, ...state } = body as unknown as AnyState & { [LIFE]?: number };
  return version === undefined ? { state } : { state, version };
};

/** An instance in a turn. */
export class LoadedAggregate {
  readonly aggregate: AnyAggregate;
  readonly key: string;
  readonly id: string;
  readonly instance: Instance;
  /** Whether its states were left by an older version of the wall, and lifted. */
  readonly isOlder: boolean;
  readonly #workspace: Workspace;
  #version: number;
  #ask: OpenAsk | undefined;

  constructor(workspace: Workspace, aggregate: AnyAggregate, key: string) {
    this.id = instanceId(aggregate.name, key);
    const item = workspace.get('instance', this.id);
    // What lies in the collection was put there by `#save`.
    const body = item?.body as unknown as Body | undefined;
    this.aggregate = aggregate;
    this.key = key;
    this.#workspace = workspace;
    this.#version = body?.version ?? 0;
    this.#ask = body?.ask;
    this.isOlder = body !== undefined && (body.life ?? 1) < stateVersionOf(aggregate);
    this.instance = workspace.leftInstance(this.id) ?? this.#read(body);
  }

  #read(body: Body | undefined): Instance {
    const { states = {}, life: version } = body ?? {};
    const instance = new Instance(this.aggregate);
    for (const register of this.aggregate.registers) {
      const state = states[register.name];
      if (!state) continue;
      instance.put(register, undefined, stateNow(this.aggregate, register, { state, version }));
    }
    if (this.aggregate.isLedger) this.#readEntries(instance);
    return instance;
  }

  #readEntries(instance: Instance): void {
    for (const { id, body } of this.#workspace.tagged('entry', this.id)) {
      const { register: name, entry } = entryNamed(id, {
        type: this.aggregate.name,
        key: this.key,
      });
      const register = this.aggregate.registers.find((of) => of.name === name);
      if (!register) continue;
      instance.put(register, entry, stateNow(this.aggregate, register, entryOf(body)));
    }
  }

  get ask(): OpenAsk | undefined {
    return this.#ask;
  }

  get isNew(): boolean {
    return this.#version === 0;
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
      this.#workspace.get('entry', id) ??
      (former === undefined ? undefined : this.#workspace.get('entry', former));
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
    this.#version += 1;
    this.#workspace.onWayBack(() => {
      this.instance.takeBack(moves);
      this.#version -= 1;
    });
    for (const { register, entry, to } of moves) {
      if (entry === undefined) continue;
      const former = this.#formerId(register, entry);
      if (former !== undefined) this.#workspace.remove({ collection: 'entry', id: former });
      this.#workspace.put({
        collection: 'entry',
        id: this.#entryId(register, entry),
        body: entryBody(this.aggregate, to),
        ...(isKeptIn(register, to) ? { tag: this.id } : {}),
      });
    }
    this.#save();
  }

  /** Writes lifted states as what they are now. */
  rewrite(): void {
    this.#save();
  }

  /** Opens or closes the instance's ask. */
  setAsk(ask: OpenAsk | undefined): void {
    const before = this.#ask;
    this.#ask = ask;
    this.#workspace.onWayBack(() => {
      this.#ask = before;
    });
    this.#save();
  }

  #save(): void {
    const ask = this.#ask;
    if (this.#version === 0 && !ask) {
      this.#workspace.remove({ collection: 'instance', id: this.id });
      return;
    }
    this.#workspace.put({
      collection: 'instance',
      id: this.id,
      body: asJson(this.#body()),
      tag: this.aggregate.isCounted ? this.#tag() : undefined,
      // A parked message looks after its own ask.
      at: ask?.parked === undefined ? ask?.expiresAt : undefined,
    });
  }

  #body(): Body {
    const states: { [register: string]: AnyState } = {};
    for (const register of this.aggregate.registers) {
      if (register.per === undefined) states[register.name] = this.instance.state(register);
    }
    const life = stateVersionOf(this.aggregate);
    const body = { version: this.#version, ...(life === 1 ? {} : { life }), states };
    return this.#ask ? { ...body, ask: this.#ask } : body;
  }

  #tag(): string {
    const [whole] = this.aggregate.registers;
    return `${this.aggregate.name}:${whole ? this.instance.state(whole).is : ''}`;
  }
}

/** What must be read to load an instance. */
export const readSetFor = (aggregate: AnyAggregate, key: string): ReadSet => {
  const id = instanceId(aggregate.name, key);
  return {
    ids: [{ collection: 'instance', id }],
    tags: aggregate.isLedger ? [{ collection: 'entry', tag: id }] : emptyReadSet.tags,
  };
};

/** The instances of a turn, each loaded once. */
export class AggregateRepository {
  readonly #workspace: Workspace;
  readonly #loaded = new Map<string, LoadedAggregate>();
  /** Those that are costly to read. */
  readonly ledgers: LoadedAggregate[] = [];

  constructor(workspace: Workspace) {
    this.#workspace = workspace;
  }

  /** @throws {Missing} it was not read yet. */
  get(aggregate: AnyAggregate, key: string): LoadedAggregate {
    const id = instanceId(aggregate.name, key);
    const known = this.#loaded.get(id);
    if (known) return known;
    try {
      const loaded = new LoadedAggregate(this.#workspace, aggregate, key);
      this.#loaded.set(loaded.id, loaded);
      if (aggregate.isLedger) this.ledgers.push(loaded);
      return loaded;
    } catch (error) {
      if (error instanceof Missing) throw new Missing(readSetFor(aggregate, key));
      throw error;
    }
  }
}
