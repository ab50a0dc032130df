// `dure up`, as anybody would start it: real processes, one of which is killed.

import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { connectTo } from '@dure/grpc/client';
import { freePort } from '@dure/services';

const main = join(import.meta.dirname, '../main.ts');
const run = promisify(execFile);
const asProto = ['--format', 'proto'];
const pause = () => new Promise((resolve) => void setTimeout(resolve, 50));

describe('dure up lodging', { timeout: 300_000 }, () => {
  const data = mkdtempSync(join(tmpdir(), 'dure-up-'));
  const options = ['--data', data, '--lang', 'en'];
  let up: ReturnType<typeof spawn>;
  let said = '';
  let url = '';
  let grpc = '';

  const until = async (words: RegExp): Promise<void> => {
    while (!words.test(said)) await pause();
  };

  before(async () => {
    const port = await freePort();
    url = `http://127.0.0.1:${port}`;
    const grpcPort = await freePort();
    grpc = `127.0.0.1:${grpcPort}`;
    const ports = ['--port', String(port), '--grpc', String(grpcPort)];
    const args = [main, 'up', 'lodging', ...ports, ...options];
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

  const pidOf = async (name: string): Promise<number> => {
    const { stdout } = await run('pgrep', ['-f', `serve ${name} .*${data}`]);
    return Number(stdout.trim());
  };

  /** A process takes its time to start again where the machine is busy. */
  const untilTaken = async (): ReturnType<typeof send> => {
    const answer = await send('places', place, 'the-same');
    return answer.status === 201 ? answer : untilTaken();
  };

  it('answers over its gateway', async () => {
    const { status, body } = await send('places', place);
    assert.equal(status, 201, JSON.stringify(body));
  });

  it('answers over gRPC, which its gateway speaks for all of them', async () => {
    const { stdout: text } = await run(process.execPath, [main, 'wall', 'lodging', ...asProto]);
    const file = { text, path: 'dure/lodging/v1/lodging.proto', package: 'dure.lodging.v1' };
    const client = connectTo(grpc, file);
    const metadata = { 'dure-persona': 'Owner:1', 'idempotency-key': 'over-grpc' };
    const register = async () => {
      const request = { owner_id: '1', place_nm: '온돌', price_per_night: 70_000 };
      const more = { instant_confirmation: true };
      const called = 'PlaceService.RegisterPlace';
      const answer = await client.call(called, { ...request, ...more }, { metadata });
      assert.equal(answer.is, 'answered', JSON.stringify(answer));
      return answer.is === 'answered' ? String(answer.response['key']) : '';
    };
    const placeId = await register();
    assert.equal(await register(), placeId);
    const row = await fetch(`${url}/lodging/places/${placeId}`);
    assert.equal(((await row.json()) as { placeNm: string }).placeNm, '온돌');
    client.close();
  });

  it('says who runs what', async () => {
    const { stdout } = await run(process.execPath, [main, 'status', ...options]);
    assert.match(stdout, /^lodging\/payment\/0 +http:\/\/127\.0\.0\.1:\d+ +up /m);
    assert.match(stdout, new RegExp(`^gateway +${url} +up$`, 'm'));
    assert.match(stdout, /^lodging\/externals\/0 +http:\/\/127\.0\.0\.1:\d+ +up$/m);
  });

  it('gives the figures of each process at its own port, to whoever monitors it', async () => {
    const { stdout } = await run(process.execPath, [main, 'status', ...options]);
    const [, own] = /^lodging\/place\/0 +(\S+)/m.exec(stdout) ?? [];
    const answer = await fetch(`${own}/metrics`);
    assert.match(answer.headers.get('content-type') ?? '', /^text\/plain; version=/);
    const text = await answer.text();
    assert.match(text, /^dure_kernel_commands_total\{business="lodging",context="place"\} [1-9]/m);
    assert.match(text, /^dure_process_resident_memory_bytes [1-9]/m);
    assert.doesNotMatch(text, /context="payment"/);
  });

  it('answers 503 for what stands still, and goes on when it goes on', async () => {
    const pid = await pidOf('lodging/place');
    process.kill(pid, 'SIGSTOP');
    const read = async () => (await fetch(`${url}/lodging/places`)).status;
    assert.equal(await read(), 503);
    process.kill(pid, 'SIGCONT');
    while ((await read()) !== 200) await pause();
  });

  it('replaces what runs and answers nothing', async () => {
    const before = said.length;
    const pid = await pidOf('lodging/place');
    process.kill(pid, 'SIGSTOP');
    while (!/lodging\/place\/0 +│ has answered nothing for \d+ s/.test(said.slice(before)))
      await pause();
    assert.equal((await untilTaken()).status, 201);
    assert.notEqual(await pidOf('lodging/place'), pid);
    const others = said.slice(before).match(/has answered nothing/g);
    assert.equal(others?.length, 1, said.slice(before));
  });

  it('starts again what was killed, and a command under a key is done once', async () => {
    const before = said.length;
    process.kill(await pidOf('lodging/place'), 'SIGKILL');
    const answers = await Promise.all([1, 2, 3].map(untilTaken));
    const keys = new Set(answers.map(({ body }) => body['placeId']));
    assert.equal(keys.size, 1, JSON.stringify(answers));
    assert.match(said.slice(before), /lodging\/place\/0 +│ has ended \(SIGKILL\), started again/);
    assert.equal((await send('places', place)).status, 201);
  });

  it('ends all of them in order', async () => {
    up.kill('SIGTERM');
    await once(up, 'exit');
    assert.equal(up.exitCode, 0, said);
    const [, ending = ''] = said.split('Ending all of them');
    assert.doesNotMatch(ending, /SIGKILL|started again/);
    await assert.rejects(run('pgrep', ['-f', `serve lodging/.*${data}`]));
  });
});

describe('dure up whose reader has read enough', { timeout: 120_000 }, () => {
  it('leaves no process behind', async () => {
    const data = mkdtempSync(join(tmpdir(), 'dure-up-'));
    const port = String(await freePort());
    const args = [main, 'up', 'lodging', '--port', port, '--data', data];
    const up = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    const ended = once(up, 'exit');
    await once(up.stderr, 'data');
    up.stdout.destroy();
    up.stderr.destroy();
    await ended;
    await assert.rejects(run('pgrep', ['-f', `serve lodging/.*${data}`]));
    rmSync(data, { recursive: true, force: true });
  });
});

describe('dure serve', { timeout: 60_000 }, () => {
  it('says in words that its port is taken, before it opens a store', async () => {
    const taken = createServer();
    await once(taken.listen(0, '127.0.0.1'), 'listening');
    // It listens on a port.
    const { port } = taken.address() as AddressInfo;
    const data = mkdtempSync(join(tmpdir(), 'dure-serve-'));
    const args = [main, 'serve', 'lodging/payment', '--port', String(port), '--data', data];
    const env = { ...process.env, DURE_SECRET: 'x'.repeat(32) };
    await assert.rejects(run(process.execPath, args, { env }), (cause: { stderr: string }) => {
      const words = `Port ${port} of lodging/payment is in use by another program`;
      assert.ok(cause.stderr.includes(words), cause.stderr);
      assert.ok(cause.stderr.includes(`lodging/payment의 포트 ${port}`), cause.stderr);
      assert.doesNotMatch(cause.stderr, /EADDRINUSE|at .*\.ts/);
      return true;
    });
    assert.deepEqual(readdirSync(data), []);
    taken.close();
    rmSync(data, { recursive: true, force: true });
  });
});
