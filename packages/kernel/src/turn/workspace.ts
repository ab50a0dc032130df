// The workspace of a turn: what was read, what is to be written, and the way back to any mark, so
// that a unit of work that fails leaves no trace.

import type { Instance } from '@dure/domain';
import { Counts } from './counts.ts';
import type { CountOf, Written } from './counts.ts';
import { Failure, Missing } from './items.ts';
import type { Cache, Needs } from './items.ts';
import { slotsIn } from './slots.ts';
import type { ById, Slot } from './slots.ts';
import type {
  Changes,
  Collection,
  Head,
  Item,
  ItemId,
  Json,
  LogRecord,
  Turn,
  ReadSet,
} from '../ports.ts';

type Placing = Omit<LogRecord, 'sequence'> & { sequence?: number };

type Facts = { [name: string]: Json };

export class Workspace {
  readonly head: Head;
  readonly facts: Facts;
  readonly appended: LogRecord[];
  /** Run when the turn is committed. */
  readonly afterwards: (() => void)[];
  readonly #turn: Turn;
  readonly #cache: Cache;
  readonly #slots: Map<Collection, ById<Slot>>;
  /** The items that were read by their tag, kept true to what is written since. */
  readonly #groups: Map<Collection, ById<ById<Item>>>;
  readonly #wayBack: (() => void)[];
  readonly #counts: Counts;

  constructor(turn: Turn, cache: Cache, countOf?: CountOf) {
    this.#turn = turn;
    this.#cache = cache;
    this.head = turn.head;
    this.facts = { ...turn.head.facts };
    this.appended = [];
    this.afterwards = [];
    this.#slots = new Map();
    this.#groups = new Map();
    this.#wayBack = [];
    if (cache.turns !== turn.head.turns) cache.forget();
    this.#counts = new Counts(cache, countOf);
  }

  async load(reads: Needs): Promise<void> {
    for (const tag of reads.counts ?? []) {
      await this.#counts.begin(tag, () => this.#writtenInstances());
    }
    const { ids, tags } = this.#unknownOf(reads);
    if (ids.length === 0 && tags.length === 0) return;
    const items = await this.#turn.read({ ids, tags });
    for (const { collection, id } of ids) this.#take(collection, id, null);
    for (const group of tags) this.#openGroup(group);
    for (const item of items) this.#take(item.collection, item.id, item);
  }

  *#writtenInstances(): Iterable<Written> {
    for (const slot of this.#slots.get('instance')?.values() ?? []) if (slot.isWritten) yield slot;
  }

  /**
   * How many instances carry a tag.
   * @throws {Missing} they were not counted yet.
   */
  counted(tag: string): number {
    return this.#counts.of(tag);
  }

  #unknownOf(reads: ReadSet): ReadSet {
    const ids = [];
    for (const place of reads.ids) if (!this.#slot(place.collection, place.id)) ids.push(place);
    const tags = [];
    for (const group of reads.tags) if (!this.#knowsGroup(group)) tags.push(group);
    return { ids, tags };
  }

  /** The entries of an instance that the partition remembers need not be read. */
  #knowsGroup({ collection, tag }: ReadSet['tags'][number]): boolean {
    if (this.#groups.get(collection)?.has(tag)) return true;
    return collection === 'entry' && this.#cache.instance(tag) !== undefined;
  }

  /** Begins a group with what this turn has written: the store does not know that yet. */
  #openGroup({ collection, tag }: ReadSet['tags'][number]): void {
    const group: ById<Item> = new Map();
    slotsIn(this.#groups, collection).set(tag, group);
    for (const { item, isWritten } of this.#slots.get(collection)?.values() ?? []) {
      if (isWritten && item?.tag === tag) group.set(item.id, item);
    }
  }

  /** Takes what was read, unless this turn has written over it. */
  #take(collection: Collection, id: string, item: Item | null): void {
    const slots = slotsIn(this.#slots, collection);
    if (slots.get(id)?.isWritten) return;
    slots.set(id, { item, wasRead: item, isWritten: false, isInserted: false, entry: undefined });
    if (item?.tag !== undefined) this.#groups.get(collection)?.get(item.tag)?.set(id, item);
  }

  /** A turn asks often for what it needs, and the cache is large: it is looked up there once. */
  #slot(collection: Collection, id: string): Slot | undefined {
    const slots = slotsIn(this.#slots, collection);
    const known = slots.get(id);
    if (known) return known;
    const entry = this.#cache.item(collection, id);
    if (!entry) return undefined;
    const { value: item } = entry;
    const slot = { item, wasRead: item, isWritten: false, isInserted: false, entry };
    slots.set(id, slot);
    return slot;
  }

  /** An instance as the last turn left it. */
  leftInstance(id: string): Instance | undefined {
    return this.#cache.instance(id);
  }

  /** @throws {Missing} it was not read yet. */
  get(collection: Collection, id: string): Item | undefined {
    const slot = this.#slot(collection, id);
    if (!slot) throw new Missing({ ids: [{ collection, id }], tags: [] });
    return slot.item ?? undefined;
  }

  /**
   * The items with a tag, by id.
   * @throws {Missing} they were not read yet.
   */
  tagged(collection: Collection, tag: string): readonly Item[] {
    const items = this.#groups.get(collection)?.get(tag);
    if (!items) throw new Missing({ ids: [], tags: [{ collection, tag }] });
    return [...items.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1));
  }

