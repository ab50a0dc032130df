import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { reasonNotToBeHad, startMariadb } from '@dure/servers/mariadb';
import { StoreUnavailable } from '@dure/kernel/ports';
import { openMariadbStore, StoreCannotOpen } from './index.ts';
import type { MariadbOptions } from './index.ts';
import { VERSION_WITH_ARCHIVE } from './schema.ts';
import {
  databaseIn,
  drop,
  freshName,
  freshUrl,
  openSession,
  sharedServer,
  sql,
} from './server.testing.ts';

const skip = reasonNotToBeHad();

type Told = { readonly ko: string; readonly en: string };

/** What is said has to name the database, in both languages, and no password. */
const assertTold = (told: Told | undefined, shown: string, about: RegExp): void => {
  assert.ok(told);
  assert.match(told.en, about);
  for (const words of [told.ko, told.en]) {
    assert.ok(words.includes(shown), words);
    assert.doesNotMatch(words, /a password|a%20password|ER_|errno|undefined|NaN/);
  }
  assert.match(told.ko, /[가-힣]/);
};

const shownOf = (url: string): string => {
  const { username, host, pathname } = new URL(url);
  return `mariadb://${username}@${host}${pathname}`;
};

const assertCannotOpen = async (options: MariadbOptions, about: RegExp): Promise<void> => {
  await assert.rejects(openMariadbStore(options), (error: unknown) => {
    assert.ok(error instanceof StoreCannotOpen, String(error));
    assertTold(error, shownOf(options.url), about);
    assert.doesNotMatch(`${error.stack} ${String(error.cause)}`, /a password/);
    return true;
  });
};

const assertUnavailable = async (options: MariadbOptions, about: RegExp): Promise<void> => {
  await assert.rejects(openMariadbStore(options), (error: unknown) => {
    assert.ok(error instanceof StoreUnavailable, String(error));
    assertTold(error.words, new URL(options.url).hostname, about);
    return true;
  });
};

/** Runs a test with the address of a database that nobody has. */
const withFresh = (words: string, test: (url: string) => Promise<void>): void =>
  void it(words, async () => {
    const server = await sharedServer();
    const url = freshUrl(server);
    try {
      await test(url);
    } finally {
      await drop(server, url);
    }
  });

const opened = async (options: MariadbOptions): Promise<void> => {
  await (await openMariadbStore(options)).close();
};

/** The same address for a user who may do only this. */
const asUser = async (url: string, ...rights: readonly string[]): Promise<string> => {
  const name = freshName();
  const { url: all } = await sharedServer();
  await sql(all, `CREATE USER '${name}'@'%' IDENTIFIED BY 'a password'`);
  for (const right of rights) await sql(all, `GRANT ${right} TO '${name}'@'%'`);
  const theirs = new URL(url);
  theirs.username = name;
  theirs.password = 'a password';
  return theirs.href;
};

describe('An address of MariaDB', () => {
  it('that cannot be read is refused, without being repeated', async () => {
    for (const url of ['postgres://dure:a password@host/db', 'mariadb://', 'mariadb://[', '']) {
      await assert.rejects(openMariadbStore({ url }), (error: unknown) => {
        assert.ok(error instanceof StoreCannotOpen);
        assert.doesNotMatch(`${error.ko} ${error.stack}`, /a password/);
        return true;
      });
    }
  });

  it('that names no database, or a setting that is not known, is refused', async () => {
    const host = 'mariadb://dure:secret@127.0.0.1:1';
    for (const path of ['', '/', '/a/b', '/a`b', `/${'x'.repeat(65)}`, '/a?tls=yes', '/a?ssl=1']) {
      await assert.rejects(openMariadbStore({ url: host + path }), StoreCannotOpen);
    }
  });
});

