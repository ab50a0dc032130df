// One turn: a transaction of a replica set that has written the document of its head first, so that
// no other turn of the partition commits beside it.

import { Taken } from '@dure/kernel/ports';
import type { Changes, Head, Item, ItemId, ReadSet, Turn } from '@dure/kernel/ports';
import { documentOf, itemOf, placeOf, recordDocument, toKept } from './documents.ts';
import type { Collection, Session } from './driver.ts';
import { asPort } from './errors.ts';

export type Tables = {
  readonly place: string;
  readonly heads: Collection;
  readonly log: Collection;
  readonly items: Collection;
};

/** Those that are asked for by id, in that order, and then those of each tag, by id. */
export const readItems = async (
  { items }: Pick<Tables, 'items'>,
  { ids, tags }: ReadSet,
  session?: Session,
): Promise<readonly Item[]> => {
  const within = session ? { session } : {};
  const places = ids.map(placeOf);
  const byId = places.length > 0 ? [{ _id: { $in: places } }] : [];
  const byTag = tags.map(({ collection, tag }) => ({ collection, tag: toKept(tag) }));
  if (byId.length + byTag.length === 0) return [];
  const $or = [...byId, ...byTag];
  const found = await items.find({ $or }, { ...within, sort: { id: 1 } }).toArray();
  const all = found.map(itemOf);
  const known = new Map(all.map((item) => [placeOf(item), item]));
  const ofTag = tags.flatMap(({ collection, tag }) =>
    all.filter((item) => item.collection === collection && item.tag === tag),
  );
  return [...places.flatMap((place) => known.get(place) ?? []), ...ofTag];
};

export class MongoTurn implements Turn {
  readonly head: Head;
  readonly #tables: Tables;
  readonly #session: Session;
  readonly #partition: number;
  #written: Promise<void> | undefined;
  #hasEnded = false;

  constructor(tables: Tables, session: Session, of: { partition: number; head: Head }) {
    this.#tables = tables;
    this.#session = session;
    this.#partition = of.partition;
    this.head = of.head;
  }

  /** What comes later is a mistake of the caller. */
  end(): Promise<void> | undefined {
    this.#hasEnded = true;
    return this.#written;
  }

  async read(reads: ReadSet): Promise<readonly Item[]> {
    if (this.#hasEnded) throw new Error('The turn has ended.');
    return this.#ask(() => readItems(this.#tables, reads, this.#session));
  }

  async write(changes: Changes): Promise<void> {
    if (this.#hasEnded) throw new Error('The turn has ended.');
    if (this.#written) throw new Error('A turn is written once.');
    this.#check(changes);
    this.#written = this.#ask(() => this.#writeAll(changes));
    await this.#written;
  }

  async #ask<T>(run: () => Promise<T>): Promise<T> {
    return run().catch((cause: unknown) => {
      throw asPort(this.#tables.place, cause);
    });
  }

  #check({ append }: Changes): void {
    for (const [index, { sequence }] of append.entries()) {
      if (sequence === this.head.sequence + index + 1) continue;
      throw new RangeError(`Record ${sequence} does not follow ${this.head.sequence + index}.`);
    }
  }

  async #writeAll(changes: Changes): Promise<void> {
    const { append, insert, put, remove, facts, turns = this.head.turns + 1 } = changes;
    const { heads, log, items } = this.#tables;
    const within = { session: this.#session };
    await this.#checkFree(insert);
    const records = append.map((record) => recordDocument(this.#partition, record));
    if (records.length > 0) await log.insertMany(records, within);
    const inserted = insert.map((item) => documentOf(this.#partition, item));
    if (inserted.length > 0) await items.insertMany(inserted, within);
    for (const item of put) {
      const document = documentOf(this.#partition, item);
      await items.replaceOne({ _id: document['_id'] }, document, { ...within, upsert: true });
    }
    if (remove.length > 0) await items.deleteMany({ _id: { $in: remove.map(placeOf) } }, within);
    const sequence = this.head.sequence + append.length;
    const $set = { sequence, turns, facts: JSON.stringify(facts) };
    await heads.updateOne({ _id: this.#partition }, { $set }, within);
  }

  /** @throws {Taken} an item is there already, or is inserted twice. */
  async #checkFree(insert: readonly ItemId[]): Promise<void> {
    const places = new Set<string>();
    for (const item of insert) {
      if (places.has(placeOf(item))) throw new Taken(item);
      places.add(placeOf(item));
    }
    const known = await readItems(this.#tables, { ids: insert, tags: [] }, this.#session);
    const [taken] = known;
    if (taken) throw new Taken({ collection: taken.collection, id: taken.id });
  }
}
