import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { inspect } from 'node:util';
import pg from 'pg';
import { StoreUnavailable } from '@dure/kernel/ports';
import type { Changes, Store } from '@dure/kernel/ports';
import { reasonNotToBeHad, startPostgres } from '@dure/servers/postgres';
import { startProxy } from '@dure/servers/proxy';
import { nothing } from '@dure/testing/conformance';
import { openPostgresStore } from './index.ts';
import { testLimits } from './open.testing.ts';
import { freshSchema, sharedServer, sql } from './server.testing.ts';
import { channelOf } from './wake-ups.ts';

const skip = reasonNotToBeHad() ?? false;

const put = (store: Store, id: string, more: Partial<Changes> = {}): Promise<void> =>
  store.turn(0, (turn) =>
    turn.write({ ...nothing, put: [{ collection: 'claim', id, body: '' }], ...more }),
  );

const idsIn = async (store: Store): Promise<readonly string[]> =>
  (await store.list('claim', '', 1_000)).map(({ id }) => id);

const isAbout = (says: RegExp) => (error: unknown) =>
  error instanceof StoreUnavailable && says.test(error.words?.en ?? '');

/** The store is away until it is not: as the kernel does, it is asked again. */
const untilPut = async (store: Store, id: string): Promise<void> => {
  for (let tries = 0; tries < 100; tries += 1) {
    if (
      await put(store, id).then(
        () => true,
        () => false,
      )
    )
      return;
  }
  throw new Error('The store stays unavailable.');
};

const opened = async (): Promise<{ readonly url: string; schema: string; store: Store }> => {
  const { url } = await sharedServer();
  const schema = freshSchema();
  return { url, schema, store: await openPostgresStore({ url, schema, ...testLimits }) };
};

describe('A connection that is ended by the server', { skip }, () => {
  it('is replaced, and nothing is lost or done twice', async () => {
    const { url, schema, store } = await opened();
    await put(store, 'a');
    await sql(
      url,
      `select pg_terminate_backend(pid) from pg_stat_activity
       where application_name = 'dure ${schema}'`,
    );
    await untilPut(store, 'b');
    assert.deepEqual(await idsIn(store), ['a', 'b']);
    assert.equal((await store.head(0)).turns, 2);
    await store.close();
  });

  it('takes the turn with it', async () => {
    const { url, schema, store } = await opened();
    const turn = store.turn(0, async (turn) => {
      await turn.write({ ...nothing, put: [{ collection: 'claim', id: 'a', body: '' }] });
      await sql(
        url,
        `select pg_terminate_backend(pid) from pg_stat_activity
         where application_name = 'dure ${schema}'`,
      );
    });
    await assert.rejects(turn, StoreUnavailable);
    assert.deepEqual((await store.head(0)).turns, 0);
    await store.close();
  });
});

describe('A head that somebody holds too long', { skip }, () => {
  it('is unavailable, in words, and works again when it is let go', async () => {
    const { url, schema, store } = await opened();
    const person = new pg.Client({ connectionString: url });
    await person.connect();
    await person.query('begin');
    await person.query(`select * from ${schema}.heads for update`);
    await assert.rejects(put(store, 'a'), isAbout(/did not answer in time/));
    assert.equal((await store.head(0)).turns, 0);
    await person.end();
    await put(store, 'b');
    assert.deepEqual(await idsIn(store), ['b']);
    await store.close();
  });
});

describe('A server that says nothing', { skip }, () => {
  it('is given up after a while, and used again when it speaks', async () => {
    const server = await sharedServer();
    const schema = freshSchema();
    const limits = { ...testLimits, statementMs: 1_000, connectMs: 1_000 };
    const store = await openPostgresStore({ url: server.url, schema, ...limits });
    await put(store, 'a');
    server.pause();
    try {
      await assert.rejects(put(store, 'b'), isAbout(/does not answer/));
      await assert.rejects(store.head(0), isAbout(/does not answer/));
    } finally {
      server.resume();
    }
    await untilPut(store, 'c');
    assert.ok((await idsIn(store)).includes('c'));
    await store.close();
  });
});

