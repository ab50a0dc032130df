// The audit log on the command line.

import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { fileAudit, hashChain as seal } from '@dure/http';
import { said } from '../run.testing.ts';

const dataWith = async (count: number) => {
  const data = mkdtempSync(join(tmpdir(), 'dure-audit-'));
  const folder = join(data, '_audit', 'lodging');
  mkdirSync(folder, { recursive: true });
  const log = fileAudit({ folder, seal });
  for (let at = 1; at <= count; at += 1) {
    const who = { business: 'lodging', actor: 'Operator', via: 'http' } as const;
    log.note({ at, kind: 'operation', what: 'work/close', outcome: 'done', ...who });
  }
  await log.close();
  return { data, file: join(folder, 'audit-000001.jsonl') };
};

describe('dure audit verify', () => {
  const verify = (data: string, more = '') =>
    said(`audit verify lodging --data ${data} --lang en ${more}`.trim());

  it('says that all is as it was written, and where it ends', async () => {
    const { data } = await dataWith(3);
    const { code, out } = await verify(data);
    assert.equal(code, 0);
    assert.match(out, /^3 entries are as they were written \(0 before the seals\)\. 3:\S{43}\n$/);
  });

  it('says which entry was changed', async () => {
    const { data, file } = await dataWith(3);
    writeFileSync(file, readFileSync(file, 'utf8').replace('"at":2', '"at":7'));
    const { code, out } = await verify(data);
    assert.deepEqual(
      [code, out],
      [1, 'Entry 2 does not fit: it was changed after it was written\n'],
    );
  });

  it('finds what was cut off by what was kept elsewhere', async () => {
    const { data, file } = await dataWith(3);
    const head = /3:\S+/.exec((await verify(data)).out)?.[0] ?? '';
    assert.equal((await verify(data, `--head ${head}`)).code, 0);
    const [one, two] = readFileSync(file, 'utf8').split('\n');
    writeFileSync(file, `${one}\n${two}\n`);
    assert.equal((await verify(data)).code, 0);
    const { code, trouble } = await verify(data, `--head ${head}`);
    assert.equal(code, 1);
    assert.match(trouble, /was cut off/);
  });

  it('says how it is used, and where there is nothing', async () => {
    assert.equal((await said('audit look --lang en')).code, 2);
    const { code, trouble } = await verify('/nowhere');
    assert.equal(code, 1);
    assert.match(trouble, /There is no audit log in/);
  });
});
