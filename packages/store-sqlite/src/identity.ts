// Which log a file holds, and whose: one row, made with the file.

import { randomBytes } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import type { StoreIdentity, StoreOwner } from '@dure/kernel/ports';
import { StoreCannotOpen } from './errors.ts';

export const identityTable = `
  CREATE TABLE identity (
    log_id TEXT NOT NULL,
    business TEXT,
    context TEXT
  );`;

export const makeIdentity = (database: DatabaseSync): void => {
  const insert = database.prepare('INSERT INTO identity (log_id) VALUES (?)');
  insert.run(randomBytes(8).toString('hex'));
};

const ownerIn = (database: DatabaseSync): StoreOwner | undefined => {
  const { business, context } = database.prepare('SELECT * FROM identity').get() ?? {};
  return typeof business === 'string' && typeof context === 'string'
    ? { business, context }
    : undefined;
};

const isSame = (one: StoreOwner, other: StoreOwner): boolean =>
  one.business === other.business && one.context === other.context;

/**
 * The identity of a file. One without an owner belongs to this one from now on.
 * @throws {StoreCannotOpen} it belongs to another.
 */
export const identityOf = (
  file: string,
  database: DatabaseSync,
  owner: StoreOwner | undefined,
): StoreIdentity => {
  if (owner) claim(database, owner);
  const found = ownerIn(database);
  if (owner && found && !isSame(found, owner)) throw belongsTo(file, found, owner);
  const { log_id: logId } = database.prepare('SELECT log_id FROM identity').get() ?? {};
  return { logId: String(logId), ...(found === undefined ? {} : { owner: found }) };
};

/** In one statement, as another process may be opening the file, too. */
const claim = (database: DatabaseSync, { business, context }: StoreOwner): void => {
  if (ownerIn(database)) return;
  const sql = 'UPDATE identity SET business = ?, context = ? WHERE business IS NULL';
  database.prepare(sql).run(business, context);
};

/** The file is a copy of another one. */
export const takeIdentity = (database: DatabaseSync, { logId, owner }: StoreIdentity): void => {
  const sql = 'UPDATE identity SET log_id = ?, business = ?, context = ?';
  database.prepare(sql).run(logId, owner?.business ?? null, owner?.context ?? null);
};

const belongsTo = (file: string, found: StoreOwner, owner: StoreOwner): StoreCannotOpen => {
  const [is, wanted] = [found, owner].map(({ business, context }) => `${business}/${context}`);
  return new StoreCannotOpen(file, {
    ko: `${file} 파일은 ${is}의 것이라 ${wanted}(으)로 열 수 없습니다. 다른 폴더를 골라 주세요.`,
    en: `${file} belongs to ${is}, not to ${wanted}. Please choose another folder.`,
  });
};
