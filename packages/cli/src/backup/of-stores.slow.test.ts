// A business whose contexts are on PostgreSQL, on MariaDB and in a file is backed up while people
// use it, and restored: into a folder, into other stores, and where it may not be.

import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Rehearsed } from '@dure/rehearsal';
import { apart } from '@dure/servers';
import type { Server } from '@dure/servers';
import { reasonNotToBeHad as noMariadb, startMariadb } from '@dure/servers/mariadb';
import { reasonNotToBeHad as noPostgres, startPostgres } from '@dure/servers/postgres';
import { rehearsalOf } from '../businesses.ts';
import { written } from '../deployment/written.testing.ts';
import { openPlace, reserve } from '../move/lodging.testing.ts';
import { runningOn, unpacked, wrongAt } from '../move/move.testing.ts';
import type { Running, Where } from '../move/move.testing.ts';
import { said } from '../run.testing.ts';
import { manifestIn } from './manifest.ts';
import { heldInFile } from './positions.ts';

const AT_ONCE = 4;
const QUIET_MS = 60_000;
const RESERVED_FIRST = 20;
/** The backup is made in this process, too. */
const PAUSE_MS = 50;

/** Guests who reserve one stay after the other, until they are stopped. */
const guests = (running: Running) => {
  const state = { isOver: false, count: 0 };
  const one = async (): Promise<void> => {
    while (!state.isOver) {
      await reserve(running);
      state.count += 1;
      await sleep(PAUSE_MS);
    }
  };
  const all = Promise.all(Array.from({ length: AT_ONCE }, one));
  const stop = async (): Promise<number> => {
    state.isOver = true;
    await all;
    return state.count;
  };
  const reached = async (count: number): Promise<void> => {
    while (state.count < count) await reserve(running);
  };
  return { reached, stop };
};

const skip = noPostgres() ?? noMariadb() ?? false;

describe('a backup of stores on servers', { skip, timeout: 300_000 }, () => {
  const data = unpacked(['lodging']);
  const file = join(data, 'dure.yaml');
  const monday = join(data, 'monday');
  const other = join(data, 'other.yaml');
  let [postgres, mariadb]: (Server | undefined)[] = [];
  let system: Rehearsed;
  let where: Where;
  let running: Running;

  const run = (line: string, lang = 'en') => said(`${line} --lang ${lang}`);

  before(async () => {
    postgres = await startPostgres();
    mariadb = await startMariadb();
    const [one, two] = [apart(postgres), apart(mariadb)];
    equal(one.password, two.password);
    process.env['DURE_STORE_PASSWORD'] = one.password;
    const place = `lodging/payment: { store: '${two.address}' }`;
    const note = `lodging/notification: { store: 'sqlite:${join(data, 'services')}' }`;
    const all = ['contexts:', `  ${place}`, `  ${note}`];
    written(file, [`store: '${one.address}'`, 'partitions: 1', ...all]);
    const elsewhere = `lodging/payment: { store: '${two.address.replace(/\/[^/]*$/, '/mixed')}' }`;
    const mixed = ['contexts:', `  ${elsewhere}`, `  ${note}`];
    written(other, [`store: '${one.address}'`, 'partitions: 1', ...mixed]);
    system = await rehearsalOf('lodging');
    where = (context) => {
      const urls = { payment: mariadb?.url, notification: `sqlite:${join(data, 'services')}` };
      const url = Object.entries(urls).find(([name]) => name === context.name)?.[1];
      return { url: url ?? postgres?.url ?? '', business: 'lodging', context, password: undefined };
    };
    const moved = await run(`move lodging --data ${data} --to ${file}`);
    equal(moved.code, 0, moved.trouble);
    running = await runningOn(system, where);
    await openPlace(running);
  });
  after(async () => {
    delete process.env['DURE_STORE_PASSWORD'];
    await running.host.stop();
    await postgres?.stop();
    await mariadb?.stop();
  });

  it('is of one instant, and every promise is kept in it', async () => {
    const many = guests(running);
    await many.reached(RESERVED_FIRST);
    const made = await run(`backup lodging --from ${file} --out ${monday}`);
    const count = await many.stop();
    equal(made.code, 0, made.trouble);
    match(made.out, /\d+ records, of .*; every promise is kept/);
    ok(count > RESERVED_FIRST);
    for (const { file: of, logId, positions, schema } of Object.values(
      manifestIn(monday).contexts,
    )) {
      deepEqual(heldInFile(join(monday, of)), { logId, positions, schema });
    }
  });

  it('is looked at by the doctor as it is', async () => {
    const { code, out } = await run(`doctor lodging --data ${monday}`);
    equal(code, 0, out);
    match(out, /Every promise is kept/);
  });

  it('is restored into a folder, where the doctor finds nothing', async () => {
    const folder = join(data, 'folder');
    const back = await run(`restore --from ${monday} --data ${folder}`);
    deepEqual([back.code, back.trouble], [0, '']);
    const { code, out } = await run(`doctor lodging --data ${folder}`);
    equal(code, 0, out);
  });

  it('is restored into other stores, and not where there are some', async () => {
    const empty = new URL(mariadb?.url ?? '');
    empty.pathname = '/empty';
    const back = await run(`restore --from ${monday} --to ${empty.href}`);
    equal(back.code, 0, back.trouble);
    deepEqual(await wrongAt(system, empty.href), []);
    const again = await run(`restore --from ${monday} --to ${file}`, 'ko');
    match(again.trouble, /저장소가 있습니다/);
    equal(again.code, 1);
  });

  it('is not restored in one context that the others have followed further', async () => {
    await reserve(running);
    ok(await running.host.quiet(QUIET_MS));
    const mixed = await run(`restore --from ${monday} --to ${other} --context payment`);
    equal(mixed.code, 1, mixed.out);
    match(mixed.trouble, /times would be mixed.*log of payment is an older copy/s);
  });
});
