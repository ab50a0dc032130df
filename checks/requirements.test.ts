// Every requirement of every business is shown by a test that names it.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { businessNames } from '@dure/cli/businesses';
import { findingsIn, idsShownIn } from './requirements.ts';
import { textFiles } from './sources.ts';

const readme = {
  path: 'systems/bakery/README.md',
  text: '| Id | 요구 | Requirement |\n| --- | --- | --- |\n| BKY-F1 | 굽는다 | it bakes |\n',
};
const test = (text: string, path = 'systems/bakery/system.test.ts') => ({ path, text });
const missingWith = (file: ReturnType<typeof test>) =>
  findingsIn([readme, file]).missing.map(({ id }) => id);

describe('requirements', () => {
  const { required, missing } = findingsIn(textFiles());

  for (const name of businessNames)
    it(`are listed in the README of ${name}`, () => assert.ok(required.has(name)));

  it('are each in the name of a test of their business', () => {
    assert.deepEqual(missing, []);
  });

  it('that no test names are found', () => {
    assert.deepEqual(missingWith(test("it('BKY-F10: bakes', () => {});")), ['BKY-F1']);
    assert.deepEqual(missingWith(test("it('BKY-F1: bakes', () => {});")), []);
  });

  const mentions = [
    "// BKY-F1\nit('bakes', () => {});",
    "it('bakes', () => { assert.equal(id, 'BKY-F1'); });",
    "const name = 'BKY-F1';",
    "it.skip('BKY-F1: bakes', () => {});",
    "it.todo('BKY-F1: bakes');",
  ];
  for (const text of mentions)
    it(`are not shown by ${JSON.stringify(text)}`, () => {
      assert.deepEqual(missingWith(test(text)), ['BKY-F1']);
    });

  it('are not shown by code that is no test, nor by the tests of others', () => {
    const named = "it('BKY-F1: bakes', () => {});";
    assert.deepEqual(missingWith(test(named, 'systems/bakery/board.ts')), ['BKY-F1']);
    assert.deepEqual(missingWith(test(named, 'systems/brewery/system.test.ts')), ['BKY-F1']);
  });

  it('are named in groups and templates as well', () => {
    const text = "describe('BKY-F1: bread', () => { it(`BKY-N1: ${when}`, () => {}); });";
    assert.deepEqual(idsShownIn(test(text)), ['BKY-F1', 'BKY-N1']);
  });
});
