// `dure up`, as anybody would start it: real processes, one of which is killed.

import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { freePort } from '../crash/server.ts';

const main = join(import.meta.dirname, '../main.ts');
const run = promisify(execFile);

describe('dure up lodging', { timeout: 180_000 }, () => {
  const data = mkdtempSync(join(tmpdir(), 'dure-up-'));
  const options = ['--data', data, '--lang', 'en'];
  let up: ReturnType<typeof spawn>;
  let said = '';
  let url = '';

  const until = async (words: RegExp): Promise<void> => {
    while (!words.test(said)) await new Promise((resolve) => void setTimeout(resolve, 50));
  };

  before(async () => {
    const port = await freePort();
    url = `http://127.0.0.1:${port}`;
    const args = [main, 'up', 'lodging', '--port', String(port), ...options];
    up = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [up.stdout, up.stderr]) {
      stream?.setEncoding('utf8').on('data', (chunk: string) => (said += chunk));
    }
    await until(/All are ready/);
  });
  after(() => {
    up.kill('SIGKILL');
    rmSync(data, { recursive: true, force: true });
  });

  const send = async (path: string, body: object, key?: string) => {
    const headers = {
      'content-type': 'application/json',
      'dure-persona': 'Owner:1',
      ...(key === undefined ? {} : { 'idempotency-key': key }),
    };
    const options = { method: 'POST', headers, body: JSON.stringify(body) };
    const answer = await fetch(`${url}/lodging/${path}`, options);
    return {
      status: answer.status,
      body: (await answer.json()) as { readonly [of: string]: unknown },
    };
  };
  const place = { ownerId: 1, placeNm: '한옥', pricePerNight: 5_000, instantConfirmation: true };

  it('answers over its gateway', async () => {
    const { status, body } = await send('places', place);
    assert.equal(status, 201, JSON.stringify(body));
  });

  it('says who runs what', async () => {
    const { stdout } = await run(process.execPath, [main, 'status', ...options]);
    assert.match(stdout, /^lodging\/payment\/0 +http:\/\/127\.0\.0\.1:\d+ +up /m);
  });

  it('starts again what was killed, and a command under a key is done once', async () => {
    const { stdout } = await run('pgrep', ['-f', `serve lodging/place .*${data}`]);
    const before = said.length;
    process.kill(Number(stdout.trim()), 'SIGKILL');
    const answers = await Promise.all([1, 2, 3].map(() => send('places', place, 'the-same')));
    const done = answers.filter(({ status }) => status === 201);
    assert.equal(new Set(done.map(({ body }) => body['placeId'])).size, 1, JSON.stringify(answers));
    assert.match(said.slice(before), /lodging\/place\/0 +│ has ended \(SIGKILL\), started again/);
    assert.equal((await send('places', place)).status, 201);
  });

  it('ends all of them in order', async () => {
    up.kill('SIGTERM');
    await once(up, 'exit');
    assert.equal(up.exitCode, 0, said);
    assert.doesNotMatch(said, /SIGKILL after/);
    await assert.rejects(run('pgrep', ['-f', `serve lodging/.*${data}`]));
  });
});
