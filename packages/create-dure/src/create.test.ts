// A new project: what it consists of, and when none is made.

import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { tools } from './files.ts';
import { run } from './run.ts';
import { templateFiles } from './template.ts';

const newFolder = () => mkdtempSync(join(tmpdir(), 'dure-create-'));

const made = (folder: string, ...args: readonly string[]) => {
  const [out, trouble]: [string[], string[]] = [[], []];
  const code = run(args, {
    folder,
    environment: {},
    say: (line) => void out.push(line),
    tell: (line) => void trouble.push(line),
  });
  return { code, out: out.join('\n'), trouble: trouble.join('\n') };
};

const manifestIn = (folder: string): { readonly [field: string]: { [name: string]: string } } =>
  JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as never;

describe('a new project', () => {
  it('is a business with all that it needs, named after its folder', () => {
    const folder = newFolder();
    const { code, out } = made(folder, 'My Shed');
    assert.equal(code, 0);
    assert.match(out, /cd My Shed\n {2}npm install\n {2}npm start/);
    const shed = join(folder, 'My Shed');
    const manifest = manifestIn(shed);
    assert.equal(manifest['name'], 'my-shed');
    assert.deepEqual(Object.keys(manifest['scripts'] ?? {}), ['start', 'test', 'wall', 'simulate']);
    for (const path of ['system.ts', 'demo.ts', 'shed/board.test.ts', 'README.md', '.gitignore'])
      assert.ok(existsSync(join(shed, path)), path);
    assert.ok(!existsSync(join(shed, 'main.ts')));
  });

  it('depends on what its files import, in the version that made it', () => {
    const folder = newFolder();
    made(folder);
    const { dependencies = {}, devDependencies = {} } = manifestIn(folder);
    assert.equal(new Set(Object.values(dependencies)).size, 1);
    const needed = [...templateFiles().values()].flatMap((text) =>
      [...text.matchAll(/ from '(@dure\/[a-z-]+)/g)].map(([, name = '']) => name),
    );
    for (const name of needed) assert.ok(name in dependencies || name in devDependencies, name);
    assert.ok('dure' in dependencies && '@dure/testing' in devDependencies);
  });

  it('checks its types with the compiler that Dure is checked with', () => {
    const root = new URL('../../../package.json', import.meta.url);
    const { devDependencies } = JSON.parse(readFileSync(root, 'utf8')) as {
      readonly devDependencies: { readonly [name: string]: string };
    };
    for (const [name, version] of Object.entries(tools))
      assert.equal(version, devDependencies[name], name);
  });

  it('shows nothing that only pages of the repository need', () => {
    for (const [path, text] of templateFiles()) assert.doesNotMatch(text, /#(end)?region/, path);
  });

  it('that is empty has no business, and may lie in a repository without files', () => {
    const folder = newFolder();
    mkdirSync(join(folder, '.git'));
    assert.equal(made(folder, '--empty').code, 0);
    assert.ok(!existsSync(join(folder, 'system.ts')));
    assert.match(readFileSync(join(folder, 'README.md'), 'utf8'), /^# dure-create-/);
  });

  it('reports to no one that it was installed, and ends its files with a line', () => {
    const folder = newFolder();
    assert.equal(made(folder, '--empty').code, 0);
    const read = (path: string): string => readFileSync(join(folder, path), 'utf8');
    assert.match(read('package.json'), /"scarfSettings": \{\s+"enabled": false/);
    for (const path of ['package.json', 'tsconfig.json', 'README.md', '.gitignore'])
      assert.match(read(path), /[^\n]\n$/, path);
  });
});

describe('no project', () => {
  it('is made where something is already', () => {
    const folder = newFolder();
    writeFileSync(join(folder, 'mine.txt'), 'mine');
    const { code, trouble } = made(folder);
    assert.equal(code, 1);
    assert.match(trouble, /not empty \(mine\.txt\)\. Name a new folder/);
    assert.ok(!existsSync(join(folder, 'package.json')));
  });

  it('is made of words that are not understood', () => {
    for (const args of [['--frob'], ['one', 'two']]) {
      const { code, trouble } = made(newFolder(), ...args);
      assert.equal(code, 2);
      assert.match(trouble, /npm create dure \[folder\]/);
    }
    assert.match(made(newFolder(), '--help').out, /--empty/);
  });
});
