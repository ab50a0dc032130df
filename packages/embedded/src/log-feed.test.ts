import { memoryDisk, memoryStore } from '@dure/store-memory';
import { feedConformance } from '@dure/testing/conformance';
import { LogFeed } from './log-feed.ts';

feedConformance(
  'the embedded feed',
  (stores) => {
    const feed = new LogFeed(stores, () => performance.now());
    return { feed, told: (...committed) => feed.committed(...committed) };
  },
  () => {
    const disk = memoryDisk({ partitions: 2 });
    const open = () => memoryStore(disk);
    return { open, again: open };
  },
);
