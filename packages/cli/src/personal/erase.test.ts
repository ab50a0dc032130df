// Erasing a person, and handing over what there is of them, on the command line.

import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { cpSync, existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { before, describe, it } from 'node:test';
import { verifyAudit } from '@dure/access';
import { restored } from '@dure/acceptance/restored';
import { fileAudit, hashChain } from '@dure/http';
import { rehearsal } from '@dure/lodging/rehearsal';
import { said } from '../run.testing.ts';
import { auditFolder } from '../start/audit.ts';
import { openBusinessHost } from '../start/business-host.ts';
import { lockFolder } from '../start/lock.ts';
import { loggerTo } from '../start/logger.ts';
import { begin, finish } from './erasure.ts';
import type { Erased } from './erasure.ts';
import { contextsIn, withParts } from './folder.ts';
import { keepPending, pendingIn, PENDING_FILE } from './pending.ts';
import { filesWith, goOn, stoppedAtNoon } from './stopped.testing.ts';

const quiet = loggerTo(() => {}, { isVerbose: false, hidden: new Set() });

const WHO = 'customer-2';
const TEL = '01023456789';

describe('dure erase', () => {
  let data = '';
  before(async () => {
    data = dirname(await stoppedAtNoon(rehearsal));
  });
  let copies = 0;
  const copy = (): string => {
    const to = `${data}-${(copies += 1)}`;
    cpSync(data, to, { recursive: true });
    return to;
  };
  const erase = async (of: string, more = '') => {
    const done = await said(`erase ${WHO} lodging --data ${of} --by someone --lang en ${more}`);
    const lines = done.out.split('\n').filter((line) => line !== '');
    // A receipt is what the command says it is.
    return { ...done, receipts: lines.map((line) => JSON.parse(line) as Erased) };
  };

  it('leaves a receipt, and nothing of the person in any byte', async () => {
    const folder = copy();
    equal(filesWith(folder, [WHO, TEL]).length > 1, true);
    const { code, receipts, trouble } = await erase(folder);
    deepEqual([code, filesWith(folder, [WHO, TEL])], [0, []]);
    const [receipt] = receipts;
    deepEqual([receipt?.business, receipt?.by], ['lodging', 'someone']);
    ok((receipt?.records ?? 0) > 0 && (receipt?.items ?? 0) > 0);
    match(trouble, /erased in \d+ records, \d+ states and rows[^]*have what they had/);
  });

  it('notes in the audit log what was done, by whom, and under which hash', async () => {
    const folder = copy();
    const at = { business: 'lodging', kind: 'command', via: 'http', outcome: 'done' } as const;
    const log = fileAudit({ folder: auditFolder(folder, ['lodging']), seal: hashChain });
    log.note({ ...at, at: 1, actor: 'Owner', subject: 'owner-1', what: 'Register' });
    log.note({ ...at, at: 2, actor: 'Customer', subject: WHO, what: 'Cancel', reason: TEL });
    log.note({ ...at, at: 3, actor: 'Owner', subject: 'owner-1', what: 'Confirm' });
    await log.close();
    const { receipts } = await erase(folder);
    const after = fileAudit({ folder: auditFolder(folder, ['lodging']) });
    const { fault, entries } = await verifyAudit(after.all({}), hashChain);
    deepEqual([fault, entries], [undefined, 4]);
    const { entries: noted } = await after.page({ what: 'erase' }, { limit: 9 });
    await after.close();
    const [note] = noted;
    deepEqual([noted.length, note?.subject, note?.of], [1, 'someone', receipts[0]?.receipt]);
    match(note?.reason ?? '', new RegExp(`^hash ${receipts[0]?.hash}; entries changed 1;`));
    deepEqual(filesWith(folder, [WHO, TEL]), []);
  });

  it('a second time finds nothing, and says so', async () => {
    const folder = copy();
    await erase(folder);
    const { code, receipts, trouble } = await erase(folder);
    deepEqual([code, receipts.map(({ records, items }) => records + items)], [0, [0]]);
    match(trouble, /nothing of that person is there/);
  });

  it('is done in a backup by the same command, or by the receipt', async () => {
    const [folder, backup] = [copy(), copy()];
    const file = join(folder, 'receipts.jsonl');
    await erase(folder, `--receipt ${file}`);
    equal(statSync(file).mode & 0o777, 0o600);
    deepEqual(filesWith(folder, [WHO]), []);
    equal(filesWith(backup, [WHO]).length > 0, true);
    const again = `erase lodging --again ${file} --data ${backup} --lang en`;
    equal((await said(again)).code, 0);
    deepEqual(filesWith(backup, [WHO, TEL]), []);
    equal((await said(again)).out, '');
    const other = copy();
    await erase(other);
    deepEqual(filesWith(other, [WHO, TEL]), []);
  });

  it('leaves a backup whole, which is restored without the person', async () => {
    const folder = copy();
    const monday = `${folder}-monday`;
    // Its cases come to their ends first: a backup is held to what must be so by now.
    await goOn(join(folder, 'lodging'), rehearsal, 10);
    const made = await said(`backup lodging --data ${folder} --out ${monday} --lang en`);
    equal(made.code, 0, made.trouble);
    await erase(monday);
    deepEqual(filesWith(monday, [WHO, TEL]), []);
    const to = `${folder}-restored`;
    const { code, trouble } = await said(`restore --from ${monday} --data ${to} --lang en`);
    deepEqual([code, filesWith(to, [WHO, TEL])], [0, []], trouble);
  });

  it('that a crash has cut off is finished by the next start', async () => {
    const folder = join(copy(), 'lodging');
    const pending = begin({ folder, system: rehearsal }, { subject: WHO, by: 'test', at: 1 });
    keepPending(folder, pending);
    equal(statSync(join(folder, PENDING_FILE)).mode & 0o777, 0o600);
    const options = { settings: {}, isReplay: false, withDemo: false, logger: quiet };
    const host = await openBusinessHost({ system: rehearsal, folder, ...options });
    await host.close();
    deepEqual([pendingIn(folder), filesWith(dirname(folder), [WHO, TEL])], [undefined, []]);
  });

  it('that a crash has cut off between two files is finished by the next one', async () => {
    const folder = join(copy(), 'lodging');
    const place = { folder, system: rehearsal };
    const pending = begin(place, { subject: WHO, by: 'test', at: 1 });
    await finish(place, pending);
    const [first = ''] = contextsIn(folder);
    cpSync(join(data, 'lodging', `${first}.db`), join(folder, `${first}.db`));
    keepPending(folder, pending);
    const done = await said(`erase customer-3 lodging --data ${dirname(folder)} --lang en`);
    equal(done.out.split('\n').length, 3);
    deepEqual([pendingIn(folder), filesWith(dirname(folder), [WHO, TEL])], [undefined, []]);
    const { broken, parked, incidents } = await goOn(folder, rehearsal, 10);
    deepEqual([broken, parked, incidents], [[], 0, []]);
  });

  it('does not touch a business that runs', async () => {
    const folder = copy();
    const unlock = lockFolder(join(folder, 'lodging'));
    const { code, trouble } = await said(`erase ${WHO} lodging --data ${folder} --lang en`);
    unlock();
    equal(code, 1);
    match(trouble, /Another Dure is using/);
    equal(existsSync(join(folder, 'lodging', PENDING_FILE)), false);
  });

  it('says what it needs, and how data on servers is reached', async () => {
    const unnamed = await said(`erase --lang en`);
    deepEqual([unnamed.code, /Say who/.test(unnamed.trouble)], [2, true]);
    const anywhere = await said(`erase ${WHO} --lang en`);
    deepEqual([anywhere.code, /Name the business/.test(anywhere.trouble)], [2, true]);
    const nowhere = await said(`erase ${WHO} lodging --data /nowhere --lang en`);
    deepEqual([nowhere.code, /erase with --from and --to/.test(nowhere.trouble)], [1, true]);
    const inKorean = await said(`erase ${WHO} lodging --data /nowhere --lang ko`);
    match(inKorean.trouble, /--from과 --to로 지웁니다/);
  });

  it('works in a folder that an earlier version has left', async () => {
    const dumps = join(import.meta.dirname, '../../../../examples/older-data/lodging');
    const older = copy();
    cpSync(restored(dumps), join(older, 'lodging'), { recursive: true, force: true });
    equal(filesWith(older, [WHO]).length > 0, true);
    await erase(older);
    deepEqual(filesWith(older, [WHO, TEL]), []);
  });
});

describe('dure export', () => {
  it('writes all of a person and where it stands, and nothing of anyone else', async () => {
    const folder = await stoppedAtNoon(rehearsal);
    const out = join(dirname(folder), 'out.json');
    const line = `export ${WHO} lodging --data ${dirname(folder)} --lang en --out ${out}`;
    equal((await said(line)).code, 0);
    equal(statSync(out).mode & 0o777, 0o600);
    const { values, happened, stands } = JSON.parse(readFileSync(out, 'utf8')) as {
      readonly values: object;
      readonly happened: readonly { readonly from: object; readonly data: object }[];
      readonly stands: readonly { readonly from: { readonly collection: string } }[];
    };
    deepEqual(values, { tel: [TEL] });
    const theirs = (of: object) => [WHO, TEL].some((text) => JSON.stringify(of).includes(text));
    ok(happened.length > 0 && happened.every(theirs) && stands.every(theirs));
    const collections = new Set(stands.map(({ from }) => from.collection));
    ok(collections.has('instance') && collections.has('row'));
    const inLog = withParts(folder, true, (parts) =>
      parts.flatMap(({ file }) => [...file.records()].filter(theirs)),
    );
    equal(happened.length, inLog.length);
  });
});
