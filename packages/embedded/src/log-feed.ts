// The embedded broker: the logs themselves. What was just committed is handed on from memory.

import type { Feed, LogRecord, Store } from '@dure/kernel/ports';

const REMEMBERED_MAX = 2_048;

/** The newest records of one partition, without gaps. */
type Tail = { records: LogRecord[]; readonly wakes: Set<() => void> };

export class LogFeed implements Feed {
  readonly #stores: ReadonlyMap<string, Store>;
  readonly #tails = new Map<string, Tail>();

  constructor(stores: ReadonlyMap<string, Store>) {
    this.#stores = stores;
  }

  #tail(source: string, partition: number): Tail {
    const id = `${source}/${partition}`;
    const known = this.#tails.get(id);
    if (known) return known;
    const fresh = { records: [], wakes: new Set<() => void>() };
    this.#tails.set(id, fresh);
    return fresh;
  }

  partitionsOf(source: string): number {
    return this.#stores.get(source)?.partitions ?? 0;
  }

  // The port has its arguments in this order.
  // oxlint-disable-next-line max-params
  async read(
    source: string,
    partition: number,
    after: number,
    limit: number,
  ): Promise<readonly LogRecord[]> {
    const { records } = this.#tail(source, partition);
    const first = records[0]?.sequence;
    if (first !== undefined && first <= after + 1) {
      return records.slice(after + 1 - first, after + 1 - first + limit);
    }
    return (await this.#stores.get(source)?.readLog(partition, after, limit)) ?? [];
  }

  follow(source: string, partition: number, wake: () => void): () => void {
    const { wakes } = this.#tail(source, partition);
    wakes.add(wake);
    return () => wakes.delete(wake);
  }

  /** Takes a committed record, in the order of its log. */
  committed(source: string, partition: number, record: LogRecord): void {
    const tail = this.#tail(source, partition);
    const last = tail.records.at(-1)?.sequence;
    if (last !== undefined && record.sequence !== last + 1) tail.records = [];
    tail.records.push(record);
    if (tail.records.length > 2 * REMEMBERED_MAX) {
      tail.records = tail.records.slice(-REMEMBERED_MAX);
    }
    for (const wake of tail.wakes) wake();
  }
}
