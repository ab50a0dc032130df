// What a drill says that cannot be run as it was asked for.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';

const main = join(import.meta.dirname, 'main.ts');
const LINES_MAX = 2;
const NO_CLUSTER = 'echo "error: current-context must exist in order to minify" >&2; exit 1';
const GONE = 'printf https://127.0.0.1:1';

/** With this script in the place of kubectl, or with none at all. */
const run = (args: readonly string[], kubectl?: string) => {
  const folder = mkdtempSync(join(tmpdir(), 'dure-drill-main-'));
  const file = join(folder, 'kubectl');
  try {
    if (kubectl !== undefined) writeFileSync(file, `#!/bin/sh\n${kubectl}\n`);
    if (kubectl !== undefined) chmodSync(file, 0o755);
    const env = { ...process.env, PATH: folder };
    return spawnSync(process.execPath, [main, ...args], { encoding: 'utf8', env });
  } finally {
    rmSync(folder, { recursive: true });
  }
};

const isSaidInWords = (args: readonly string[], kubectl?: string): void => {
  const { status, stderr } = run(args, kubectl);
  assert.equal(status, 2, stderr);
  const lines = stderr.trim().split('\n');
  assert.ok(stderr !== '' && lines.length <= LINES_MAX, stderr);
};

describe('a drill that cannot be run as it was asked for', () => {
  it('says so of a number that is missing', () => isSaidInWords(['volume', '--seconds']));

  it('says so of a row that there is not', () => isSaidInWords(['volumes']));

  it('says so of a place where it does not run', () =>
    isSaidInWords(['retry', '--on', 'kubernetes']));

  it('says so without kubectl', () => isSaidInWords(['volume', '--on', 'kubernetes']));

  it('says so where kubectl knows no cluster', () =>
    isSaidInWords(['volume', '--on', 'kubernetes'], NO_CLUSTER));

  it('says so where the cluster is not there', () => isSaidInWords(['policies'], GONE));
});
