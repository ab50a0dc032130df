// The pictures of the pages show the code as it is.

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { pictures } from './pictures.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

for (const [path, svg] of pictures())
  it(`${path} is what the code draws`, () => {
    const file = join(root, path);
    const drawn = existsSync(file) ? readFileSync(file, 'utf8') : '';
    assert.ok(drawn === svg, 'Draw it again: node_modules/.bin/node scripts/pictures.ts');
  });
