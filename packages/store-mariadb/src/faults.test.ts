import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Connection } from 'mariadb';
import { reasonNotToBeHad, startMariadb } from '@dure/servers/mariadb';
import { startProxy } from '@dure/servers/proxy';
import { StoreUnavailable, Taken } from '@dure/kernel/ports';
import type { Item, Store } from '@dure/kernel/ports';
import { nothing, record, write } from '@dure/testing/conformance';
import { openMariadbStore } from './index.ts';
import {
  databaseIn,
  drop,
  freshUrl,
  isCommit,
  openSession,
  sharedServer,
  sql,
  until,
} from './server.testing.ts';
import { testLimits } from './open.testing.ts';

const claim = (id: string, body: Item['body'] = ''): Item => ({ collection: 'claim', id, body });

const idsIn = async (store: Store): Promise<readonly string[]> =>
  (await store.list('claim', '', 1_000)).map(({ id }) => id);

type Test = (store: Store, url: string) => Promise<void>;

/** Runs a test on a fresh database with three partitions. */
const onFresh = (words: string, test: Test): void =>
  void it(words, async () => {
    const server = await sharedServer();
    const url = freshUrl(server);
    const store = await openMariadbStore({ url, partitions: 3, ...testLimits });
    try {
      await test(store, url);
    } finally {
      await store.close();
      await drop(server, url);
    }
  });

const skip = reasonNotToBeHad();

describe('Ids on MariaDB', { skip }, () => {
  onFresh('that differ by case, accent or trailing spaces are different', async (store) => {
    const ids = ['a', 'A', 'á', 'a ', 'a  ', 'ａ', 'a\u0000', 'ß', 'ss', 'ẞ', '가', '\u1100\u1161'];
    await write(store, { insert: ids.map((id) => claim(id, id)) });
    for (const id of ids) {
      const read = await store.read({ ids: [{ collection: 'claim', id }], tags: [] });
      assert.deepEqual(read, [claim(id, id)]);
    }
    await assert.rejects(write(store, { insert: [claim('a ')] }), Taken);
  });

  onFresh('that are too long, or have half a character, are refused, not cut', async (store) => {
    const longest = '한'.repeat(700);
    await write(store, { insert: [claim(longest)] });
    for (const id of [`${longest}a`, '\ud83e', 'a\udd80b']) {
      await assert.rejects(write(store, { insert: [claim(id)] }), RangeError);
      await assert.rejects(write(store, { put: [{ ...claim('x'), tag: id }] }), RangeError);
      await assert.rejects(write(store, { append: [record(1, { caseId: id })] }), RangeError);
    }
    await assert.rejects(write(store, { put: [{ ...claim('x'), at: 1.5 }] }), RangeError);
    assert.deepEqual(await idsIn(store), [longest]);
    assert.equal((await store.head(0)).turns, 1);
  });
});

describe('What is large on MariaDB', { skip }, () => {
  onFresh('goes out in as many packets as it needs, in one turn', async (store) => {
    const text = `"\\${'한'.repeat(20_000)}`;
    const put = Array.from({ length: 300 }, (_, index) => claim(`c-${index}`, text));
    await write(store, { put, append: [record(1, { data: { text } })] });
    assert.equal((await idsIn(store)).length, 300);
    assert.equal((await store.head(0)).turns, 1);
    assert.deepEqual((await store.readLog(0, 0, 1))[0]?.data, { text });
  });

  it('is refused before it is sent where the server takes no such packet', async () => {
    const server = await startMariadb({ settings: { max_allowed_packet: '1M' } });
    const store = await openMariadbStore({ url: server.url });
    const [fits, large] = ['x'.repeat(700_000), 'x'.repeat(1_100_000)];
    await write(store, { put: [claim('a', fits), claim('b', fits)] });
    const turn = write(store, { put: [claim('c'), claim('d', large)] });
    await assert.rejects(turn, (error) => {
      return error instanceof RangeError && /max_allowed_packet/.test(error.message);
    });
    assert.deepEqual(await idsIn(store), ['a', 'b']);
    await store.close();
    await server.kill();
  });
});

