// The records of ended cases are put aside in files: stories, views, exports, erasures, backups and
// the doctor go over them as before.

import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { cpSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { before, describe, it } from 'node:test';
import { rehearsal } from '@dure/lodging/rehearsal';
import { openSqliteStore, SCHEMA_VERSION } from '@dure/store-sqlite';
import { heldInFile } from '../backup/positions.ts';
import { everythingIn, filesWith, goOn, stoppedAtNoon } from '../personal/stopped.testing.ts';
import { said } from '../run.testing.ts';
import { lockFolder } from '../start/lock.ts';

const DAYS = 40;
const WHO = 'customer-2';
const TEL = '01023456789';

const countIn = (data: string, table: string): number => {
  const database = new DatabaseSync(join(data, 'lodging', 'place.db'), { readOnly: true });
  try {
    return Number(database.prepare(`SELECT count(*) AS n FROM ${table}`).get()?.['n']);
  } finally {
    database.close();
  }
};

describe('an archive in files', () => {
  let plain = '';
  let archived = '';
  let copies = 0;
  const copy = (of: string): string => {
    const to = `${plain}-${(copies += 1)}`;
    cpSync(of, to, { recursive: true });
    return to;
  };
  const run = (line: string, lang = 'en') => said(`${line} --lang ${lang}`);

  before(async () => {
    plain = dirname(await stoppedAtNoon(rehearsal));
    archived = copy(plain);
    const { code, out, trouble } = await run(`archive lodging --data ${archived} --older-than 0d`);
    deepEqual([code, trouble], [0, '']);
    match(out, /[1-9]\d* records of [1-9]\d* ended cases were put aside/);
  });

  it('takes records out of the table that turns write', () => {
    ok(countIn(archived, 'log_archive') > 0);
    equal(countIn(archived, 'log') + countIn(archived, 'log_archive'), countIn(plain, 'log'));
  });

  it('is not opened by an earlier Dure, which would not see what was put aside', () => {
    const versions = [plain, archived].map(
      (of) => heldInFile(join(of, 'lodging', 'place.db')).schema,
    );
    deepEqual(
      versions.map((version) => version > SCHEMA_VERSION),
      [false, true],
    );
  });

  it('leaves what is read, and what comes of it, as it was', async () => {
    const [one, other] = [plain, archived].map((of) => join(copy(of), 'lodging'));
    ok(one !== undefined && other !== undefined);
    deepEqual(everythingIn(other), everythingIn(one));
    const ended = await goOn(other, rehearsal, DAYS);
    deepEqual([ended.broken, ended.parked, ended.incidents], [[], 0, []]);
    for (const [view, drawn, drawnAnew] of ended.views) deepEqual(drawnAnew, drawn, view);
    await goOn(one, rehearsal, DAYS);
    deepEqual(everythingIn(other), everythingIn(one));
  });

  it('is in what is handed over of a person', async () => {
    const [one, other] = await Promise.all(
      [plain, archived].map(async (of) => {
        const out = join(copy(of), 'export.json');
        const line = `export ${WHO} lodging --data ${dirname(out)} --out ${out}`;
        const { code, trouble } = await run(line);
        equal(code, 0, trouble);
        return readFileSync(out, 'utf8');
      }),
    );
    ok(one?.includes(TEL));
    equal(other, one);
  });

  it('keeps nothing of a person who is erased', async () => {
    const data = copy(archived);
    ok(filesWith(data, [WHO]).length > 0);
    const { code, trouble } = await run(`erase ${WHO} lodging --data ${data} --by someone`);
    equal(code, 0, trouble);
    deepEqual(filesWith(data, [WHO, TEL]), []);
    const ended = await goOn(join(data, 'lodging'), rehearsal, DAYS);
    deepEqual([ended.broken, ended.parked, ended.incidents], [[], 0, []]);
  });

  it('is in a backup, and comes back with it; the doctor finds nothing', async () => {
    const [backup, restored] = [`${plain}-backup`, `${plain}-restored`];
    const data = copy(archived);
    await goOn(join(data, 'lodging'), rehearsal, DAYS);
    const made = await run(`backup lodging --data ${data} --out ${backup}`);
    equal(made.code, 0, made.trouble);
    const back = await run(`restore lodging --from ${backup} --data ${restored}`);
    equal(back.code, 0, back.trouble);
    ok(countIn(restored, 'log_archive') > 0);
    deepEqual(everythingIn(join(restored, 'lodging')), everythingIn(join(data, 'lodging')));
    const healthy = await run(`doctor lodging --data ${restored}`);
    equal(healthy.code, 0, healthy.out);
  });

  it('is moved as one log', async () => {
    const to = `${plain}-moved`;
    const { code, trouble } = await run(`move lodging --from ${copy(archived)} --to ${to}`);
    equal(code, 0, trouble);
    equal(countIn(to, 'log'), countIn(plain, 'log'));
  });

  it('is taken back', async () => {
    const data = copy(archived);
    const line = `archive lodging --data ${data} --back`;
    match((await run(line)).out, /^[1-9]\d* records are back/);
    deepEqual(everythingIn(join(data, 'lodging')), everythingIn(join(plain, 'lodging')));
    match((await run(line)).out, /^0 records are back/);
  });

  it('is made by nobody else at that time, and only where there is something', async () => {
    const data = copy(plain);
    const line = `archive lodging --data ${data} --older-than 0d`;
    const unlock = lockFolder(join(data, 'lodging'));
    match((await run(line)).trouble, /Another Dure is using/);
    unlock();
    const store = openSqliteStore({ file: join(data, 'lodging', 'payment.db') });
    match((await run(line, 'ko')).trouble, /두레가 lodging\/payment의 저장소를 쓰고 있습니다/);
    await store.close();
    match((await run(`${line}x`)).trouble, /--older-than 90d/);
    const nowhere = await run(`archive lodging --data ${data}-nowhere --older-than 0d`);
    match(nowhere.trouble, /There is no file .*--data/);
    equal((await run(line)).code, 0);
  });
});
