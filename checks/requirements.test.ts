// Every requirement of every business is shown by a test that names it.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { complaintsAbout, everythingAsked } from './requirements.ts';
import { textFiles } from './sources.ts';

const businesses = await everythingAsked();

describe('requirements', () => {
  for (const of of businesses)
    it(`of ${of.business} are each in the name of a test, and in its README`, () =>
      assert.deepEqual(complaintsAbout(of, textFiles()), []));
});

const bakery = {
  business: 'bakery',
  requirements: { 'BKY-F1': ['굽는다', 'it bakes'], 'BKY-N1': ['밤에도', 'at night'] },
} as const;

const table = ['| BKY-F1 | 굽는다 | it bakes |', '| BKY-N1 | 밤에도 | at night |'];
const night = "it('BKY-N1: bakes at night', () => {});";
const bakes = "it('BKY-F1: bakes', () => {});";

const file = (name: string, ...lines: readonly string[]) => ({
  path: `systems/bakery/${name}`,
  text: `${lines.join('\n')}\n`,
});

const readme = file('README.md', ...table);
const complaints = (...files: readonly ReturnType<typeof file>[]) =>
  complaintsAbout(bakery, [readme, file('night.test.ts', night), ...files]);

describe('a requirement', () => {
  const missing = ['bakery: no test names BKY-F1: 굽는다 / it bakes'];

  const shown = [
    bakes,
    "test('S1, BKY-F1: bakes', () => {});",
    "describe('BKY-F1: bread', () => { it('is baked', () => {}); });",
    'it(`BKY-F1: bakes ${bread}`, () => {});',
    "describe('bread', { timeout: 10 }, () => { it('BKY-F1: is baked', () => {}); });",
  ];
  for (const text of shown)
    it(`is shown by ${text}`, () => assert.deepEqual(complaints(file('board.test.ts', text)), []));

  const mentioned = [
    "// BKY-F1\nit('bakes', () => {});",
    "/** BKY-F1 */ it('bakes', () => { assert.equal(id, 'BKY-F1'); });",
    "it('BKY-N1: bakes', () => {}, 'BKY-F1');",
    "describe('BKY-F1: bread', () => {});",
    "it.skip('BKY-F1: bakes', () => {});",
    "it.todo('BKY-F1: bakes');",
    "it('BKY-F1: bakes', { skip: true }, () => {});",
    "describe.skip('bread', () => { it('BKY-F1: is baked', () => {}); });",
    "describe('BKY-F1: bread', () => { it.todo('is baked'); });",
  ];
  for (const text of mentioned)
    it(`is not shown by ${JSON.stringify(text)}`, () =>
      assert.deepEqual(complaints(file('board.test.ts', text)), missing));

  it('is not shown by what is no test, or a test of others', () => {
    assert.deepEqual(complaints(file('board.ts', bakes)), missing);
    assert.deepEqual(complaints(file('bakery.testing.ts', bakes)), missing);
    const brewery = { path: 'systems/brewery/system.test.ts', text: bakes };
    assert.deepEqual(complaints(brewery), missing);
  });

  it('that nobody asked for is not shown', () => {
    const astray = file('board.test.ts', bakes, "it('BKY-F2: brews', () => {});");
    const complaint = 'bakery: a test names BKY-F2, which nobody asked for';
    assert.deepEqual(complaints(astray), [complaint]);
  });

  const stands = file('board.test.ts', bakes, night);
  const wrong = [
    ['is left out', table.slice(0, 1)],
    ['reads otherwise', [...table.slice(0, 1), '| BKY-N1 | 밤에도 | by day |']],
  ] as const;
  for (const [how, rows] of wrong)
    it(`that ${how} in the README is found`, () => {
      const complaint = 'systems/bakery/README.md does not say of BKY-N1 what requirements.ts says';
      const files = [file('README.md', ...rows), stands];
      assert.deepEqual(complaintsAbout(bakery, files), [complaint]);
    });

  it('that only the README knows is found', () => {
    const more = file('README.md', ...table, '| BKY-N2 | 새벽에도 | at dawn |');
    const complaint = 'systems/bakery/README.md does not say of BKY-N2 what requirements.ts says';
    assert.deepEqual(complaintsAbout(bakery, [more, stands]), [complaint]);
  });

  it('is listed by every business, and told by its README', () => {
    const silent = { business: 'bakery', requirements: {} };
    assert.deepEqual(complaintsAbout(silent, [readme]), ['bakery lists no requirements']);
    assert.deepEqual(complaintsAbout(bakery, [stands]), ['bakery has no README']);
  });
});
