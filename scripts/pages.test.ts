// The code of a page, put in again.

import assert from 'node:assert/strict';
import { it } from 'node:test';
import { refreshed } from './pages.ts';

const source = {
  path: 'a.ts',
  text: '// #region one\nconst a = 1;\nconst b = 2;\n// #endregion one\n',
};

const page = (...code: readonly string[]) => ({
  path: 'docs/a.md',
  text: ['Before.', '', '<!-- from a.ts#one -->', '', '```ts', ...code, '```', 'After.'].join('\n'),
});

it('a block that has fallen behind is what its region says', () => {
  assert.equal(refreshed(page('old'), [source]), page('const a = 1;', 'const b = 2;').text);
});

it('a block whose region is not there is left as it is', () => {
  assert.equal(refreshed(page('old'), []), page('old').text);
});
