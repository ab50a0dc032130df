// What lies in the file: a log, the heads of its partitions, and a table for each drawer.

import type { DatabaseSync } from 'node:sqlite';
import { drawers } from '@dure/kernel/ports';
import type { Drawer } from '@dure/kernel/ports';

/** Counts the changes of the schema. A file of a later one belongs to a newer Dure. */
export const SCHEMA_VERSION = 1;

export const tableOf = (drawer: Drawer): string => `drawer_${drawer}`;

const log = `
  CREATE TABLE IF NOT EXISTS log (
    partition INTEGER NOT NULL,
    sequence INTEGER NOT NULL,
    kind TEXT NOT NULL,
    type TEXT NOT NULL,
    subject TEXT NOT NULL,
    case_id TEXT NOT NULL,
    at INTEGER NOT NULL,
    data TEXT NOT NULL,
    caused_by TEXT NOT NULL,
    actor TEXT NOT NULL,
    target TEXT,
    traceparent TEXT,
    PRIMARY KEY (partition, sequence)
  ) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS log_case ON log (case_id);
  CREATE TABLE IF NOT EXISTS heads (
    partition INTEGER PRIMARY KEY,
    sequence INTEGER NOT NULL,
    turns INTEGER NOT NULL,
    facts TEXT NOT NULL
  );`;

/** Rows are listed by their last change; what falls due is looked up by partition. */
const atIndex = (drawer: Drawer): string => (drawer === 'row' ? '(tag, at)' : '(partition, at)');

const drawerTable = (drawer: Drawer): string => {
  const table = tableOf(drawer);
  return `
  CREATE TABLE IF NOT EXISTS ${table} (
    id TEXT PRIMARY KEY,
    partition INTEGER NOT NULL,
    tag TEXT,
    at INTEGER,
    body TEXT NOT NULL
  ) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS ${table}_at ON ${table} ${atIndex(drawer)} WHERE at IS NOT NULL;
  ${drawer === 'row' ? '' : `CREATE INDEX IF NOT EXISTS ${table}_tag ON ${table} (tag) WHERE tag IS NOT NULL;`}`;
};

/** Makes what is not there yet. */
export const createSchema = (database: DatabaseSync, partitions: number): void => {
  database.exec('BEGIN IMMEDIATE');
  database.exec(log);
  for (const drawer of drawers) database.exec(drawerTable(drawer));
  const head = database.prepare('INSERT OR IGNORE INTO heads VALUES (?, 0, 0, ?)');
  for (let number = 0; number < partitions; number += 1) head.run(number, '{}');
  database.exec(`PRAGMA user_version = ${SCHEMA_VERSION}`);
  database.exec('COMMIT');
};
