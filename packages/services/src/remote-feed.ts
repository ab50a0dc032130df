// The logs of contexts in other processes, as the kernel follows them.

import type { Feed, LogEnd, LogPage } from '@dure/kernel/ports';
import type { Client } from './client.ts';
import { LogEnds } from './log-ends.ts';
import { TailReader } from './tail-reader.ts';

/** For so long the end of what was read is taken for the end of the log, where no one says more. */
const TRUSTED_MS = 1_000;

const endIn = ({ logId, records }: LogPage, after: number): LogEnd => ({
  logId,
  sequence: records.at(-1)?.sequence ?? after,
});

const nothing: LogPage['records'] = [];

/** A partition of a log, as it is read and heard of here. */
class Line {
  readonly #client: Client;
  readonly #partition: number;
  /** Who follows it here: without them nothing is heard of what comes. */
  #followers = 0;
  /** How often it was heard that there may be more. */
  #moves = 0;
  /** Up to where the log is said to go; the replica that is asked may not have heard of it. */
  #heardTo: number | undefined;
  /** The end of the log, as it was read. */
  #end: (LogEnd & { readonly untilMs: number }) | undefined;

  constructor(client: Client, partition: number) {
    this.#client = client;
    this.#partition = partition;
  }

  /** Whoever follows reads until there is no more: that is known from the page before. */
  async read(after: number, limit: number): Promise<LogPage> {
    const end = this.#end;
    const askedAt = performance.now();
    if (end?.sequence === after && askedAt < end.untilMs) {
      return { logId: end.logId, records: nothing };
    }
    const moves = this.#moves;
    const heard = this.#heardTo === undefined ? [] : [this.#heardTo];
    const args = [this.#partition, after, limit, ...heard];
    const page = await this.#client.ask<LogPage>({ method: 'readLog', args });
    const isHeard = this.#followers > 0 && this.#moves === moves;
    if (isHeard && page.records.length < limit) {
      this.#end = { ...endIn(page, after), untilMs: askedAt + TRUSTED_MS };
    }
    return page;
  }

  /** The log goes so far, by the word of its store. */
  heard(end: LogEnd): void {
    if (this.#heardTo !== undefined) this.#heardTo = Math.max(this.#heardTo, end.sequence);
    if (this.#end && this.#end.sequence < end.sequence) this.#end = undefined;
  }

  follow(tail: TailReader, wake: () => void): () => void {
    const move = (): void => {
      this.#moves += 1;
      this.#end = undefined;
      wake();
    };
    this.#followers += 1;
    const leave = tail.listen(
      ({ partition, upTo }) => {
        if (partition !== this.#partition) return;
        this.#heardTo = upTo;
        move();
      },
      (at) => {
        this.#heardTo = at.get(this.#partition);
        move();
      },
    );
    return () => {
      this.#followers -= 1;
      this.#end = undefined;
      if (this.#followers === 0) this.#heardTo = undefined;
      leave();
    };
  }
}

type Source = {
  readonly tail: TailReader;
  readonly ends: LogEnds;
  readonly lines: readonly Line[];
};

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
          tail: new TailReader(client, 'ends'),
          ends: new LogEnds(client, partitions),
          lines: Array.from({ length: partitions }, (_, number) => new Line(client, number)),
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
    return this.#sources.get(source)?.lines[partition]?.read(after, limit);
  }

  async end(source: string, partition: number): Promise<LogEnd | undefined> {
    const { ends, lines } = this.#sources.get(source) ?? {};
    const end = await ends?.of(partition);
    if (end) lines?.[partition]?.heard(end);
    return end;
  }

  follow(source: string, partition: number, wake: () => void): () => void {
    const { tail, lines } = this.#sources.get(source) ?? {};
    return (tail && lines?.[partition]?.follow(tail, wake)) ?? (() => {});
  }

  stop(): void {
    for (const { tail } of this.#sources.values()) tail.stop();
  }
}
