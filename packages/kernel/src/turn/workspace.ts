// The workspace of a turn: what was read, what is to be written, and the way back to any mark, so
// that a unit of work that fails leaves no trace.

import { Counts } from './counts.ts';
import type { CountOf } from './counts.ts';
import { Failure, Missing, foundSlot, openGroup, regroup, slotsIn, unread } from './items.ts';
import type { ById, Cache, Groups, Mark, Needs, Remembered, Slot, Step } from './items.ts';
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

/** The fact that counts the messages of a partition that are parked. */
export const PARKED = 'parked';

type Facts = { [name: string]: Json };

export class Workspace {
  readonly head: Head;
  readonly facts: Facts;
  readonly appended: LogRecord[];
  /** Run when the turn is committed. */
  readonly afterwards: (() => void)[];
  readonly #turn: Turn;
  /** What is known from earlier turns, as the last of them left it. */
  readonly cache: Cache;
  readonly #slots: Map<Collection, ById<Slot>>;
  /** The items that were read by their tag, kept true to what is written since. */
  readonly #groups: Groups = new Map();
  /** The steps that undo what was done, the last one first: whatever is changed has one. */
  readonly wayBack: Step[];
  /** From when something is counted. */
  #counts: Counts | undefined;
  readonly #countOf: CountOf | undefined;

  constructor(turn: Turn, cache: Cache, countOf?: CountOf) {
    this.#turn = turn;
    this.cache = cache;
    this.head = turn.head;
    this.facts = { ...turn.head.facts };
    this.appended = [];
    this.afterwards = [];
    this.#slots = new Map();
    this.wayBack = [];
    if (cache.turns !== turn.head.turns) cache.forget();
    if (Number(this.facts[PARKED] ?? 0) === 0) cache.lanes ??= new Map();
    this.#countOf = countOf;
    this.#counts = cache.counts.size > 0 ? new Counts(cache, countOf) : undefined;
  }

  /** Reads what is not known yet; nothing is waited for where all of it is. */
  load(reads: Needs): Promise<void> | undefined {
    const unknown = this.#unknownOf(reads);
    const isKnown = unknown.ids.length === 0 && unknown.tags.length === 0;
    return isKnown && !reads.counts ? undefined : this.#read(unknown, reads.counts);
  }

  async #read({ ids, tags }: ReadSet, counts: readonly string[] | undefined): Promise<void> {
    if (counts) await this.#count(counts);
    if (ids.length === 0 && tags.length === 0) return;
    const items = await this.#turn.read({ ids, tags }).catch(unread);
    for (const { collection, id } of ids) this.#take(collection, id, null);
    for (const of of tags) openGroup(this.#groups, of, this.#slots.get(of.collection));
    for (const item of items) this.#take(item.collection, item.id, item);
  }

  async #count(tags: readonly string[]): Promise<void> {
    this.#counts ??= new Counts(this.cache, this.#countOf);
    const instances = slotsIn(this.#slots, 'instance');
    for (const tag of tags) await this.#counts.begin(tag, instances).catch(unread);
  }

