// The doctor takes of a backup what a restore takes, and names what it would refuse.

import { deepEqual, match, ok } from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, beforeEach, describe, it } from 'node:test';
import { BACKUP_VERSION, sha256Of, writeManifest } from '../backup/manifest.ts';
import { said } from '../run.testing.ts';
import { backupOf } from './backup.ts';

const root = mkdtempSync(join(tmpdir(), 'dure-doctor-backup-'));
const folder = join(root, 'monday');
const file = 'lodging/place.db';

const levels = async () => (await backupOf(folder)).map(({ check, level }) => [check, level]);
const bad = [['backup', 'bad']];

describe('A backup', () => {
  beforeEach(async () => {
    mkdirSync(join(folder, 'lodging'), { recursive: true });
    writeFileSync(join(folder, file), 'records');
    const sha256 = await sha256Of(join(folder, file));
    const place = { file, bytes: 7, sha256, logId: 'a', schema: 1, positions: [] };
    const at = '2026-11-30T09:00:00.000Z';
    writeManifest(folder, { version: 1, business: 'lodging', at, contexts: { place } });
  });
  after(() => rmSync(root, { recursive: true }));

  it('is well as it was made, and a folder of data is none', async () => {
    deepEqual(await levels(), [['backup', 'well']]);
    deepEqual(await backupOf(root), []);
  });

  const ofNewer = JSON.stringify({ version: BACKUP_VERSION + 1 });
  for (const text of ['', '{', '{}', '[]', ofNewer]) {
    it(`is bad where backup.json is ${text || 'empty'}`, async () => {
      writeFileSync(join(folder, 'backup.json'), text);
      deepEqual(await levels(), bad);
    });
  }

  it('is bad with a file that is another one, or that has gone', async () => {
    writeFileSync(join(folder, file), 'others');
    deepEqual(await levels(), bad);
    rmSync(join(folder, file));
    deepEqual(await levels(), bad);
  });

  it('is named by the command, in both languages, with what to do', async () => {
    writeFileSync(join(folder, 'backup.json'), '{');
    const { code, out } = await said(`doctor lodging --data ${folder} --lang en`);
    deepEqual(code, 1);
    match(out, /✖ .*monday.backup.json: .*monday is no backup.*\n +→ .*another backup/);
    const korean = await said(`doctor lodging --data ${folder} --lang ko`);
    ok(korean.out.includes('백업이 아닙니다'), korean.out);
  });
});
