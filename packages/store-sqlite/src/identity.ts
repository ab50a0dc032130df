// Which log a file holds, and whose: one row, made with the file.

import { randomBytes } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import type { StoreIdentity, StoreOwner } from '@dure/kernel/ports';
import { StoreCannotOpen } from './errors.ts';
import type { Tables } from './tables.ts';

export const identityTable = ({ identity }: Tables): string => `
  CREATE TABLE ${identity} (
    log_id TEXT NOT NULL,
    business TEXT,
    context TEXT
  );`;

export const makeIdentity = (database: DatabaseSync, { identity }: Tables): void => {
  const insert = database.prepare(`INSERT INTO ${identity} (log_id) VALUES (?)`);
  insert.run(randomBytes(8).toString('hex'));
};

const ownerIn = ({ database, tables }: Place): StoreOwner | undefined => {
  const select = database.prepare(`SELECT * FROM ${tables.identity}`);
  const { business, context } = select.get() ?? {};
  return typeof business === 'string' && typeof context === 'string'
    ? { business, context }
    : undefined;
};

/** Where an identity is noted. */
export type Place = {
  readonly file: string;
  readonly database: DatabaseSync;
  readonly tables: Tables;
};

const isSame = (one: StoreOwner, other: StoreOwner): boolean =>
  one.business === other.business && one.context === other.context;

/**
 * The identity of a file. One without an owner belongs to this one from now on.
 * @throws {StoreCannotOpen} it belongs to another.
 */
export const identityOf = (place: Place, owner: StoreOwner | undefined): StoreIdentity => {
  const { file, database, tables } = place;
  if (owner) claim(place, owner);
  const found = ownerIn(place);
  if (owner && found && !isSame(found, owner)) throw belongsTo(file, found, owner);
  const { log_id: logId } = database.prepare(`SELECT log_id FROM ${tables.identity}`).get() ?? {};
  return { logId: String(logId), ...(found === undefined ? {} : { owner: found }) };
};

/** In one statement, as another process may be opening the file, too. */
const claim = (place: Place, { business, context }: StoreOwner): void => {
  if (ownerIn(place)) return;
  const { identity } = place.tables;
  const sql = `UPDATE ${identity} SET business = ?, context = ? WHERE business IS NULL`;
  place.database.prepare(sql).run(business, context);
};

/** The file is a copy of another one. */
export const takeIdentity = (
  database: DatabaseSync,
  { identity }: Tables,
  { logId, owner }: StoreIdentity,
): void => {
  const sql = `UPDATE ${identity} SET log_id = ?, business = ?, context = ?`;
  database.prepare(sql).run(logId, owner?.business ?? null, owner?.context ?? null);
};

const belongsTo = (file: string, found: StoreOwner, owner: StoreOwner): StoreCannotOpen => {
  const [is, wanted] = [found, owner].map(({ business, context }) => `${business}/${context}`);
  return new StoreCannotOpen(file, {
    ko: `${file} 파일은 ${is}의 것이라 ${wanted}(으)로 열 수 없습니다. 다른 폴더를 골라 주세요.`,
    en: `${file} belongs to ${is}, not to ${wanted}. Please choose another folder.`,
  });
};
