// The tutorial, step by step as it is printed: in an empty folder outside the repository, with
// packages as they would be published. Its code is written where the page says, in its turn.

import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { openRegistry } from '../scripts/build/registry.testing.ts';
import type { Block } from './markdown.ts';
import { runPage } from './shell-session.ts';
import { textFiles } from './sources.ts';
import { fileOf, writerInto } from './tutorial.ts';

const tutorial = textFiles().find(({ path }) => path === 'docs/tutorial.md');
const blockFrom = (marker: string, before: string): Block => ({
  at: 'a.md:1',
  language: 'ts',
  marker,
  text: 'const a = 1;',
  before,
});

describe('the tutorial', () => {
  it('does what it says, in a project of one’s own', async () => {
    assert.ok(tutorial);
    const { environment, folder, close } = await openRegistry();
    try {
      const write = writerInto(join(folder, 'tool-shed'));
      const options = { folder, environment, write, timeoutMs: 120_000 };
      assert.deepEqual(await runPage(tutorial, options), []);
    } finally {
      await close();
    }
  });

  it('names each file in words, where a reader sees it', () => {
    const marker = 'from examples/tool-shed/shed/board.ts#states';
    assert.equal(fileOf(blockFrom(marker, 'Begin `shed/board.ts` with that:')), 'shed/board.ts');
    assert.throws(() => fileOf(blockFrom(marker, 'Begin with that:')), /does not name/);
  });

  it('goes on with a file that it has begun, and replaces one that it has not', () => {
    const folder = mkdtempSync(join(tmpdir(), 'dure-tutorial-'));
    writeFileSync(join(folder, 'a.ts'), 'old');
    const write = writerInto(folder);
    for (const part of ['one', 'two'])
      write({ ...blockFrom(`from examples/tool-shed/a.ts#${part}`, 'In `a.ts`:'), text: part });
    assert.equal(readFileSync(join(folder, 'a.ts'), 'utf8'), 'one\n\ntwo\n');
  });
});
