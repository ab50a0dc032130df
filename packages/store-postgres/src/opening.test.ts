import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inspect } from 'node:util';
import { StoreUnavailable } from '@dure/kernel/ports';
import { freePort } from '@dure/servers';
import { reasonNotToBeHad } from '@dure/servers/postgres';
import { dropPostgresStore, openPostgresStore, StoreCannotOpen } from './index.ts';
import type { PostgresOptions } from './index.ts';
import { freshSchema, sharedServer, sql } from './server.testing.ts';

const PASSWORD = /a password|a%20password/;

/** What was thrown; it names the place, speaks both languages, and does not show the password. */
const thrown = async (options: PostgresOptions): Promise<StoreCannotOpen | StoreUnavailable> => {
  const error: unknown = await openPostgresStore(options).then(
    () => 'It was opened.',
    (error: unknown) => error,
  );
  assert.ok(error instanceof StoreCannotOpen || error instanceof StoreUnavailable, String(error));
  const { ko = '', en = '' } = error instanceof StoreCannotOpen ? error : (error.words ?? {});
  assert.match(ko, /[가-힣].*[.요](: .*)?$/);
  assert.match(en, /[a-z].*/);
  assert.doesNotMatch(inspect(error, { depth: 9 }), PASSWORD);
  return error;
};

const assertCannotOpen = async (options: PostgresOptions, says: RegExp): Promise<void> => {
  const error = await thrown(options);
  assert.ok(error instanceof StoreCannotOpen, String(error));
  assert.match(error.en, says);
};

const owner = { business: 'personal-training', context: 'orders' };

describe('A schema', { skip: reasonNotToBeHad() ?? false }, () => {
  it('is dropped for its owner, once and again, and for no other', async () => {
    const { url } = await sharedServer();
    const [schema, others] = [freshSchema(), freshSchema()];
    const other = { ...owner, context: 'members' };
    await (await openPostgresStore({ url, schema, owner })).close();
    await (await openPostgresStore({ url, schema: others, owner: other })).close();
    await assert.rejects(dropPostgresStore({ url, schema: others, owner }), StoreCannotOpen);
    assert.equal(await dropPostgresStore({ url, schema, owner }), true);
    assert.equal(await dropPostgresStore({ url, schema, owner }), false);
    const left = { url, schema: others, owner: other, mustBeThere: true };
    await (await openPostgresStore(left)).close();
  });

  it('is made once, by however many open it at the same time', async () => {
    const { url } = await sharedServer();
    const schema = freshSchema();
    const opening = Array.from({ length: 4 }, () => openPostgresStore({ url, schema, owner }));
    const stores = await Promise.all(opening);
    const ids = new Set(stores.map(({ identity }) => identity.logId));
    assert.equal(ids.size, 1);
    assert.deepEqual(stores[0]?.identity.owner, owner);
    for (const store of stores) await store.close();
  });

  it('is called by its owner unless it has a name, and may have any name', async () => {
    const { url } = await sharedServer();
    const options = { url, owner };
    for (const more of [{}, { schema: '두레 "x"; drop' }]) {
      const store = await openPostgresStore({ ...options, ...more });
      await store.turn(0, (turn) =>
        turn.write({ append: [], insert: [], put: [], remove: [], facts: {} }),
      );
      await store.close();
    }
    const rows = await sql<{ readonly nspname: string }>(url, 'select nspname from pg_namespace');
    const names = rows.map(({ nspname }) => nspname);
    assert.ok(names.includes('personal_training_orders') && names.includes('두레 "x"; drop'));
  });

  it('is not opened when it belongs to another context or business', async () => {
    const { url } = await sharedServer();
    const schema = freshSchema();
    await (await openPostgresStore({ url, schema, owner })).close();
    for (const other of [{ business: 'taxi' }, { context: 'till' }]) {
      const options = { url, schema, owner: { ...owner, ...other } };
      await assertCannotOpen(options, /belongs to personal-training\/orders/);
    }
    await (await openPostgresStore({ url, schema })).close();
  });

  it('is not opened with another number of partitions', async () => {
    const { url } = await sharedServer();
    const schema = freshSchema();
    await (await openPostgresStore({ url, schema, partitions: 3 })).close();
    await assertCannotOpen({ url, schema, partitions: 4 }, /has 3 partitions/);
  });

  it('is not opened, and not changed, when a newer Dure wrote it', async () => {
    const { url } = await sharedServer();
    const schema = freshSchema();
    await (await openPostgresStore({ url, schema })).close();
    await sql(url, `update ${schema}.identity set version = 99`);
    await assertCannotOpen({ url, schema, owner }, /newer Dure \(version 99\)/);
    const rows = await sql(url, `select version, business from ${schema}.identity`);
    assert.deepEqual(rows, [{ version: 99, business: null }]);
  });

  it('is left as it is when it is that of another program', async () => {
    const { url } = await sharedServer();
    const schema = freshSchema();
    await sql(url, `create schema ${schema}`, `create table ${schema}.recipes (name text)`);
    await assertCannotOpen({ url, schema }, /another program/);
    const found = `select count(*)::int as n from pg_class c join pg_namespace n
      on n.oid = c.relnamespace where nspname = '${schema}'`;
    assert.deepEqual(await sql(url, found), [{ n: 1 }]);
  });
});

