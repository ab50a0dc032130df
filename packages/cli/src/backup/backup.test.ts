// A backup says where it goes, before it is written.

import { deepEqual, match } from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { Lodging } from '@dure/lodging';
import { openSqliteStore } from '@dure/store-sqlite';
import { said } from '../run.testing.ts';

const root = realpathSync(mkdtempSync(join(tmpdir(), 'dure-backup-where-')));
const [data, here] = [join(root, 'data'), join(root, 'here')];

const backUp = (...more: readonly string[]) =>
  said(['backup lodging --no-verify --data', data, ...more].join(' '), {}, here);

describe('A backup', () => {
  before(async () => {
    for (const folder of [join(data, 'lodging'), here]) mkdirSync(folder, { recursive: true });
    for (const { name: context } of Lodging.contexts) {
      const file = join(data, 'lodging', `${context}.db`);
      await openSqliteStore({ file, owner: { business: 'lodging', context } }).close();
    }
  });
  after(() => rmSync(root, { recursive: true }));

  it('says where it goes, where that was not said: into the folder of who asked', async () => {
    const { code, out, trouble } = await backUp('--lang en');
    const [made = '', ...others] = readdirSync(here);
    deepEqual([code, trouble, others], [0, `Copying to ${join(here, made)}\n`, []]);
    match(made, /^lodging-.*\.backup$/);
    match(out, /^lodging-.*\.backup: 0 records/);
    match((await said('backup --help --lang en')).out, /--out <folder> .*here.*unless given/);
    match((await said('backup --help --lang ko')).out, /--out <folder> .*기본은 여기에/);
  });

  it('says nothing more where that was said, and goes there', async () => {
    const { code, trouble } = await backUp('--out', 'monday');
    deepEqual([code, trouble], [0, '']);
    deepEqual(readdirSync(join(here, 'monday')).toSorted(), ['backup.json', 'lodging']);
  });
});
