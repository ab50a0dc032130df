// The pages: every command that is marked as run does what the page says.

import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { runnableBlocks, runPage } from './shell-session.ts';
import { root, textFiles } from './sources.ts';

// The tutorial is run in a project of its own: `tutorial.slow.test.ts`.
const pages = textFiles().filter(
  (page) =>
    page.path.endsWith('.md') &&
    page.path !== 'docs/tutorial.md' &&
    runnableBlocks(page).length > 0,
);
const made = { folder: tmpdir(), timeoutMs: 5_000 };

// What the pages start keeps its data to itself, and speaks one language.
process.env['DURE_DATA'] = mkdtempSync(join(tmpdir(), 'dure-pages-'));
process.env['LANG'] = 'C.UTF-8';

const run = (...lines: readonly string[]) =>
  runPage({ path: 'a.md', text: lines.join('\n') }, made);
const block = (...lines: readonly string[]) => ['<!-- run -->', '', '```sh', ...lines, '```'];
const background = (...lines: readonly string[]) => [
  '<!-- run background -->',
  '```sh',
  ...lines,
  '```',
];

describe('commands on pages', () => {
  for (const page of pages)
    it(`do what ${page.path} says`, async () => {
      assert.deepEqual(await runPage(page, { folder: root, timeoutMs: 120_000 }), []);
    });

  it('run in one shell', async () => {
    const text = [...block('$ cd /', '$ a=두레'), ...block('$ echo $PWD $a', '/ 두레')];
    assert.deepEqual(await run(...text), []);
  });

  it('that fail are caught', async () => {
    assert.equal((await run(...block('$ false'))).length, 1);
    assert.equal((await run(...block('true', '(exit 3)'))).length, 1);
  });

  it('that print something else are caught', async () => {
    assert.equal((await run(...block('$ echo a', 'b'))).length, 1);
    assert.deepEqual(await run(...block('$ echo a; echo c >&2', 'a', 'c')), []);
  });

  it('that never end are caught', async () => {
    const text = { path: 'a.md', text: block('$ sleep 60').join('\n') };
    assert.equal((await runPage(text, { ...made, timeoutMs: 100 })).length, 1);
  });

  it('are not run without a mark', async () => {
    assert.deepEqual(await run('```sh', '$ false', '```'), []);
  });

  it('in the background are waited for until they are ready, and ended', async () => {
    const text = [...background('$ echo ready; sleep 60', 'ready'), ...block('$ echo a', 'a')];
    assert.deepEqual(await run(...text), []);
    assert.equal((await run(...background('$ exit 1', 'ready'))).length, 1);
    assert.equal((await run(...block('$ exit 0', '$ echo a', 'a'))).length, 1);
  });
});
