// A project outside of this repository: made, installed from packages, started, tested, drawn and
// broken, without a flag, on every Node that is supported.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { openRegistry } from './registry.testing.ts';
import type { Registry } from './registry.testing.ts';

const STEP_MS = 120_000;
const others = ['22.18.0', '26.0.0'];

let registry: Registry;
let project: string;
before(async () => {
  registry = await openRegistry();
  project = join(registry.folder, 'my-shed');
});
after(() => registry.close());

const processIn = (folder: string, line: string, path = '') => {
  const { NODE_TEST_CONTEXT: _ours, ...own } = process.env;
  const env: NodeJS.ProcessEnv = { ...own, ...registry.environment };
  env['PATH'] = `${path}${registry.environment['PATH']}`;
  const child = spawn('bash', ['-c', line], { cwd: folder, env, detached: true });
  const said = { out: '', trouble: '' };
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (said.out += chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (said.trouble += chunk));
  const timer = setTimeout(() => process.kill(-(child.pid ?? 0), 'SIGKILL'), STEP_MS);
  const ended = once(child, 'close').then(([code]) => {
    clearTimeout(timer);
    return { ...said, code: code as number | null };
  });
  return { child, said, ended };
};

/** Runs a line to its end, which must be a good one, without a word on the standard error. */
const done = async (folder: string, line: string, path = ''): Promise<string> => {
  const { code, out, trouble } = await processIn(folder, line, path).ended;
  assert.equal(code, 0, `${line}\n${out}\n${trouble}`);
  return out;
};

/** Starts the project, looks at a page, and ends it as Ctrl+C does. */
const startAndLook = async (path = ''): Promise<void> => {
  const { child, said, ended } = processIn(project, 'exec npm start -- --port 0', path);
  const at = /(http:\/\/127\.0\.0\.1:\d+)\n/;
  while (!at.test(said.out) && child.exitCode === null)
    await new Promise((resolve) => setTimeout(resolve, 20));
  const [, url = ''] = at.exec(said.out) ?? [];
  assert.notEqual(url, '', said.trouble);
  const body = JSON.stringify({ name: 'ladder', ownerId: 1 });
  const headers = { 'content-type': 'application/json' };
  const added = await fetch(`${url}/tools`, { method: 'POST', headers, body });
  const home = await fetch(url, { headers: { accept: 'text/html' } });
  process.kill(-(child.pid ?? 0), 'SIGINT');
  const { trouble } = await ended;
  assert.deepEqual([added.status, home.status], [201, 200]);
  assert.doesNotMatch(trouble, /Warning|Error/);
};

describe('a project of one’s own', () => {
  it('is made by npm create, and installed', async () => {
    assert.match(await done(registry.folder, 'npm create dure my-shed'), /npm start/);
    await done(project, 'npm install');
    assert.ok(existsSync(join(project, 'node_modules/@dure/domain/src/index.js')));
  });

  it('has JavaScript, declarations, and source maps with the sources, and no tests', async () => {
    const packages = join(project, 'node_modules/@dure');
    const map = JSON.parse(readFileSync(join(packages, 'domain/src/index.js.map'), 'utf8')) as {
      readonly sourcesContent: readonly string[];
    };
    assert.match(map.sourcesContent[0] ?? '', /^export \* from '\.\/aggregate\.ts';$/m);
    const odd = `find -L node_modules/@dure node_modules/dure -name '*.ts' ! -name '*.d.ts' \\
      -o -name '*.test.*' -o -name '*.testing.*' -o -name '*.proof.*'`;
    assert.equal(await done(project, odd), '');
  });

  it('starts, answers, and keeps what it was given', async () => {
    await startAndLook();
    assert.match(await done(project, 'npx dure log'), /ToolAdded|Tool added/);
  });

  it('passes its tests, types included', async () => {
    assert.match(await done(project, 'npm test'), /pass \d+\n/);
  });

  it('reads declarations that hold together by themselves', async () => {
    await done(project, 'npx tsc --skipLibCheck false --lib ES2024,DOM');
  });

  it('has its wall drawn', async () => {
    assert.match(await done(project, 'npx dure wall'), /Tool shed[^]*Neighbour → Lend tool/);
  });

  it('keeps its promises in fifty storms', async () => {
    const storms = 'npm run simulate -- --seeds 50';
    assert.match(await done(project, storms), /50 storms[^]*Every promise was kept/);
  });

  it('loses nothing when it is killed', async () => {
    assert.match(await done(project, 'npx dure crash --kills 2'), /Nothing lost, nothing twice/);
  });

  it('can be used by its documented entrances only', async () => {
    const inside = `import('@dure/kernel/src/kernel.js').catch(({ code }) => console.log(code))`;
    assert.match(await done(project, `node -e "${inside}"`), /ERR_PACKAGE_PATH_NOT_EXPORTED/);
  });

  it('shows the line that was written where something of Dure throws', async () => {
    const text = `import { system } from '@dure/domain';
import { Shed } from './shed/board.ts';
export const Twice = system('twice', {
  label: ['가', 'a'], businessKey: 'toolId', contexts: [Shed, Shed],
});
`;
    writeFileSync(join(project, 'twice.ts'), text);
    const line = 'node --enable-source-maps twice.ts';
    const { code, trouble } = await processIn(project, line).ended;
    assert.equal(code, 1);
    assert.match(trouble, /these names stand twice[^]*domain\/src\/system\.ts:\d+/);
  });
});

describe('the same project', () => {
  for (const version of others)
    it(`runs on Node ${version} without a flag and without a warning`, async () => {
      const folder = join(registry.folder, `node-${version}`);
      mkdirSync(folder);
      writeFileSync(join(folder, 'package.json'), '{}');
      const node = `node-linux-${process.arch}@${version}`;
      await done(folder, `npm install --ignore-scripts --no-save ${node}`);
      const path = `${join(folder, `node_modules/node-linux-${process.arch}/bin`)}:`;
      assert.equal(await done(project, 'node --version', path), `v${version}\n`);
      await startAndLook(path);
      const test = processIn(project, 'node --disable-warning=ExperimentalWarning --test', path);
      const { code, out, trouble } = await test.ended;
      assert.deepEqual([code, trouble], [0, ''], out);
      const storms = processIn(project, 'node_modules/.bin/dure simulate --seeds 5', path);
      const storm = await storms.ended;
      assert.deepEqual([storm.code, storm.trouble], [0, ''], storm.out);
    });
});
