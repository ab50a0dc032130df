// One turn of a partition: what it reads, and what it has to write. What is written waits for the
// end of the work, so that it goes to the database together with the commit.

import type {
  Changes,
  Collection,
  Head,
  Item,
  ItemId,
  LogRecord,
  ReadSet,
  Turn,
} from '@dure/kernel/ports';
import { textArray } from './arrays.ts';
import type { Client } from './connections.ts';
import { sentIn } from './columns.ts';
import { itemColumns, itemOf, recordColumns } from './rows.ts';
import type { ItemRow } from './rows.ts';
import type { Statement, Statements } from './statements.ts';
import { toKept } from './text.ts';

export type Place = { readonly partition: number; readonly head: Head };

export class PostgresTurn implements Turn {
  readonly head: Head;
  readonly #read: (reads: ReadSet) => Promise<readonly Item[]>;
  #changes: Changes | undefined;
  #failure: { readonly cause: unknown } | undefined;
  #hasEnded = false;

  constructor(head: Head, read: (reads: ReadSet) => Promise<readonly Item[]>) {
    this.head = head;
    this.#read = read;
  }

  async read(reads: ReadSet): Promise<readonly Item[]> {
    this.#checkOpen();
    return this.#read(reads);
  }

  async write(changes: Changes): Promise<void> {
    this.#checkOpen();
    try {
      if (this.#changes) throw new Error('A turn is written once.');
      checkOrder(this.head, changes);
      this.#changes = changes;
    } catch (cause) {
      this.#failure ??= { cause };
      throw cause;
    }
  }

  /** Whoever kept the turn would write into the next one. */
  close(): void {
    this.#hasEnded = true;
  }

  /**
   * What it has to write, if anything.
   * @throws what it could not write, even if the work did not mind.
   */
  changes(): Changes | undefined {
    if (this.#failure) throw this.#failure.cause;
    return this.#changes;
  }

  #checkOpen(): void {
    if (this.#hasEnded) throw new Error('The turn has ended.');
  }
}

/** @throws {RangeError} a record does not follow the one before it. */
const checkOrder = ({ sequence: last }: Head, { append }: Changes): void => {
  let before = last;
  for (const { sequence } of append) {
    if (sequence !== before + 1) {
      throw new RangeError(`Record ${sequence} does not follow ${before}.`);
    }
    before = sequence;
  }
};

/** By collection, in an order that is the same for all. */
const byCollection = <T extends { readonly collection: Collection }>(
  all: readonly T[],
): readonly (readonly [Collection, readonly T[]])[] => {
  if (all.length === 0) return [];
  const groups = Map.groupBy(all, ({ collection }) => collection);
  return [...groups].toSorted(([a], [b]) => (a < b ? -1 : 1));
};

type Found = { readonly id: string; readonly item: Item };

/** Reads items on a connection, all statements at once: first those by id, in their order. */
export const readItems = async (
  client: Client,
  statements: Statements,
  { ids, tags }: ReadSet,
): Promise<readonly Item[]> => {
  const read = async (
    statement: Statement,
    [collection, keys]: readonly [Collection, string[]],
  ) => {
    const { rows } = await client.query<ItemRow>({ ...statement, values: [textArray(keys)] });
    return rows.map((row): Found => ({ id: row.id, item: itemOf(collection, row) }));
  };
  const byId = byCollection(ids).map(async ([collection, places]) => {
    const keys = places.map(({ id }) => toKept(id));
    const found = await read(statements.of(collection).byId, [collection, keys]);
    return [collection, new Map(found.map(({ id, item }) => [id, item]))] as const;
  });
  const byTag = byCollection(tags).map(([collection, groups]) =>
    read(statements.of(collection).byTag, [collection, groups.map(({ tag }) => toKept(tag))]),
  );
  const [known, tagged] = await Promise.all([Promise.all(byId), Promise.all(byTag)]);
  const places = new Map(known);
  const named = ids.flatMap(({ collection, id }) => places.get(collection)?.get(toKept(id)) ?? []);
  return [...named, ...tagged.flat().map(({ item }) => item)];
};

/** A statement with its values; and the first item, if it inserts what must not be there. */
export type Step = {
  readonly statement: Statement;
  readonly values: unknown[];
  readonly inserts?: ItemId | undefined;
};

/** What a turn writes, as statements. */
export const stepsOf = (
  statements: Statements,
  { partition, head }: Place,
  { append, insert, put, remove, facts, turns = head.turns + 1 }: Changes,
): readonly Step[] => {
  const items = (of: readonly Item[], kind: 'insert' | 'put') =>
    byCollection(of).map(([collection, group]): Step => {
      const { ones, values } = sentIn(itemColumns, kind === 'put' ? lastOfEach(group) : group);
      return {
        statement: statements.of(collection)[kind](ones),
        values: [partition, ...values],
        ...(kind === 'insert' ? { inserts: group[0] } : {}),
      };
    });
  const moved = [partition, head.sequence + append.length, turns, JSON.stringify(facts)];
  return [
    ...items(insert, 'insert'),
    ...(append.length > 0 ? [appended(statements, { partition, head }, append)] : []),
    ...items(put, 'put'),
    ...byCollection(remove).map(([collection, group]): Step => ({
      statement: statements.of(collection).remove,
      values: [textArray(group.map(({ id }) => toKept(id)))],
    })),
    { statement: statements.moveHead, values: moved },
  ];
};

const appended = (
  statements: Statements,
  { partition, head }: Place,
  records: readonly LogRecord[],
): Step => {
  const { ones, values } = sentIn(recordColumns, records);
  return { statement: statements.append(ones), values: [partition, head.sequence, ...values] };
};

/** A statement writes each item of its collection once; what was written last stays. */
const lastOfEach = (items: readonly Item[]): readonly Item[] => {
  const last = new Map<string, Item>();
  for (const item of items) last.set(item.id, item);
  return last.size === items.length ? items : [...last.values()];
};
