// The disks of a world: what survives the death of every replica.

import { memoryDisk, memoryStore } from '@dure/store-memory';
import type { MemoryDisk } from '@dure/store-memory';
import type { Store } from '@dure/kernel/ports';

export type Disk = {
  /** The store as a process that starts now finds it. */
  readonly open: () => Store;
  /** What lies on it now, as a backup holds it; with an id, as another log. */
  readonly copy: (logId?: string) => Disk;
};

/** @param logId of the log on it: chance would be another one each time. */
export const openDisk = (partitions: number, logId: string): Disk =>
  diskOf(memoryDisk({ partitions, logId }));

const diskOf = (disk: MemoryDisk): Disk => ({
  open: () => memoryStore(disk),
  copy: (logId) => diskOf(disk.copy(logId)),
});
