// Refusals that are said late. Who was told when to come back, and sends on before on the same
// connection, is answered after a while: a client has only so many connections, so that a flood
// sends, and is refused, less often. A refused request costs a write to the system, whatever it
// says; the only cheaper one is the one that is not sent.

import type { Socket } from 'node:net';

/** A refusal that was decided, and is to be said. */
export type Late = () => void;

/** How finely late refusals are parted: those of one step are said together. */
const STEP_MS = 10;
const SECOND_MS = 1_000;
/** What is held is bounded: each is a request whose client waits. Others are answered at once. */
const HELD_MAX = 4_096;

const stepAt = (ms: number): number => Math.floor(ms / STEP_MS);

export class LateRefusals {
  readonly #mostMs: number;
  readonly #toldUntil = new WeakMap<Socket, number>();
  /** A place for each step ahead, and one for the step that is under way. */
  readonly #places: Late[][];
  #held = 0;
  #step = 0;
  #isEnded = false;
  #timer: NodeJS.Timeout | undefined;

  /** @param mostMs how late at the most; never later than a client was told to come back. */
  constructor(mostMs: number) {
    this.#mostMs = mostMs;
    this.#places = Array.from({ length: Math.ceil(mostMs / STEP_MS) + 1 }, () => []);
  }

  /** Says it now, or late where the connection was told to wait and has not. */
  say({ socket, waitS }: { readonly socket: Socket; readonly waitS: number }, late: Late): void {
    const now = performance.now();
    const untilMs = Math.min(this.#toldUntil.get(socket) ?? 0, now + this.#mostMs);
    const isHeld = !this.#isEnded && this.#held < HELD_MAX && untilMs > now;
    this.#toldUntil.set(socket, (isHeld ? untilMs : now) + waitS * SECOND_MS);
    if (isHeld) this.#hold(late, now, untilMs);
    else late();
  }

  /** Says all that is held, and holds nothing from now on. */
  end(): void {
    this.#isEnded = true;
    clearTimeout(this.#timer);
    this.#sayUpTo(this.#step + this.#places.length);
  }

  #hold(late: Late, now: number, untilMs: number): void {
    if (this.#timer === undefined) {
      this.#step = stepAt(now);
      this.#timer = setTimeout(() => this.#tick(), STEP_MS).unref();
    }
    const ahead = Math.min(stepAt(untilMs) - this.#step, this.#places.length - 1);
    this.#places[(this.#step + Math.max(1, ahead)) % this.#places.length]?.push(late);
    this.#held += 1;
  }

  #tick(): void {
    const step = stepAt(performance.now());
    this.#sayUpTo(Math.min(step, this.#step + this.#places.length));
    this.#step = step;
    if (this.#held > 0) this.#timer?.refresh();
    else this.#timer = undefined;
  }

  #sayUpTo(last: number): void {
    while (this.#step < last) {
      this.#step += 1;
      const place = this.#step % this.#places.length;
      const due = this.#places[place] ?? [];
      if (due.length > 0) this.#places[place] = [];
      this.#held -= due.length;
      for (const late of due) late();
    }
  }
}
