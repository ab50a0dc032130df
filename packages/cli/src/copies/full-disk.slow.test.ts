// A copy for which there is no room ends in words, leaves nothing half written, and can be made
// when there is room.

import { deepEqual, doesNotMatch, match } from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { unpacked } from '../move/move.testing.ts';
import { dureAfter } from '../start/process.testing.ts';

const mounting = (folder: string, size: string): string =>
  `mount -t tmpfs -o size=${size} tmpfs '${folder}'`;

const data = unpacked(['lodging']);
const disk = join(data, 'disk');
mkdirSync(disk);

const canMount = spawnSync('unshare', ['-rm', 'sh', '-c', mounting(disk, '1m')]).status === 0;
const skip = canMount ? false : 'No file system may be mounted here.';

/** What a command says on a file system of so many bytes, and what is there afterwards. */
const onDisk = async (size: string, ...args: readonly string[]) => {
  const script = `${mounting(disk, size)} && "$@"; code=$?; ls -A '${disk}' | head -5; exit $code`;
  const { code, out, trouble } = await dureAfter(
    ['unshare', '-rm', 'sh', '-c', script, 'sh'],
    ...args,
  ).ended;
  return { code, out, trouble, there: out.split('\n').filter((line) => /^\.?\w+$/.test(line)) };
};

describe('on a disk without room', { skip }, () => {
  for (const [name, ...args] of [
    ['a backup', 'backup', 'lodging', '--data', data, '--out', join(disk, 'monday')],
    ['a move', 'move', 'lodging', '--data', data, '--to', join(disk, 'lodgings')],
  ] as const) {
    it(`${name} says so in both languages, and leaves nothing that looks whole`, async () => {
      const { code, trouble, there } = await onDisk('200k', ...args);
      deepEqual(code, 1);
      match(trouble, /disk is full|disk has room/);
      match(trouble, /디스크/);
      doesNotMatch(trouble, /\bat .*\.ts:\d/);
      deepEqual(
        there.filter((entry) => entry === 'monday'),
        [],
      );
    });

    it(`${name} is made when there is room`, async () => {
      const { code, trouble, there } = await onDisk('64m', ...args);
      deepEqual([code, there.length > 0], [0, true], trouble);
    });
  }
});
