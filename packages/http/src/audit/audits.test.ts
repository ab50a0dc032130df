// The audit log keeps what is noted, in order and for ever, in memory as in files.

import assert from 'node:assert/strict';
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { memoryAudit } from '@dure/access';
import type { AuditLog, AuditNote, Seal } from '@dure/access';
import { fileAudit } from './file-audit.ts';

const noteOf = (at: number, more: Partial<AuditNote> = {}): AuditNote => ({
  at,
  business: 'library',
  kind: 'command',
  actor: 'Member',
  subject: 'member-2',
  what: 'RequestLoan',
  context: 'desk',
  outcome: 'done',
  via: 'http',
  ...more,
});

const folders: string[] = [];
const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'dure-audit-'));
  folders.push(folder);
  return folder;
};
after(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

const kinds: readonly (readonly [string, (seal?: Seal) => AuditLog])[] = [
  ['in memory', (seal) => memoryAudit({ seal })],
  ['in a folder', (seal) => fileAudit({ folder: newFolder(), seal })],
];

const sequences = (entries: readonly { readonly sequence: number }[]) =>
  entries.map(({ sequence }) => sequence);

const allOf = async (log: AuditLog, query = {}) => {
  const entries = [];
  for await (const entry of log.all(query)) entries.push(entry);
  return entries;
};

for (const [where, open] of kinds)
  describe(`an audit log ${where}`, () => {
    it('gives the newest first, page after page, and each entry once', async () => {
      const log = open();
      for (let at = 1; at <= 7; at += 1) log.note(noteOf(at));
      const first = await log.page({}, { limit: 3 });
      const second = await log.page({}, { limit: 3, before: first.before });
      const third = await log.page({}, { limit: 3, before: second.before });
      assert.deepEqual(
        [first, second, third].map(({ entries }) => sequences(entries)),
        [[7, 6, 5], [4, 3, 2], [1]],
      );
      assert.equal(third.before, undefined);
      await log.close();
    });

    it('finds by who, what, outcome and time', async () => {
      const log = open();
      log.note(noteOf(1));
      log.note(noteOf(2, { actor: 'Operator', kind: 'operation', what: 'parked/skip' }));
      log.note(noteOf(3, { outcome: 'Forbidden', subject: 'member-9' }));
      const found = async (query: object) =>
        sequences((await log.page(query, { limit: 10 })).entries);
      assert.deepEqual(await found({ kind: 'operation' }), [2]);
      assert.deepEqual(await found({ outcome: 'Forbidden' }), [3]);
      assert.deepEqual(await found({ subject: 'member-2' }), [2, 1]);
      assert.deepEqual(await found({ from: 2, to: 3 }), [2]);
      assert.deepEqual(await found({ business: 'another' }), []);
      assert.deepEqual(sequences(await allOf(log)), [1, 2, 3]);
      await log.close();
    });

    it('seals each entry with the one before it', async () => {
      const log = open((entry, before) => `${before}|${(JSON.parse(entry) as AuditNote).at}`);
      for (const at of [1, 2, 3]) log.note(noteOf(at));
      const seals = (await allOf(log)).map(({ seal }) => seal);
      assert.deepEqual(seals, ['|1', '|1|2', '|1|2|3']);
      await log.close();
    });
  });

describe('an audit log in memory', () => {
  it('makes room for new entries with the oldest', async () => {
    const log = memoryAudit({ entriesMax: 3 });
    for (let at = 1; at <= 5; at += 1) log.note(noteOf(at));
    assert.deepEqual(sequences(await allOf(log)), [3, 4, 5]);
    assert.deepEqual(sequences((await log.page({}, { limit: 9 })).entries), [5, 4, 3]);
  });
});

describe('an audit log in a folder', () => {
  it('goes on where it ended, with its numbers and its seals', async () => {
    const folder = newFolder();
    const seal: Seal = (_entry, before) => `${before}x`;
    const first = fileAudit({ folder, seal });
    first.note(noteOf(1));
    await first.close();
    const second = fileAudit({ folder, seal });
    second.note(noteOf(2));
    assert.deepEqual(
      (await allOf(second)).map((entry) => [entry.sequence, entry.seal]),
      [
        [1, 'x'],
        [2, 'xx'],
      ],
    );
    await second.close();
  });

  it('begins another file where one is full, and pages over all of them', async () => {
    const folder = newFolder();
    const log = fileAudit({ folder, fileBytesMax: 200 });
    for (let at = 1; at <= 6; at += 1) {
      log.note(noteOf(at));
      await log.page({}, { limit: 1 });
    }
    assert.ok(readdirSync(folder).length > 1);
    assert.deepEqual(sequences(await allOf(log)), [1, 2, 3, 4, 5, 6]);
    await log.close();
    const again = fileAudit({ folder });
    again.note(noteOf(7));
    assert.deepEqual(sequences((await again.page({}, { limit: 2 })).entries), [7, 6]);
    await again.close();
  });

  it('leaves out a line that a crash has cut, and goes on behind it', async () => {
    const folder = newFolder();
    const log = fileAudit({ folder });
    log.note(noteOf(1));
    await log.close();
    const [file = ''] = readdirSync(folder);
    appendFileSync(join(folder, file), '{"sequence":2,"at":');
    const again = fileAudit({ folder });
    again.note(noteOf(3));
    await again.close();
    assert.equal(readFileSync(join(folder, file), 'utf8').split('\n').length, 4);
    const third = fileAudit({ folder });
    assert.deepEqual(
      (await allOf(third)).map(({ at }) => at),
      [1, 3],
    );
    await third.close();
  });
});
