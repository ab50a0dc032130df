import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { storeConformance } from '@dure/testing/conformance';
import { openSqliteStore } from './index.ts';

const features = {
  reopens: true,
  shared: true,
  processes: true,
  copies: true,
  partitions: [1, 3],
} as const;

storeConformance('the SQLite store', features, () => {
  const folder = mkdtempSync(join(tmpdir(), 'dure-sqlite-'));
  const file = join(folder, 'orders.db');
  return {
    open: (partitions) => openSqliteStore({ file, partitions }),
    again: () => openSqliteStore({ file }),
    elsewhere: () => ({
      module: new URL('open.testing.ts', import.meta.url).href,
      argument: file,
    }),
    clear: () => rmSync(folder, { recursive: true }),
  };
});
