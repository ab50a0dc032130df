// The logs of contexts in other processes, as the kernel follows them.

import type { Feed, LogEnd, LogPage } from '@dure/kernel/ports';
import type { Client } from './client.ts';
import { LogEnds } from './log-ends.ts';
import { TailReader } from './tail-reader.ts';

/** For so long the end of what was read is taken for the end of the log, where no one says more. */
const TRUSTED_MS = 1_000;

/** A partition of a log, as it was read and heard of here. */
type Line = {
  /** Who follows it here: without them nothing is heard of what comes. */
  followers: number;
  /** How often it was heard that there may be more. */
  moves: number;
  /** The end of the log, as it was read. */
  end: (LogEnd & { readonly untilMs: number }) | undefined;
};

const nothing: LogPage['records'] = [];

type Source = {
  readonly client: Client;
  readonly tail: TailReader;
  readonly ends: LogEnds;
  readonly lines: readonly Line[];
};

const newLine = (): Line => ({ followers: 0, moves: 0, end: undefined });

export class RemoteFeed implements Feed {
  readonly #sources: ReadonlyMap<string, Source>;
  readonly #partitions: number;

  /** @param partitions how many the log of each context has; a source may be away at the start. */
  constructor(clients: ReadonlyMap<string, Client>, partitions: number) {
    this.#partitions = partitions;
    this.#sources = new Map(
      [...clients].map(([name, client]) => [
        name,
        {
          client,
          tail: new TailReader(client, 'ends'),
          ends: new LogEnds(client, partitions),
          lines: Array.from({ length: partitions }, newLine),
        },
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
    const { client, lines } = this.#sources.get(source) ?? {};
    const line = lines?.[partition];
    if (!client || !line) return undefined;
    const { end, moves } = line;
    // Whoever follows reads until there is no more: of that it has just been told.
    if (end?.sequence === after && performance.now() < end.untilMs) {
      return { logId: end.logId, records: nothing };
    }
    const untilMs = performance.now() + TRUSTED_MS;
    const page = await client.ask<LogPage>({
      method: 'readLog',
      args: [partition, after, limit],
    });
    const { logId, records } = page;
    const isEnd = records.length < limit && line.followers > 0 && line.moves === moves;
    if (isEnd) line.end = { logId, sequence: records.at(-1)?.sequence ?? after, untilMs };
    return page;
  }

  async end(source: string, partition: number): Promise<LogEnd | undefined> {
    return this.#sources.get(source)?.ends.of(partition);
  }

  follow(source: string, partition: number, wake: () => void): () => void {
    const { tail, lines } = this.#sources.get(source) ?? {};
    const line = lines?.[partition];
    if (!tail || !line) return () => {};
    const move = (): void => {
      line.moves += 1;
      line.end = undefined;
      wake();
    };
    line.followers += 1;
    const leave = tail.listen((moved) => {
      if (moved.partition === partition) move();
    }, move);
    return () => {
      line.followers -= 1;
      if (line.followers === 0) line.end = undefined;
      leave();
    };
  }

  stop(): void {
    for (const { tail } of this.#sources.values()) tail.stop();
  }
}
