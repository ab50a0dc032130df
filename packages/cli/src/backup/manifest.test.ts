// A folder whose `backup.json` is broken is no backup, and that is said in words.

import { rejects, throws } from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { UserError } from '../command.ts';
import { BACKUP_VERSION, manifestIn, measureAgain } from './manifest.ts';

const folder = mkdtempSync(join(tmpdir(), 'dure-manifest-'));

const saying =
  (words: RegExp) =>
  (cause: unknown): boolean =>
    cause instanceof UserError && words.test(cause.words.en);

describe('What a backup says of itself', () => {
  after(() => rmSync(folder, { recursive: true }));

  const begun = '{"version":1,"business":"lodging","at":"2026-11-30T09:00:00.000Z"';
  const wrong = ['', '{', '[]', 'null', '{}', `${begun}}`, `${begun},"contexts":[]}`];
  const ofContexts = ['null', '{}', '{"file":"place.db"}', '{"file":1,"sha256":"a"}'];
  const shapes = ofContexts.map((of) => `${begun},"contexts":{"place":${of}}}`);
  const without = '{"version":1,"business":"lodging","contexts":{}}';

  for (const text of [...wrong, ...shapes, without]) {
    it(`is nothing where it is ${text || 'empty'}`, async () => {
      writeFileSync(join(folder, 'backup.json'), text);
      throws(() => manifestIn(folder), saying(/is no backup, or one that was not finished/));
      await rejects(measureAgain(folder), saying(/is no backup/));
    });
  }

  it('is of a newer Dure, whatever else is in it', () => {
    const version = BACKUP_VERSION + 1;
    writeFileSync(join(folder, 'backup.json'), JSON.stringify({ version }));
    throws(() => manifestIn(folder), saying(/is a backup of a newer Dure/));
  });
});
