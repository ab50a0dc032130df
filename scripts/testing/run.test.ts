// Files of tests in one process: all of them, in their groups, and what goes wrong beside them.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';

const run = join(import.meta.dirname, 'run.mjs');

const ran = (...texts: readonly string[]) => {
  const folder = mkdtempSync(join(tmpdir(), 'dure-run-'));
  try {
    const files = texts.map((text, at) => {
      const file = join(folder, `${at}.test.mjs`);
      writeFileSync(file, `import { after, before, describe, it } from 'node:test';\n${text}`);
      return file;
    });
    const args = ['--test-reporter=spec', '--test-force-exit', run, ...files];
    const { status, stdout } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    return { status, said: stdout.split('\n').map((line) => line.replace(/ \([\d.]+ms\)$/, '')) };
  } finally {
    rmSync(folder, { recursive: true });
  }
};

describe('a run of several files', () => {
  it('begins when all are there, and has what a group says in its group', () => {
    const { status, said } = ran(
      `describe('first', () => {
         before(() => console.log('before the first'));
         it('knows of the second', async () => {
           await undefined;
           if (!globalThis.isThere) throw new Error('too early');
         });
         describe('within', () => it('is a fact', (t) => t.test('of two', () => {})));
         after(() => console.log('after the first'));
       });`,
      `await new Promise((resolve) => setTimeout(resolve, 50));
       globalThis.isThere = true;
       it('second', () => console.log('in the second'));`,
    );
    assert.equal(status, 0, said.join('\n'));
    for (const line of ['  ✔ knows of the second', '    ▶ is a fact', '      ✔ of two', '✔ second'])
      assert.ok(said.includes(line), said.join('\n'));
    const order = ['before the first', 'after the first', 'in the second'];
    assert.deepEqual(
      said.filter((line) => order.includes(line)),
      order,
    );
  });

  it('fails for what no test waits for', () => {
    const rejected = ran(
      `it('goes on', async () => {
         void (async () => { await undefined; throw new Error('that no one waits for'); })();
         await new Promise((resolve) => setTimeout(resolve, 50));
       });`,
    );
    assert.equal(rejected.status, 1);
    assert.match(rejected.said.join('\n'), /that no one waits for/);
    const thrown = ran(
      `it('is named', async () => {
         setTimeout(() => { throw new Error('of a timer'); }, 1);
         await new Promise((resolve) => setTimeout(resolve, 5_000));
       });`,
    );
    assert.equal(thrown.status, 1);
    assert.ok(thrown.said.includes('✖ is named'), thrown.said.join('\n'));
  });

  it('fails for a file that cannot be read, and runs the others', () => {
    const { status, said } = ran(`import './nowhere.mjs';`, `it('is run', () => {});`);
    assert.equal(status, 1);
    assert.ok(said.includes('✔ is run'), said.join('\n'));
    assert.match(said.join('\n'), /✖ .*0\.test\.mjs/);
  });

  it('fails where a test takes longer than it may', () => {
    const never = `new Promise((resolve) => setTimeout(resolve, 3_600_000))`;
    const { status, said } = ran(`it('never ends', { timeout: 100 }, () => ${never});`);
    assert.equal(status, 1);
    assert.ok(said.includes('✖ never ends'), said.join('\n'));
  });
});
