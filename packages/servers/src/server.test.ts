// A server is a process like any other: these are tested with one that needs nothing.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { once } from 'node:events';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { isAlive } from './process-tree.ts';
import { startFamily } from './family.testing.ts';
import { unlessCi } from './server.ts';

const holder = fileURLToPath(new URL('holder.testing.ts', import.meta.url));

const until = async (isSo: () => boolean): Promise<void> => {
  while (!isSo()) await sleep(10);
};

/** What the server says, or nothing when it does not answer within a moment. */
const pidsAt = async (url: string): Promise<readonly number[] | undefined> => {
  const signal = AbortSignal.timeout(300);
  const answer = await fetch(url, { signal }).catch(() => undefined);
  // The server of these tests answers nothing else.
  return answer === undefined ? undefined : ((await answer.json()) as readonly number[]);
};

describe('A server that was started', () => {
  it('is gone with all its processes when it is killed, and can be started again', async () => {
    const server = await startFamily();
    const pids = (await pidsAt(server.url)) ?? [];
    assert.equal(pids.length, 2);
    await server.kill();
    await until(() => !pids.some(isAlive));
    assert.equal(await pidsAt(server.url), undefined);
    await server.restart();
    assert.equal((await pidsAt(server.url))?.length, 2);
    await server.stop();
  });

  it('does not answer while it is paused, and goes on as the same processes', async () => {
    const server = await startFamily();
    const pids = await pidsAt(server.url);
    server.pause();
    assert.equal(await pidsAt(server.url), undefined);
    server.resume();
    assert.deepEqual(await pidsAt(server.url), pids);
    await server.kill();
  });

  it('cannot be started a second time', async () => {
    const server = await startFamily();
    await assert.rejects(server.restart(), /runs: end it first/);
    await server.stop();
  });

  it('ends, and leaves no folder, when the process that started it is killed', async () => {
    const args = ['--disable-warning=ExperimentalWarning', holder];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    const [said]: readonly unknown[] = await once(child.stdout, 'data');
    const { url, folder } = JSON.parse(String(said)) as { url: string; folder: string };
    const pids = (await pidsAt(url)) ?? [];
    assert.equal(pids.length, 2);
    child.kill('SIGKILL');
    await until(() => !pids.some(isAlive) && !existsSync(folder));
  });
});

describe('What cannot be had', () => {
  it('is a reason to skip a test, but not under CI', () => {
    const before = process.env['CI'];
    try {
      process.env['CI'] = 'true';
      assert.equal(unlessCi('It is not installed.'), undefined);
      delete process.env['CI'];
      assert.equal(unlessCi('It is not installed.'), 'It is not installed.');
    } finally {
      if (before === undefined) delete process.env['CI'];
      else process.env['CI'] = before;
    }
  });
});
