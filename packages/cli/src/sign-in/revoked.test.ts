// The file of those who were revoked, while it is changed.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { followRevoked } from './revoked.ts';

const SECOND_MS = 1_000;

describe('a file of those who were revoked', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'dure-revoked-')), 'revoked');
  let changes = 0;
  const write = (text: string): void => {
    writeFileSync(file, text);
    changes += 1;
    utimesSync(file, changes, changes);
  };

  it('names subjects and tokens, and counts within a second of a change', () => {
    write('# lost on the train\nscript-1\n  token-7   # of the desk\n');
    let now = 0;
    const isRevoked = followRevoked(file, () => now);
    const all = (): readonly boolean[] => [
      isRevoked({ subject: 'script-1' }),
      isRevoked({ subject: 'yujin', tokenId: 'token-7' }),
      isRevoked({ subject: 'yujin', tokenId: 'token-8' }),
      isRevoked({ subject: 'of the desk' }),
    ];
    assert.deepEqual(all(), [true, true, false, false]);
    write('token-8');
    now += SECOND_MS - 1;
    assert.deepEqual(all(), [true, true, false, false]);
    now += 1;
    assert.deepEqual(all(), [false, false, true, false]);
  });

  it('that is gone leaves revoked who was', () => {
    write('script-1');
    let now = 0;
    const isRevoked = followRevoked(file, () => now);
    rmSync(file);
    now += SECOND_MS;
    assert.equal(isRevoked({ subject: 'script-1' }), true);
    assert.throws(() => followRevoked(file));
  });
});
