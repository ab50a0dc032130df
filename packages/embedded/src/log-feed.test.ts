import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { memoryDisk, memoryStore } from '@dure/store-memory';
import { openSqliteStore } from '@dure/store-sqlite';
import { feedConformance } from '@dure/testing/conformance';
import type { Store } from '@dure/kernel/ports';
import { LogFeed } from './log-feed.ts';

const feedOver = (stores: ReadonlyMap<string, Store>) => {
  const feed = new LogFeed(stores, () => performance.now());
  return {
    feed,
    told: (...committed: Parameters<LogFeed['committed']>) => feed.committed(...committed),
  };
};

feedConformance('the embedded feed', feedOver, () => {
  const disk = memoryDisk({ partitions: 2 });
  const open = () => memoryStore(disk);
  return { open, again: open };
});

const folder = mkdtempSync(join(tmpdir(), 'dure-feed-'));
after(() => rmSync(folder, { recursive: true }));
let files = 0;

// What one store has committed, a feed over the other one delivers without another commit.
feedConformance(
  'the embedded feed over one SQLite file that two stores have open',
  feedOver,
  () => {
    const file = join(folder, `log-${(files += 1)}.db`);
    return {
      open: () => openSqliteStore({ file, partitions: 2 }),
      again: () => openSqliteStore({ file }),
    };
  },
);