describe('What the database cannot keep', { skip }, () => {
  it('fails its own turn, as the fault of nobody else', async () => {
    const { store } = await opened();
    const long = Array.from({ length: 20_000 }, (_, index) => index.toString(36)).join('');
    await assert.rejects(put(store, long), (error) => !(error instanceof StoreUnavailable));
    await put(store, 'a');
    assert.deepEqual(await idsIn(store), ['a']);
    await store.close();
  });
});

describe('A database that holds another log when it is back', { skip }, () => {
  it('stays unavailable, and is not written', async () => {
    const { url, schema, store } = await opened();
    const proxy = await startProxy(url);
    const over = await openPostgresStore({ url: proxy.url, schema });
    await put(over, 'a');
    await sql(url, `update ${schema}.identity set log_id = 'another'`);
    proxy.cut();
    await assert.rejects(put(over, 'b'), StoreUnavailable);
    await assert.rejects(put(over, 'b'), isAbout(/another log/));
    await assert.rejects(over.head(0), isAbout(/another log/));
    await Promise.all([store.close(), over.close()]);
    const ids = await sql(url, `select id from ${schema}.item_claim`);
    assert.deepEqual(ids, [{ id: 'a' }]);
    proxy.close();
  });
});

describe('A server that follows another one', { skip }, () => {
  it('is read-only, in words, until it takes the place of the other', async () => {
    const primary = await sharedServer();
    const schema = freshSchema();
    const first = await openPostgresStore({ url: primary.url, schema });
    await put(first, 'a');
    await first.close();
    const standby = await startPostgres({ follows: primary });
    const open = () => openPostgresStore({ url: standby.url, schema });
    await assert.rejects(open(), isAbout(/read-only/));
    await standby.promote();
    const store = await open();
    assert.equal(store.identity.logId, first.identity.logId);
    await untilPut(store, 'b');
    assert.deepEqual(await idsIn(store), ['a', 'b']);
    await store.close();
    await standby.kill();
  });
});

describe('The password', { skip }, () => {
  it('is not shown by a store, or by what goes wrong with it', async () => {
    const { url, store } = await opened();
    const password = decodeURIComponent(new URL(url).password);
    assert.ok(!inspect(store, { depth: 9, showHidden: true }).includes(password));
    await store.close();
    const error: unknown = await store.head(0).catch((error: unknown) => error);
    assert.ok(error instanceof StoreUnavailable);
    assert.ok(!inspect(error, { depth: 9 }).includes(password));
  });
});

describe('A store that follows others', { skip }, () => {
  it('listens again after its connection was ended, and looks at all partitions then', async () => {
    const { url, schema, store } = await opened();
    let wake: () => void = () => {};
    const next = () => new Promise<void>((resolve) => void (wake = resolve));
    const first = next();
    store.follow?.(() => wake());
    await first;
    const again = next();
    await sql(
      url,
      `select pg_terminate_backend(pid) from pg_stat_activity
       where application_name = 'dure ${schema}' and query like 'listen %'`,
    );
    await again;
    const other = await openPostgresStore({ url, schema });
    const heard = next();
    await put(other, 'a');
    await heard;
    await Promise.all([store.close(), other.close()]);
  });

  it('hears of commits once there are two, and a store that is alone tells nothing', async () => {
    const { url, schema, store } = await opened();
    const listening = new pg.Client({ connectionString: url });
    await listening.connect();
    const notices: string[] = [];
    listening.on('notification', ({ payload = '' }) => void notices.push(payload));
    await listening.query(`listen ${channelOf(schema)}`);
    const partitionsTold = () => notices.filter((notice) => notice.includes(' ')).length;
    store.follow?.(() => {});
    while (notices.length === 0) await sleep(10);
    // So long another one would have answered.
    await sleep(1_100);
    await put(store, 'a');
    await sleep(50);
    assert.equal(partitionsTold(), 0);
    const other = await openPostgresStore({ url, schema });
    let moves = 0;
    other.follow?.(() => (moves += 1));
    // Each of them tells the other one where it may have committed before they knew of each other.
    while (partitionsTold() < 2) await sleep(10);
    const movesBefore = moves;
    const hasMoved = () => moves > movesBefore;
    await put(store, 'b');
    while (!hasMoved()) await sleep(10);
    await Promise.all([store.close(), other.close(), listening.end()]);
  });
});