describe('A database of MariaDB that cannot be opened', { skip }, () => {
  withFresh('is one of another business, or of another context', async (url) => {
    const owner = { business: 'shop', context: 'orders' };
    await opened({ url, owner });
    await assertCannotOpen({ url, owner: { ...owner, business: 'taxi' } }, /belongs to shop/);
    await assertCannotOpen({ url, owner: { ...owner, context: 'till' } }, /not to shop\/till/);
    for (const again of [{ url, owner }, { url }]) {
      const store = await openMariadbStore(again);
      assert.deepEqual(store.identity.owner, owner);
      await store.close();
    }
  });

  withFresh('is one with another number of partitions', async (url) => {
    await assert.rejects(openMariadbStore({ url, partitions: 0 }), RangeError);
    await opened({ url, partitions: 3 });
    await assertCannotOpen({ url, partitions: 4 }, /3 partitions/);
    await opened({ url, partitions: 3 });
  });

  withFresh('is one of a newer Dure', async (url) => {
    await opened({ url });
    await sql(url, `UPDATE store SET version = ${VERSION_WITH_ARCHIVE + 1}`);
    await assertCannotOpen({ url }, /newer Dure/);
  });

  withFresh('is that of another program, which is left as it is', async (url) => {
    const { url: all } = await sharedServer();
    await sql(all, `CREATE DATABASE ${databaseIn(url)}`);
    await sql(url, 'CREATE TABLE recipes (name TEXT)');
    await assertCannotOpen({ url }, /another program \(recipes\)/);
    assert.equal((await sql(url, 'SHOW TABLES')).length, 1);
  });

  withFresh('is one for which the user or the password is wrong', async (url) => {
    const wrong = new URL(url);
    wrong.password = 'not a password';
    await assertCannotOpen({ url: wrong.href }, /password/);
    await assertCannotOpen({ url, password: 'not a password either' }, /password/);
    wrong.username = 'nobody';
    await assertCannotOpen({ url: wrong.href }, /user/);
  });

  withFresh('is one that the user may not make, or not write', async (url) => {
    const name = databaseIn(url);
    await assertCannotOpen({ url: await asUser(url) }, /no rights|no database/);
    await opened({ url });
    await assertCannotOpen({ url: await asUser(url) }, /no rights/);
    const reader = await asUser(url, `SELECT ON ${name}.*`);
    await assertCannotOpen({ url: reader, owner: { business: 'a', context: 'b' } }, /no rights/);
    await opened({ url: await asUser(url, `ALL ON ${name}.*`) });
  });

  it('is one on a server that forgets what it has answered', async () => {
    const settings = { log_bin: 'binlog', sync_binlog: '0' };
    const server = await startMariadb({ settings });
    await assertCannotOpen({ url: server.url }, /sync_binlog/);
    await sql(server.url, 'SET GLOBAL sync_binlog = 1');
    await sql(server.url, 'SET GLOBAL innodb_flush_log_at_trx_commit = 2');
    await assertCannotOpen({ url: server.url }, /innodb_flush_log_at_trx_commit/);
    await sql(server.url, 'SET GLOBAL innodb_flush_log_at_trx_commit = 1');
    await opened({ url: server.url });
    await server.kill();
  });
});

describe('A MariaDB server that is not there now', { skip }, () => {
  it('is unavailable when the store is opened, so that one can wait for it', async () => {
    const server = await startMariadb();
    const { url } = server;
    await sql(url, 'SET GLOBAL read_only = 1');
    await assertUnavailable({ url }, /read-only/);
    await sql(url, 'SET GLOBAL read_only = 0');
    await opened({ url });
    server.pause();
    await assertUnavailable({ url, connectMs: 200 }, /out of reach/);
    server.resume();
    await server.kill();
    await assertUnavailable({ url }, /out of reach/);
    await assertUnavailable({ url: 'mariadb://dure@nowhere.invalid/a', connectMs: 500 }, /reach/);
  });

  it('is unavailable while it has no room for another connection', async () => {
    const server = await startMariadb({ settings: { max_connections: '10' } });
    const { url } = server;
    const store = await openMariadbStore({ url });
    const idle = await Promise.all(
      Array.from({ length: 11 }, () => openSession(url).catch(() => undefined)),
    );
    await assert.rejects(store.head(0), (error: unknown) => {
      assert.ok(error instanceof StoreUnavailable);
      assertTold(error.words, shownOf(url), /max_connections/);
      return true;
    });
    for (const session of idle) await session?.end();
    assert.equal((await store.head(0)).turns, 0);
    await store.close();
    await server.kill();
  });
});

