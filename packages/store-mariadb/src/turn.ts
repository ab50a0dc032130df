// One turn of a partition: what it reads, and what it has to write.

import { readingAhead, StoreUnavailable } from '@dure/kernel/ports';
import type { Changes, Head, Item, ReadSet, Turn } from '@dure/kernel/ports';
import { isKind, unavailable } from './errors.ts';
import type { Link } from './link.ts';
import { lockHead, readItems } from './statements.ts';
import type { Begun } from './statements.ts';
import { writeChanges } from './writing.ts';
import type { Place } from './writing.ts';

/** So often a turn is written that other writes have got in the way of. */
const WRITES_MAX = 5;

type Opened = Omit<Place, 'head'> & {
  readonly link: Link;
  readonly address: string;
  readonly begun: Begun;
  /** What was read together with the lock. */
  readonly ahead: ReadSet;
};

export class MariadbTurn implements Turn {
  readonly head: Head;
  readonly #link: Link;
  readonly #address: string;
  readonly #place: Place;
  readonly #read: (reads: ReadSet) => Promise<readonly Item[]>;
  #isWritten = false;
  #failure: { readonly cause: unknown } | undefined;
  #hasEnded = false;

  constructor({ link, address, begun, ahead, ...place }: Opened) {
    this.head = begun.head;
    this.#link = link;
    this.#address = address;
    this.#place = { ...place, head: begun.head };
    const found = Promise.resolve(begun.found);
    this.#read = readingAhead({ ahead, found }, (reads) => readItems(link, reads));
  }

  get isWritten(): boolean {
    return this.#isWritten;
  }

  async read(reads: ReadSet): Promise<readonly Item[]> {
    this.#checkOpen();
    try {
      return await this.#read(reads);
    } catch (error) {
      throw unavailable(this.#address, error);
    }
  }

  async write(changes: Changes): Promise<void> {
    this.#checkOpen();
    if (this.#isWritten || this.#failure) throw new Error('A turn is written once.');
    this.#isWritten = true;
    try {
      checkOrder(this.head, changes);
      await this.#write(changes);
    } catch (error) {
      const cause = unavailable(this.#address, error);
      this.#failure = { cause };
      throw cause;
    }
  }

  /**
   * The server may break a turn off so that another can go on. It has lost its lock then; if it has
   * it again and the head stands where it stood, all that was read of this partition is still true.
   */
  async #write(changes: Changes): Promise<void> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await writeChanges(this.#link, this.#place, changes);
      } catch (error) {
        if (!isKind(error, 'deadlock', 'busy') || tries >= WRITES_MAX) throw error;
      }
      await this.#link.rollback();
      await this.#lockAgain();
    }
  }

  async #lockAgain(): Promise<void> {
    const { partition } = this.#place;
    const head = await lockHead(this.#link, partition);
    if (head.turns === this.head.turns) return;
    throw new StoreUnavailable('Another process had a turn in between: this one begins anew.');
  }

  /** Whoever kept the turn would write into the next one. */
  end(): void {
    this.#hasEnded = true;
  }

  /** Throws when the writing failed, even if the work did not mind: half of it may be there. */
  checkWritten(): void {
    if (this.#failure) throw this.#failure.cause;
  }

  #checkOpen(): void {
    if (this.#hasEnded) throw new Error('The turn has ended.');
  }
}

/** @throws {RangeError} a record does not follow the one before it. */
const checkOrder = ({ sequence: last }: Head, { append }: Changes): void => {
  let before = last;
  for (const { sequence } of append) {
    if (sequence !== before + 1) {
      throw new RangeError(`Record ${sequence} does not follow ${before}.`);
    }
    before = sequence;
  }
};
