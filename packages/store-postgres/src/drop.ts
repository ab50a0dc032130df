// Takes the schema of one context away, whole. Whoever asks has made sure that nobody needs it.

import type { StoreOwner } from '@dure/kernel/ports';
import type { Client } from './connections.ts';
import type { Address } from './address.ts';
import { StoreCannotOpen } from './errors.ts';
import { quoted } from './statements.ts';

const isThere = async (client: Client, schema: string): Promise<boolean> => {
  const text = 'select 1 from information_schema.schemata where schema_name = $1';
  return (await client.query(text, [schema])).rows.length > 0;
};

type Found = { readonly business: string | null; readonly context: string | null };

/**
 * @returns whether it was there.
 * @throws {StoreCannotOpen} it is not what that context has made; nothing was changed.
 */
export const dropSchema = async (
  client: Client,
  { schema, words }: Address,
  owner: StoreOwner,
): Promise<boolean> => {
  if (!(await isThere(client, schema))) return false;
  const named = quoted(schema);
  const text = `select business, context from ${named}.identity`;
  const { rows } = await client.query<Found>(text).catch(() => ({ rows: [] }));
  const [found] = rows;
  if (found?.business !== owner.business || found.context !== owner.context) {
    const name = `${owner.business}/${owner.context}`;
    const ko = `${words}: ${name}의 것이 아니라 지우지 않았습니다.`;
    throw new StoreCannotOpen(words, { ko, en: `${words} is not that of ${name}: not dropped.` });
  }
  await client.query(`drop schema ${named} cascade`);
  return true;
};
