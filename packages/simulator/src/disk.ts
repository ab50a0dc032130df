// The disks of a world: what survives the death of every replica.

import { memoryDisk, memoryStore } from '@dure/store-memory';
import type { MemoryCommits, MemoryDisk } from '@dure/store-memory';
import type { Store } from '@dure/kernel/ports';

export type Disk = {
  /** The store as a process that starts now finds it. */
  readonly open: () => Store;
  /** What lies on it now, as a backup holds it; with an id, as another log. */
  readonly copy: (logId?: string) => Disk;
};

export type DiskOptions = {
  readonly partitions: number;
  /** Of the log on it: chance would be another one each time. */
  readonly logId: string;
  /** What it shares with other disks. */
  readonly commits?: MemoryCommits | undefined;
};

export const openDisk = ({ partitions, logId, commits }: DiskOptions): Disk =>
  diskOf(memoryDisk({ partitions, logId }), commits);

const diskOf = (disk: MemoryDisk, commits: MemoryCommits | undefined): Disk => ({
  open: () => memoryStore(disk, commits ? { commits } : {}),
  copy: (logId) => diskOf(disk.copy(logId), commits),
});
