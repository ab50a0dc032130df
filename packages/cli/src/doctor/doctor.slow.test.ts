// The doctor finds nothing in a business that is well, and names each fault that was put there.

import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { before, describe, it } from 'node:test';
import { said } from '../run.testing.ts';
import { atUrl, dure } from '../start/process.testing.ts';
import type { Finding } from './finding.ts';

const root = mkdtempSync(join(tmpdir(), 'dure-doctor-test-'));
const data = join(root, 'data');

const findingsOf = async (...args: readonly string[]) => {
  const { code, out, trouble } = await said(['doctor', ...args, '--json'].join(' '));
  equal(trouble, '');
  // `dure doctor --json` has written it.
  const { findings } = JSON.parse(out) as { readonly findings: readonly Finding[] };
  return { code, wrong: findings.filter(({ level }) => level !== 'well'), findings };
};

const checksOf = (findings: readonly Finding[]) => findings.map(({ check }) => check);

/** A copy with one fault. */
const faulty = (name: string, change: (folder: string) => void): string => {
  const folder = join(root, name);
  cpSync(data, folder, { recursive: true });
  change(join(folder, 'lodging'));
  return folder;
};

const changed = (file: string, sql: string): void => {
  const database = new DatabaseSync(file);
  const before = database.prepare('SELECT total_changes() AS n').get();
  database.exec(sql);
  const after = database.prepare('SELECT total_changes() AS n').get();
  ok(Number(after?.['n']) > Number(before?.['n']), 'Nothing was changed.');
  database.close();
};

describe('dure doctor', () => {
  before(async () => {
    const running = dure('start', 'lodging', '--port', '0', '--data', data, '--lang', 'en');
    const url = await running.saying(atUrl);
    const whileItRuns = await findingsOf('lodging', '--data', data);
    deepEqual(whileItRuns.wrong, []);
    const outside = await findingsOf('--url', url);
    deepEqual([outside.code, outside.wrong], [0, []]);
    ok(checksOf(outside.findings).includes('clock'));
    await fetch(`${url}/lodging/ops/faults`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ of: 'payment', fault: 'down' }),
    });
    const off = await findingsOf('--url', url);
    deepEqual([off.code, checksOf(off.wrong)], [1, ['reachable']]);
    equal(off.wrong[0]?.where, 'lodging/payment');
    running.child.kill('SIGTERM');
    await running.ended;
  });

  it('finds nothing in a business that is well, and says what it has looked at', async () => {
    const { code, wrong, findings } = await findingsOf('lodging', '--data', data);
    deepEqual([code, wrong], [0, []]);
    const looked = ['claims', 'disk', 'file', 'gaps', 'logs', 'promises', 'versions', 'views'];
    deepEqual([...new Set(checksOf(findings))].toSorted(), looked);
    const { out } = await said(`doctor lodging --data ${data} --lang en`);
    match(out, /✔ lodging: Every promise is kept\n.*Nothing is wrong\n$/s);
  });

  it('names a file that is missing, damaged, or of another time', async () => {
    const missing = faulty('missing', (folder) => rmSync(join(folder, 'payment.db')));
    deepEqual(checksOf((await findingsOf('lodging', '--data', missing)).wrong), ['file']);
    const damaged = faulty('damaged', (folder) =>
      writeFileSync(join(folder, 'payment.db'), Buffer.alloc(20_000, 7)),
    );
    deepEqual(checksOf((await findingsOf('lodging', '--data', damaged)).wrong), ['file']);
    const older = faulty('older', (folder) => {
      changed(
        join(folder, 'place.db'),
        'DELETE FROM log WHERE place = (SELECT max(place) FROM log);' +
          'UPDATE heads SET sequence = sequence - 1',
      );
    });
    const { code, wrong } = await findingsOf('lodging', '--data', older);
    deepEqual([code, checksOf(wrong)], [1, ['logs']]);
    match(wrong[0]?.words.en ?? '', /place.* older/s);
  });

  it('names a gap in a log, a claim that nothing holds, and a row that differs', async () => {
    const gap = faulty('gap', (folder) =>
      changed(join(folder, 'payment.db'), 'DELETE FROM log WHERE place = 2'),
    );
    deepEqual(checksOf((await findingsOf('lodging', '--data', gap)).wrong), ['gaps']);
    const insert =
      "INSERT INTO drawer_claim (id, partition, body) VALUES ('Place.placeId/x', 0, '\"x\"')";
    const claim = faulty('claim', (folder) => changed(join(folder, 'place.db'), insert));
    deepEqual(checksOf((await findingsOf('lodging', '--data', claim)).wrong), ['claims']);
    const update = "UPDATE drawer_row SET body = replace(body, 'customer-3', 'customer-9')";
    const row = faulty('row', (folder) => changed(join(folder, 'customer.db'), update));
    const { wrong } = await findingsOf('lodging', '--data', row);
    ok(checksOf(wrong).includes('views'), JSON.stringify(wrong));
  });

  it('names a file of a newer Dure, and asks for an update instead of a restore', async () => {
    const newer = faulty('newer', (folder) => {
      const database = new DatabaseSync(join(folder, 'payment.db'));
      database.exec('PRAGMA user_version = 99');
      database.close();
    });
    const { code, wrong } = await findingsOf('lodging', '--data', newer);
    deepEqual([code, checksOf(wrong)], [1, ['versions']]);
    match(wrong[0]?.advice?.en ?? '', /Update Dure/);
  });

  it('names a promise that is broken', async () => {
    const sql =
      "UPDATE log SET data = json_set(data, '$.amount', 1) " +
      "WHERE json_extract(data, '$.amount') IS NOT NULL";
    const broken = faulty('broken', (folder) => changed(join(folder, 'payment.db'), sql));
    const { code, wrong } = await findingsOf('lodging', '--data', broken);
    equal(code, 1);
    ok(checksOf(wrong).includes('promises'), JSON.stringify(wrong));
  });

  it('names an address where nothing is, and ends with 1', async () => {
    const { code, wrong } = await findingsOf('--url', 'http://127.0.0.1:1');
    deepEqual([code, checksOf(wrong)], [1, ['reachable']]);
  });

  it('says what to do where there is no data', async () => {
    const { code, trouble } = await said(`doctor --data ${join(root, 'none')} --lang en`);
    equal(code, 1);
    match(trouble, /Give --data, or --url/);
  });
});
