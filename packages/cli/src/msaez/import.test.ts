// `dure import` on the command line.

import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { said } from '../run.testing.ts';

const wallIn = (content: unknown): string => {
  const folder = mkdtempSync(join(tmpdir(), 'dure-import-'));
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  writeFileSync(join(folder, 'model.json'), text);
  return folder;
};

const context = {
  _type: 'org.uengine.modeling.model.BoundedContext',
  id: 'a',
  name: '가게',
  elementView: { id: 'a', x: 0, y: 0, width: 9, height: 9 },
};

describe('dure import', () => {
  it('makes a folder, and says what is in it and what to do next', async () => {
    const folder = wallIn({ elements: { a: context }, relations: {} });
    const { code, out } = await said('import model.json', {}, folder);
    assert.equal(code, 0);
    assert.match(out, /^model: 1 contexts, 0 commands, 0 events\. IMPORTED\.md has \d questions\n/);
    assert.match(out, /next: dure wall \.\/model/);
    assert.ok(existsSync(join(folder, 'model/context1/contract.ts')));
    assert.equal((await said('import model.json --lang ko --out other', {}, folder)).code, 0);
    const again = await said('import model.json', {}, folder);
    assert.deepEqual([again.code, /model is not empty/.test(again.trouble)], [1, true]);
  });

  it('says in words what is no wall', async () => {
    for (const content of ['{', [], { a: 1 }]) {
      const { code, trouble } = await said('import model.json', {}, wallIn(content));
      assert.deepEqual([code, /is no wall of MSAEz/.test(trouble)], [2, true]);
    }
    assert.match((await said('import nowhere.json')).trouble, /There is no nowhere\.json/);
    const empty = await said('import model.json', {}, wallIn({ elements: {} }));
    assert.deepEqual([empty.code, /no BoundedContext/.test(empty.trouble)], [1, true]);
  });
});
