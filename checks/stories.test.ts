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

const titlesIn = (file: string): readonly string[] =>
  [...readFileSync(join(root, file), 'utf8').matchAll(titled)].map(
    ({ groups }) => groups?.['title'] ?? '',
  );

it('Every story of a business is played in both languages', () => {
  const titles = globSync('systems/*/web/stories/*.ts', { cwd: root }).flatMap(titlesIn);
  assert.ok(titles.length > 60);
  const inOne = titles.filter((title) => !inBoth.test(title) && !once.includes(title));
  assert.deepEqual(inOne, []);
});

type Row = { readonly no: string; readonly tests: string };

const rowsOf = (text: string): readonly Row[] =>
  [...text.matchAll(/^\| [A-Z][\w ]+ +\| (?<no>\d(?:\.\d)?) +\|[^|]+\|(?<tests>[^|]+)\|$/gm)].map(
    ({ groups }) => ({ no: groups?.['no'] ?? '', tests: groups?.['tests'] ?? '' }),
  );

/** Where what a row names is not: no such test, or one that is played in one language. */
const missingIn = ({ no, tests }: Row): readonly string[] => {
  const named = [...tests.matchAll(/\[(?<stem>[^\]]+)\]\(\.\.\/(?<file>[^)]+)\)/g)];
  if (named.length === 0) return [`${no}: no test`];
  return named.flatMap(({ groups }) => {
    const [stem, file] = [groups?.['stem'] ?? '', groups?.['file'] ?? ''];
    const isOfBusiness = file.startsWith('systems/');
    const isThere = titlesIn(file).some(
      (title) => title.startsWith(stem) && (!isOfBusiness || inBoth.test(title.slice(stem.length))),
    );
    return isThere ? [] : [`${no}: ${stem} (${file})`];
  });
};

it('Every story that the pages name is played by the test that they name', () => {
  const rows = rowsOf(readFileSync(join(root, 'docs/pages.md'), 'utf8'));
  assert.ok(rows.length > 100);
  assert.deepEqual(rows.flatMap(missingIn), []);
});
