// One turn of a partition: what it reads, and what it has to write.

import { Taken } from '@dure/kernel/ports';
import type { Changes, Head, Item, Turn, Wanted } from '@dure/kernel/ports';
import { checkOrder, prepare, sizeOf } from './changes.ts';
import { guarded } from './errors.ts';
import { sheetOf } from './sheet.ts';
import type { Sheet } from './sheet.ts';
import type { Statements } from './statements.ts';

export type TurnOf = {
  readonly file: string;
  readonly statements: Statements;
  readonly partition: number;
  /** Whether the turn is in an open transaction, which it writes into. */
  readonly isOpen: boolean;
};

/** What a turn has written: in its transaction, or on a sheet for another thread. */
type Written = { readonly size: number; readonly sheet: Sheet | undefined };

export class SqliteTurn implements Turn {
  readonly head: Head;
  readonly #of: TurnOf;
  #written: Written | undefined;
  #failure: { readonly cause: unknown } | undefined;
  #hasEnded = false;

  constructor(of: TurnOf) {
    this.#of = of;
    this.head = guarded(of.file, () => of.statements.head(of.partition));
  }

  get written(): Written | undefined {
    return this.#written;
  }

  async read(wanted: Wanted): Promise<readonly Item[]> {
    this.#checkOpen();
    const { file, statements, isOpen } = this.#of;
    return guarded(file, () => (isOpen ? statements.read(wanted) : statements.readAtOnce(wanted)));
  }

  async write(changes: Changes): Promise<void> {
    this.#checkOpen();
    if (this.#written ?? this.#failure) throw new Error('A turn is written once.');
    try {
      checkOrder(this.head, changes);
      this.#written = { size: sizeOf(changes), sheet: this.#write(changes) };
    } catch (cause) {
      this.#failure = { cause };
      throw cause;
    }
  }

  #write(changes: Changes): Sheet | undefined {
    const { file, statements, partition, isOpen } = this.#of;
    if (!isOpen) return sheetOf(partition, this.head, changes);
    const prepared = prepare(partition, this.head, changes);
    const taken = guarded(file, () => statements.perform(prepared));
    if (taken) throw new Taken(taken);
    return undefined;
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
