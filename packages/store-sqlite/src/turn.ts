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
  #changes: Changes | undefined;
  #hasEnded = false;

  constructor(file: string, statements: Statements, partition: number) {
    this.#file = file;
    this.#statements = statements;
    this.#partition = partition;
    this.head = guarded(file, () => statements.head(partition));
  }

  /** Whether there is something to be written. */
  get isChanged(): boolean {
    return this.#changes !== undefined;
  }

  /** How many rows it writes. */
  get rows(): number {
    if (!this.#changes) return 0;
    const { append, insert, put, remove } = this.#changes;
    return append.length + insert.length + put.length + remove.length;
  }

  async read(reads: ReadSet): Promise<readonly Item[]> {
    this.#checkOpen();
    return guarded(this.#file, () => this.#statements.read(reads));
  }

  /** What is to be written is only noted down, so that no reader meets the half of a turn. */
  async write(changes: Changes): Promise<void> {
    this.#checkOpen();
    if (this.#changes) throw new Error('A turn is written once.');
    this.#changes = changes;
  }

  /** Whoever kept the turn would write into the next one. */
  end(): void {
    this.#hasEnded = true;
  }

  /** Writes what was noted down, in the open transaction. Where it throws, half may be there. */
  writeDown(): void {
    const { head } = this;
    const changes = this.#changes;
    if (!changes) return;
    checkOrder(head, changes);
    const of = { partition: this.#partition, head };
    const taken = guarded(this.#file, () => this.#statements.write(of, changes));
    if (taken) throw new Taken(taken);
  }

  /**
   * Writes the same once more, after its transaction was taken back.
   * @throws {Overtaken} another process has had a turn of the partition meanwhile.
   */
  writeAgain(): void {
    const { turns } = guarded(this.#file, () => this.#statements.head(this.#partition));
    if (turns !== this.head.turns) throw new Overtaken();
    this.writeDown();
  }

  #checkOpen(): void {
    if (this.#hasEnded) throw new Error('The turn has ended.');
  }
}

/** What was written cannot be written again: another process has gone on without it. */
export class Overtaken extends Error {}

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
