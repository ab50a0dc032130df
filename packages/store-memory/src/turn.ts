// One turn on a memory disk: what it will write is kept aside until its commit.

import type { Changes, Head, Item, Turn, ReadSet } from '@dure/kernel/ports';
import type { MemoryDisk, Staged } from './disk.ts';
import type { StepInfo } from './hooks.ts';

type Written = { readonly staged: Staged; readonly changes: Changes };

export class MemoryTurn implements Turn {
  readonly head: Head;
  readonly #disk: MemoryDisk;
  readonly #partition: number;
  readonly #before: (step: 'read' | 'write', info: StepInfo) => Promise<void>;
  #written: Promise<Written> | undefined;
  #hasEnded = false;

  constructor(
    disk: MemoryDisk,
    partition: number,
    before: (step: 'read' | 'write', info: StepInfo) => Promise<void>,
  ) {
    this.head = disk.head(partition);
    this.#disk = disk;
    this.#partition = partition;
    this.#before = before;
  }

  async read(reads: ReadSet): Promise<readonly Item[]> {
    await this.#before('read', { partition: this.#partition });
    this.#checkOpen();
    return this.#disk.read(reads);
  }

  async write(changes: Changes): Promise<void> {
    this.#checkOpen();
    if (this.#written) throw new Error('A turn is written once.');
    this.#written = this.#stage(changes);
    await this.#written;
  }

  /** What was written. Rejects when the writing failed, even if the work did not mind. */
  end(): Promise<Written> | undefined {
    this.#hasEnded = true;
    return this.#written;
  }

  async #stage(changes: Changes): Promise<Written> {
    const staged = this.#disk.stage(this.#partition, changes);
    await this.#before('write', { partition: this.#partition, changes });
    this.#disk.checkFree(staged);
    return { staged, changes };
  }

  #checkOpen(): void {
    if (this.#hasEnded) throw new Error('The turn has ended.');
  }
}