  /**
   * How many instances carry a tag.
   * @throws {Missing} they were not counted yet.
   */
  counted(tag: string): number {
    if (!this.#counts) throw new Missing({ ids: [], tags: [], counts: [tag] });
    return this.#counts.of(tag);
  }

  #unknownOf(reads: ReadSet): ReadSet {
    const ids = [];
    for (const place of reads.ids) if (!this.slot(place.collection, place.id)) ids.push(place);
    const tags = [];
    for (const group of reads.tags) {
      const { collection, tag } = group;
      // The entries of an instance that the partition remembers need not be read.
      const isKept = collection === 'entry' && this.cache.instances.has(tag);
      if (!isKept && !this.#groups.get(collection)?.has(tag)) tags.push(group);
    }
    return { ids, tags };
  }

  /** Takes what was read, unless this turn has written over it. */
  #take(collection: Collection, id: string, item: Item | null): void {
    const slots = slotsIn(this.#slots, collection);
    if (slots.get(id)?.isWritten) return;
    slots.set(id, foundSlot({ collection, id }, item, undefined));
    if (item?.tag !== undefined) this.#groups.get(collection)?.get(item.tag)?.set(id, item);
  }

  /** Nothing, where it was not read. What is remembered is looked up once: the cache is large. */
  slot(collection: Collection, id: string): Slot | undefined {
    const slots = slotsIn(this.#slots, collection);
    const known = slots.get(id);
    if (known) return known;
    const entry = this.cache.items[collection]?.get(id);
    if (!entry) return undefined;
    const slot = foundSlot({ collection, id }, entry.value, entry);
    slots.set(id, slot);
    return slot;
  }

  /** @throws {Missing} it was not read yet. */
  get(collection: Collection, id: string): Item | undefined {
    const slot = this.slot(collection, id);
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

  /**
   * Whether it is known what a lane holds. One of which it is known to hold nothing is opened, so
   * that whoever parks in it asks this before.
   */
  knowsLane(lane: string): boolean {
    const lanes = slotsIn(this.#groups, 'parked');
    if (lanes.has(lane)) return true;
    if (this.cache.lanes?.has(lane) !== false) return false;
    lanes.set(lane, new Map());
    return true;
  }

  /** Whether it is known that a lane holds nothing. */
  isFree(lane: string): boolean {
    return this.knowsLane(lane) && this.#groups.get('parked')?.get(lane)?.size === 0;
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
    const known = slots.get(id);
    const slot = known ?? foundSlot({ collection, id }, null, undefined);
    const { item: before, isWritten, isInserted: wasInserted } = slot;
    if (collection === 'instance' && item?.tag !== before?.tag) this.#recount(before, item);
    if (!known) slots.set(id, slot);
    slot.item = item;
    slot.isWritten = true;
    slot.isInserted = isInserted;
    const isNew = known === undefined;
    this.wayBack.push({ slot, item: before, isWritten, isInserted: wasInserted, isNew });
    const groups = this.#groups.get(collection);
    if (groups) regroup(groups, { id, before, item }, this.wayBack);
  }

  #recount(before: Item | null, item: Item | null): void {
    this.#counts?.move({ from: before, to: item });
    // Where nothing is counted yet, it may be by then, with what is written by now.
    this.wayBack.push(() => this.#counts?.move({ from: item, to: before }));
  }

  /** Takes ownership of the record: it is given its sequence, and is not copied. */
  append(record: Omit<LogRecord, 'sequence'>): LogRecord {
    const placed: Placing = record;
    placed.sequence = this.head.sequence + this.appended.length + 1;
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
    this.wayBack.push(() => {
      if (before === undefined) delete this.facts[name];
      else this.facts[name] = before;
    });
  }

  mark(): Mark {
    return {
      steps: this.wayBack.length,
      appended: this.appended.length,
      afterwards: this.afterwards.length,
    };
  }

  #takeBack(step: Step | undefined): void {
    if (step === undefined || typeof step === 'function') return step?.();
    const { slot, item, isWritten, isInserted, isNew } = step;
    if (isNew) this.#slots.get(slot.collection)?.delete(slot.id);
    Object.assign(slot, { item, isWritten, isInserted });
  }

  goBack(mark: Mark): void {
    while (this.wayBack.length > mark.steps) this.#takeBack(this.wayBack.pop());
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

  /** As `attempt`. Where something must be read first, nothing is left, and the result says so. */
  attemptAtOnce<A extends readonly unknown[], T>(
    unit: (...given: A) => T,
    ...given: A
  ): T | Failure | Missing {
    const mark = this.mark();
    try {
      return unit(...given);
    } catch (error) {
      this.goBack(mark);
      return error instanceof Missing ? error : new Failure(error);
    }
  }

  changes(): Changes {
    const put: Item[] = [];
    const remove: ItemId[] = [];
    const insert: Item[] = [];
    for (const slots of this.#slots.values()) {
      for (const { collection, id, item, isWritten, isInserted } of slots.values()) {
        if (!isWritten) continue;
        if (!item) remove.push({ collection, id });
        else if (isInserted) insert.push(item);
        else put.push(item);
      }
    }
    return { append: this.appended, put, insert, remove, facts: this.facts };
  }

  /** Keeps what is worth remembering, once the turn is committed. */
  remember(instances: Iterable<Remembered>): void {
    for (const { id, instance, aggregate } of instances) {
      // Those that are costly to read.
      if (aggregate.isLedger) this.cache.keepInstance(id, instance);
    }
    const parked = this.#slots.get('parked');
    if (parked) this.cache.keepLanes(parked.values());
    for (const slots of this.#slots.values()) {
      for (const { collection, id, item, entry } of slots.values()) {
        if (entry) entry.value = item;
        else this.cache.keep(collection, id, item);
      }
    }
    this.#counts?.remember(this.cache);
    this.cache.turns = this.head.turns + 1;
  }
}