describe('A database of MariaDB', { skip }, () => {
  withFresh('that gives few connections is worked with by those there are', async (url) => {
    await opened({ url, partitions: 8 });
    const few = await asUser(url, `ALL ON ${databaseIn(url)}.*`);
    const store = await openMariadbStore({ url: few });
    const limited = `ALTER USER '${new URL(few).username}'@'%' WITH MAX_USER_CONNECTIONS`;
    await sql(url, `${limited} 2`);
    const heads = Array.from({ length: 8 }, (_, partition) => store.head(partition));
    assert.deepEqual(
      (await Promise.all(heads)).map(({ turns }) => turns),
      Array.from({ length: 8 }, () => 0),
    );
    await store.close();
  });

  withFresh('is made by several at once, and is one', async (url) => {
    const stores = await Promise.all(
      Array.from({ length: 5 }, () => openMariadbStore({ url, partitions: 4 })),
    );
    assert.equal(new Set(stores.map(({ identity }) => identity.logId)).size, 1);
    for (const store of stores) await store.close();
    assert.equal((await sql(url, 'SELECT COUNT(*) AS n FROM heads'))[0]?.['n'], 4);
  });

  withFresh('that was half made is made whole', async (url) => {
    await opened({ url, partitions: 2 });
    await sql(url, 'DROP TABLE store', 'DROP TABLE item_work', 'DELETE FROM heads');
    const store = await openMariadbStore({ url, partitions: 3 });
    assert.equal(store.partitions, 3);
    assert.equal((await store.head(2)).turns, 0);
    assert.deepEqual(await store.list('work', '', 9), []);
    await store.close();
  });

  withFresh('is named by its owner where the address names none', async (url) => {
    const owner = { business: databaseIn(url), context: 'my-page' };
    const host = new URL(url);
    host.pathname = '';
    await opened({ url: host.href, owner });
    const named = `${url}_my_page`;
    assert.equal((await sql(named, 'SELECT context FROM store'))[0]?.['context'], 'my-page');
    await drop(await sharedServer(), named);
  });

  withFresh('keeps its rows found by the fields that have an index', async (url) => {
    const indexes = [{ view: 'Orders', field: 'guestId' }];
    const long = 'x'.repeat(150);
    const store = await openMariadbStore({ url, indexes });
    const put = [`${long}1`, `${long}2`, 'guest-1', 'guest-1 ', 7].map((guestId, index) => ({
      collection: 'row' as const,
      id: `Orders@1/${index}`,
      tag: 'Orders@1',
      at: index,
      body: { guestId },
    }));
    const others = put.map((row) => ({ ...row, id: `O${row.id}`, tag: 'OOrders@1' }));
    const changes = { append: [], insert: [], remove: [], facts: {} };
    await store.turn(0, (turn) => turn.write({ ...changes, put: [...put, ...others] }));
    const all = { tag: 'Orders@1', filters: [], anyOf: [], descending: false, offset: 0, limit: 9 };
    const found = async (value: string | number) => {
      const filters = [{ field: 'guestId', is: 'equal', value } as const];
      return (await store.query({ ...all, filters })).rows.map(({ at }) => at);
    };
    assert.deepEqual(await found(`${long}2`), [1]);
    assert.deepEqual(await found('guest-1'), [2]);
    assert.deepEqual(await found(7), [4]);
    const anyOf = [{ field: 'guestId', values: [`${long}1`, 'guest-1 ', 'nobody'] }];
    const { rows } = await store.query({ ...all, anyOf });
    assert.deepEqual(rows, [put[0], put[3]]);
    await store.close();
    await opened({ url, indexes });
  });
});