describe('A database', { skip: reasonNotToBeHad() ?? false }, () => {
  it('is not opened with a password that is wrong', async () => {
    const url = new URL((await sharedServer()).url);
    url.password = 'a password that is wrong';
    await assertCannotOpen({ url: url.href, schema: 'x' }, /does not accept the user/);
    url.password = '';
    await assertCannotOpen({ url: url.href, schema: 'x' }, /does not accept the user/);
  });

  it('takes a password that is not in the address', async () => {
    const url = new URL((await sharedServer()).url);
    const password = decodeURIComponent(url.password);
    url.password = '';
    await (await openPostgresStore({ url: url.href, password, schema: freshSchema() })).close();
  });

  it('that gives few connections is worked with by those there are', async () => {
    const { url } = await sharedServer();
    await sql(url, "create role few login password 'of few'");
    await sql(url, 'create schema for_few authorization few');
    const few = Object.assign(new URL(url), { username: 'few', password: 'of few' });
    const store = await openPostgresStore({ url: few.href, schema: 'for_few', partitions: 8 });
    await sql(url, 'alter role few connection limit 2');
    const heads = Array.from({ length: 8 }, (_, partition) => store.head(partition));
    assert.deepEqual(
      (await Promise.all(heads)).map(({ turns }) => turns),
      Array.from({ length: 8 }, () => 0),
    );
    await sql(url, 'alter role few connection limit 0');
    assert.equal((await store.head(0)).turns, 0);
    await store.close();
    const error = await thrown({ url: few.href, schema: 'for_few' });
    assert.ok(error instanceof StoreUnavailable);
    assert.match(error.message, /takes no more connections/);
  });

  it('has to be there, in UTF-8, and to be writable for its user', async () => {
    const { url } = await sharedServer();
    const at = (path: string): string => Object.assign(new URL(url), { pathname: path }).href;
    await assertCannotOpen({ url: at('/absent'), schema: 'x' }, /no such database/);
    await sql(url, "create database latin encoding 'LATIN1' locale 'C' template template0");
    await assertCannotOpen(
      { url: at('/latin'), schema: 'x' },
      /encoding of the database is LATIN1/,
    );
    await sql(url, "create role guest login password 'a password of a guest'");
    const guest = Object.assign(new URL(url), {
      username: 'guest',
      password: 'a password of a guest',
    });
    await assertCannotOpen({ url: guest.href, schema: 'x' }, /lacks rights/);
    await sql(url, 'create schema for_guest authorization guest');
    await (await openPostgresStore({ url: guest.href, schema: 'for_guest' })).close();
  });

  it('is not opened where what was committed may be lost', async () => {
    const { url } = await sharedServer();
    const setTo = (value: string) =>
      sql(url, `alter system set full_page_writes = ${value}`, 'select pg_reload_conf()');
    await setTo('off');
    try {
      let error = await thrown({ url, schema: 'x' }).catch(() => undefined);
      for (; !error; error = await thrown({ url, schema: 'x' }).catch(() => undefined));
      assert.match(error.message, /may lose what it promised/);
    } finally {
      await setTo('on');
    }
    const schema = freshSchema();
    for (let isOpen = false; !isOpen;) {
      isOpen = await openPostgresStore({ url, schema }).then(
        async (store) => (await store.close(), true),
        () => false,
      );
    }
  });

  it('has one address', async () => {
    const wrong = ['', 'postgres', 'http://a/b', 'postgres://u:a password@', 'postgres://a'];
    const several = 'postgres://u:a%20password@a:1,b:2/c';
    for (const url of [...wrong, several]) {
      await assertCannotOpen({ url, schema: 'x' }, /address of the database cannot be read/);
    }
    const odd = 'postgres://u:a%20password@a/b?sslmode=prefer';
    await assertCannotOpen({ url: odd, schema: 'x' }, /sslmode=prefer .* is not known/);
    await assertCannotOpen({ url: 'postgres://a/b', schema: 'x'.repeat(64) }, /name of a schema/);
  });

  it('that does not answer is unavailable, and may be tried again', async () => {
    const url = `postgres://u:a%20password@127.0.0.1:${await freePort()}/b`;
    const error = await thrown({ url, schema: 'x' });
    assert.ok(error instanceof StoreUnavailable);
    assert.match(error.message, /does not answer/);
  });
});
