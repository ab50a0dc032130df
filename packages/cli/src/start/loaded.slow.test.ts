// What a start loads of Node. What no one uses would take memory for as long as it runs.

import { deepEqual } from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { describe, it } from 'node:test';
import { promisify } from 'node:util';

const run = promisify(execFile);

const program = `
  await import(${JSON.stringify(new URL('start.ts', import.meta.url).href)});
  console.log(JSON.stringify(process.moduleLoadList));
`;

describe('A start', () => {
  it('does not load the client of HTTP that Node has for fetch', async () => {
    const args = ['--no-warnings', '--input-type=module', '--eval', program];
    const { stdout } = await run(process.execPath, args);
    const loaded = JSON.parse(stdout) as readonly string[];
    deepEqual(
      loaded.filter((name) => name.includes('undici')),
      [],
    );
  });
});
