// One turn of a partition: what it reads, and what it has to write.

import { Taken } from '@dure/kernel/ports';
import type { Changes, Head, Item, Turn, Wanted } from '@dure/kernel/ports';
import { prepare } from './changes.ts';
import type { Prepared } from './changes.ts';
import { guarded } from './errors.ts';
import type { Statements } from './statements.ts';

export type TurnOf = {
  readonly file: string;
  readonly statements: Statements;
  readonly partition: number;
  /** Whether the turn is in an open transaction, which it writes into. */
  readonly isOpen: boolean;
};

export class SqliteTurn implements Turn {
  readonly head: Head;
  readonly #of: TurnOf;
  #prepared: Prepared | undefined;
  #failure: { readonly cause: unknown } | undefined;
  #hasEnded = false;

  constructor(of: TurnOf) {
    this.#of = of;
    this.head = guarded(of.file, () => of.statements.head(of.partition));
  }

  /** What was written. */
  get prepared(): Prepared | undefined {
    return this.#prepared;
  }

  async read(wanted: Wanted): Promise<readonly Item[]> {
    this.#checkOpen();
    const { file, statements, isOpen } = this.#of;
    return guarded(file, () => (isOpen ? statements.read(wanted) : statements.readAtOnce(wanted)));
  }

  async write(changes: Changes): Promise<void> {
    this.#checkOpen();
    if (this.#prepared ?? this.#failure) throw new Error('A turn is written once.');
    try {
      this.#prepared = prepare(this.#of.partition, this.head, changes);
      if (this.#of.isOpen) this.#perform(this.#prepared);
    } catch (cause) {
      this.#failure = { cause };
      throw cause;
    }
  }

  #perform(prepared: Prepared): void {
    const taken = guarded(this.#of.file, () => this.#of.statements.perform(prepared));
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
