// What survives a crash: the logs, the heads and the collections of one context.

import { collections, Taken } from '@dure/kernel/ports';
import type {
  Changes,
  Collection,
  Head,
  Item,
  ItemId,
  LogRecord,
  PlacedRecord,
  ReadSet,
  StoreIdentity,
  TrailPlace,
} from '@dure/kernel/ports';
import { CollectionOnDisk, Kept } from './collection.ts';
import { Lock } from './lock.ts';

type Partition = { head: Head; readonly log: string[]; readonly lock: Lock };

/** Changes as they were when they were handed over, whatever becomes of their objects. */
export type Staged = {
  readonly append: readonly {
    readonly caseId: string;
    readonly at: number;
    readonly text: string;
  }[];
  readonly insert: readonly Kept[];
  readonly put: readonly Kept[];
  readonly remove: readonly ItemId[];
  readonly head: Head;
};

/** Where the records of a case stand, in the order of their instants. */
type Place = { readonly at: number; readonly partition: number; readonly sequence: number };

const byInstant = (a: TrailPlace, b: TrailPlace): number =>
  a.at - b.at || a.partition - b.partition || a.sequence - b.sequence;

export class MemoryDisk {
  readonly partitions: number;
  identity: StoreIdentity;
  readonly #partitions: readonly Partition[];
  readonly #collections: ReadonlyMap<Collection, CollectionOnDisk>;
  readonly #cases = new Map<string, Place[]>();

  constructor(partitions: number, identity: StoreIdentity) {
    this.partitions = partitions;
    this.identity = identity;
    this.#partitions = Array.from({ length: partitions }, () => ({
      head: { sequence: 0, turns: 0, facts: {} },
      log: [],
      lock: new Lock(),
    }));
    this.#collections = new Map(collections.map((name) => [name, new CollectionOnDisk()]));
  }

  /** All that lies on it now, on a disk of its own: as a backup does, it keeps the log's id. */
  copy(logId = this.identity.logId): MemoryDisk {
    const copy = new MemoryDisk(this.partitions, { ...this.identity, logId });
    for (const [number, { head, log }] of this.#partitions.entries()) {
      const to = copy.#partition(number);
      to.head = structuredClone(head);
      to.log.push(...log);
    }
    for (const [name, collection] of this.#collections) {
      for (const kept of collection.list('', Infinity)) copy.collection(name).put(kept);
    }
    for (const [caseId, places] of this.#cases) copy.#cases.set(caseId, [...places]);
    return copy;
  }

  lock(partition: number): Lock {
    return this.#partition(partition).lock;
  }

  head(partition: number): Head {
    return structuredClone(this.#partition(partition).head);
  }

  stage(partition: number, { append, insert, put, remove, facts, turns }: Changes): Staged {
    const { head } = this.#partition(partition);
    for (const [index, { sequence }] of append.entries()) {
      if (sequence === head.sequence + index + 1) continue;
      throw new RangeError(`Record ${sequence} does not follow ${head.sequence + index}.`);
    }
    return {
      append: append.map((record) => ({
        caseId: record.caseId,
        at: record.at,
        text: JSON.stringify(record),
      })),
      insert: insert.map((item) => new Kept(partition, item)),
      put: put.map((item) => new Kept(partition, item)),
      remove: remove.map(({ collection, id }) => ({ collection, id })),
      head: {
        sequence: head.sequence + append.length,
        turns: turns ?? head.turns + 1,
        facts: structuredClone(facts),
      },
    };
  }

  /** @throws {Taken} when an item would be inserted where one lies. */
  checkFree({ insert }: Staged): void {
    const seen = new Set<string>();
    for (const { item } of insert) {
      const { collection, id } = item;
      const place = `${collection} ${id}`;
      if (seen.has(place) || this.collection(collection).has(id))
        throw new Taken({ collection, id });
      seen.add(place);
    }
  }

  // #region commit
  /** All of it, at one instant. */
  commit(partition: number, staged: Staged): void {
    this.checkFree(staged);
    const { log } = this.#partition(partition);
    for (const { caseId, at, text } of staged.append) {
      log.push(text);
      this.#note(caseId, { at, partition, sequence: log.length });
    }
    for (const kept of [...staged.insert, ...staged.put])
      this.collection(kept.item.collection).put(kept);
    for (const { collection, id } of staged.remove) this.collection(collection).remove(id);
    this.#partition(partition).head = staged.head;
  }
  // #endregion commit

  collection(name: Collection): CollectionOnDisk {
    const found = this.#collections.get(name);
    if (!found) throw new RangeError(`There is no collection ${name}.`);
    return found;
  }

  read({ ids, tags }: ReadSet): readonly Item[] {
    const byId = ids.flatMap(({ collection, id }) => this.collection(collection).get(id) ?? []);
    const byTag = tags.flatMap(({ collection, tag }) => this.collection(collection).tagged(tag));
    return [...byId, ...byTag].map((kept) => kept.copy());
  }

  readLog(partition: number, after: number, limit: number): readonly LogRecord[] {
    const first = Math.max(0, after);
    return this.#partition(partition)
      .log.slice(first, first + limit)
      .map((text) => JSON.parse(text) as LogRecord); // It was written as a record.
  }

  trail(caseId: string, limit: number, after?: TrailPlace): readonly PlacedRecord[] {
    const places = this.#cases.get(caseId) ?? [];
    return places
      .filter((place) => after === undefined || byInstant(place, after) > 0)
      .toSorted(byInstant)
      .slice(0, limit)
      .flatMap(({ partition, sequence }) =>
        this.readLog(partition, sequence - 1, 1).map((record) => ({ ...record, partition })),
      );
  }

  #note(caseId: string, place: Place): void {
    const places = this.#cases.get(caseId);
    if (places) places.push(place);
    else this.#cases.set(caseId, [place]);
  }

  #partition(number: number): Partition {
    const found = this.#partitions[number];
    if (!found) throw new RangeError(`There is no partition ${number}.`);
    return found;
  }
}
