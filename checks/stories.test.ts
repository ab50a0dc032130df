// The stories of the businesses are played in both languages: each has the language in its name.

import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { it } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const titled = /\bit\(\s*(?<quote>['`])(?<title>.*?)\k<quote>/gs;
const inBoth = /\$\{(?:played|name|language|playedIn\(language\))/;

/** What does not go by the language of its reader. */
const once = ['fit into 320 px, in the dark', 'send one order where the button is pressed twice'];

it('Every story of a business is played in both languages', () => {
  const files = globSync('systems/*/web/stories/*.ts', { cwd: root });
  const titles = files.flatMap((file) =>
    [...readFileSync(join(root, file), 'utf8').matchAll(titled)].map(
      ({ groups }) => groups?.['title'] ?? '',
    ),
  );
  assert.ok(titles.length > 60);
  const inOne = titles.filter((title) => !inBoth.test(title) && !once.includes(title));
  assert.deepEqual(inOne, []);
});
