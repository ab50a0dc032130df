// Server-sent events: bounded, kept alive, and ended when the gateway closes.

import { refusal } from '@dure/access';
import type { Event, Outlet, Refusal } from '@dure/access';
import type { FastifyReply } from 'fastify';

/** What a client has not taken yet; beyond it, it is dropped, and comes back by itself. */
const BUFFER_BYTES_MAX = 1024 * 1024;
/** Beyond it, whoever can wait until the client has taken it does. */
const BUFFER_BYTES_GOOD = 64 * 1024;
const STREAMS_MAX = 10_000;
const HEARTBEAT_MS = 15_000;
const RECONNECT_MS = 2_000;
const BUSY_RETRY_S = 5;

export const formatted = ({ event, data, id }: Event): string => {
  const identity = id === undefined ? '' : `id: ${id}\n`;
  return `${identity}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
};

/** One client that listens. */
export class Stream implements Outlet {
  readonly #response: FastifyReply['raw'];
  readonly #ends: (() => void)[] = [];

  constructor(response: FastifyReply['raw']) {
    this.#response = response;
    response.on('close', () => {
      for (const end of this.#ends) end();
    });
    // A connection that breaks is closed; there is no one to answer.
    response.on('error', () => response.destroy());
  }

  get isOpen(): boolean {
    return !this.#response.destroyed && !this.#response.writableEnded;
  }

  get isBehind(): boolean {
    return this.#response.writableLength > BUFFER_BYTES_GOOD;
  }

  /** Called once, when the client has gone or the stream was ended. */
  onEnd(end: () => void): void {
    if (this.isOpen) this.#ends.push(end);
    else end();
  }

  write(text: string): void {
    if (!this.isOpen) return;
    this.#response.write(text);
    if (this.#response.writableLength > BUFFER_BYTES_MAX) this.#response.destroy();
  }

  /** Resolves when the client has taken most of what was written, or has gone. */
  async drained(): Promise<void> {
    if (!this.isOpen || !this.isBehind) return;
    await new Promise<void>((resolve) => {
      const done = (): void => {
        this.#response.off('drain', done).off('close', done);
        resolve();
      };
      this.#response.once('drain', done).once('close', done);
    });
  }

  send(event: Event): void {
    this.write(formatted(event));
  }

  /** An id alone is no event to a client. */
  mark(id: string): void {
    this.write(`id: ${id}\n\n`);
  }

  end(): void {
    if (this.isOpen) this.#response.end();
  }
}

/** All clients that listen to one gateway. */
export class Streams {
  readonly #open = new Set<Stream>();
  #heartbeat: NodeJS.Timeout | undefined;
  #isClosing = false;

  get count(): number {
    return this.#open.size;
  }

  refusal(): Refusal | undefined {
    if (this.#isClosing) return refusal('Unavailable', { retryAfter: BUSY_RETRY_S });
    const isFull = this.#open.size >= STREAMS_MAX;
    return isFull ? refusal('TooFast', { retryAfter: BUSY_RETRY_S }) : undefined;
  }

  open(response: FastifyReply['raw'], headers: { readonly [name: string]: string }): Stream {
    response.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
      'x-content-type-options': 'nosniff',
      ...headers,
    });
    const stream = new Stream(response);
    this.#open.add(stream);
    stream.onEnd(() => this.#open.delete(stream));
    stream.write(`retry: ${RECONNECT_MS}\n\n`);
    this.#heartbeat ??= setInterval(() => this.#beat(), HEARTBEAT_MS).unref();
    return stream;
  }

  #beat(): void {
    for (const stream of this.#open) stream.write(': still here\n\n');
  }

  /** Ends every stream; its client will look for the gateway again. */
  close(): void {
    this.#isClosing = true;
    clearInterval(this.#heartbeat);
    for (const stream of this.#open) {
      stream.send({ event: 'closing', data: {} });
      stream.end();
    }
  }
}
