// One turn of a partition: what it reads, and what it has to write.

import { Taken } from '@dure/kernel/ports';
import type { Changes, Head, Item, Turn, ReadSet } from '@dure/kernel/ports';
import { guarded } from './errors.ts';
import type { Statements } from './statements.ts';

export class SqliteTurn implements Turn {
  readonly head: Head;
  readonly #file: string;
  readonly #statements: Statements;
  readonly #partition: number;
  #isWritten = false;
  #failure: { readonly cause: unknown } | undefined;
  #hasEnded = false;

  constructor(file: string, statements: Statements, partition: number) {
    this.#file = file;
    this.#statements = statements;
    this.#partition = partition;
    this.head = guarded(file, () => statements.head(partition));
  }

  get isWritten(): boolean {
    return this.#isWritten;
  }

  async read(reads: ReadSet): Promise<readonly Item[]> {
    this.#checkOpen();
    return guarded(this.#file, () => this.#statements.read(reads));
  }

  async write(changes: Changes): Promise<void> {
    this.#checkOpen();
    if (this.#isWritten || this.#failure) throw new Error('A turn is written once.');
    try {
      this.#write(changes);
      this.#isWritten = true;
    } catch (cause) {
      this.#failure = { cause };
      throw cause;
    }
  }

  #write(changes: Changes): void {
    const { head } = this;
    checkOrder(head, changes);
    const of = { partition: this.#partition, head };
    const taken = guarded(this.#file, () => this.#statements.write(of, changes));
    if (taken) throw new Taken(taken);
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
