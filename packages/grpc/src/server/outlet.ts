// A stream to a client of gRPC: bounded, and ended with words.

import type { ServerWritableStream } from '@grpc/grpc-js';
import { refusal } from '@dure/access';
import type { Event, Language, Outlet } from '@dure/access';
import type { Row } from '../wire/any.ts';
import { endedWith } from './call.ts';
import type { Served } from './line.ts';
import { closing, tooSlow } from './own-refusals.ts';
import type { GrpcRefusal } from './status.ts';

/** What a client has not taken yet; beyond it nothing more is kept for it. */
const MESSAGES_MAX = 1_000;
/** Beyond it, whoever can wait until the client has taken it does. */
const MESSAGES_GOOD = 16;
const STREAMS_MAX = 1_000;
const BUSY_RETRY_S = 5;

export type Writable = ServerWritableStream<Buffer, Row>;

/** A message for an event; nothing, where the client need not hear of it. */
export type Show = (event: Event) => Row | undefined;

export type Telling = {
  readonly served: Served;
  readonly language: Language;
  readonly show: Show;
};

/** One client that listens. */
export class GrpcOutlet implements Outlet {
  readonly #call: Writable;
  readonly #telling: Telling;
  readonly #ends: (() => void)[] = [];
  #isOpen = true;

  constructor(call: Writable, telling: Telling) {
    this.#call = call;
    this.#telling = telling;
    call.on('cancelled', () => this.#over()).on('close', () => this.#over());
  }

  get isOpen(): boolean {
    return this.#isOpen && !this.#call.cancelled && !this.#call.destroyed;
  }

  get isBehind(): boolean {
    return this.#call.writableLength > MESSAGES_GOOD;
  }

  onEnd(end: () => void): void {
    if (this.isOpen) this.#ends.push(end);
    else end();
  }

  send(event: Event): void {
    const message = this.isOpen ? this.#telling.show(event) : undefined;
    if (message === undefined) return;
    if (this.#call.writableLength >= MESSAGES_MAX) {
      // What is kept already is still sent; when it was taken, the client hears why no more came.
      this.endWith(tooSlow);
      return;
    }
    this.#call.write(message);
  }

  mark(id: string): void {
    this.send({ event: 'mark', data: {}, id });
  }

  async drained(): Promise<void> {
    if (!this.isOpen || !this.isBehind) return;
    await new Promise<void>((resolve) => {
      const done = (): void => {
        this.#call.off('drain', done).off('cancelled', done).off('close', done);
        resolve();
      };
      this.#call.once('drain', done).once('cancelled', done).once('close', done);
    });
  }

  end(): void {
    this.endWith(refusal('Unavailable', { retryAfter: BUSY_RETRY_S }));
  }

  endWith(of: GrpcRefusal): void {
    if (!this.isOpen) return;
    this.#over();
    this.#call.emit('error', endedWith(this.#telling.served, of, this.#telling.language));
  }

  #over(): void {
    this.#isOpen = false;
    for (const end of this.#ends.splice(0)) end();
  }
}

/** All clients that listen to one server. */
export class Outlets {
  readonly #open = new Set<GrpcOutlet>();

  /** Why there can be no more of them now. */
  refusal(): GrpcRefusal | undefined {
    const isFull = this.#open.size >= STREAMS_MAX;
    return isFull ? refusal('TooFast', { retryAfter: BUSY_RETRY_S }) : undefined;
  }

  open(call: Writable, telling: Telling): GrpcOutlet {
    const outlet = new GrpcOutlet(call, telling);
    this.#open.add(outlet);
    outlet.onEnd(() => this.#open.delete(outlet));
    return outlet;
  }

  /** Ends every stream with words; a client goes on elsewhere from the last id that it has. */
  close(): void {
    for (const outlet of this.#open) outlet.endWith(closing);
  }
}
