// The data folders that version 0.1.0 left when it was killed, of all six businesses with their
// demos: they open under the code of today, and the doctor finds nothing.

import { deepEqual, equal, ok } from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { describe, it } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { heldInFile } from '../backup/positions.ts';
import { businessNames } from '../businesses.ts';
import { said } from '../run.testing.ts';
import type { Finding } from './finding.ts';

const kept = join(import.meta.dirname, '../../../../examples/older-data/0.1.0');

const unpacked = (): string => {
  const data = mkdtempSync(join(tmpdir(), 'dure-folders-'));
  for (const business of readdirSync(kept)) {
    mkdirSync(join(data, business));
    for (const file of readdirSync(join(kept, business))) {
      const bytes = gunzipSync(readFileSync(join(kept, business, file)));
      writeFileSync(join(data, business, basename(file, '.gz')), bytes);
    }
  }
  return data;
};

describe('a data folder of version 0.1.0', () => {
  const data = unpacked();

  for (const business of businessNames)
    it(`of ${business} has records, and keeps every promise`, async () => {
      const files = readdirSync(join(data, business)).map((file) => join(data, business, file));
      const records = files.flatMap((file) => heldInFile(file).positions);
      ok(records.reduce((sum, { sequence }) => sum + sequence, 0) > 0);
      const { code, out, trouble } = await said(`doctor ${business} --data ${data} --json`);
      equal(trouble, '');
      // `dure doctor --json` has written it.
      const { findings } = JSON.parse(out) as { readonly findings: readonly Finding[] };
      deepEqual(
        findings.filter(({ level, check }) => level !== 'well' && check !== 'disk'),
        [],
      );
      ok(findings.some(({ check }) => check === 'promises'));
      equal(code, 0);
    });

  it('is backed up and restored before anything of today has opened it', async () => {
    const out = join(data, 'copy');
    const made = await said(`backup lodging --data ${data} --out ${out} --lang en`);
    ok(made.out.includes('every promise is kept'), made.trouble);
    const back = await said(`restore --from ${out} --data ${join(data, 'new')} --lang en`);
    deepEqual([back.code, back.trouble], [0, '']);
  });
});
