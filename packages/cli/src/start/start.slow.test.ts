// `dure start` as a process: what it says, how it ends, and what stands in its way.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { atUrl, dure, newFolder } from './process.testing.ts';

const start = (folder: string, ...more: readonly string[]) =>
  dure('start', 'lodging', '--port', '0', '--data', folder, ...more);

describe('a start', () => {
  it('says where to look, answers there, and drains when it is asked to end', async () => {
    const folder = newFolder();
    const { child, ended, saying } = start(folder, '--lang', 'en');
    const url = await saying(atUrl);
    const response = await fetch(`${url}/lodging/places`);
    assert.equal(response.status, 200);
    child.kill('SIGTERM');
    const { code, out, trouble } = await ended;
    assert.deepEqual([code, trouble], [0, 'Finishing what has begun…\nDone. See you.\n']);
    assert.match(out, /Look around +http.*\n.*API +http.*\/docs/);
    assert.match(out, /Try:\n +curl http/);
  });

  it('again has what was there before, and does not play the demo twice', async () => {
    const folder = newFolder();
    const readAll = async (...more: readonly string[]): Promise<unknown> => {
      const { child, ended, saying } = start(folder, ...more);
      const response = await fetch(`${await saying(atUrl)}/lodging/accommodations`);
      const { page } = (await response.json()) as { readonly page: unknown };
      child.kill('SIGINT');
      assert.equal((await ended).code, 0);
      return page;
    };
    assert.deepEqual(await readAll(), await readAll());
  });

  it('of a business of one’s own needs its folder only', async () => {
    const shed = fileURLToPath(new URL('../../../../examples/tool-shed', import.meta.url));
    const { child, ended, saying } = dure('start', shed, '--port', '0', '--memory', '--lang', 'en');
    assert.equal((await fetch(`${await saying(atUrl)}/tools`)).status, 200);
    child.kill('SIGTERM');
    const { code, out } = await ended;
    assert.equal(code, 0);
    assert.match(out, /Tool shed \(shed\)[^]*curl http\S+\/shed\/tools/);
  });

  it('without a demo names nothing that only the demo has', async () => {
    const { child, ended, saying } = start(newFolder(), '--no-demo', '--lang', 'en');
    await saying(atUrl);
    child.kill('SIGTERM');
    assert.doesNotMatch((await ended).out, /placeId=3/);
  });

  it('is refused with the data of another business, or with files of several times', async () => {
    const folder = newFolder();
    const { child, ended, saying } = start(folder);
    await saying(atUrl);
    child.kill('SIGTERM');
    await ended;
    renameSync(join(folder, 'lodging'), join(folder, 'personal-training'));
    const other = ['start', 'personal-training', '--port', '0', '--data', folder, '--lang', 'en'];
    const renamed = await dure(...other).ended;
    assert.equal(renamed.code, 1);
    assert.match(renamed.trouble, /notification.db belongs to lodging\/notification/);
    renameSync(join(folder, 'personal-training'), join(folder, 'lodging'));
    for (const end of ['', '-wal', '-shm']) {
      rmSync(join(folder, 'lodging', `payment.db${end}`), { force: true });
    }
    const torn = await start(folder, '--lang', 'en').ended;
    assert.equal(torn.code, 1);
    assert.match(torn.trouble, /log of payment is empty.*docs\/guides\/restore-a-backup\.md/);
    assert.doesNotMatch(torn.trouble, /\n +at /);
  });

  it('in memory leaves nothing behind', async () => {
    const folder = join(newFolder(), 'nothing');
    const { child, ended, saying } = start(folder, '--memory');
    await saying(atUrl);
    child.kill('SIGTERM');
    assert.equal((await ended).code, 0);
    const log = await dure('log', 'lodging', '--data', folder).ended;
    assert.equal(log.code, 1);
    assert.match(log.trouble, /There is no data .* dure start lodging/);
  });

  it('tells its log to another process', async () => {
    const folder = newFolder();
    const { child, ended, saying } = start(folder);
    await saying(atUrl);
    const log = await dure('log', 'lodging', '--data', folder, '--case', 'order-2').ended;
    assert.deepEqual([log.code, log.trouble], [0, '']);
    assert.match(log.out, /ReservationPlaced[^]*ReservationCanceled/);
    const none = await dure('log', 'lodging', '--data', folder, '--case', 'order-99').ended;
    assert.equal(none.code, 1);
    child.kill('SIGTERM');
    await ended;
  });
});

