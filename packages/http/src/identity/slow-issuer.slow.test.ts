// An issuer that takes its time: it answers nothing for long, or byte by byte. Whoever signs in is
// told so after five seconds, what is known goes on, and nothing else waits.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { relyingParty, standardBounds } from '@dure/identity';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { CryptoKey } from 'jose';
import { openLibrary } from '../open-library.testing.ts';
import type { OpenLibrary } from '../open-library.testing.ts';
import { Jar } from './jar.testing.ts';

const AUDIENCE = 'dure';
const TRICKLE_MS = 200;
const COOLDOWN_MS = 5_100;
const DISCOVERY = '/.well-known/openid-configuration';

type Way = 'quick' | 'silent' | 'trickling';
type Slow = { way: Way; path: string };

const trickle = (response: ServerResponse): void => {
  response.writeHead(200, { 'content-type': 'application/json' });
  const timer = setInterval(() => response.write(' '), TRICKLE_MS);
  response.on('close', () => clearInterval(timer));
};

/** Answers as an issuer does, but for the one path that is slow. */
const openIssuer = async (keys: object, slow: Slow): Promise<Server> => {
  const server = createServer(({ url = '' }, response) => {
    // It listens at a port.
    const { port } = server.address() as AddressInfo;
    const issuer = `http://127.0.0.1:${port}`;
    const documents: { readonly [path: string]: object } = {
      [DISCOVERY]: {
        issuer,
        authorization_endpoint: `${issuer}/auth`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/keys`,
        response_types_supported: ['code'],
      },
      '/keys': keys,
      '/token': { error: 'invalid_grant' },
    };
    if (slow.way === 'silent' && url === slow.path) return;
    if (slow.way === 'trickling' && url === slow.path) return trickle(response);
    response.writeHead(url === '/token' ? 400 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(documents[url] ?? {}));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
};

type House = { readonly library: OpenLibrary; readonly issuer: string; readonly slow: Slow };

describe('an issuer that is slow', { concurrency: true }, () => {
  const closing: (() => Promise<void> | void)[] = [];
  let key: CryptoKey;
  let keys: object;
  before(async () => {
    const pair = await generateKeyPair('ES256');
    key = pair.privateKey;
    keys = { keys: [{ ...(await exportJWK(pair.publicKey)), alg: 'ES256', kid: 'k-1' }] };
  });
  after(async () => {
    for (const close of closing) await close();
  });

  const opened = async (slow: Slow): Promise<House> => {
    const server = await openIssuer(keys, slow);
    // As above.
    const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const settings = {
      issuer: new URL(issuer),
      audience: AUDIENCE,
      otherAudiences: [],
      type: undefined,
      skewS: 5,
      mapping: { roles: 'roles', owns: { memberId: 'memberId' } },
      client: { id: 'gateway', secret: () => 'secret', scope: 'openid' },
      sessions: standardBounds,
    };
    const library = await openLibrary({ identity: relyingParty({ settings }) });
    closing.push(async () => {
      server.closeAllConnections();
      server.close();
      await library.close();
    });
    return { library, issuer, slow };
  };

  const bearing = async (issuer: string, kid = 'k-1') => {
    const token = await new SignJWT({ roles: ['Member'], memberId: '2' })
      .setProtectedHeader({ alg: 'ES256', kid })
      .setIssuer(issuer)
      .setAudience(AUDIENCE)
      .setSubject('member-2')
      .setExpirationTime('5m')
      .sign(key);
    return { headers: { authorization: `Bearer ${token}` } };
  };

  const assertAway = (status: number, text: string, label: string): void => {
    assert.equal(status, 503, `${label}: ${text}`);
    assert.match(text, /로그인 서버에 연결할 수 없습니다|cannot be reached/, label);
  };

  /** Comes back from the issuer with a code, and nothing of it was asked yet. */
  const broughtBack = async ({ library, slow }: House, way: Way) => {
    const jar = new Jar();
    const begun = await jar.send(`${library.url}/session/sign-in`);
    assert.equal(begun.status, 303, begun.text);
    const state = new URL(begun.headers.get('location') ?? '').searchParams.get('state') ?? '';
    slow.way = way;
    return jar.send(`${library.url}/session/callback?code=c-1&state=${state}`);
  };

  it('is said to be away to whoever signs in, wherever it is slow', async () => {
    const ways = ['silent', 'trickling'] as const;
    const begins = ways.map(async (way) => {
      const { library } = await opened({ way, path: DISCOVERY });
      const signingIn = new Jar().send(`${library.url}/session/sign-in`);
      // Others are answered while this one waits.
      const isFirst = await Promise.race([
        library.ask('GET /health/live').then(({ status }) => status === 200),
        signingIn.then(() => false),
      ]);
      assert.ok(isFirst);
      const { status, text } = await signingIn;
      assertAway(status, text, `${way} at the beginning`);
    });
    const ends = ways.map(async (way) => {
      const house = await opened({ way: 'quick', path: '/token' });
      const { status, text } = await broughtBack(house, way);
      assertAway(status, text, `${way} with a code`);
    });
    await Promise.all([...begins, ...ends]);
  });

  it('that says no in time has refused it, and is not away', async () => {
    const { status } = await broughtBack(await opened({ way: 'quick', path: '/token' }), 'quick');
    assert.equal(status, 403);
  });

  it('does not keep out who is known, and new keys are unknown until it answers', async () => {
    const houses = (['silent', 'trickling'] as const).map(async (way) => {
      const { library, issuer, slow } = await opened({ way: 'quick', path: '/keys' });
      assert.equal((await library.ask('GET /loans', await bearing(issuer))).status, 200);
      slow.way = way;
      // Keys are not asked for again at once.
      await sleep(COOLDOWN_MS);
      const waiting = library.ask('GET /loans', await bearing(issuer, 'k-2'));
      // Another token of the key that is known is checked without the issuer.
      const again = await bearing(issuer);
      const isFirst = await Promise.race([
        library.ask('GET /loans', again).then(({ status }) => status === 200),
        waiting.then(() => false),
      ]);
      assert.ok(isFirst);
      const { status, headers } = await waiting;
      assert.equal(status, 503);
      assert.ok(Number(headers.get('retry-after')) > 0);
    });
    await Promise.all(houses);
  });
});
