// One commit for the turns of several disks, as the contexts of a process have it in one file: a
// turn is written, and is there for whoever reads in this process; what is on the disk is what a
// crash leaves, and that is the beginning of the common sequence.

import type { Changes } from '@dure/kernel/ports';
import type { MemoryDisk, Staged } from './disk.ts';

export type CommitOptions = {
  /** When what was written is to be committed; soon unless given. */
  readonly later?: (commit: () => void) => void;
  /** Called before a commit. Where it throws, nothing is committed, and it is tried again later. */
  readonly before?: () => void;
  /** Called for each turn as it is written. */
  readonly written?: OnTurn;
  /** Called for each turn, in the order of the sequence, as it becomes durable. */
  readonly committed?: OnTurn;
};

type OnTurn = (disk: MemoryDisk, partition: number, changes: Changes) => void;

type Written = {
  readonly disk: MemoryDisk;
  readonly partition: number;
  readonly staged: Staged;
  readonly changes: Changes;
};

export class MemoryCommits {
  readonly #options: CommitOptions;
  /** What turns have left, by the disk where it is to be. */
  readonly #ahead = new Map<MemoryDisk, MemoryDisk>();
  #pending: Written[] = [];
  #waiting: PromiseWithResolvers<void> | undefined;

  constructor(options: CommitOptions = {}) {
    this.#options = options;
  }

  /** As turns have left a disk. */
  aheadOf(disk: MemoryDisk): MemoryDisk {
    const known = this.#ahead.get(disk);
    if (known) return known;
    const ahead = disk.copy();
    this.#ahead.set(disk, ahead);
    return ahead;
  }

  /** Takes a turn that was written; from before a crash, it is lost. */
  take(written: Written, ahead: MemoryDisk): void {
    if (this.#ahead.get(written.disk) !== ahead) return;
    this.#pending.push(written);
    this.#options.written?.(written.disk, written.partition, written.changes);
    if (this.#pending.length === 1) this.#later();
  }

  #later(): void {
    const { later = setImmediate } = this.#options;
    later(() => this.#commit());
  }

  #commit(): void {
    if (this.#pending.length === 0) return;
    try {
      this.#options.before?.();
    } catch {
      return this.#later();
    }
    for (const { disk, partition, staged, changes } of this.#pending.splice(0)) {
      disk.commit(partition, staged);
      this.#options.committed?.(disk, partition, changes);
    }
    this.#waiting?.resolve();
    this.#waiting = undefined;
  }

  /** As a store has it. */
  readonly durable = (): Promise<void> | undefined => {
    if (this.#pending.length === 0) return undefined;
    return (this.#waiting ??= Promise.withResolvers<void>()).promise;
  };

  /** The process dies: what is not on the disks is lost, and whoever waits for it is gone. */
  crash(): void {
    this.#pending = [];
    this.#ahead.clear();
    this.#waiting = undefined;
  }
}