describe('Turns that get in each other’s way on MariaDB', { skip }, () => {
  /** Runs with a connection of another program, and ends it, whatever comes of the test. */
  const beside = async (url: string, test: (other: Connection) => Promise<void>) => {
    const other = await openSession(url);
    try {
      await test(other);
    } finally {
      await other.end();
    }
  };

  /**
   * Counted as it happens: the table of those who wait goes on showing what was, while it is read
   * more often than ten times a second.
   */
  const isWaitedFor = async (url: string): Promise<boolean> => {
    const [waits] = await sql(url, "SHOW GLOBAL STATUS LIKE 'Innodb_row_lock_current_waits'");
    return Number(waits?.['Value']) > 0;
  };

  onFresh('are written again after the server has broken them off', async (store, url) => {
    const many = Array.from({ length: 100 }, (_, index) => claim(`a-${index}`));
    await write(store, { put: [...many, claim('b', 0)] });
    await beside(url, async (other) => {
      await other.query('BEGIN');
      // More is changed here, so that the server breaks off the turn and not this.
      await other.query('UPDATE item_claim SET at = 1');
      await other.query('INSERT INTO item_work SELECT id, part, tag, at, body FROM item_claim');
      const put = [{ ...claim('w'), collection: 'follower' as const }, claim('b', 1)];
      const turn = write(store, { put, append: [record(1)] }, 1);
      await until('The turn waits for its lock', () => isWaitedFor(url));
      await other.query("UPDATE item_follower SET at = 1 WHERE id = 'w'");
      await other.query('COMMIT');
      await turn;
    });
    assert.deepEqual(await store.head(1), { sequence: 1, turns: 1, facts: {} });
    const [b] = await store.read({ ids: [{ collection: 'claim', id: 'b' }], tags: [] });
    assert.equal(b?.body, 1);
  });

  onFresh('of many partitions end all, and each claim has one owner', async (store) => {
    const ids = Array.from({ length: 30 }, (_, index) => `room-${index}`);
    const turns = Array.from({ length: 60 }, (_, index) => {
      const mine = [ids[(index * 7) % 30] ?? '', ids[(index * 11 + 3) % 30] ?? ''];
      const insert = [...new Set(mine)].map((id) => claim(id, index));
      return write(store, { insert }, index % 3).then(
        () => insert.length,
        (error: unknown) => {
          assert.ok(error instanceof Taken, String(error));
          return 0;
        },
      );
    });
    const taken = (await Promise.all(turns)).reduce((sum, count) => sum + count, 0);
    assert.equal((await idsIn(store)).length, taken);
  });

  onFresh('give up a lock that is held too long, and go on when it is free', async (store, url) => {
    await beside(url, async (other) => {
      await other.query('BEGIN');
      await other.query('SELECT * FROM heads WHERE part = 2 FOR UPDATE');
      await assert.rejects(write(store, { put: [claim('a')] }, 2), isTold(/lock/, /잠금/));
      await write(store, { put: [claim('b')] }, 1);
    });
    await write(store, { put: [claim('c')] }, 2);
    assert.deepEqual(await idsIn(store), ['b', 'c']);
  });
});

const isTold = (en: RegExp, ko: RegExp) => (error: unknown) => {
  assert.ok(error instanceof StoreUnavailable, String(error));
  assert.match(error.words?.en ?? '', en);
  assert.match(error.words?.ko ?? '', ko);
  return true;
};

describe('A commit on MariaDB whose answer is lost', { skip }, () => {
  onFresh('is unknown, and known again by the next turn', async (store, url) => {
    const proxy = await startProxy(url);
    const over = await openMariadbStore({ url: proxy.url, ...testLimits });
    for (const [lose, isThere] of [
      [() => proxy.loseAnswerTo(isCommit, () => true), true],
      [() => proxy.loseRequest(isCommit), false],
    ] as const) {
      const { turns } = await store.head(0);
      lose();
      const turn = write(over, { put: [claim(`lost-${String(isThere)}`)] });
      await assert.rejects(turn, isTold(/out of reach/, /닿지/));
      const head = await over.turn(0, async (next) => next.head);
      assert.equal(head.turns, turns + Number(isThere));
    }
    assert.deepEqual(await idsIn(store), ['lost-true']);
    await over.close();
    proxy.close();
  });
});

describe('A statement on MariaDB that fails', { skip }, () => {
  onFresh('leaves nothing of its turn, and of the next none of it', async (store, url) => {
    await sql(url, 'ALTER TABLE item_work ADD CONSTRAINT few CHECK (body <> \'"no"\')');
    const work: Item = { collection: 'work', id: 'w', body: 'no' };
    const turn = store.turn(0, async (turn) => {
      await turn
        .write({ ...nothing, append: [record(1)], put: [claim('a'), work] })
        .catch(() => {});
    });
    await assert.rejects(turn, StoreUnavailable);
    await write(store, { put: [claim('b')] });
    assert.deepEqual(await idsIn(store), ['b']);
    assert.deepEqual(await store.readLog(0, 0, 9), []);
    assert.equal((await store.head(0)).turns, 1);
  });

  onFresh('says nothing of the values that were sent', async (store, url) => {
    await sql(url, 'DROP TABLE item_work');
    const work: Item = { collection: 'work', id: 'w', body: 'the name of a guest' };
    const error: unknown = await write(store, { put: [work] }).catch((error: unknown) => error);
    assert.ok(error instanceof StoreUnavailable);
    assert.doesNotMatch(`${String(error)} ${String(error.cause)}`, /guest|INSERT/);
    assert.match(error.words?.en ?? '', new RegExp(databaseIn(url)));
  });
});