describe('a replay of the documents', () => {
  it('runs the documented lines on their day', async () => {
    const folder = newFolder();
    const { child, ended, saying } = start(folder, '--documented-replay');
    const url = await saying(atUrl);
    const post = (path: string, body: object) =>
      fetch(url + path, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    const opened = await post('/reservationManagements', { placeId: 1, stock: 1 });
    assert.equal(opened.status, 201);
    const stay = { strDt: '20240221', endDt: '20240222', qty: 1, amount: 5000, placeId: 1 };
    const line = { placeNm: 'test01', status: '예약처리', usrId: 2, ...stay };
    const reserved = await post('/accommodations', line);
    assert.equal(reserved.status, 201, await reserved.text());
    const latest = Date.now() + 5_000;
    let status: unknown;
    while (status !== '예약완료' && Date.now() < latest) {
      const mypage = (await (await fetch(`${url}/mypages/1`)).json()) as { status?: unknown };
      status = mypage.status;
    }
    child.kill('SIGTERM');
    await ended;
    const log = await dure('log', 'lodging', '--data', folder, '--documented-replay').ended;
    const chain = [
      'PaymentAuthorized',
      'ReservationPlaced',
      'PaymentApproved',
      'ReservationConfirmed',
      'ReservationStatusChanged',
    ];
    assert.match(log.out, new RegExp(chain.join(' →\\s+')));
  });
});

describe('what stands in the way of a start', () => {
  const refused = async (of: ReturnType<typeof dure>, en: RegExp, ko: RegExp) => {
    const { code, trouble } = await of.ended;
    assert.equal(code, 1, trouble);
    assert.match(trouble, en);
    assert.match(trouble, ko);
    assert.doesNotMatch(trouble, /^ +at /m);
  };

  it('says so when the port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' ? String(address?.port) : '';
    const folder = newFolder();
    const of = dure('start', 'lodging', '--port', port, '--data', folder);
    await refused(of, new RegExp(`Port ${port} is taken`), new RegExp(`${port}번 포트`));
    other.close();
    assert.ok(!existsSync(join(folder, 'lodging')), 'The demo was not played for nothing.');
  });

  it('says so when another process has the data', async () => {
    const folder = newFolder();
    const first = start(folder);
    await first.saying(atUrl);
    await refused(start(folder), /Another Dure is using/, /다른 두레가/);
    first.child.kill('SIGKILL');
    await first.ended;
    const third = start(folder);
    await third.saying(atUrl);
    third.child.kill('SIGTERM');
    assert.equal((await third.ended).code, 0);
  });

  it('says so when a file is damaged', async () => {
    const folder = newFolder();
    mkdirSync(join(folder, 'lodging'));
    writeFileSync(join(folder, 'lodging', 'payment.db'), 'This is no database. '.repeat(500));
    await refused(start(folder), /payment\.db is damaged/, /손상/);
  });

  it('says so when a page of a file is damaged that only reading meets', async () => {
    const folder = newFolder();
    const first = start(folder);
    await first.saying(atUrl);
    first.child.kill('SIGTERM');
    await first.ended;
    const file = join(folder, 'lodging', 'payment.db');
    const bytes = readFileSync(file);
    writeFileSync(file, bytes.fill(0xab, bytes.length / 4));
    await refused(start(folder), /payment\.db is damaged .*restore-a-backup/, /손상/);
    await refused(dure('log', 'lodging', '--data', folder), /payment\.db is damaged/, /손상/);
  });

  it('says so when another program holds a file', async () => {
    const folder = newFolder();
    mkdirSync(join(folder, 'lodging'));
    const holder = new DatabaseSync(join(folder, 'lodging', 'payment.db'));
    holder.exec('BEGIN EXCLUSIVE; CREATE TABLE a (b)');
    await refused(start(folder), /Another program is using .*payment\.db/, /다른 프로그램/);
    holder.close();
  });

  it('says so when the data is of a newer version', async () => {
    const folder = newFolder();
    mkdirSync(join(folder, 'lodging'));
    const newer = new DatabaseSync(join(folder, 'lodging', 'payment.db'));
    newer.exec('PRAGMA user_version = 999');
    newer.close();
    await refused(start(folder), /newer Dure/, /더 새로운 두레/);
  });

  it('says so when the folder is none', async () => {
    const file = join(newFolder(), 'file');
    writeFileSync(file, '');
    await refused(start(file), /is no folder/, /폴더가 아닙니다/);
  });

  it('says so when no folder can be made there', async () => {
    const { code, trouble } = await start('/proc/dure/data').ended;
    assert.equal(code, 1);
    assert.match(trouble, /There is no \/proc\/dure|\/proc\/dure cannot be written/);
  });

  it('says so when it would be open to other machines', async () => {
    const of = start(newFolder(), '--host', '0.0.0.0');
    await refused(of, /this machine only/, /이 컴퓨터에서만/);
  });

  it('says so in the language that was asked for, and no other', async () => {
    const { trouble } = await start(newFolder(), '--host', '0.0.0.0', '--lang', 'ko').ended;
    assert.doesNotMatch(trouble, /this machine/);
  });
});
