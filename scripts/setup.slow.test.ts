// A fresh clone: whatever is run first installs what is missing, also twice at once.

import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = fileURLToPath(new URL('..', import.meta.url));
const run = promisify(execFile);
/** A process that has ended, and whose number none has again so soon. */
const GONE = 2 ** 22;

const clone = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'dure-clone-'));
  const listed = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' });
  for (const path of listed.split('\0').filter((one) => one && existsSync(join(root, one)))) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    cpSync(join(root, path), join(folder, path));
  }
  return folder;
};

describe('a fresh clone', () => {
  it('runs npx dure before anything was installed, also twice at once', async () => {
    const folder = clone();
    try {
      // One that was killed in the middle has left its claim.
      mkdirSync(join(folder, '.dure'));
      writeFileSync(join(folder, '.dure', 'setup.lock'), String(GONE));
      const { NODE_TEST_CONTEXT: _ours, ...own } = process.env;
      const env = { ...own, npm_config_prefer_offline: 'true', npm_execpath: undefined };
      const version = () => run('npx', ['dure', 'version'], { cwd: folder, env });
      const both = await Promise.all([version(), version()]);
      for (const { stdout } of both) assert.match(stdout, /^dure \d+\.\d+\.\d+, node v24/);
      const told = both.filter(({ stderr }) => stderr.includes('installing what it needs'));
      assert.equal(told.length, 1, 'It is installed once.');
      assert.ok(!existsSync(join(folder, '.dure', 'setup.lock')));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
