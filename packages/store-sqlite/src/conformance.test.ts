import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { storeConformance } from '@dure/testing/conformance';
import type { Store } from '@dure/kernel/ports';
import { openSqliteStore } from './index.ts';
import type { SqliteOptions } from './index.ts';
import { writerAside } from './writer.ts';

const features = { reopens: true, shared: true, partitions: [1, 3] } as const;

const newPlace = (options: Omit<SqliteOptions, 'file'>) => () => {
  const folder = mkdtempSync(join(tmpdir(), 'dure-sqlite-'));
  const file = join(folder, 'orders.db');
  return {
    open: (partitions: number) => openSqliteStore({ ...options, file, partitions }),
    again: () => openSqliteStore({ ...options, file }),
    clear: () => rmSync(folder, { recursive: true }),
  };
};

storeConformance('the SQLite store', features, newPlace({ asideFrom: Infinity }));

describe('with a thread that writes', () => {
  const place = newPlace({ asideFrom: 0 })();
  let keeper: Store;
  before(async () => {
    keeper = place.open(1);
    while (!writerAside()) await sleep(5);
    // As long as a file is open in it, the thread stays.
    const changes = { append: [], insert: [], put: [], remove: [], facts: {} };
    await keeper.turn(0, (turn) => turn.write(changes));
  });
  after(async () => {
    await keeper.close();
    place.clear();
  });
  storeConformance('the SQLite store', features, newPlace({ asideFrom: 0 }));
});
