// Copies all files of a business as they are at one instant, while it goes on.
//
// Each file has one writer at a time. Who holds the right to write in all of them knows that no
// context is in the middle of a turn: a snapshot of each file that is taken then is of one instant,
// and no watermark is ahead of the log that it counts. The rights are given back at once; the
// copies are made from the snapshots.

import { statSync } from 'node:fs';
import { join } from 'node:path';
import { backup, DatabaseSync } from 'node:sqlite';
import { sha256Of } from './manifest.ts';
import type { Copied } from './manifest.ts';
import { heldIn } from './positions.ts';
import type { Held } from './positions.ts';

/** A turn is over by then, also on a disk that is busy. */
const WAIT_MS = 10_000;

export type Cut = {
  /** Epoch milliseconds: between the last right to write that was got and the first given back. */
  readonly at: number;
  readonly snapshots: readonly Snapshot[];
};

type Snapshot = {
  readonly context: string;
  readonly database: DatabaseSync;
  readonly held: Held;
};

const lock = (file: string): DatabaseSync => {
  const database = new DatabaseSync(file, { timeout: WAIT_MS });
  try {
    database.exec('BEGIN IMMEDIATE');
    return database;
  } catch (cause) {
    database.close();
    throw cause;
  }
};

const snapshotOf = (context: string, file: string): Snapshot => {
  const database = new DatabaseSync(file, { readOnly: true });
  database.exec('BEGIN');
  return { context, database, held: heldIn(database) };
};

/** By the names of the contexts. The snapshots have to be closed. */
export const cutOf = (files: ReadonlyMap<string, string>): Cut => {
  const locks: DatabaseSync[] = [];
  const snapshots: Snapshot[] = [];
  try {
    // Always in the same order, so that two who do this do not wait for each other.
    const all = [...files].toSorted(([a], [b]) => (a < b ? -1 : 1));
    for (const [, file] of all) locks.push(lock(file));
    const at = Date.now();
    for (const [context, file] of all) snapshots.push(snapshotOf(context, file));
    return { at, snapshots };
  } catch (cause) {
    closeCut({ snapshots });
    throw cause;
  } finally {
    for (const database of locks) database.close();
  }
};

export const closeCut = ({ snapshots }: Pick<Cut, 'snapshots'>): void => {
  for (const { database } of snapshots) database.close();
};

/** Writes what a cut holds, into a folder of the business below one that is there. */
export const copyCut = async (
  cut: Cut,
  folder: string,
  business: string,
): Promise<{ readonly [context: string]: Copied }> => {
  const copied: { [context: string]: Copied } = {};
  for (const { context, database, held } of cut.snapshots) {
    const file = join(business, `${context}.db`);
    const path = join(folder, file);
    await backup(database, path);
    const sha256 = await sha256Of(path);
    copied[context] = { ...held, file, bytes: statSync(path).size, sha256 };
  }
  return copied;
};
