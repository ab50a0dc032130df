// A log that is chained by hash shows what was done to it.

import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { verifyAudit } from '@dure/access';
import type { AuditNote } from '@dure/access';
import { hashChain as seal } from './chain.ts';
import { fileAudit } from './file-audit.ts';

const noteOf = (at: number): AuditNote => ({
  at,
  business: 'library',
  kind: 'operation',
  actor: 'Operator',
  what: 'parked/skip',
  outcome: 'done',
  via: 'http',
});

const folders: string[] = [];
after(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

const written = async (count: number) => {
  const folder = mkdtempSync(join(tmpdir(), 'dure-chain-'));
  folders.push(folder);
  for (const [from, to] of [
    [1, 3],
    [4, count],
  ] as const) {
    // Closed and opened again: the chain goes on.
    const log = fileAudit({ folder, seal });
    for (let at = from; at <= to; at += 1) log.note(noteOf(at));
    await log.close();
  }
  return { folder, file: join(folder, 'audit-000001.jsonl') };
};

const verified = async (folder: string) => {
  const log = fileAudit({ folder });
  const found = await verifyAudit(log.all({}), seal);
  await log.close();
  return found;
};

const linesOf = (file: string) => readFileSync(file, 'utf8').trimEnd().split('\n');

describe('a chained audit log', () => {
  it('that is as it was written is good, and says where it ends', async () => {
    const { folder } = await written(6);
    const found = await verified(folder);
    assert.deepEqual([found.entries, found.unsealed, found.fault], [6, 0, undefined]);
    assert.equal(found.head?.sequence, 6);
  });

  const acts: { readonly [what: string]: (lines: string[]) => readonly string[] } = {
    changed: (lines) =>
      lines.map((line, at) => (at === 2 ? line.replace('done', 'Refused') : line)),
    gap: (lines) => lines.filter((_line, at) => at !== 2),
    unsealed: (lines) =>
      lines.map((line, at) => (at === 2 ? line.replace(/,"seal":"[^"]*"/, '') : line)),
  };
  for (const [what, act] of Object.entries(acts))
    it(`shows that an entry is ${what}`, async () => {
      const { folder, file } = await written(6);
      writeFileSync(file, `${act(linesOf(file)).join('\n')}\n`);
      assert.equal((await verified(folder)).fault?.what, what);
    });

  it('shows that an entry was put in, and that two were exchanged', async () => {
    const { folder, file } = await written(6);
    const [one = '', two = '', ...rest] = linesOf(file);
    writeFileSync(file, `${[one, two, two, ...rest].join('\n')}\n`);
    assert.equal((await verified(folder)).fault?.what, 'gap');
    writeFileSync(file, `${[two, one, ...rest].join('\n')}\n`);
    assert.ok((await verified(folder)).fault);
  });

  it('goes on behind entries of a time without seals', async () => {
    const { folder, file } = await written(3);
    const bare = linesOf(file).map((line) => line.replace(/,"seal":"[^"]*"/, ''));
    writeFileSync(file, `${bare.join('\n')}\n`);
    const log = fileAudit({ folder, seal });
    log.note(noteOf(9));
    await log.close();
    const found = await verified(folder);
    assert.deepEqual([found.unsealed, found.fault, found.entries], [3, undefined, 4]);
  });
});
