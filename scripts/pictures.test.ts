// The pictures of the pages show the code as it is, and hang where they are looked for.

import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { businessNames } from 'dure/businesses';
import { pictures, wallPath } from './pictures.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const drawn = await pictures();

describe('a picture', () => {
  for (const { path, svg } of drawn)
    it(`is what the code draws: ${path}`, () => {
      const file = join(root, path);
      const kept = existsSync(file) ? readFileSync(file, 'utf8') : '';
      assert.ok(kept === svg, 'Draw it again: node_modules/.bin/node scripts/pictures.ts');
    });

  it('hangs nowhere that the code does not draw', () => {
    // Those of pages are taken in browsers.
    const kept = readdirSync(join(root, 'docs/pictures')).filter((name) => name !== 'pages');
    const paths = kept.map((name) => `docs/pictures/${name}`);
    assert.deepEqual(paths.toSorted(), drawn.map(({ path }) => path).toSorted());
  });
});

describe('the gallery of the front page', () => {
  const [, gallery = ''] = readFileSync(join(root, 'README.md'), 'utf8').split('\n## Gallery\n');
  const [section = ''] = gallery.split('\n## ');

  for (const name of businessNames)
    it(`shows the wall of ${name}, and leads to it`, () => {
      const english = wallPath(name, 'en');
      for (const part of [`<img alt="`, `src="${english}"`, `(${english})`, `systems/${name}/`])
        assert.ok(section.includes(part), part);
      assert.ok(section.includes(`(${wallPath(name, 'ko')})`));
    });
});
