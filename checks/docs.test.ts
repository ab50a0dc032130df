// The pages: every link resolves, every piece of code is a piece of a file.

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { brokenLinks, regionOf, staleBlocks, type Repository } from './docs.ts';
import { anchorsOf, blocksOf } from './markdown.ts';
import { missingLine, stepsOf } from './shell-session.ts';
import { root, textFiles } from './sources.ts';

const files = textFiles();
const pages = files.filter(({ path }) => path.endsWith('.md'));
const showsCode = (path: string) =>
  path === 'README.md' || (path.startsWith('docs/') && !path.startsWith('docs/decisions/'));

const repository: Repository = {
  exists: (path) => existsSync(join(root, path)),
  file: (path) => files.find((file) => file.path === path),
};

const source = {
  path: 'a.ts',
  text: 'const b = {\n  // #region part\n  c: {\n    d: 1,\n  },\n  // #endregion part\n};\n',
};
const guide = { path: 'docs/guide.md', text: '# 두레, a Guide!\n\n## Part\n\n## Part\n' };
const made: Repository = {
  exists: (path) => [source.path, guide.path].includes(path),
  file: (path) => [source, guide].find((file) => file.path === path),
};

const page = (...lines: readonly string[]) => ({ path: 'README.md', text: lines.join('\n') });
const block = (marker: string, ...lines: readonly string[]) =>
  page(marker, '', '```ts', ...lines, '```');

describe('links', () => {
  it('resolve on every page', () => {
    assert.deepEqual(
      pages.flatMap((file) => brokenLinks(file, repository)),
      [],
    );
  });

  const broken = [
    '[a](missing.md)',
    '![a](missing.png)',
    '<img alt="a" src="missing.svg">',
    '[a]: missing.md',
    '[a](docs/guide.md#missing)',
    '[a](#missing)',
  ];
  for (const text of broken)
    it(`that lead nowhere are caught: ${text}`, () =>
      assert.equal(brokenLinks(page(text), made).length, 1));

  it('to files, headings and the web are left alone', () => {
    const links = ['a.ts', 'docs/guide.md', 'docs/guide.md#두레-a-guide', 'https://example.org'];
    const text = links.map((link) => `[a](${link})`).join(' ');
    assert.deepEqual(brokenLinks(page(text, '`[a](b)`', '```', '[a](b)', '```'), made), []);
    assert.ok(anchorsOf(guide).has('part-1'));
  });
});

describe('code on pages', () => {
  it('is a region of a file', () => {
    const shown = pages.filter(({ path }) => showsCode(path));
    assert.deepEqual(
      shown.flatMap((file) => staleBlocks(file, repository)),
      [],
    );
  });

  it('that names its region, and is it, is left alone', () => {
    assert.equal(regionOf(source, 'part'), 'c: {\n  d: 1,\n},');
    const same = block('<!-- from a.ts#part -->', 'c: {', '  d: 1,', '},');
    assert.deepEqual(staleBlocks(same, made), []);
  });

  it('that is from nowhere is caught', () => {
    assert.equal(staleBlocks(block('Some words.', 'c'), made).length, 1);
    assert.equal(staleBlocks(block('<!-- from b.ts#part -->', 'c'), made).length, 1);
    assert.equal(staleBlocks(block('<!-- from a.ts#other -->', 'c'), made).length, 1);
  });

  it('that has fallen behind is caught', () => {
    const stale = block('<!-- from a.ts#part -->', 'c: {', '  d: 2,', '},');
    assert.equal(staleBlocks(stale, made).length, 1);
  });
});

describe('a session on a page', () => {
  it('is read as commands and what they print', () => {
    const text = '$ echo a \\\n>   b\na b\n\n$ true';
    assert.deepEqual(stepsOf(text), [
      { command: 'echo a \\\n  b', expected: ['a b'] },
      { command: 'true', expected: [] },
    ]);
    assert.deepEqual(stepsOf('echo a\necho b'), [{ command: 'echo a\necho b', expected: [] }]);
  });

  it('has its lines in order, others between them', () => {
    assert.equal(missingLine(['a', 'c … e'], 'a\nb\nc d e\n'), undefined);
    assert.equal(missingLine(['c', 'a'], 'a\nb\nc\n'), 'a');
    assert.equal(missingLine(['a.c'], 'abc\n'), 'a.c');
  });

  it('is marked just above its fence', () => {
    const [run, plain] = blocksOf(page('<!-- run -->', '```sh', 'a', '```', '```sh', 'b', '```'));
    assert.equal(run?.marker, 'run');
    assert.equal(plain?.marker, undefined);
  });
});
