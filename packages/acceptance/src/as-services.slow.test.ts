// The suites that hold for a business in one process hold where every context is a service of its
// own: the same files are run again, with real HTTP between the contexts.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, it } from 'node:test';

const RUN_MAX_MS = 300_000;
const root = join(import.meta.dirname, '../../..');
const runner = join(root, 'scripts/testing/run.mjs');

const businesses = [
  'lodging',
  'taxi',
  'parcel-pickup',
  'personal-training',
  'repair-shop',
  'restaurant',
];

const suites = [
  ...businesses.map((name) => `systems/${name}/documented.test.ts`),
  'packages/http/src/commands/commands.test.ts',
  'packages/http/src/operations/operations.test.ts',
  'packages/http/src/streams/streams.test.ts',
  'packages/http/src/views/views.test.ts',
];

describe('Every context as a service of its own', () => {
  for (const suite of suites) {
    it(`passes ${suite}`, () => {
      // Otherwise the inner run would report to the outer one.
      const env = { ...process.env, DURE_ACCEPTANCE: 'services', NODE_TEST_CONTEXT: undefined };
      const { status, stdout, stderr } = spawnSync(
        process.execPath,
        ['--no-warnings', '--test-reporter=spec', '--test-timeout=60000', runner, suite],
        { cwd: root, env, encoding: 'utf8', timeout: RUN_MAX_MS },
      );
      assert.equal(status, 0, `${stdout}\n${stderr}`);
      assert.doesNotMatch(stdout, /^ℹ tests 0$/m);
    });
  }
});
