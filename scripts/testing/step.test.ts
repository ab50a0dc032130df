// What a run of the tests says, whatever the tests do: it is what a change is judged by.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { start, summaryOf, type Result } from './step.ts';

const factsCount = 4000;

interface Run {
  readonly result: Result;
  readonly lines: readonly string[];
}

async function runOf(file: string, text: string, msMax = 60_000): Promise<Run> {
  const folder = mkdtempSync(join(tmpdir(), 'dure-steps-'));
  const path = join(folder, file);
  writeFileSync(path, text);
  const args = ['--test-force-exit', join(import.meta.dirname, 'run.mjs'), path];
  const lines: string[] = [];
  const step = { title: file, args, cwd: folder, env: { NODE_TEST_CONTEXT: '' }, msMax };
  try {
    const running = start({ ...step, isTests: true });
    return { result: await running.show((line) => lines.push(line)), lines };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe('a step of the tests', () => {
  it('says all of it and its true summary, though something stays open', async () => {
    const { result, lines } = await runOf(
      'open.test.mjs',
      `import { it } from 'node:test';
       setInterval(() => {}, 1000);
       const long = 'x'.repeat(200);
       for (let nr = 1; nr <= ${factsCount}; nr += 1) it('fact ' + nr + long, () => {});`,
    );
    assert.equal(result.isOk, true);
    assert.equal(result.totals['pass'], factsCount);
    assert.equal(lines.filter((line) => line.startsWith('✔ fact ')).length, factsCount);
    assert.ok(summaryOf([result, result]).includes(`ℹ pass ${2 * factsCount}`));
  });

  it('names the tests that failed at the end', async () => {
    const { result, lines } = await runOf(
      'fails.test.mjs',
      `import { describe, it } from 'node:test';
       describe('sums', () => {
         it('the sum is right', () => { throw new Error('it is not'); });
       });
       it('the rest is right', () => console.log('said by a test'));`,
    );
    assert.equal(result.isOk, false);
    assert.deepEqual(result.failed, ['the sum is right']);
    assert.ok(lines.includes('said by a test'));
    assert.deepEqual(summaryOf([result]).slice(0, 2), [
      '✖ failed: fails.test.mjs',
      '    the sum is right',
    ]);
  });

  it('names tests that were cancelled, because what they stand on failed', async () => {
    const { result } = await runOf(
      'cancelled.test.mjs',
      `import { before, describe, it } from 'node:test';
       describe('sums', () => {
         before(() => { throw new Error('no sums today'); });
         it('the sum is right', () => {});
       });`,
    );
    assert.deepEqual(result.failed, ['the sum is right', 'sums']);
  });

  it('kills and names a file that does not end', async () => {
    const text = `import { it } from 'node:test';
       it('a first fact', () => {});
       it('a long one', () => { for (;;); });`;
    const { result, lines } = await runOf('hangs.test.mjs', text, 3000);
    assert.equal(result.isOk, false);
    assert.match(lines.at(-1) ?? '', /^✖ hangs\.test\.mjs had not ended after 3 s and was killed/);
    assert.deepEqual(summaryOf([result])[0], '✖ failed: hangs.test.mjs');
  });

  it('fails where a run ends before its summary, whatever it exits with', async () => {
    const text = `process.exit(0);`;
    const { result, lines } = await runOf('leaves.test.mjs', text);
    assert.equal(result.isOk, false);
    assert.match(lines.at(-1) ?? '', /^✖ leaves\.test\.mjs ended with 0 before its summary/);
  });
});
