// Sends a client what is committed, as fast as it takes it, from where it stopped.

import type { Exchange } from '../server/exchange.ts';
import type { FanOut, Numbered } from './fan-out.ts';
import type { Stream } from './stream.ts';

/** So many commits are handed on at once. */
const BATCH = 256;

/** Sends what came of the commits. Everything up to the last of them was sent when it is done. */
export type SendBatch = (batch: readonly Numbered[]) => void | Promise<void>;

export const lastEventId = ({ request }: Exchange): string | undefined => {
  const id = request.headers['last-event-id'];
  return typeof id === 'string' && id !== '' ? id : undefined;
};

class Pump {
  readonly #stream: Stream;
  readonly #fanOut: FanOut;
  readonly #send: SendBatch;
  #at: number;
  #isSending = false;

  constructor(stream: Stream, fanOut: FanOut, of: { at: number; send: SendBatch }) {
    this.#stream = stream;
    this.#fanOut = fanOut;
    this.#send = of.send;
    this.#at = of.at;
  }

  wake(): void {
    if (this.#isSending || !this.#stream.isOpen) return;
    this.#isSending = true;
    this.#sendAll()
      .catch(() => this.#stream.end())
      .finally(() => {
        this.#isSending = false;
        if (this.#at < this.#fanOut.last) this.wake();
      });
  }

  async #sendAll(): Promise<void> {
    while (this.#at < this.#fanOut.last && this.#stream.isOpen) {
      const batch = this.#fanOut.after(this.#at, BATCH);
      const end = batch?.at(-1)?.number ?? this.#fanOut.last;
      if (batch) await this.#send(batch);
      else this.#stream.send(resetAt(this.#fanOut, end));
      this.#at = end;
      // An id alone is no event: the client only goes on from there after a break.
      this.#stream.write(`id: ${this.#fanOut.idOf(end)}\n\n`);
      await this.#stream.drained();
    }
  }
}

/** Something was missed: the client reads anew what it shows, and listens on. */
const resetAt = (fanOut: FanOut, number: number) => ({
  event: 'reset',
  data: {},
  id: fanOut.idOf(number),
});

/**
 * Begins after the event that the client has seen last; where what came after it is not known any
 * more, with a `reset`.
 * @param seen the id of the last event, if the client has had one.
 */
export const pumpTo = (
  stream: Stream,
  fanOut: FanOut,
  of: { readonly seen: string | undefined; readonly send: SendBatch },
): void => {
  // Listeners from here on miss nothing that is sent from here on.
  let wake = (): void => {};
  stream.onEnd(fanOut.listen(() => wake()));
  const from = of.seen === undefined ? fanOut.last : fanOut.numberOf(of.seen);
  if (from === undefined) stream.send(resetAt(fanOut, fanOut.last));
  const pump = new Pump(stream, fanOut, { at: from ?? fanOut.last, send: of.send });
  wake = () => pump.wake();
  pump.wake();
};