describe('A store on MariaDB that follows the others', { skip }, () => {
  const untilHeard = (heard: readonly number[], partition: number): Promise<void> =>
    until(`Partition ${partition} is heard of`, () => heard.includes(partition));

  onFresh('hears of what another has appended, in its partition', async (store, url) => {
    const other = await openMariadbStore({ url });
    const heard: number[] = [];
    const stop = store.follow?.((partition) => void heard.push(partition));
    await untilHeard(heard, 2);
    heard.length = 0;
    await write(other, { append: [record(1)] }, 1);
    await untilHeard(heard, 1);
    assert.deepEqual(heard, [1]);
    stop?.();
    await write(other, { append: [record(1)] }, 2);
    const again: number[] = [];
    store.follow?.((partition) => void again.push(partition));
    await untilHeard(again, 2);
    assert.deepEqual(heard, [1]);
    await other.close();
  });

  it('hears of all partitions when the server is there again', async () => {
    const server = await startMariadb();
    const store = await openMariadbStore({ url: server.url, partitions: 2 });
    const heard: number[] = [];
    store.follow?.((partition) => void heard.push(partition));
    await untilHeard(heard, 1);
    await server.kill();
    await assert.rejects(store.head(0), StoreUnavailable);
    // It has asked in vain by then.
    await sleep(600);
    heard.length = 0;
    await server.restart();
    await untilHeard(heard, 0);
    await untilHeard(heard, 1);
    await store.close();
    await server.kill();
  });
});

describe('A MariaDB server that stops', { skip }, () => {
  it('is unavailable while it is paused or away, and found again', async () => {
    const server = await startMariadb();
    const limits = { connectMs: 300, statementMs: 500, lockMs: 1_000 };
    const store = await openMariadbStore({ url: server.url, ...limits });
    await write(store, { put: [claim('before')] });
    server.pause();
    // Its threads stop one after the other.
    await sleep(100);
    await assert.rejects(write(store, { put: [claim('paused')] }), isTold(/out of reach/, /닿지/));
    server.resume();
    await write(store, { put: [claim('resumed')] });
    await server.kill();
    await assert.rejects(write(store, { put: [claim('killed')] }), isTold(/out of reach/, /닿지/));
    await assert.rejects(store.head(0), isTold(/out of reach/, /닿지/));
    await server.restart();
    await write(store, { put: [claim('again')] });
    assert.deepEqual(await idsIn(store), ['again', 'before', 'resumed']);
    await store.close();
    await server.kill();
  });

  it('is unavailable where another log has taken the place of the one opened', async () => {
    const server = await startMariadb();
    const store = await openMariadbStore({ url: server.url });
    await write(store, { put: [claim('a')] });
    await sql(server.url, "UPDATE store SET log_id = 'another'");
    await server.kill();
    await server.restart();
    await assert.rejects(write(store, { put: [claim('b')] }), isTold(/not the database/, /처음/));
    await assert.rejects(store.head(0), isTold(/not the database/, /처음/));
    await store.close();
    await server.kill();
  });
});

describe('A store on MariaDB that is not closed', { skip }, () => {
  onFresh('keeps no process from ending', async (_store, url) => {
    const module = new URL('index.ts', import.meta.url).href;
    const program =
      `const { openMariadbStore } = await import('${module}');` +
      `const store = await openMariadbStore({ url: process.argv[1] });` +
      'store.follow(() => {});' +
      'const turns = await store.turn(0, async ({ head }) => head.turns);' +
      'console.log(turns + (await store.count("row", "")));';
    const options = ['--disable-warning=ExperimentalWarning', '--input-type=module'];
    const child = spawn(process.execPath, [...options, '-e', program, url]);
    const said: string[] = [];
    child.stdout.on('data', (chunk: Buffer) => void said.push(chunk.toString()));
    const [code]: readonly unknown[] = await once(child, 'exit');
    assert.deepEqual([code, said.join('')], [0, '0\n']);
  });
});
