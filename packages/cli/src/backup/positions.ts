// What a file holds: whose log it is, and how far each partition of it reaches.

import { DatabaseSync } from 'node:sqlite';

export type Position = { readonly sequence: number; readonly turns: number };

export type Held = {
  /** Empty in a file from before logs had ids, until it is opened. */
  readonly logId: string;
  /** As the file says it, so that an older Dure can say that it is too new. */
  readonly schema: number;
  /** One for each partition, in their order. */
  readonly positions: readonly Position[];
};

const logIdIn = (database: DatabaseSync): string => {
  const table = database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'identity'").get();
  if (table === undefined) return '';
  const { log_id: logId } = database.prepare('SELECT log_id FROM identity').get() ?? {};
  return String(logId);
};

/** As the connection sees it: within a transaction, at the instant at which that began. */
export const heldIn = (database: DatabaseSync): Held => {
  const { user_version: schema } = database.prepare('PRAGMA user_version').get() ?? {};
  const heads = database.prepare('SELECT sequence, turns FROM heads ORDER BY partition').all();
  return {
    logId: logIdIn(database),
    schema: Number(schema),
    positions: heads.map(({ sequence, turns }) => ({
      sequence: Number(sequence),
      turns: Number(turns),
    })),
  };
};

/** @throws {Error} it is no file of a store, or damaged. */
export const heldInFile = (file: string): Held => {
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    return heldIn(database);
  } finally {
    database.close();
  }
};
