// Data folders of version 0.1.0 move to real servers and back, and keep every promise there.

import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Server } from '@dure/servers';
import { reasonNotToBeHad as noMariadb, startMariadb } from '@dure/servers/mariadb';
import { reasonNotToBeHad as noPostgres, startPostgres } from '@dure/servers/postgres';
import { businessNames, rehearsalOf } from '../businesses.ts';
import { openStore } from '../deployment/stores.ts';
import { said } from '../run.testing.ts';
import { lockFolder } from '../start/lock.ts';
import { dure } from '../start/process.testing.ts';
import { openPlace, reserve } from './lodging.testing.ts';
import { at, runningOn, sumsOf, unpacked, wrongAt } from './move.testing.ts';

const ORDERS = 40;
const QUIET_MS = 60_000;

const move = (line: string, lang = 'en') => said(`move ${line} --lang ${lang}`);

const healthy = async (business: string, data: string): Promise<void> => {
  const { code, out, trouble } = await said(`doctor ${business} --data ${data} --lang en`);
  deepEqual([code, trouble], [0, ''], out);
  match(out, /Every promise is kept/);
};

describe('on PostgreSQL', { skip: noPostgres() ?? false, timeout: 300_000 }, () => {
  const data = unpacked(businessNames);
  let server: Server;
  before(async () => {
    server = await startPostgres();
  });
  after(() => server.stop());

  for (const business of businessNames)
    it(`${business} of version 0.1.0 goes on with every promise kept`, async () => {
      const sums = await sumsOf(join(data, business));
      const { code, out, trouble } = await move(`${business} --data ${data} --to ${server.url}`);
      equal(code, 0, trouble);
      match(out, /records and \d+ items are in postgres/);
      ok(!out.includes('password'));
      deepEqual(await wrongAt(await rehearsalOf(business), server.url), []);
      deepEqual(await sumsOf(join(data, business)), sums);
    });

  it('is no place for what is there already', async () => {
    const line = `lodging --data ${data} --to ${server.url}`;
    const again = await move(line);
    equal(again.code, 1);
    match(again.trouble, /has a store of lodging\/\w+ already/);
    match((await move(line, 'ko')).trouble, /이미 lodging\/\w+의 저장소가 있습니다/);
  });

  it('comes back into a folder that starts, and loses nothing', async () => {
    const back = join(data, 'back');
    const { code, trouble } = await move(`lodging --from ${server.url} --to ${back}`);
    equal(code, 0, trouble);
    await healthy('lodging', back);
  });

  it('is not copied while anything uses it', async () => {
    const { contexts } = await rehearsalOf('lodging');
    const [context] = contexts;
    ok(context);
    const of = { url: server.url, business: 'lodging', context, password: undefined };
    const store = await openStore(of);
    await store.head(0);
    const { code, trouble } = await move(`lodging --from ${server.url} --to ${join(data, 'no')}`);
    await store.close();
    equal(code, 1);
    match(trouble, /A Dure is using lodging/);
  });
});

describe('on MariaDB', { skip: noMariadb() ?? false, timeout: 300_000 }, () => {
  const data = unpacked(['lodging', 'taxi']);
  let server: Server;
  before(async () => {
    server = await startMariadb();
  });
  after(() => server.stop());

  it('goes on with every promise kept, and comes back', async () => {
    const { code, trouble } = await move(`lodging --data ${data} --to ${server.url}`);
    equal(code, 0, trouble);
    const back = join(data, 'back');
    const returned = await move(`lodging --from ${server.url} --to ${back}`);
    equal(returned.code, 0, returned.trouble);
    await healthy('lodging', back);
    deepEqual(await wrongAt(await rehearsalOf('lodging'), server.url), []);
  });

  it('takes a move up again that was killed in the middle', async () => {
    const killed = dure('move', 'taxi', '--data', data, '--to', server.url, '--lang', 'en');
    killed.child.stderr.on('data', (line: Buffer) => {
      if (line.includes('as in the original')) killed.child.kill('SIGKILL');
    });
    equal((await killed.ended).code, null);
    const half = await said(`move taxi --from ${server.url} --to ${join(data, 'half')} --lang en`);
    equal(half.code, 1, half.out);
    const { code, trouble } = await move(`taxi --data ${data} --to ${server.url}`);
    equal(code, 0, trouble);
    deepEqual(await wrongAt(await rehearsalOf('taxi'), server.url), []);
  });
});

describe('a folder', { timeout: 120_000 }, () => {
  const data = unpacked(['lodging', 'repair-shop']);
  const wider = join(data, 'wider');

  it('is not copied while it is in use, and not where there is none', async () => {
    const unlock = lockFolder(join(data, 'lodging'));
    const used = await move(`lodging --data ${data} --to ${wider}`);
    unlock();
    match(used.trouble, /A Dure is using/);
    const none = await move(`lodging --data ${join(data, 'none')} --to ${wider}`);
    match(none.trouble, /There is no .*none/);
    deepEqual([used.code, none.code], [1, 1]);
  });

  it('that was left in the middle is not parted before it has come to rest', async () => {
    const { code, trouble } = await move(`lodging --data ${data} --to ${wider} --partitions 4`);
    ok(code === 0 || /records of \w+ left to follow/.test(trouble), trouble);
  });

  for (const business of ['lodging', 'repair-shop'])
    it(`of ${business} has four partitions afterwards, and every promise is kept`, async () => {
      await healthy(business, data);
      const rested = join(data, 'rested');
      mkdirSync(rested, { recursive: true });
      const first = await move(`${business} --data ${data} --to ${rested}`);
      equal(first.code, 0, first.trouble);
      deepEqual(await wrongAt(await rehearsalOf(business), `sqlite:${rested}`), []);
      const four = join(data, 'four');
      const parted = await move(`${business} --data ${rested} --to ${four} --partitions 4`);
      equal(parted.code, 0, parted.trouble);
      await healthy(business, four);
      const six = await move(`${business} --data ${four} --to ${join(data, 'six')} --partitions 6`);
      match(six.trouble, /can have a multiple of them, not 6/);
      const more = await move(`${business} --data ${four} --to ${join(data, '8')} --partitions 8`);
      equal(more.code, 0, more.trouble);
      await healthy(business, join(data, '8'));
    });

  it('with more partitions takes new orders, under numbers that no other has', async () => {
    const system = await rehearsalOf('lodging');
    const running = await runningOn(system, at(system, `sqlite:${join(data, '8')}`));
    await openPlace(running);
    const orders = new Set<string>();
    for (let count = 0; count < ORDERS; count += 1) orders.add(await reserve(running));
    ok(await running.host.quiet(QUIET_MS));
    await running.host.stop();
    deepEqual([orders.size, running.incidents], [ORDERS, []]);
    await healthy('lodging', join(data, '8'));
  });

  it('of which a place is no store is refused in words', async () => {
    const { code, trouble } = await move(`lodging --data ${data} --to oracle://x`);
    deepEqual([code, /There is no store of oracle/.test(trouble)], [2, true]);
    writeFileSync(join(data, 'odd.yaml'), 'store: 7\n');
    const odd = await move(`lodging --data ${data} --to ${join(data, 'odd.yaml')}`);
    match(odd.trouble, /odd\.yaml:1: store/);
  });
});
