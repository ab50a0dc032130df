// A counter that takes AlimTalk, on a port of this machine: it checks the token, knows what it has
// accepted by its key, and has bad days.

import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';

export const TOKEN = 'token-of-the-test';
export const SENDER_KEY = 'channel-of-the-test';

/** A status to answer with, or what happens in its place. */
type Day = number | 'good' | 'silent' | 'dropped' | 'droppedAfterwards';

type Accepted = {
  readonly key: string;
  readonly method: string;
  readonly contentType: string;
  readonly body: unknown;
};

export class Counter {
  day: Day = 'good';
  /** Requests that came, with whatever end. */
  tries = 0;
  readonly accepted: Accepted[] = [];
  readonly #server = createServer((request, response) => void this.#serve(request, response));
  #port = 0;

  get url(): string {
    return `http://127.0.0.1:${this.#port}/messages`;
  }

  /** Opens; again where it was, when it was closed. */
  async open(): Promise<void> {
    this.#server.listen(this.#port, '127.0.0.1');
    await once(this.#server, 'listening');
    const address = this.#server.address();
    if (typeof address === 'object' && address) this.#port = address.port;
  }

  async close(): Promise<void> {
    if (!this.#server.listening) return;
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.tries += 1;
    const body = await text(request);
    if (this.day === 'silent') return;
    if (this.day === 'dropped') return void request.socket.destroy();
    const status = typeof this.day === 'number' ? this.day : this.#take(request, body);
    if (this.day === 'droppedAfterwards') return void request.socket.destroy();
    // As real ones do, it quotes what it was sent.
    response.writeHead(status, { location: '/elsewhere' }).end(body);
  }

  #take({ headers, method = '' }: IncomingMessage, body: string): number {
    if (headers.authorization !== `Bearer ${TOKEN}`) return 401;
    const key = String(headers['idempotency-key']);
    if (this.accepted.some((one) => one.key === key)) return 409;
    const contentType = String(headers['content-type']);
    this.accepted.push({ key, method, contentType, body: JSON.parse(body) });
    return 202;
  }
}

export const openCounter = async (): Promise<Counter> => {
  const counter = new Counter();
  await counter.open();
  return counter;
};
