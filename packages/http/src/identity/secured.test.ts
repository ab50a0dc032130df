// Secured: no one acts without a token of the issuer, and a token proves what it says.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { secured } from '@dure/access';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { CryptoKey, JWTPayload } from 'jose';
import { aLoan, openLibrary } from '../open-library.testing.ts';
import type { OpenLibrary } from '../open-library.testing.ts';

const issuer = 'https://issuer.example';
const audience = 'dure';

describe('secured', () => {
  let library: OpenLibrary;
  let key: CryptoKey;
  let stranger: CryptoKey;

  before(async () => {
    const pair = await generateKeyPair('ES256');
    key = pair.privateKey;
    stranger = (await generateKeyPair('ES256')).privateKey;
    const jwk = await exportJWK(pair.publicKey);
    const identity = secured({ keys: { keys: [{ ...jwk, alg: 'ES256' }] }, issuer, audience });
    library = await openLibrary({ identity });
  });
  after(() => library.close());

  const sign = (claims: JWTPayload, by = key, until = '5m') =>
    new SignJWT(claims)
      .setProtectedHeader({ alg: 'ES256' })
      .setIssuer(claims.iss ?? issuer)
      .setAudience(claims.aud ?? audience)
      .setSubject(claims.sub ?? 'member-2')
      .setExpirationTime(until)
      .sign(by);

  const bearing = async (claims: JWTPayload, by?: CryptoKey, until?: string) => ({
    authorization: `Bearer ${await sign(claims, by, until)}`,
  });

  const member = { actor: 'Member', memberId: 2 };

  it('a request without a token is refused, with how to come back', async () => {
    for (const line of ['POST /loans', 'GET /loans', 'GET /loans/1', 'GET /library/ops/work']) {
      const answer = await library.ask(line, line.startsWith('POST') ? { body: aLoan } : {});
      assert.deepEqual([answer.status, answer.body['rejection']], [401, 'Unauthenticated']);
      assert.equal(answer.headers.get('www-authenticate'), 'Bearer realm="dure"');
    }
  });

  it('a persona counts for nothing', async () => {
    const headers = { 'dure-persona': 'Operator' };
    assert.equal((await library.ask('GET /loans?as=Operator', { headers })).status, 401);
  });

  it('a token acts as its actor, and owns what its claims prove', async () => {
    const headers = await bearing(member);
    const opened = await library.ask('POST /loans', { body: aLoan, headers });
    assert.equal(opened.status, 201, opened.text);
    const path = `/loans/${String(opened.body['loanId'])}`;
    await library.running.quiet();
    const other = await bearing({ ...member, sub: 'member-3', memberId: 'member-3' });
    assert.equal((await library.ask(`DELETE ${path}`, { headers: other })).status, 403);
    assert.equal((await library.ask(`GET ${path}`, { headers: other })).status, 404);
    assert.equal((await library.ask(`GET ${path}`, { headers })).status, 200);
    assert.equal((await library.ask(`DELETE ${path}`, { headers })).status, 204);
  });

  it('a claim of several proves each of them', async () => {
    const headers = await bearing({ actor: 'Member', memberId: ['member-4', 'member-5'] });
    const of = async (memberId: number) =>
      (await library.ask('POST /loans', { body: { ...aLoan, memberId }, headers })).status;
    assert.deepEqual([await of(4), await of(5), await of(6)], [201, 201, 403]);
  });

  it('an actor without the claim owns nothing', async () => {
    const headers = await bearing({ actor: 'Member' });
    assert.equal((await library.ask('POST /loans', { body: aLoan, headers })).status, 403);
    const list = await library.ask('GET /loans', { headers });
    assert.deepEqual((list.body['page'] as { totalElements: number }).totalElements, 0);
  });

  it('an actor that is not on the wall may do nothing', async () => {
    const headers = await bearing({ actor: 'Burglar', memberId: 2 });
    assert.equal((await library.ask('POST /loans', { body: aLoan, headers })).status, 403);
  });

  it('a role among several is enough, under a name that was agreed', async () => {
    const headers = await bearing({ actor: ['offline', 'Operator'] });
    assert.equal((await library.ask('GET /library/ops/work', { headers })).status, 200);
  });

  it('no actor does what the machine does', async () => {
    const headers = await bearing(member);
    const answer = await library.ask('POST /loans/1/close-loan', { headers, body: {} });
    assert.equal(answer.status, 403);
  });

  it('a token of another issuer, for another audience, or out of time is refused', async () => {
    const bad = [
      await bearing(member, stranger),
      await bearing({ ...member, iss: 'https://other.example' }),
      await bearing({ ...member, aud: 'other' }),
      await bearing(member, key, '-1m'),
      { authorization: 'Bearer x.y.z' },
      { authorization: 'Basic YTpi' },
      { authorization: `Bearer ${Buffer.from('{"alg":"none"}').toString('base64url')}.e30.` },
    ];
    for (const headers of bad) {
      const answer = await library.ask('GET /loans', { headers });
      assert.equal(answer.status, 401);
      assert.match(answer.headers.get('www-authenticate') ?? '', /^Bearer/);
    }
  });

  it('a token is checked once, and not believed after its time', async () => {
    const headers = await bearing(member, key, '1s');
    assert.equal((await library.ask('GET /loans', { headers })).status, 200);
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    assert.equal((await library.ask('GET /loans', { headers })).status, 401);
  });

  it('keys are fetched from where they are; while they are away no one is let in', async () => {
    const { privateKey, publicKey } = await generateKeyPair('RS256');
    const jwk = { ...(await exportJWK(publicKey)), kid: 'k-1', alg: 'RS256' };
    const server = createServer((_request, response) => {
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: [jwk] }));
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
    const keys = new URL(`http://127.0.0.1:${port}/keys`);
    const other = await openLibrary({ identity: secured({ keys, issuer, audience }) });
    const token = await new SignJWT(member)
      .setProtectedHeader({ alg: 'RS256', kid: 'k-1' })
      .setIssuer(issuer)
      .setAudience(audience)
      .setSubject('member-2')
      .setExpirationTime('5m')
      .sign(privateKey);
    const headers = { authorization: `Bearer ${token}` };
    const there = await other.ask('GET /loans', { headers });
    await other.close();
    server.close();
    server.closeAllConnections();
    const away = await openLibrary({ identity: secured({ keys, issuer, audience }) });
    const unknown = await away.ask('GET /loans', { headers });
    await away.close();
    assert.deepEqual([there.status, unknown.status], [200, 503]);
    assert.ok(unknown.headers.get('retry-after'));
  });

  it('the wall and the operations are for the operator', async () => {
    const headers = await bearing(member);
    const operator = await bearing({ actor: 'Operator', sub: 'operator-1' });
    assert.equal((await library.ask('GET /library/wall/events', { headers })).status, 403);
    assert.equal((await library.ask('GET /library/ops/faults', { headers })).status, 403);
    const faults = await library.ask('GET /library/ops/faults', { headers: operator });
    assert.equal(faults.status, 200);
  });
});
