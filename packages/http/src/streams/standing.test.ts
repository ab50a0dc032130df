// A stream ends when who listens may not do so any more: at the latest a look later, and no request
// of theirs is needed for it.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { refusal, secured } from '@dure/access';
import type { Identified } from '@dure/access';
import { openDevelopmentIssuer, peopleOf, relyingParty } from '@dure/identity';
import type { DevelopmentIssuer } from '@dure/identity';
import { freePort } from '@dure/services';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { CryptoKey, JWTPayload } from 'jose';
import { libraryBrings } from '../library.testing.ts';
import { openLibrary } from '../open-library.testing.ts';
import type { OpenLibrary } from '../open-library.testing.ts';
import { Jar } from '../identity/jar.testing.ts';

const ISSUER = 'https://issuer.example';
const AUDIENCE = 'dure';
const LOOKS_MS = 10;

type Opened = { readonly status: number; readonly ended: Promise<string>; leave: () => void };

/** Opens a stream, and reads it until the gateway ends it. */
const open = async (url: string, headers: { readonly [name: string]: string }): Promise<Opened> => {
  const gone = new AbortController();
  const all = { accept: 'text/event-stream', ...headers };
  const { status, body } = await fetch(url, { headers: all, signal: gone.signal });
  assert.ok(body);
  const read = async (): Promise<string> => {
    let text = '';
    for await (const part of body.pipeThrough(new TextDecoderStream())) text += part;
    return text;
  };
  return { status, ended: read().catch(() => 'left'), leave: () => gone.abort() };
};

describe('a stream that a token has opened', () => {
  const revoked = new Set<string>();
  let library: OpenLibrary;
  let key: CryptoKey;
  before(async () => {
    const { privateKey, publicKey } = await generateKeyPair('ES256');
    key = privateKey;
    const jwk = { ...(await exportJWK(publicKey)), alg: 'ES256', kid: 'k-1' };
    const identity = secured({
      keys: { keys: [jwk] },
      issuer: ISSUER,
      audience: AUDIENCE,
      isRevoked: ({ tokenId = '' }) => revoked.has(tokenId),
      mapping: { roles: 'roles', owns: { memberId: 'memberId' } },
    });
    library = await openLibrary({ identity: { ...identity, looksMs: LOOKS_MS } });
  });
  after(() => library.close());

  const bearing = async (claims: JWTPayload, until = '5m') => {
    const token = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'ES256', kid: 'k-1' })
      .setIssuer(ISSUER)
      .setAudience(AUDIENCE)
      .setSubject('member-2')
      .setIssuedAt()
      .setExpirationTime(until)
      .sign(key);
    return { authorization: `Bearer ${token}` };
  };
  const member = { roles: ['Member'], memberId: '2' };
  const operator = { roles: ['Operator'] };

  it('ends when the token is revoked, and those of others go on', async () => {
    const paths = ['/loans', '/library/changes?view=loans'];
    const mine = await Promise.all(
      paths.map(async (path) =>
        open(`${library.url}${path}`, await bearing({ ...member, jti: 't-1' })),
      ),
    );
    const wall = await open(
      `${library.url}/library/wall/events`,
      await bearing({ ...operator, jti: 't-1' }),
    );
    const other = await open(`${library.url}/loans`, await bearing({ ...member, jti: 't-2' }));
    assert.deepEqual(
      [...mine, wall, other].map(({ status }) => status),
      [200, 200, 200, 200],
    );
    revoked.add('t-1');
    for (const { ended } of [...mine, wall]) assert.notEqual(await ended, 'left');
    const isOver = await Promise.race([other.ended.then(() => true), Promise.resolve(false)]);
    assert.equal(isOver, false);
    other.leave();
    assert.equal(await other.ended, 'left');
  });

  it('ends when the token has run out', async () => {
    const { status, ended } = await open(`${library.url}/loans`, await bearing(member, '1s'));
    assert.equal(status, 200);
    assert.notEqual(await ended, 'left');
  });
});

describe('a stream of someone who may do something else now', () => {
  const callerOf = (actor: string, memberId: string): Identified => ({
    is: 'known',
    caller: { actor, subject: 'member-2', claims: { memberId }, ownsAll: false },
  });

  const endedBy = async (next: Identified, last: Identified = next): Promise<string> => {
    const answers = [callerOf('Member', 'member-2'), callerOf('Member', 'member-2'), next];
    const identify = () => answers.shift() ?? last;
    const identity = { isLocalOnly: false, looksMs: LOOKS_MS, identify };
    const library = await openLibrary({ identity });
    const { status, ended } = await open(`${library.url}/loans`, {});
    assert.equal(status, 200);
    const text = await ended;
    assert.equal(answers.length, 0);
    await library.close();
    return text;
  };

  it('ends when a role was taken away, and when something is not theirs any more', async () => {
    for (const next of [callerOf('Librarian', 'member-2'), callerOf('Member', 'member-3')])
      assert.notEqual(await endedBy(next), 'left');
  });

  it('goes on while the issuer is away, and ends when it says no', async () => {
    const away: Identified = { is: 'refused', refusal: refusal('Unavailable') };
    const over: Identified = { is: 'refused', refusal: refusal('Unauthenticated') };
    assert.notEqual(await endedBy(away, over), 'left');
  });
});

describe('a stream that a browser has opened', () => {
  let library: OpenLibrary;
  let issuer: DevelopmentIssuer;
  before(async () => {
    const port = await freePort();
    const { personas } = libraryBrings().demos.library;
    issuer = await openDevelopmentIssuer({
      people: peopleOf([{ business: 'library', label: ['도서관', 'Library'], personas }]),
      port: 0,
      backChannel: () => `http://127.0.0.1:${port}/session/back-channel-logout`,
    });
    const identity = relyingParty({ settings: issuer.settings });
    library = await openLibrary({ identity: { ...identity, looksMs: LOOKS_MS }, port });
  });
  after(async () => {
    await library.close();
    await issuer.close();
  });

  it('ends with the sign-out at the issuer', async () => {
    const jar = new Jar();
    const page = await jar.go(`${library.url}/session/sign-in?to=/session`);
    await jar.submit(page, { person: 'library.Member.member-2' });
    const { status, ended } = await open(`${library.url}/loans`, { cookie: jar.header });
    assert.equal(status, 200);
    await jar.submit(await jar.go(`${issuer.url}/session/end`), { logout: 'yes' });
    assert.notEqual(await ended, 'left');
    assert.equal((await jar.send(`${library.url}/loans`)).status, 401);
  });
});
