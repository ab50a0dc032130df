// `dure start --grpc` as a process: with a certificate it speaks TLS as the gateway does, and what
// is done over gRPC is counted and noted as what is done over HTTP.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { request } from 'node:https';
import { text } from 'node:stream/consumers';
import { describe, it } from 'node:test';
import type { IncomingMessage } from 'node:http';
import { connectTo } from '@dure/grpc/client';
import { freePort } from '@dure/services';
import { dureIn, newFolder } from '../start/process.testing.ts';
import { said } from '../run.testing.ts';

const openssl = 'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2';
const names = '-subj /CN=localhost -addext subjectAltName=DNS:localhost,IP:127.0.0.1';

const skip = spawnSync('openssl', ['version']).status === 0 ? false : 'openssl is not installed';

const certified = (folder: string) => {
  const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
  const files = ['-out', cert, '-keyout', key];
  const made = spawnSync('openssl', [...openssl.split(' '), ...names.split(' '), ...files]);
  assert.equal(made.status, 0, String(made.stderr));
  const environment = { DURE_TLS_CERT_FILE: cert, DURE_TLS_KEY_FILE: key };
  return { ca: readFileSync(cert), environment };
};

const readBy = async (url: string, ca: Buffer): Promise<string> => {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  request(url, { ca }, resolve).on('error', reject).end();
  return text(await promise);
};

/** Registers a place, and tries one that costs less than nothing. */
const registerOn = async (address: string, ca: Buffer): Promise<void> => {
  const { out: proto } = await said('wall lodging --format proto');
  const file = { text: proto, path: 'dure/lodging/v1/lodging.proto', package: 'dure.lodging.v1' };
  const client = connectTo(address, { ...file, certificate: ca });
  const place = { owner_id: 'owner-1', place_nm: '온돌', instant_confirmation: true };
  const metadata = { 'dure-persona': 'Owner:owner-1' };
  const register = (price_per_night: number) =>
    client.call('PlaceService.RegisterPlace', { ...place, price_per_night }, { metadata });
  assert.equal((await register(70_000)).is, 'answered');
  assert.equal((await register(-1)).is, 'refused');
  client.close();
};

const counted = (code: string): RegExp =>
  new RegExp(`dure_grpc_call_duration_seconds_count\\{.*RegisterPlace.*code="${code}"\\} 1`);

describe('dure start --grpc', { skip, timeout: 120_000 }, () => {
  it('speaks TLS, and counts and notes what comes that way', async () => {
    const folder = newFolder();
    const { ca, environment } = certified(folder);
    const port = String(await freePort());
    const options = ['--data', join(folder, 'data'), '--no-demo', '--lang', 'en', '--grpc', port];
    const started = dureIn(environment, 'start', 'lodging', '--port', '0', ...options);
    const url = await started.saying(/(https:\/\/[\w.]+:\d+)/);
    assert.equal(await started.saying(/gRPC +(\S+)/), `127.0.0.1:${port}`);
    await registerOn(`localhost:${port}`, ca);
    const metrics = await readBy(`${url}/metrics`, ca);
    assert.match(metrics, counted('OK'));
    assert.match(metrics, counted('INVALID_ARGUMENT'));
    const traffic = await readBy(`${url}/lodging/ops/traffic`, ca);
    assert.match(traffic, /"place":\[\{[^\]]*"done":1,/);
    assert.match(await readBy(`${url}/lodging/ops/audit`, ca), /"via":"grpc"/);
    started.child.kill('SIGTERM');
    assert.equal((await started.ended).code, 0);
  });
});
