// The businesses of a project of one's own: found by its manifest, by their usual names, or at a
// path, and what is said where there are none.

import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { said } from './run.testing.ts';

const shed = new URL('../../../examples/tool-shed/', import.meta.url);
const repository = fileURLToPath(new URL('../../..', import.meta.url));

const reExported = (name: string, file: string) =>
  `export { ${name} } from ${JSON.stringify(new URL(file, shed).href)};\n`;
const system = reExported('ToolShed', 'system.ts');
const rehearsal = reExported('rehearsal', 'rehearsal.ts');
const traffic = reExported('traffic', 'traffic.ts');

const typed = JSON.stringify({ type: 'module' });

const projectOf = (files: { readonly [path: string]: string }): string => {
  const folder = mkdtempSync(join(tmpdir(), 'dure-project-'));
  for (const [path, text] of Object.entries({ 'package.json': typed, ...files })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
};

const inFolder = (folder: string, line: string) => said(line, {}, folder);

describe('a business of one’s own', () => {
  it('is found where it usually is, and need not be named if it is the only one', async () => {
    const files = { 'rehearsal.ts': rehearsal, 'traffic.ts': traffic };
    const folder = projectOf({ 'system.ts': system, ...files });
    for (const line of ['wall shed', 'wall'])
      assert.match((await inFolder(folder, line)).out, /^Tool shed\n/);
    const storms = await inFolder(folder, 'simulate --seeds 3 --threads 1');
    assert.equal(storms.code, 0, storms.trouble);
    assert.match(storms.out, /^3 storms [^]*Every promise was kept\n$/);
  });

  it('is found from a folder below, one of several in systems/', async () => {
    const folder = projectOf({ 'systems/shed/system.ts': system, 'systems/readme.md': '' });
    assert.match((await inFolder(join(folder, 'systems'), 'wall shed')).out, /^Tool shed\n/);
  });

  it('is found where the manifest says', async () => {
    const manifest = JSON.stringify({ type: 'module', dure: { businesses: ['src/street.ts'] } });
    const folder = projectOf({ 'package.json': manifest, 'src/street.ts': system });
    assert.match((await inFolder(folder, 'wall')).out, /^Tool shed\n/);
  });

  it('is found at a path, whatever is around', async () => {
    for (const path of ['./examples/tool-shed', 'examples/tool-shed/system.ts'])
      assert.match((await inFolder(repository, `wall ${path}`)).out, /^Tool shed\n/);
    const [here, below] = [fileURLToPath(shed), join(fileURLToPath(shed), 'shed')];
    assert.match((await inFolder(here, 'wall .')).out, /^Tool shed\n/);
    assert.match((await inFolder(below, 'wall ..')).out, /^Tool shed\n/);
  });

  it('stands beside those that ship', async () => {
    const folder = projectOf({ 'system.ts': system });
    assert.match((await inFolder(folder, 'wall taxi')).out, /^Taxi call\n/);
  });
});

describe('what is no business', () => {
  const refused = async (folder: string, line: string, words: RegExp, code: number) => {
    const { out, trouble, ...ended } = await inFolder(folder, line);
    assert.deepEqual([ended.code, out], [code, ''], trouble);
    assert.match(trouble, words);
    assert.doesNotMatch(trouble, /^ +at /m);
  };

  it('is told by the names that there are', () =>
    refused(
      projectOf({ 'system.ts': system }),
      'wall shde',
      /Did you mean shed\?.*: shed, lod/,
      2,
    ));

  it('is told where several could be meant', async () => {
    const files = { 'systems/a/system.ts': system, 'systems/b/system.ts': system };
    await refused(projectOf(files), 'wall', /is missing: dure wall shed/, 2);
    await refused(projectOf(files), 'start', /Two businesses are called shed/, 1);
    await refused(projectOf(files), 'wall ./', /several businesses: \.\/systems\/a\/sys/, 2);
  });

  it('is told at a path where nothing is', () =>
    refused(projectOf({}), 'wall ./nowhere', /no business at \.\/nowhere/, 1));

  it('is told where a module exports none', () =>
    refused(projectOf({ 'system.ts': 'export const a = 1;' }), 'wall', /exports no business/, 1));

  it('is told where no one has written what must hold, or what people do', async () => {
    const unrehearsed = projectOf({ 'system.ts': system });
    await refused(unrehearsed, 'simulate', /needs a rehearsal\.ts beside its system\.ts/, 1);
    const unused = projectOf({ 'system.ts': system, 'rehearsal.ts': rehearsal });
    await refused(unused, 'simulate', /needs a traffic\.ts beside its system\.ts/, 1);
  });
});
