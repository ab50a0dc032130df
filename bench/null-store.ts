// A store that costs next to nothing and keeps nothing safe: what is left is the kernel itself.

import type {
  Changes,
  Collection,
  Head,
  Item,
  LogRecord,
  Store,
  Turn,
  ReadSet,
} from '@dure/kernel/ports';

const KEPT_MAX = 100_000;

export class NullStore implements Store {
  readonly partitions = 1;
  readonly identity = { logId: 'nothing' };
  #head: Head = { sequence: 0, turns: 0, facts: {} };
  #log: LogRecord[] = [];
  readonly #items = new Map<string, Item>();

  async turn<T>(_partition: number, work: (turn: Turn) => Promise<T>): Promise<T> {
    return work({
      head: this.#head,
      read: (reads) => this.read(reads),
      write: async (changes) => this.#write(changes),
    });
  }

  #write({ append, put, insert, remove, facts }: Changes): void {
    this.#head = {
      sequence: this.#head.sequence + append.length,
      turns: this.#head.turns + 1,
      facts,
    };
    for (const record of append) this.#log.push(record);
    if (this.#log.length > 2 * KEPT_MAX) this.#log = this.#log.slice(-KEPT_MAX);
    for (const item of put) this.#items.set(`${item.collection} ${item.id}`, item);
    for (const item of insert) this.#items.set(`${item.collection} ${item.id}`, item);
    for (const { collection, id } of remove) this.#items.delete(`${collection} ${id}`);
  }

  async readLog(_partition: number, after: number, limit: number): Promise<readonly LogRecord[]> {
    const first = this.#log[0]?.sequence ?? 1;
    return this.#log.slice(after + 1 - first, after + 1 - first + limit);
  }

  async head(): Promise<Head> {
    return this.#head;
  }

  async read({ ids }: ReadSet): Promise<readonly Item[]> {
    const items: Item[] = [];
    for (const { collection, id } of ids) {
      const item = this.#items.get(`${collection} ${id}`);
      if (item) items.push(item);
    }
    return items;
  }

  async due(): Promise<readonly Item[]> {
    return [];
  }

  async nextDue(): Promise<undefined> {
    return undefined;
  }

  async list(_drawer: Collection): Promise<readonly Item[]> {
    return [];
  }

  async count(): Promise<number> {
    return 0;
  }

  async query(): Promise<{ readonly rows: readonly Item[]; readonly total: number }> {
    return { rows: [], total: 0 };
  }

  async trail(): Promise<readonly []> {
    return [];
  }

  async close(): Promise<void> {}
}
