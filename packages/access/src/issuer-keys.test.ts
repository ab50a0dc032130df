// The keys of an issuer that is away, slow, rotates them, or answers nonsense.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { exportJWK, generateKeyPair, jwtVerify, SignJWT } from 'jose';
import type { CryptoKey, JWK } from 'jose';
import { IssuerKeys, KeysAway } from './issuer-keys.ts';

type Pair = { readonly kid: string; readonly privateKey: CryptoKey; readonly jwk: JWK };

const pairOf = async (kid: string): Promise<Pair> => {
  const { privateKey, publicKey } = await generateKeyPair('ES256');
  return { kid, privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg: 'ES256' } };
};

const json = (body: unknown) => (response: ServerResponse) =>
  void response.setHeader('content-type', 'application/json').end(JSON.stringify(body));

const nonsense: readonly (readonly [string, (response: ServerResponse) => void])[] = [
  ['a page', (response) => void response.setHeader('content-type', 'text/html').end('<p>Hello')],
  ['no keys', json({ error: 'none' })],
  ['a list', json([])],
  ['a failure', (response) => void response.writeHead(500).end('{"keys":[]}')],
  ['another address', (response) => void response.writeHead(302, { location: '/' }).end()],
  [
    'half an answer',
    (response) => void response.writeHead(200).write('{"keys":', () => response.destroy()),
  ],
  ['more than it should', json({ keys: [], padding: 'x'.repeat(300_000) })],
  ['nothing at all', () => {}],
];

const MINUTE_MS = 60_000;

describe('the keys of an issuer', () => {
  let answer: (response: ServerResponse) => void;
  let asked = 0;
  let now = 0;
  let keys: IssuerKeys;
  let one: Pair;
  let other: Pair;
  const server = createServer((_request, response) => {
    asked += 1;
    answer(response);
  });

  beforeEach(async () => {
    [one, other] = [await pairOf('k-1'), await pairOf('k-2')];
    [asked, now] = [0, 1_000_000];
    answer = json({ keys: [one.jwk] });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
    keys = new IssuerKeys(
      async () => new URL(`http://127.0.0.1:${port}/keys`),
      () => now,
    );
  });
  afterEach(() => {
    server.close();
    server.closeAllConnections();
  });

  const verified = async ({ kid, privateKey }: Pair): Promise<string> => {
    const header = { alg: 'ES256', kid };
    const token = await new SignJWT({ sub: 'x' }).setProtectedHeader(header).sign(privateKey);
    try {
      await jwtVerify(token, keys.getKey);
      return 'good';
    } catch (cause) {
      if (cause instanceof KeysAway) return 'away';
      return (cause as { readonly code?: string }).code ?? String(cause);
    }
  };

  it('are fetched once, however many ask', async () => {
    const all = await Promise.all(Array.from({ length: 20 }, () => verified(one)));
    assert.deepEqual([new Set(all), asked], [new Set(['good']), 1]);
  });

  it('are fetched again when a token has a new one, and then count as others', async () => {
    assert.equal(await verified(one), 'good');
    const { generation } = keys;
    answer = json({ keys: [other.jwk] });
    now += MINUTE_MS;
    assert.deepEqual([await verified(other), asked], ['good', 2]);
    assert.notEqual(keys.generation, generation);
    assert.equal(await verified(one), 'ERR_JWKS_NO_MATCHING_KEY');
  });

  it('are not fetched by every forged token', async () => {
    await verified(one);
    now += MINUTE_MS;
    for (let at = 0; at < 10; at += 1)
      assert.equal(await verified(await pairOf(`forged-${at}`)), 'ERR_JWKS_NO_MATCHING_KEY');
    assert.equal(asked, 2);
  });

  it('stay in use for an hour while the issuer is away, and new ones are unknown', async () => {
    await verified(one);
    answer = (response) => void response.destroy();
    now += 59 * MINUTE_MS;
    assert.equal(await verified(one), 'good');
    assert.equal(await verified(other), 'away');
    now += 2 * MINUTE_MS;
    assert.equal(await verified(one), 'away');
    answer = json({ keys: [one.jwk] });
    now += MINUTE_MS;
    assert.equal(await verified(one), 'good');
  });

  for (const [what, bad] of nonsense) {
    it(`are unknown where the issuer answers ${what}, and known when it mends`, async () => {
      answer = bad;
      assert.equal(await verified(one), 'away');
      answer = json({ keys: [one.jwk] });
      now += MINUTE_MS;
      assert.equal(await verified(one), 'good');
    });
  }

  it('of no use for a signature are left out', async () => {
    const secret = { kty: 'oct', k: 'c2VjcmV0', kid: 'k-1' };
    answer = json({ keys: [secret, { ...one.jwk, use: 'enc' }, 7, null] });
    assert.equal(await verified(one), 'ERR_JWKS_NO_MATCHING_KEY');
  });
});
