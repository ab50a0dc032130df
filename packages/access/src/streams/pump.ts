// Sends a client what is committed, as fast as it takes it, from where it stopped.

import type { FanOut, Numbered } from './fan-out.ts';
import type { Outlet } from './outlet.ts';

/** So many commits are handed on at once. */
const BATCH = 256;

/** Sends what came of the commits. Everything up to the last of them was sent when it is done. */
export type SendBatch = (batch: readonly Numbered[]) => void | Promise<void>;

class Pump {
  readonly #outlet: Outlet;
  readonly #fanOut: FanOut;
  readonly #send: SendBatch;
  #at: number;
  #isSending = false;

  constructor(outlet: Outlet, fanOut: FanOut, of: { at: number; send: SendBatch }) {
    this.#outlet = outlet;
    this.#fanOut = fanOut;
    this.#send = of.send;
    this.#at = of.at;
  }

  wake(): void {
    if (this.#isSending || !this.#outlet.isOpen) return;
    this.#isSending = true;
    this.#sendAll()
      .catch(() => this.#outlet.end())
      .finally(() => {
        this.#isSending = false;
        if (this.#at < this.#fanOut.last) this.wake();
      });
  }

  async #sendAll(): Promise<void> {
    while (this.#at < this.#fanOut.last && this.#outlet.isOpen) {
      const batch = this.#fanOut.after(this.#at, BATCH);
      const end = batch?.at(-1)?.number ?? this.#fanOut.last;
      if (batch) await this.#send(batch);
      else this.#outlet.send(resetAt(this.#fanOut, end));
      this.#at = end;
      // The client only goes on from there after a break.
      this.#outlet.mark(this.#fanOut.idOf(end));
      await this.#outlet.drained();
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
  outlet: Outlet,
  fanOut: FanOut,
  of: { readonly seen: string | undefined; readonly send: SendBatch },
): void => {
  // Listeners from here on miss nothing that is sent from here on.
  let wake = (): void => {};
  outlet.onEnd(fanOut.listen(() => wake()));
  const from = of.seen === undefined ? fanOut.last : fanOut.numberOf(of.seen);
  if (from === undefined) outlet.send(resetAt(fanOut, fanOut.last));
  const pump = new Pump(outlet, fanOut, { at: from ?? fanOut.last, send: of.send });
  wake = () => pump.wake();
  pump.wake();
};
