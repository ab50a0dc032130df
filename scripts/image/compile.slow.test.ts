// What the image brings along is compiled code of all that services, their entry and their stores
// are made of.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it } from 'node:test';
import { root } from '../build/workspaces.ts';

const LIMIT_MS = 180_000;
/** Modules that are compiled; those of Dure alone are as many. */
const MODULES_MIN = 500;

it('Compiled code is kept of what an image runs', { timeout: LIMIT_MS }, () => {
  const cache = mkdtempSync(join(tmpdir(), 'dure-compiled-'));
  const main = join(root, 'packages/cli/src/main.ts');
  const env = { ...process.env, NODE_COMPILE_CACHE: cache };
  try {
    execFileSync(process.execPath, [join(root, 'scripts/image/compile.mjs'), main], { env });
    const kept = readdirSync(cache, { recursive: true }).length;
    assert.ok(kept >= MODULES_MIN, `${kept} are kept`);
  } finally {
    rmSync(cache, { recursive: true });
  }
});
