// Tokens that are not good, each with the words in which it is refused.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { secured } from '@dure/access';
import { exportJWK, exportSPKI, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import type { CryptoKey, JWTPayload } from 'jose';
import { openLibrary } from '../open-library.testing.ts';
import type { OpenLibrary } from '../open-library.testing.ts';

const issuer = 'https://issuer.example';
const audience = 'dure';
const now = () => Math.floor(Date.now() / 1_000);

const good = (): JWTPayload => ({
  iss: issuer,
  aud: audience,
  sub: 'member-2',
  iat: now(),
  exp: now() + 300,
  roles: ['Member'],
  memberId: 'member-2',
});

const without = (claim: string): JWTPayload => {
  const claims = good();
  delete claims[claim];
  return claims;
};

describe('a token', () => {
  const revoked = new Set<string>();
  let library: OpenLibrary;
  let key: CryptoKey;
  let publicKey: CryptoKey;

  before(async () => {
    ({ privateKey: key, publicKey } = await generateKeyPair('ES256'));
    const jwk = { ...(await exportJWK(publicKey)), alg: 'ES256', kid: 'k-1' };
    const identity = secured({
      keys: { keys: [jwk] },
      issuer,
      audience,
      otherAudiences: ['account'],
      type: 'at+jwt',
      isRevoked: ({ subject, tokenId = '' }) => revoked.has(subject) || revoked.has(tokenId),
      mapping: {
        roles: 'roles',
        actors: { readers: 'library/Member', elsewhere: 'bookshop/Member' },
        owns: { memberId: 'card.number' },
      },
    });
    library = await openLibrary({ identity });
  });
  after(() => library.close());

  const sign = (claims: JWTPayload, header: object = {}, by: CryptoKey | Uint8Array = key) =>
    new SignJWT(claims)
      .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: 'k-1', ...header })
      .sign(by);

  const answerTo = (token: string, more: object = {}) =>
    library.ask('GET /loans', { headers: { authorization: `Bearer ${token}`, ...more } });

  const bad: { readonly [what: string]: readonly [() => Promise<string> | string, RegExp] } = {
    'that has expired': [() => sign({ ...good(), exp: now() - 60 }), /run out/],
    'that is not yet valid': [() => sign({ ...good(), nbf: now() + 60 }), /not valid yet/],
    'from the future': [() => sign({ ...good(), iat: now() + 60 }), /not valid yet/],
    'of another issuer': [() => sign({ ...good(), iss: `${issuer}/x` }), /another issuer/],
    'for another audience': [() => sign({ ...good(), aud: 'other' }), /not meant for this place/],
    'without an audience': [() => sign(without('aud')), /not meant for this place/],
    'for two audiences': [() => sign({ ...good(), aud: [audience, 'x'] }), /other places as well/],
    'without a subject': [() => sign(without('sub')), /whose it is/],
    'with an empty subject': [() => sign({ ...good(), sub: '' }), /whose it is/],
    'without an end': [() => sign(without('exp')), /not valid/],
    'that is unsigned': [() => new UnsecuredJWT(good()).encode(), /signed in this way/],
    'signed with the public key as a secret': [
      async () =>
        sign(good(), { alg: 'HS256' }, new TextEncoder().encode(await exportSPKI(publicKey))),
      /signed in this way/,
    ],
    'signed with a foreign key': [
      async () => sign(good(), {}, (await generateKeyPair('ES256')).privateKey),
      /of no key of the issuer/,
    ],
    'with a key id that no one knows': [
      () => sign(good(), { kid: 'k-9' }),
      /of no key of the issuer/,
    ],
    'that brings its own key': [
      async () => {
        const own = await generateKeyPair('ES256');
        const jwk = await exportJWK(own.publicKey);
        return sign(good(), { jwk, kid: undefined }, own.privateKey);
      },
      /of no key of the issuer/,
    ],
    'of another kind': [() => sign(good(), { typ: 'JWT' }), /another kind/],
    'of no kind': [() => sign(good(), { typ: undefined }), /another kind/],
    'that demands what is not understood': [
      () => sign(good(), { crit: ['x'], x: 1 }).catch(() => 'e30.e30.e30'),
      /not valid|signed in this way/,
    ],
    'that is too long': [() => sign({ ...good(), padding: 'x'.repeat(9_000) }), /too long/],
    'that is cut off': [async () => (await sign(good())).slice(0, -20), /of no key|not valid/],
    'that was changed': [
      async () => {
        const [head, , signature] = (await sign(good())).split('.');
        const claims = JSON.stringify({ ...good(), roles: ['Operator'] });
        return `${head}.${Buffer.from(claims).toString('base64url')}.${signature}`;
      },
      /of no key of the issuer/,
    ],
    'that is none': [() => '{"sub":"member-2"}', /not valid/],
  };

  for (const [what, [made, words]] of Object.entries(bad)) {
    it(`${what} is refused with 401, and says why`, async () => {
      const { status, body, headers } = await answerTo(await made());
      assert.deepEqual([status, body['rejection']], [401, 'Unauthenticated']);
      assert.match(String(body['en']), words);
      assert.match(String(body['ko']), /[가-힣]/);
      const challenge = headers.get('www-authenticate') ?? '';
      assert.match(challenge, /^Bearer realm="dure", error="invalid_token", error_description="/);
    });
  }

  it('that is good is let in, also beside an audience that is known', async () => {
    const both = { ...good(), aud: [audience, 'account'] };
    assert.equal((await answerTo(await sign(good()))).status, 200);
    assert.equal((await answerTo(await sign(both, { typ: 'application/AT+JWT' }))).status, 200);
  });

  it('that is revoked counts no more, though it was good a moment ago', async () => {
    const [one, other] = [await sign({ ...good(), jti: 't-1' }), await sign(good())];
    for (const token of [one, other]) assert.equal((await answerTo(token)).status, 200);
    revoked.add('t-1');
    const { status, body } = await answerTo(one);
    assert.deepEqual([status, body['rejection']], [401, 'Unauthenticated']);
    assert.match(String(body['en']), /was revoked/);
    assert.equal((await answerTo(other)).status, 200);
    revoked.add('member-2');
    assert.equal((await answerTo(other)).status, 401);
    assert.equal((await answerTo(await sign({ ...good(), jti: 't-2' }))).status, 401);
    revoked.clear();
    assert.equal((await answerTo(one)).status, 200);
  });

  it('with other claims under the signature of a good one that is known is refused', async () => {
    const token = await sign(good());
    assert.equal((await answerTo(token)).status, 200);
    const [header = '', , signature = ''] = token.split('.');
    const claims = { ...good(), roles: ['Keeper'], keeperId: 'keeper-1' };
    const forged = Buffer.from(JSON.stringify(claims)).toString('base64url');
    const { status, body } = await answerTo(`${header}.${forged}.${signature}`);
    assert.deepEqual([status, body['rejection']], [401, 'Unauthenticated']);
    const [first, rest] = [token.slice(0, 1), token.slice(1)];
    assert.equal((await answerTo(`${first === 'e' ? 'f' : 'e'}${rest}`)).status, 401);
    assert.equal((await answerTo(token)).status, 200);
  });

  it('of a clock that is a little off is good', async () => {
    assert.equal((await answerTo(await sign({ ...good(), nbf: now() + 3 }))).status, 200);
  });

  it('with roles that no one knows says what to do', async () => {
    for (const roles of [['Burglar'], [], 'Burglar', undefined, [7, null], 'bookshop/Member']) {
      const { status, body } = await answerTo(await sign({ ...good(), roles }));
      assert.deepEqual([status, body['rejection']], [403, 'Forbidden']);
      assert.match(String(body['en']), /no role in this business/);
    }
  });

  it('names roles by the words of its issuer, and claims by their path', async () => {
    const claims = { ...without('memberId'), roles: ['elsewhere', 'readers'] };
    const token = await sign({ ...claims, card: { number: 7 } });
    const headers = { authorization: `Bearer ${token}` };
    const session = await library.ask('GET /session', { headers });
    assert.deepEqual(
      (session.body['roles'] as readonly { readonly owns: object }[]).map(({ owns }) => owns),
      [{ memberId: ['member-7'] }],
    );
  });

  it('with several roles acts in the first, or in the one that is chosen', async () => {
    const roles = [
      { business: 'library', actor: 'Member', subject: 'm', claims: { memberId: 'member-2' } },
      { business: 'library', actor: 'Keeper', claims: { keeperId: ['keeper-1', 'keeper-2'] } },
      { business: 'bookshop', actor: 'Operator', claims: {} },
    ];
    const token = await sign({ ...good(), roles });
    const shelves = (keeperId: string, persona?: string) =>
      library.ask('POST /shelves', {
        body: { shelfId: Number(keeperId.at(-1)) + 70, keeperId, places: 3 },
        headers: {
          authorization: `Bearer ${token}`,
          ...(persona === undefined ? {} : { 'dure-persona': persona }),
        },
      });
    assert.equal((await shelves('keeper-1')).status, 403);
    assert.equal((await shelves('keeper-1', 'Keeper')).status, 201);
    assert.equal((await shelves('keeper-2', 'Keeper:keeper-2')).status, 201);
    assert.equal((await shelves('keeper-1', 'Keeper:keeper-2')).status, 403);
    for (const persona of ['Operator', 'Keeper:keeper-3', 'Member:other', '__proto__']) {
      const { status, body } = await answerTo(token, { 'dure-persona': persona });
      assert.equal(status, 403, persona);
      assert.match(String(body['en']), /does not have that role/);
    }
    const stale = await answerTo(token, { cookie: 'dure-persona=Operator%3Ax' });
    assert.equal(stale.status, 200);
  });
});
