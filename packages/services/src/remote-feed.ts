// The logs of contexts in other processes, as the kernel follows them.

import type { Feed, LogEnd, LogPage } from '@dure/kernel/ports';
import type { Client } from './client.ts';
import { LogEnds } from './log-ends.ts';
import { TailReader } from './tail-reader.ts';

type Source = { readonly client: Client; readonly tail: TailReader; readonly ends: LogEnds };

export class RemoteFeed implements Feed {
  readonly #sources: ReadonlyMap<string, Source>;
  readonly #partitions: number;

  /** @param partitions how many the log of each context has; a source may be away at the start. */
  constructor(clients: ReadonlyMap<string, Client>, partitions: number) {
    this.#partitions = partitions;
    this.#sources = new Map(
      [...clients].map(([name, client]) => [
        name,
        { client, tail: new TailReader(client, 'ends'), ends: new LogEnds(client, partitions) },
      ]),
    );
  }

  partitionsOf(source: string): number {
    return this.#sources.has(source) ? this.#partitions : 0;
  }

  // The port has its arguments in this order.
  // oxlint-disable-next-line max-params
  async read(
    source: string,
    partition: number,
    after: number,
    limit: number,
  ): Promise<LogPage | undefined> {
    const client = this.#sources.get(source)?.client;
    return client?.ask<LogPage>({ method: 'readLog', args: [partition, after, limit] });
  }

  async end(source: string, partition: number): Promise<LogEnd | undefined> {
    return this.#sources.get(source)?.ends.of(partition);
  }

  follow(source: string, partition: number, wake: () => void): () => void {
    const tail = this.#sources.get(source)?.tail;
    if (!tail) return () => {};
    return tail.listen((moved) => {
      if (moved.partition === partition) wake();
    }, wake);
  }

  stop(): void {
    for (const { tail } of this.#sources.values()) tail.stop();
  }
}
