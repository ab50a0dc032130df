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

  it('need not be named where a gateway is asked, either', async () => {
    const folder = projectOf({ 'system.ts': system });
    for (const line of ['why tool-1', 'preview lend-tool']) {
      const { code, trouble } = await inFolder(folder, `${line} --url http://127.0.0.1:9`);
      assert.deepEqual([code, trouble.includes('There is no gateway')], [1, true], trouble);
    }
    const { code, trouble } = await inFolder(folder, 'why --url http://127.0.0.1:9');
    assert.deepEqual([code, trouble.includes('is missing')], [2, true], trouble);
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

  it('is answered with the names that there are', () =>
    refused(
      projectOf({ 'system.ts': system }),
      'wall shde',
      /Did you mean shed\?.*: shed, lod/,
      2,
    ));

  it('is named where several could be meant', async () => {
    const files = { 'systems/a/system.ts': system, 'systems/b/system.ts': system };
    await refused(projectOf(files), 'wall', /is missing: dure wall shed/, 2);
    await refused(projectOf(files), 'start', /Two businesses are called shed/, 1);
    await refused(projectOf(files), 'wall ./', /several businesses: \.\/systems\/a\/sys/, 2);
  });

  it('is no target, and no name of a new one, where one is needed', async () => {
    const folder = projectOf({ 'system.ts': system });
    await refused(folder, 'deploy', /is missing: dure deploy kubernetes/, 2);
    await refused(folder, 'new', /is missing: dure new my-shop/, 2);
  });

  it('is named at a path where nothing is', () =>
    refused(projectOf({}), 'wall ./nowhere', /no business at \.\/nowhere/, 1));

  it('is named where a module exports none', () =>
    refused(projectOf({ 'system.ts': 'export const a = 1;' }), 'wall', /exports no business/, 1));

  it('is named where no one has written what must hold, or what people do', async () => {
    const unrehearsed = projectOf({ 'system.ts': system });
    await refused(unrehearsed, 'simulate', /needs a rehearsal\.ts beside its system\.ts/, 1);
    const unused = projectOf({ 'system.ts': system, 'rehearsal.ts': rehearsal });
    await refused(unused, 'simulate', /needs a traffic\.ts beside its system\.ts/, 1);
  });
});

describe('a business that cannot be loaded', () => {
  const trouble = async (files: { readonly [path: string]: string }, env = {}) => {
    const { code, out, ...said_ } = await said('start', env, projectOf(files));
    assert.deepEqual([code, out], [1, '']);
    assert.doesNotMatch(said_.trouble, /^ +at /m);
    return said_.trouble;
  };

  it('names the import of a file that is not there', async () => {
    const files = { 'system.ts': "import './ok.ts';\nimport './labels.ts';\n", 'ok.ts': '' };
    const words = await trouble(files);
    assert.match(words, /system\.ts:2 imports .*labels\.ts, which is not there\. Make that file/);
  });

  it('names a package that is not installed', async () => {
    const words = await trouble({ 'system.ts': "import 'not-installed';\n" });
    assert.match(words, /system\.ts:1 imports not-installed.*npm install not-installed/);
  });

  it('names the line that cannot be read, in both languages', async () => {
    const files = {
      'system.ts': "import './board.ts';\n",
      'board.ts': 'const a = 1;\nconst b = ;',
    };
    assert.match(await trouble(files), /board\.ts:2 cannot be read \(.+\)\. Correct it/);
    assert.match(await trouble(files, { LANG: 'ko_KR' }), /board\.ts:2: 코드를 읽을 수 없습니다/);
  });

  it('names the export that a file does not have', async () => {
    const files = { 'system.ts': "import { Shed } from './board.ts';\n", 'board.ts': 'export {};' };
    assert.match(await trouble(files), /system\.ts:1 cannot be read .*export named 'Shed'/);
  });

  it('names the line of the board that throws', async () => {
    const domain = JSON.stringify(new URL('../../domain/src/index.ts', import.meta.url).href);
    const board = `import { dictionary } from ${domain};\n\ndictionary({}).of('foo' as never);\n`;
    const words = await trouble({ 'system.ts': "import './board.ts';\n", 'board.ts': board });
    assert.match(words, /board\.ts:3 could not be loaded \(The dictionary has no foo\.\)/);
  });
});

describe('a project without a business', () => {
  const manifest = JSON.stringify({ type: 'module', dependencies: { dure: '0.1.0' } });

  it('starts nothing, and says what to do', async () => {
    const { code, trouble } = await inFolder(projectOf({ 'package.json': manifest }), 'start');
    assert.equal(code, 1);
    assert.match(trouble, /The project has no business\. Write a system\.ts/);
    const wall = await inFolder(projectOf({ 'package.json': manifest }), 'wall');
    assert.match(wall.trouble, /The project has no business\..*: dure wall lodging/);
  });

  it('may still name one that ships', async () => {
    const folder = projectOf({ 'package.json': manifest });
    assert.match((await inFolder(folder, 'wall taxi')).out, /^Taxi call\n/);
  });
});

it('an option that npm has kept to itself is named, with the line that was meant', async () => {
  const npm = { npm_lifecycle_event: 'start', npm_config_port: 'true' };
  const { code, trouble } = await said('start lodging 9000', npm);
  assert.equal(code, 2);
  assert.match(trouble, /npm has kept --port to itself.*npm start -- lodging --port …/);
  const demo = { npm_lifecycle_event: 'start', npm_config_demo: '' };
  assert.match((await said('start lodging', demo)).trouble, /--no-demo/);
});
