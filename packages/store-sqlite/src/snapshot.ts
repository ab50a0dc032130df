// All that is committed in a file at one instant, read while others write.

import { DatabaseSync } from 'node:sqlite';
import type { Store, StoreSnapshot } from '@dure/kernel/ports';
import { guarded } from './errors.ts';
import { Statements } from './statements.ts';
import type { Tables } from './tables.ts';

export const snapshotOf = (
  file: string,
  tables: Tables,
  { partitions, identity }: Pick<Store, 'partitions' | 'identity'>,
): StoreSnapshot => {
  const database = new DatabaseSync(file, { readOnly: true });
  const reads = new Statements(database, tables);
  database.exec('BEGIN');
  // A transaction sees what there is when it first reads.
  reads.head(0);
  return {
    partitions,
    identity,
    head: async (partition) => guarded(file, () => reads.head(partition)),
    readLog: async (...of) => guarded(file, () => reads.log(...of)),
    list: async (...of) => guarded(file, () => reads.list(...of)),
    close: async () => {
      if (database.isOpen) database.close();
    },
  };
};
