import { deepEqual, throws } from 'node:assert/strict';
import { it } from 'node:test';
import { reasonNotToBeHad } from '@dure/servers/postgres';
import { addressOf } from './address.ts';
import { floatArray, intArray, textArray } from './arrays.ts';
import { connect } from './connections.ts';
import { freshSchema, sharedServer } from './server.testing.ts';

const limits = {
  connectionsMax: 1,
  connectMs: 5_000,
  statementMs: 10_000,
  lockMs: 5_000,
  idleInTransactionMs: 5_000,
};

it('The server reads each list as it was', { skip: reasonNotToBeHad() ?? false }, async () => {
  const { url } = await sharedServer();
  const password = decodeURIComponent(new URL(url).password);
  const client = await connect({ address: addressOf(url, freshSchema()), password, limits });
  const texts = [
    '',
    'a',
    '"{,}\\',
    'NULL',
    '아메리카노',
    '🥐',
    null,
    '한'.repeat(5_000),
    '"'.repeat(65),
  ];
  const floats = [0, -0.5, 1.7e12, Infinity, null, Number.MAX_VALUE];
  const ints = [0, null, -1, 2_147_483_647];
  const { rows } = await client.query<object>({
    text: `select $1::text[] as texts, $2::float8[] as floats, $3::int[] as ints,
      $4::text[] as nothing, coalesce(array_length($1::text[], 1), 0)::int as length`,
    values: [textArray(texts), floatArray(floats), intArray(ints), textArray([])],
  });
  await client.end();
  deepEqual(rows, [{ texts, floats, ints, nothing: [], length: texts.length }]);
});

it('What is no whole number of 32 bits is refused', () => {
  for (const wrong of [1.5, 2 ** 31, Number.NaN]) throws(() => intArray([wrong]), RangeError);
});