  put(item: Item): void {
    this.#write(item, item, false);
  }

  /** As `put`, where another partition may have been quicker: then the whole turn is run again. */
  insert(item: Item): void {
    // What this turn has taken away is free for it.
    const isOurs = this.#slots.get(item.collection)?.get(item.id)?.isWritten === true;
    this.#write(item, item, !isOurs);
  }

  remove(id: ItemId): void {
    this.#write(id, null, false);
  }

  #write({ collection, id }: ItemId, item: Item | null, isInserted: boolean): void {
    const slots = slotsIn(this.#slots, collection);
    const slot = slots.get(id);
    if (collection === 'instance') {
      const before = slot?.item ?? null;
      this.#counts.move({ from: before, to: item });
      this.#wayBack.push(() => this.#counts.move({ from: item, to: before }));
    }
    if (slot) {
      const before = { ...slot };
      slot.item = item;
      slot.isWritten = true;
      slot.isInserted = isInserted;
      this.#wayBack.push(() => Object.assign(slot, before));
    } else {
      slots.set(id, { item, wasRead: null, isWritten: true, isInserted, entry: undefined });
      this.#wayBack.push(() => slots.delete(id));
    }
    const groups = this.#groups.get(collection);
    if (groups) this.#regroup(groups, id, item);
  }

  /** Moves what is written to the group of its tag, or out of all. */
  #regroup(groups: ById<ById<Item>>, id: string, item: Item | null): void {
    for (const [tag, items] of groups) {
      const before = items.get(id);
      if (item?.tag === tag) items.set(id, item);
      else if (before) items.delete(id);
      else continue;
      this.#wayBack.push(() => {
        if (before) items.set(id, before);
        else items.delete(id);
      });
    }
  }

  /** Takes ownership of the record: it is given its sequence, and is not copied. */
  append(record: Omit<LogRecord, 'sequence'>): LogRecord {
    const placed: Placing = record;
    placed.sequence = this.sequence + 1;
    this.appended.push(placed as LogRecord); // It has its sequence by now.
    return placed as LogRecord;
  }

  /** The sequence of the last record, with those of this turn. */
  get sequence(): number {
    return this.head.sequence + this.appended.length;
  }

  setFact(name: string, fact: Json): void {
    const before = this.facts[name];
    this.facts[name] = fact;
    this.#wayBack.push(() => {
      if (before === undefined) delete this.facts[name];
      else this.facts[name] = before;
    });
  }

  /** What a unit changes elsewhere is undone with it by this step. */
  onWayBack(step: () => void): void {
    this.#wayBack.push(step);
  }

  mark(): Mark {
    return {
      steps: this.#wayBack.length,
      appended: this.appended.length,
      afterwards: this.afterwards.length,
    };
  }

  goBack(mark: Mark): void {
    while (this.#wayBack.length > mark.steps) this.#wayBack.pop()?.();
    this.appended.length = mark.appended;
    this.afterwards.length = mark.afterwards;
  }

  /**
   * Runs a unit of work, reading what it misses. What it throws otherwise comes back as a value,
   * and nothing of the unit is left.
   * @param missing what it is known to miss, because it was run already.
   */
  async attempt<T>(unit: () => T, missing?: Missing): Promise<T | Failure> {
    let done = missing ?? this.attemptAtOnce(unit);
    while (done instanceof Missing) {
      await this.load(done.reads);
      done = this.attemptAtOnce(unit);
    }
    return done;
  }

  /** As `attempt`. Where something must be read first, nothing is left, and that is told. */
  attemptAtOnce<T>(unit: () => T): T | Failure | Missing {
    const mark = this.mark();
    try {
      return unit();
    } catch (error) {
      this.goBack(mark);
      return error instanceof Missing ? error : new Failure(error);
    }
  }

  get isChanged(): boolean {
    // Whatever is written has a way back.
    return this.appended.length > 0 || this.#wayBack.length > 0;
  }

  changes(): Changes {
    const put: Item[] = [];
    const remove: ItemId[] = [];
    const insert: Item[] = [];
    for (const [collection, slots] of this.#slots) {
      for (const [id, { item, isWritten, isInserted }] of slots) {
        if (!isWritten) continue;
        if (!item) remove.push({ collection, id });
        else if (isInserted) insert.push(item);
        else put.push(item);
      }
    }
    return { append: this.appended, put, insert, remove, facts: this.facts };
  }

  /** Keeps what is worth remembering, once the turn is committed. */
  remember(instances: Iterable<{ readonly id: string; readonly instance: Instance }>): void {
    for (const { id, instance } of instances) this.#cache.keepInstance(id, instance);
    for (const [collection, slots] of this.#slots) {
      for (const [id, { item, entry }] of slots) {
        if (entry) entry.value = item;
        else this.#cache.keep(collection, id, item);
      }
    }
    this.#counts.remember(this.#cache);
    this.#cache.turns = this.head.turns + 1;
  }
}

export type Mark = {
  readonly steps: number;
  readonly appended: number;
  readonly afterwards: number;
};
