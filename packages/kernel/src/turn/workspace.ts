// The workspace of a turn: what was read, what is to be written, and the way back to any mark, so
// that a unit of work that fails leaves no trace.

import type { Instance } from '@dure/domain';
import type { Cache, CacheEntry } from './items.ts';
import { TaggedItems, ItemMap } from './items.ts';
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

/**
 * Thrown by a unit that needs what was not read yet. It is run again when that is there. It carries
 * no stack: it is thrown often, and nobody reads it.
 */
export class Missing extends Error {
  readonly reads: ReadSet;
  constructor(reads: ReadSet) {
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    super('Not read yet.');
    Error.stackTraceLimit = stackTraceLimit;
    this.reads = reads;
  }
}

type Placing = Omit<LogRecord, 'sequence'> & { sequence?: number };

/** What lies at a place: as it was read, or as it is to be written. */
type Slot = {
  /** Null where nothing lies. */
  item: Item | null;
  isWritten: boolean;
  /** Whether the place must be free when it is written. */
  isInserted: boolean;
  /** Where the partition remembers it between turns, if it did. */
  readonly memory: CacheEntry<Item | null> | undefined;
};

const asRead = (item: Item | null, memory?: Slot['memory']): Slot => ({
  item,
  isWritten: false,
  isInserted: false,
  memory,
});

type Facts = { [name: string]: Json };

export class Workspace {
  readonly head: Head;
  readonly facts: Facts;
  readonly appended: LogRecord[] = [];
  /** Run when the turn is committed. */
  readonly afterwards: (() => void)[] = [];
  readonly #turn: Turn;
  readonly #cache: Cache;
  readonly #slots = new ItemMap<Slot>();
  readonly #groups = new TaggedItems();
  readonly #wayBack: (() => void)[] = [];

  constructor(turn: Turn, cache: Cache) {
    this.#turn = turn;
    this.#cache = cache;
    this.head = turn.head;
    this.facts = { ...turn.head.facts };
    if (cache.turns !== turn.head.turns) cache.forget();
  }

  async load(reads: ReadSet): Promise<void> {
    const ids = reads.ids.filter((id) => !this.#knows(id));
    const tags = reads.tags.filter(
      ({ collection, tag }) =>
        !this.#groups.get(collection, tag) &&
        !(collection === 'entry' && this.#cache.knowsInstance(tag)),
    );
    if (ids.length === 0 && tags.length === 0) return;
    const items = await this.#turn.read({ ids, tags });
    for (const id of ids) this.#slots.set(id, asRead(null));
    for (const { collection, tag } of tags) this.#groups.open(collection, tag);
    for (const item of items) this.#take(item);
    for (const { collection, tag } of tags) this.#takeWritten(collection, tag);
  }

  #take(item: Item): void {
    if (this.#slots.get(item)?.isWritten) return;
    this.#slots.set(item, asRead(item));
    this.#groups.take(item);
  }

  /** What this turn has written belongs to its group, though the store does not know it yet. */
  #takeWritten(collection: Collection, tag: string): void {
    this.#slots.forEachIn(collection, ({ item, isWritten }) => {
      if (isWritten && item?.tag === tag) this.#groups.take(item);
    });
  }

  #knows(place: ItemId): boolean {
    return this.#slot(place) !== undefined;
  }

  /** A turn asks often for what it needs, and the cache is large: it is looked up there once. */
  #slot(place: ItemId): Slot | undefined {
    const known = this.#slots.get(place);
    if (known) return known;
    const memory = this.#cache.item(place);
    if (!memory) return undefined;
    const slot = asRead(memory.value, memory);
    this.#slots.set(place, slot);
    return slot;
  }

  /** An instance as the last turn left it. */
  leftInstance(id: string): Instance | undefined {
    return this.#cache.instance(id);
  }

  /** @throws {Missing} it was not read yet. */
  get(collection: Collection, id: string): Item | undefined {
    const place = { collection, id };
    const slot = this.#slot(place);
    if (!slot) throw new Missing({ ids: [place], tags: [] });
    return slot.item ?? undefined;
  }

  /**
   * The items with a tag, by id.
   * @throws {Missing} they were not read yet.
   */
  tagged(collection: Collection, tag: string): readonly Item[] {
    const items = this.#groups.get(collection, tag);
    if (!items) throw new Missing({ ids: [], tags: [{ collection, tag }] });
    return [...items.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1));
  }

  put(item: Item): void {
    this.#write(item, item, false);
    this.#groups.move(item, item, this.onWayBack);
  }

  /** As `put`, where another partition may have been quicker: then the whole turn is run again. */
  insert(item: Item): void {
    // What this turn has taken away is free for it.
    if (this.#slots.get(item)?.isWritten) return this.put(item);
    this.#write(item, item, true);
  }

  remove(id: ItemId): void {
    this.#write(id, null, false);
    this.#groups.move(id, undefined, this.onWayBack);
  }

  #write(place: ItemId, item: Item | null, isInserted: boolean): void {
    const slot = this.#slots.get(place);
    if (!slot) {
      this.#slots.set(place, { item, isWritten: true, isInserted, memory: undefined });
      this.onWayBack(() => this.#slots.delete(place));
      return;
    }
    const before = { ...slot };
    slot.item = item;
    slot.isWritten = true;
    slot.isInserted = isInserted;
    this.onWayBack(() => Object.assign(slot, before));
  }

  /** Appends to the log; the record's sequence is what the head will be. */
  append(record: Omit<LogRecord, 'sequence'>): LogRecord {
    // Who appends has made the record for this, and is given it back: it is not copied.
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
    this.onWayBack(() => {
      if (before === undefined) delete this.facts[name];
      else this.facts[name] = before;
    });
  }

  readonly onWayBack = (step: () => void): void => {
    this.#wayBack.push(step);
  };

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
    this.#slots.forEach(({ item, isWritten, isInserted }, collection, id) => {
      if (!isWritten) return;
      if (!item) remove.push({ collection, id });
      else if (isInserted) insert.push(item);
      else put.push(item);
    });
    return { append: this.appended, put, insert, remove, facts: this.facts };
  }

  /** Keeps what is worth remembering, once the turn is committed. */
  remember(instances: Iterable<{ readonly id: string; readonly instance: Instance }>): void {
    for (const { id, instance } of instances) this.#cache.keepInstance(id, instance);
    this.#slots.forEach(({ item, memory }, collection, id) => {
      if (memory) memory.value = item;
      else this.#cache.keep(collection, id, item);
    });
    this.#cache.turns = this.head.turns + 1;
  }
}

export type Mark = {
  readonly steps: number;
  readonly appended: number;
  readonly afterwards: number;
};

/** What a unit of work threw. */
export class Failure {
  readonly cause: unknown;
  constructor(cause: unknown) {
    this.cause = cause;
  }
}
