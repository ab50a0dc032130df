// A business is backed up while people use it, and restored: whole, in one part, and where it may
// not be.

import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { cpSync, existsSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { DAY_MS } from '@dure/domain';
import { dayOf } from '@dure/domain/korea';
import { said } from '../run.testing.ts';
import { atUrl, dure } from '../start/process.testing.ts';
import type { Dure } from '../start/process.testing.ts';
import { manifestIn, sha256Of, writeManifest } from './manifest.ts';
import { heldInFile } from './positions.ts';

const root = mkdtempSync(join(tmpdir(), 'dure-backup-'));
const data = join(root, 'data');
const contexts = ['place', 'payment', 'management', 'customer', 'notification'];
const REQUEST_MS = 15_000;

const start = (folder: string) => dure('start', 'lodging', '--port', '0', '--data', folder);

const end = async ({ child, ended }: Dure): Promise<void> => {
  child.kill('SIGTERM');
  equal((await ended).code, 0);
};

type Asked = { readonly status: number; readonly orderId: string };

const ask = async (url: string, path: string, persona: string, body: object): Promise<Asked> => {
  const response = await fetch(`${url}/lodging/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'dure-persona': persona },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(REQUEST_MS),
  });
  const { orderId = '' } = (await response.json()) as { readonly orderId?: string };
  return { status: response.status, orderId };
};

const openPlace = async (url: string): Promise<void> => {
  const place = { placeId: 'place-9', placeNm: '한옥', ownerId: 'owner-2', pricePerNight: 5000 };
  const own = { ...place, instantConfirmation: true };
  equal((await ask(url, 'places', 'Owner:owner-2', own)).status, 201);
  const stock = { placeId: 'place-9', stock: 10_000 };
  equal((await ask(url, 'reservationManagements', 'Owner:owner-2', stock)).status, 201);
};

const reserve = (url: string): Promise<Asked> => {
  const [strDt, endDt] = [7, 8].map((days) => dayOf(Date.now() + days * DAY_MS));
  const stay = { placeId: 'place-9', usrId: 'customer-2', qty: 1, strDt, endDt };
  return ask(url, 'accommodations', 'Customer:customer-2', stay);
};

/** Guests who reserve one stay after the other, until they are told to stop. */
const guests = (url: string) => {
  const over = new AbortController();
  const answers: Asked[] = [];
  const one = async (): Promise<void> => {
    while (!over.signal.aborted) answers.push(await reserve(url));
  };
  const all = Promise.all([1, 2, 3, 4].map(one));
  const stop = async (): Promise<void> => {
    over.abort();
    await all;
  };
  return { answers, stop };
};

const statusOf = async (url: string, orderId: string): Promise<number> => {
  const of = await fetch(`${url}/lodging/accommodations/${orderId}`);
  await of.arrayBuffer();
  return of.status;
};

const run = async (...args: readonly string[]) => said(`${args.join(' ')} --lang en`);

const sumsOf = async (folder: string) =>
  Promise.all(contexts.map((name) => sha256Of(join(folder, 'lodging', `${name}.db`))));

describe('a backup of a business that people use', () => {
  const monday = join(root, 'monday');
  const elsewhere = join(root, 'elsewhere');
  let taken: readonly string[] = [];

  before(async () => {
    const running = start(data);
    const url = await running.saying(atUrl);
    await openPlace(url);
    const many = guests(url);
    await sleep(1_500);
    taken = many.answers.map(({ orderId }) => orderId);
    const copying = dure('backup', 'lodging', '--data', data, '--out', monday, '--lang', 'en');
    const copied = await copying.ended;
    deepEqual([copied.code, copied.trouble], [0, '']);
    match(copied.out, /\d+ records, of .*; every promise is kept/);
    await many.stop();
    deepEqual([...new Set(many.answers.map(({ status }) => status))], [201]);
    ok(many.answers.length > taken.length, 'Nothing was reserved meanwhile.');
    const late = await reserve(url);
    equal(late.status, 201);
    await end(running);
  });

  it('is of one instant, and says how far each log reached', async () => {
    const manifest = manifestIn(monday);
    deepEqual(Object.keys(manifest.contexts).toSorted(), contexts.toSorted());
    for (const { file, logId, positions, schema } of Object.values(manifest.contexts)) {
      deepEqual(heldInFile(join(monday, file)), { logId, positions, schema });
    }
    deepEqual(
      readdirSync(root).filter((name) => name.includes('partial')),
      [],
    );
  });

  it('is restored where there is nothing, with all that was accepted before it', async () => {
    const restored = await run('restore', '--from', monday, '--data', elsewhere);
    deepEqual([restored.code, restored.trouble], [0, '']);
    const running = start(elsewhere);
    const url = await running.saying(atUrl);
    const found = await Promise.all(taken.map((orderId) => statusOf(url, orderId)));
    deepEqual([...new Set(found)], [200]);
    const again = await run('restore', '--from', monday, '--data', elsewhere, '--replace');
    match(again.trouble, /is using .*End it/);
    await end(running);
  });

  it('is not put where there is something, unless that is to be put aside', async () => {
    const refused = await run('restore', '--from', monday, '--data', elsewhere);
    match(refused.trouble, /has data\. Put it aside with --replace/);
    const restored = await run('restore', '--from', monday, '--data', elsewhere, '--replace');
    match(restored.out, /What was there before: .*lodging\.before-/);
  });

  it('of one context is refused by name where others have followed it further', async () => {
    const before = await sumsOf(data);
    for (const context of ['payment', 'place']) {
      const one = await run('restore', '--from', monday, '--data', data, '--context', context);
      equal(one.code, 1);
      match(one.trouble, new RegExp(`times would be mixed\\. .*${context}.* older`, 's'));
    }
    deepEqual(await sumsOf(data), before);
    deepEqual(
      readdirSync(data).filter((name) => name.startsWith('.restoring')),
      [],
    );
  });

  it('of a context that only follows is restored, and catches up from the logs', async () => {
    const newest = heldInFile(join(data, 'lodging', 'customer.db'));
    const one = await run('restore', '--from', monday, '--data', data, '--context', 'customer');
    deepEqual([one.code, one.trouble], [0, '']);
    const held = heldInFile(join(data, 'lodging', 'customer.db'));
    ok((held.positions[0]?.turns ?? 0) < (newest.positions[0]?.turns ?? 0));
    const running = start(data);
    const url = await running.saying(atUrl);
    const last = await reserve(url);
    equal(last.status, 201);
    const mine = `${url}/lodging/mypages/${last.orderId}`;
    for (let tries = 0; tries < 100; tries += 1) {
      if ((await fetch(mine)).status === 200) break;
      await sleep(100);
    }
    const ready = (await (await fetch(`${url}/health/ready`)).json()) as { status: string };
    equal(ready.status, 'up');
    await end(running);
    const kept = await run('backup', 'lodging', '--data', data, '--out', join(root, 'tuesday'));
    match(kept.out, /every promise is kept/);
  });
});

describe('a backup that is not what it was', () => {
  const good = join(root, 'good');
  before(async () => {
    const made = await run('backup', 'lodging', '--data', data, '--out', good, '--no-verify');
    equal(made.code, 0, made.trouble);
  });
  const copyOf = (name: string): string => {
    const folder = join(root, name);
    cpSync(good, folder, { recursive: true });
    return folder;
  };
  const restoreOf = (from: string) =>
    run('restore', '--from', from, '--data', join(root, 'nowhere'));
  after(() => equal(existsSync(join(root, 'nowhere', 'lodging')), false));

  it('is refused where a file was changed', async () => {
    const folder = copyOf('changed');
    writeFileSync(join(folder, 'lodging', 'place.db'), 'x', { flag: 'a' });
    match((await restoreOf(folder)).trouble, /place\.db is not as it was backed up/);
  });

  it('is refused where it is of a newer Dure, as a backup or as a file', async () => {
    const folder = copyOf('newer');
    const manifest = manifestIn(folder);
    const file = join(folder, 'lodging', 'place.db');
    const database = new DatabaseSync(file);
    database.exec('PRAGMA user_version = 999');
    database.close();
    const { place, ...others } = manifest.contexts;
    ok(place);
    const changed = { ...place, sha256: await sha256Of(file) };
    writeManifest(folder, { ...manifest, contexts: { ...others, place: changed } });
    match((await restoreOf(folder)).trouble, /written by a newer Dure/);
    writeManifest(folder, { ...manifest, version: 99 });
    match((await restoreOf(folder)).trouble, /is a backup of a newer Dure/);
  });

  it('is no backup where whoever made it was killed, and the next one is', async () => {
    const out = join(root, 'killed');
    const partial = join(root, '.killed.partial');
    const copying = dure('backup', 'lodging', '--data', data, '--out', out);
    while (!existsSync(partial) && copying.child.exitCode === null) await sleep(1);
    copying.child.kill('SIGKILL');
    await copying.ended;
    equal(existsSync(out), false);
    ok(existsSync(partial));
    match((await restoreOf(partial)).trouble, /is no backup, or one that was not finished/);
    const again = await run('backup', 'lodging', '--data', data, '--out', out);
    match(again.out, /every promise is kept/);
    equal(existsSync(partial), false);
  });

  it('is made of what a killed business has left', async () => {
    const running = start(data);
    const url = await running.saying(atUrl);
    const many = guests(url);
    await sleep(700);
    running.child.kill('SIGKILL');
    await many.stop().catch(() => {});
    await running.ended;
    const left = await run('backup', 'lodging', '--data', data, '--out', join(root, 'left'));
    match(left.out, /every promise is kept/, left.trouble);
  });
});
