import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { storeConformance } from '@dure/testing/conformance';
import { openSharedFile, openSqliteStore } from './index.ts';
import type { SharedFile } from './index.ts';

const features = {
  reopens: true,
  shared: true,
  processes: true,
  copies: true,
  archives: true,
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

const owner = { business: 'shop', context: 'orders' };

// Whose tables they are is said whenever they are opened: a copy of another's is refused.
const { copies: _, ...withOwner } = features;

storeConformance('a store in a shared SQLite file', { ...withOwner, shares: true }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'dure-shared-'));
  const file = join(folder, 'shop.db');
  let shared: SharedFile;
  return {
    open: (partitions) => {
      shared = openSharedFile({ file });
      return shared.storeOf({ owner, partitions });
    },
    again: () => openSharedFile({ file }).storeOf({ owner }),
    beside: () => shared.storeOf({ owner: { ...owner, context: 'stock' } }),
    elsewhere: () => ({
      module: new URL('open-shared.testing.ts', import.meta.url).href,
      argument: file,
    }),
    clear: () => rmSync(folder, { recursive: true }),
  };
});
