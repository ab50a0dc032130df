// The changed rows of a view, read once for all who follow it. A row is handed to those alone whom
// it may reach: what one change costs does not grow with the number of those who listen.

import type { ViewEntry } from '../catalogue.ts';
import type { FanOut } from './fan-out.ts';
import { Listeners } from './listeners.ts';
import type { Changed } from './listeners.ts';
import { touchedBy } from './touched.ts';

/** So many commits are looked at together. */
const BATCH = 256;
/** A store that did not answer is asked again after a while: nothing is missed by it. */
const AGAIN_MS = 1_000;

/** What commits up to one have changed; no changes, where they are not known any more. */
export type Piece = { readonly end: number; readonly changes: readonly Changed[] | undefined };

export class RowHub {
  readonly fanOut: FanOut;
  readonly listeners = new Listeners();
  readonly #view: ViewEntry;
  #followers = 0;
  #at = 0;
  #stop: (() => void) | undefined;
  #isAtWork = false;

  constructor(fanOut: FanOut, view: ViewEntry) {
    this.fanOut = fanOut;
    this.#view = view;
  }

  /** All that commits up to this number have touched was handed out. */
  get at(): number {
    return this.#at;
  }

  /** Goes on as long as anyone follows. Returns the way to leave. */
  enter(): () => void {
    this.#followers += 1;
    if (!this.#stop) {
      this.#stop = this.fanOut.listen(() => this.#wake());
      this.#at = this.fanOut.last;
    }
    return () => {
      this.#followers -= 1;
      if (this.#followers > 0) return;
      this.#stop?.();
      this.#stop = undefined;
    };
  }

  /**
   * What came after a commit.
   * @throws {StoreUnavailable} the rows cannot be read.
   */
  async after(number: number): Promise<Piece> {
    const batch = this.fanOut.after(number, BATCH);
    if (!batch) return { end: this.fanOut.last, changes: undefined };
    const { kernel, name } = this.#view;
    const changes = (await touchedBy(this.#view, batch)).map(async ([key, at]) => {
      return { key, number: at, found: await kernel.row(name, key) };
    });
    return { end: batch.at(-1)?.number ?? number, changes: await Promise.all(changes) };
  }

  #wake(): void {
    if (this.#isAtWork) return;
    this.#isAtWork = true;
    const again = (): void => {
      this.#isAtWork = false;
      if (this.#stop && this.#at < this.fanOut.last) this.#wake();
    };
    this.#handOutAll().then(again, () => void setTimeout(again, AGAIN_MS).unref());
  }

  async #handOutAll(): Promise<void> {
    while (this.#stop && this.#at < this.fanOut.last) {
      const began = this.#stop;
      const { end, changes } = await this.after(this.#at);
      // Everyone has left meanwhile, and whoever came since began anew.
      if (this.#stop !== began) return;
      if (!changes) for (const live of this.listeners.all) live.missed();
      this.#handOut(changes ?? []);
      this.#at = end;
    }
  }

  #handOut(changes: readonly Changed[]): void {
    for (const changed of changes) {
      for (const live of this.listeners.of(changed.found)) live.take(changed);
      this.#at = changed.number;
    }
  }
}

const hubs = new WeakMap<ViewEntry, RowHub>();

/** The hub of a view, which all who follow it share. */
export const hubOf = (fanOut: FanOut, view: ViewEntry): RowHub => {
  const known = hubs.get(view);
  if (known?.fanOut === fanOut) return known;
  const hub = new RowHub(fanOut, view);
  hubs.set(view, hub);
  return hub;
};
