// One turn in the transaction of the writing connection.

import { Taken } from '@dure/kernel/ports';
import type { Changes, Head, Item, Turn, Wanted } from '@dure/kernel/ports';
import { guarded } from './errors.ts';
import type { Statements } from './statements.ts';

export class SqliteTurn implements Turn {
  readonly head: Head;
  readonly #file: string;
  readonly #statements: Statements;
  readonly #partition: number;
  #state: 'open' | 'written' | 'failed' = 'open';
  #failure: unknown;
  #hasEnded = false;

  constructor(file: string, statements: Statements, partition: number) {
    this.#file = file;
    this.#statements = statements;
    this.#partition = partition;
    this.head = guarded(file, () => statements.head(partition));
  }

  get isWritten(): boolean {
    return this.#state === 'written';
  }

  async read(wanted: Wanted): Promise<readonly Item[]> {
    this.#checkOpen();
    return guarded(this.#file, () => this.#statements.read(wanted));
  }

  async write(changes: Changes): Promise<void> {
    this.#checkOpen();
    if (this.#state !== 'open') throw new Error('A turn is written once.');
    try {
      guarded(this.#file, () => this.#write(changes));
      this.#state = 'written';
    } catch (error) {
      this.#state = 'failed';
      this.#failure = error;
      throw error;
    }
  }

  /** Whoever kept the turn would write into the next one. */
  end(): void {
    this.#hasEnded = true;
  }

  /** Throws when the writing failed, even if the work did not mind: half of it may be there. */
  checkWritten(): void {
    if (this.#state === 'failed') throw this.#failure;
  }

  #checkOpen(): void {
    if (this.#hasEnded) throw new Error('The turn has ended.');
  }

  #write({ append, insert, put, remove, facts }: Changes): void {
    const statements = this.#statements;
    const partition = this.#partition;
    let { sequence } = this.head;
    for (const item of insert) {
      const { drawer, id } = item;
      if (!statements.insert(partition, item)) throw new Taken({ drawer, id });
    }
    for (const record of append) {
      sequence += 1;
      if (record.sequence !== sequence) throw astray(record.sequence, sequence);
      statements.append(partition, record);
    }
    for (const item of put) statements.put(partition, item);
    for (const { drawer, id } of remove) statements.remove(drawer, id);
    const turns = this.head.turns + 1;
    statements.moveHead(partition, this.head.sequence, { sequence, turns, facts });
  }
}

const astray = (found: number, expected: number): RangeError =>
  new RangeError(`Record ${found} does not follow ${expected - 1}.`);
