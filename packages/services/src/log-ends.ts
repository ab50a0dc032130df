// Where the log of a context in another process ends. Those who ask at the same moment, each about
// a partition of its own, are answered by one request: how far behind a context is, is looked at
// every second, and must not be most of what it does.

import type { LogEnd } from '@dure/kernel/ports';
import type { Client } from './client.ts';

type Head = { readonly sequence: number; readonly logId: string };

/** What a process answers that is of an earlier version, and knows nothing of `ends`. */
const isUnknown = (cause: unknown): boolean =>
  cause instanceof Error && cause.message.endsWith('cannot be asked to ends.');

export class LogEnds {
  readonly #client: Pick<Client, 'ask'>;
  readonly #partitions: number;
  #next: Promise<readonly LogEnd[]> | undefined;

  constructor(client: Pick<Client, 'ask'>, partitions: number) {
    this.#client = client;
    this.#partitions = partitions;
  }

  /**
   * The end of a partition, as it is after the call.
   * @throws {Unreachable} {OutcomeUnknown} {StoreUnavailable} the context is away.
   */
  async of(partition: number): Promise<LogEnd> {
    this.#next ??= this.#soon();
    const found = (await this.#next)[partition];
    return found ?? this.#single(partition);
  }

  async #soon(): Promise<readonly LogEnd[]> {
    await new Promise((resolve) => setImmediate(resolve));
    // Whoever asks from now on might be answered with less than there is.
    this.#next = undefined;
    try {
      return await this.#client.ask<readonly LogEnd[]>({ method: 'ends', args: [] });
    } catch (cause) {
      if (!isUnknown(cause)) throw cause;
      const all = Array.from({ length: this.#partitions }, (_, number) => this.#single(number));
      return Promise.all(all);
    }
  }

  async #single(partition: number): Promise<LogEnd> {
    const asked = { method: 'head', args: [partition] } as const;
    const { sequence, logId } = await this.#client.ask<Head>(asked);
    return { sequence, logId };
  }
}
