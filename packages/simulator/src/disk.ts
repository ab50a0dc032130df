// The disks of a world: what survives the death of every replica.

import { memoryDisk, memoryStore } from '@dure/store-memory';
import type { Store } from '@dure/kernel/ports';

export type Disk = {
  /** The store as a process that starts now finds it. */
  readonly open: () => Store;
};

/** @param logId of the log on it: chance would be another one each time. */
export const openDisk = (partitions: number, logId: string): Disk => {
  const disk = memoryDisk({ partitions, logId });
  return { open: () => memoryStore(disk) };
};
