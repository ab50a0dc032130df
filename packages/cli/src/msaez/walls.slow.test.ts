// Real walls of MSAEz, which lie beside the checkout: each becomes contracts and boards that the
// compiler takes, that load, and that say what was not understood.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  globSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { after, describe, it } from 'node:test';
import { unlessCi } from '@dure/servers';
import { businessNames } from '../businesses.ts';
import { said } from '../run.testing.ts';

const root = join(import.meta.dirname, '../../../..');
const walls = ['..', '../..']
  .map((above) => join(root, above, 'shared/msaez/walls'))
  .find((folder) => existsSync(folder));
const missing = walls === undefined ? 'There are no walls in ../shared/msaez/walls' : undefined;
const skip = unlessCi(missing) ?? false;
const files = walls === undefined ? [] : globSync('{*,derived/*}.json', { cwd: walls }).toSorted();

const folder = mkdtempSync(join(tmpdir(), 'dure-walls-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const compilerOptions = {
  target: 'ES2024',
  lib: ['ES2024'],
  types: [],
  module: 'nodenext',
  noEmit: true,
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  erasableSyntaxOnly: true,
  verbatimModuleSyntax: true,
  allowImportingTsExtensions: true,
  skipLibCheck: true,
};

const prepare = (): void => {
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions }));
};

describe('the real walls of MSAEz', { skip }, () => {
  it('are nine, and some that were made from them', () => {
    assert.ok(files.filter((file) => !file.includes('/')).length >= 9, files.join(' '));
    prepare();
  });

  for (const file of files)
    it(`${file} becomes a business that loads, with a list of questions`, async () => {
      const name = basename(file, '.json');
      const line = `import ${join(walls ?? '', file)} --out ${name}`;
      const { code, trouble } = await said(line, {}, folder);
      assert.equal(code, 0, trouble);
      const drawn = await said(`wall ./${name}`, {}, folder);
      assert.equal(drawn.code, 0, drawn.trouble);
      assert.match(readFileSync(join(folder, name, 'IMPORTED.md'), 'utf8'), /\n- \*\*/);
    });

  for (const name of businessNames)
    it(`${name}, exported and imported again, loads`, async () => {
      const file = join(folder, `${name}.json`);
      assert.equal((await said(`wall ${name} --msaez --out ${file}`)).code, 0);
      const { code, trouble } = await said(`import ${name}.json --out again-${name}`, {}, folder);
      assert.equal(code, 0, trouble);
      assert.equal((await said(`wall ./again-${name}`, {}, folder)).code, 0);
    });

  it('all type-check', () => {
    const tsc = join(root, 'node_modules/typescript/bin/tsc');
    const { status, stdout } = spawnSync(process.execPath, [tsc, '-p', '.', '--pretty', 'false'], {
      cwd: folder,
      encoding: 'utf8',
    });
    assert.equal(stdout, '');
    assert.equal(status, 0);
  });
});
