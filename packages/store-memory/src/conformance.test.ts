// #region suite
import { storeConformance } from '@dure/testing/conformance';
import { memoryDisk, memoryStore } from './index.ts';
import type { MemoryDisk } from './index.ts';

storeConformance(
  'the store in memory',
  { reopens: true, shared: true, copies: true, partitions: [1, 3] },
  () => {
    let disk: MemoryDisk;
    return {
      open: (partitions) => {
        disk = memoryDisk({ partitions });
        return memoryStore(disk);
      },
      again: () => memoryStore(disk),
    };
  },
);
// #endregion suite
