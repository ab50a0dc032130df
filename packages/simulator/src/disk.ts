// The disks of a world: what survives the death of every replica.

import { memoryDisk, memoryStore } from '@dure/store-memory';
import type { Store } from '@dure/kernel/ports';

export type Disk = {
  /** The store as a process that starts now finds it. */
  readonly open: () => Store;
};

export const openDisk = (partitions: number): Disk => {
  const disk = memoryDisk({ partitions });
  return { open: () => memoryStore(disk) };
};
