// Takes the database of one context away, whole. Whoever asks has made sure that nobody needs it.

import type { StoreOwner } from '@dure/kernel/ports';
import { StoreCannotOpen } from './errors.ts';
import { Link } from './link.ts';
import { identityIn } from './opening.ts';
import type { Address } from './options.ts';

const isThere = async (server: Link, { database }: Address): Promise<boolean> => {
  const sql = 'SELECT 1 AS n FROM information_schema.schemata WHERE schema_name = ?';
  return (await server.run({ sql, values: [database] })).length > 0;
};

/** @throws {StoreCannotOpen} it is not what that context has made. */
const needOwn = async (address: Address, owner: StoreOwner): Promise<void> => {
  const link = await Link.open(address, false);
  try {
    const { owner: found } = await identityIn(link).catch(() => ({ owner: undefined }));
    if (found?.business === owner.business && found.context === owner.context) return;
  } finally {
    await link.close();
  }
  const name = `${owner.business}/${owner.context}`;
  const ko = `${address.shown}: ${name}의 것이 아니라 지우지 않았습니다.`;
  const en = `${address.shown} is not that of ${name}: not dropped.`;
  throw new StoreCannotOpen(address.shown, { ko, en });
};

/**
 * @returns whether it was there.
 * @throws {StoreCannotOpen} it is not what that context has made; nothing was changed.
 */
export const dropDatabase = async (address: Address, owner: StoreOwner): Promise<boolean> => {
  const server = await Link.open({ ...address, database: '' }, false);
  try {
    if (!(await isThere(server, address))) return false;
    await needOwn(address, owner);
    await server.command(`DROP DATABASE \`${address.database}\``);
    return true;
  } finally {
    await server.close();
  }
};
