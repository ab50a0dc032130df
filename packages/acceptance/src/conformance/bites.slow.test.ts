import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';

const RUN_MAX_MS = 60_000;

const file = join(import.meta.dirname, 'broken.testing.ts');

/** Each fault is an entry of the table in the file. */
const faults = Array.from(
  readFileSync(file, 'utf8').matchAll(/^ {2}'([a-z ]+)': /gm),
  ([, name = '']) => name,
);

const endOf = (fault: string): { readonly isFine: boolean; readonly said: string } => {
  // Otherwise the inner run would report to the outer one.
  const env = { ...process.env, FAULT: fault, NODE_TEST_CONTEXT: undefined };
  const { status, stdout } = spawnSync(process.execPath, ['--no-warnings', file], {
    env,
    encoding: 'utf8',
    timeout: RUN_MAX_MS,
  });
  return { isFine: status === 0, said: stdout };
};

describe('The suite of stores', () => {
  it('is content with a store that is sound', () => {
    const { isFine, said } = endOf('none');
    assert.ok(isFine, said);
  });

  it('knows the faults of the table', () => assert.ok(faults.length > 10));

  for (const fault of faults) {
    it(`notices a store that ${fault}`, () => {
      const { isFine, said } = endOf(fault);
      assert.ok(!isFine);
      assert.match(said, /AssertionError|Missing expected rejection/);
    });
  }
});
