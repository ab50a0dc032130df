// `dure new` in a project: a business that is found, drawn, tested, and may be changed.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { said } from '../run.testing.ts';

const modules = join(import.meta.dirname, '../../../../node_modules');
const all = ['@dure/domain', '@dure/rehearsal', '@dure/testing', '@dure/wall', 'dure'];

const newProject = (manifest: object = {}): string => {
  const folder = mkdtempSync(join(tmpdir(), 'dure-new-'));
  const dependencies = Object.fromEntries(all.map((name) => [name, '*']));
  const text = JSON.stringify({ type: 'module', dependencies, ...manifest });
  writeFileSync(join(folder, 'package.json'), text);
  symlinkSync(modules, join(folder, 'node_modules'));
  return folder;
};

describe('a new business', () => {
  it('is made in the project, found by its name, and its tests pass', async () => {
    const folder = newProject();
    const { code, out } = await said('new flower-shop --label 꽃집', {}, folder);
    assert.equal(code, 0);
    assert.match(out, /^systems\/flower-shop: FlowerShop, a business of two contexts/);
    assert.doesNotMatch(out, /npm install/);
    assert.match((await said('wall flower-shop --lang ko', {}, folder)).out, /꽃집/);
    const options = { cwd: join(folder, 'systems/flower-shop'), encoding: 'utf8' } as const;
    const { NODE_TEST_CONTEXT: _context, ...env } = process.env;
    const tested = spawnSync(process.execPath, ['--test'], { ...options, env });
    assert.equal(tested.status, 0, tested.stdout);
    assert.match(tested.stdout, /fail 0/);
  });

  it('may be one of several, from a folder inside of the project', async () => {
    const folder = newProject({ dependencies: { dure: '*' } });
    mkdirSync(join(folder, 'docs'));
    const first = await said('new flower-shop', {}, join(folder, 'docs'));
    assert.match(first.out, /\.\.\/systems\/flower-shop.*\n {2}npm install .*@dure\/domain/);
    assert.equal((await said('new bakery', {}, folder)).code, 0);
    assert.equal((await said('wall bakery', {}, folder)).code, 0);
    assert.match((await said('new bakery', {}, folder)).trouble, /There is a business bakery/);
  });

  it('is listed where the project lists its businesses', async () => {
    const folder = newProject({ dure: { businesses: ['src/shop.ts'] } });
    assert.equal((await said('new bakery', {}, folder)).code, 0);
    const { dure } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
      readonly dure: object;
    };
    assert.deepEqual(dure, { businesses: ['src/shop.ts', 'systems/bakery/system.ts'] });
  });

  it('is not made under a name that cannot be, over what is there, or in no project', async () => {
    const folder = newProject();
    for (const name of ['꽃집', 'Flower', '1shop', 'a_b'])
      assert.equal((await said(`new ${name}`, {}, folder)).code, 2, name);
    assert.match((await said('new taxi', {}, folder)).trouble, /business taxi already/);
    mkdirSync(join(folder, 'systems/shop'), { recursive: true });
    writeFileSync(join(folder, 'systems/shop/mine.txt'), '');
    assert.match((await said('new shop', {}, folder)).trouble, /systems\/shop is not empty/);
    const nowhere = mkdtempSync(join(tmpdir(), 'dure-nowhere-'));
    assert.match((await said('new shop', {}, nowhere)).trouble, /npm create dure/);
    assert.ok(!existsSync(join(nowhere, 'systems')));
  });
});
