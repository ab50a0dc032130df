// gRPC over TLS, for people and programs that sign in: what a token proves counts, and no persona.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { status } from '@grpc/grpc-js';
import type { ServiceError } from '@grpc/grpc-js';
import { secured } from '@dure/access';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { CryptoKey, JWTPayload } from 'jose';
import type { Fields } from '../client.ts';
import { aStay, open } from '../open.testing.ts';
import type { Opened } from '../open.testing.ts';

const PLACE = 'PlaceService.PlaceReservation';
const issuer = 'https://issuer.example';
const audience = 'dure';

const folder = mkdtempSync(join(tmpdir(), 'dure-grpc-tls-'));
const tls = { certFile: join(folder, 'cert.pem'), keyFile: join(folder, 'key.pem') };
const options = 'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2';
const names = '-addext subjectAltName=DNS:localhost,IP:127.0.0.1';

const certified = (name: string): void => {
  const files = ['-subj', `/CN=${name}`, '-out', tls.certFile, '-keyout', tls.keyFile];
  const args = [...options.split(' '), ...names.split(' '), ...files];
  const { status: ended, stderr } = spawnSync('openssl', args, { encoding: 'utf8' });
  assert.equal(ended, 0, stderr);
};

/** The name in the certificate that the server shows. */
const nameShown = async (address: string): Promise<string | readonly string[] | undefined> => {
  const port = Number(address.split(':').at(-1));
  const socket = connect({ port, host: '127.0.0.1', rejectUnauthorized: false });
  await once(socket, 'secureConnect');
  const { CN } = socket.getPeerCertificate().subject;
  socket.destroy();
  return CN;
};

const hasOpenssl = spawnSync('openssl', ['version']).status === 0;
const skip = hasOpenssl ? false : 'openssl is not installed';

describe('gRPC over TLS, signed in', { skip }, () => {
  const revoked = new Set<string>();
  let lodging: Opened;
  let key: CryptoKey;

  const bearing = async (claims: JWTPayload, until = '5m') => {
    const token = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'ES256' })
      .setIssuer(issuer)
      .setAudience(audience)
      .setSubject(claims.sub ?? 'customer-2')
      .setExpirationTime(until)
      .sign(key);
    return { authorization: `Bearer ${token}`, 'accept-language': 'en' };
  };

  const customer = { actor: 'Customer', usrId: 'customer-2' };
  const owner = { actor: 'Owner', ownerId: 'owner-2', sub: 'owner-2' };

  const done = async (method: string, request: Fields, claims: JWTPayload): Promise<Fields> => {
    const answer = await lodging.client.call(method, request, { metadata: await bearing(claims) });
    await lodging.running.quiet();
    assert.equal(answer.is, 'answered', JSON.stringify(answer));
    return answer.is === 'answered' ? answer.response : {};
  };

  before(async () => {
    certified('before');
    const pair = await generateKeyPair('ES256');
    key = pair.privateKey;
    const jwk = await exportJWK(pair.publicKey);
    const keys = { keys: [{ ...jwk, alg: 'ES256' }] };
    const isRevoked = ({ subject }: { readonly subject: string }) => revoked.has(subject);
    const trusting = secured({ keys, issuer, audience, isRevoked });
    const identity = { ...trusting, looksMs: 10 };
    const many = { perSecond: 1_000, burst: 1_000 };
    const limits = { commands: many, reads: { perSecond: 0.01, burst: 5 }, signIns: many };
    lodging = await open('lodging', { identity, tls, limits: { ...limits, address: many } });
    const place = { place_id: 'place-2', place_nm: '북촌 한옥스테이', price_per_night: 120_000 };
    const more = { owner_id: 'owner-2', instant_confirmation: true };
    await done('PlaceService.RegisterPlace', { ...place, ...more }, owner);
    await done('ManagementService.OpenStock', { place_id: 'place-2', stock: 4 }, owner);
  });
  after(async () => {
    await lodging.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('refuses a call without a token, and a persona counts for nothing', async () => {
    for (const metadata of [{}, { 'dure-persona': 'Operator' }]) {
      const { code, details, problem } = await lodging.refused(PLACE, aStay, metadata);
      assert.equal(code, status.UNAUTHENTICATED);
      assert.equal(details, 'Please sign in');
      assert.equal(problem?.['rejection'], 'Unauthenticated');
      assert.equal(problem['ko'], '로그인이 필요합니다');
    }
    const metadata = { 'dure-persona': 'Operator' };
    const stream = lodging.client.stream('PlaceService.FollowAccommodations', {}, { metadata });
    const [cause] = (await once(stream, 'error')) as [ServiceError];
    assert.equal(cause.code, status.UNAUTHENTICATED);
  });

  it('refuses a token out of time or of another, and says which', async () => {
    const late = await lodging.refused(PLACE, aStay, await bearing(customer, '-1h'));
    assert.equal(late.code, status.UNAUTHENTICATED);
    assert.match(late.details, /expired|run out|over/i);
    const other = await lodging.refused(PLACE, aStay, { authorization: 'Bearer x.y.z' });
    assert.equal(other.code, status.UNAUTHENTICATED);
    assert.notEqual(other.details, late.details);
  });

  it('ends a stream whose credential is revoked, and says why', async () => {
    const claims = { ...customer, usrId: 'customer-5', sub: 'customer-5' };
    const metadata = await bearing(claims);
    const stream = lodging.client.stream('PlaceService.FollowAccommodations', {}, { metadata });
    await once(stream, 'metadata');
    revoked.add('customer-5');
    const [cause] = (await once(stream, 'error')) as [ServiceError];
    assert.equal(cause.code, status.UNAUTHENTICATED);
    assert.match(cause.details, /revoked/);
  });

  it('lets a token do what its actor may, for what it owns, and shows that alone', async () => {
    const { key: order_id } = await done(PLACE, aStay, customer);
    const stranger = { ...customer, usrId: 'customer-3', sub: 'customer-3' };
    const theirs = await lodging.refused(PLACE, aStay, await bearing(stranger));
    assert.equal(theirs.code, status.PERMISSION_DENIED);
    assert.equal(theirs.problem?.['rejection'], 'Forbidden');
    const asOwner = await lodging.refused(PLACE, aStay, await bearing(owner));
    assert.equal(asOwner.code, status.PERMISSION_DENIED);
    await done('PlaceService.GetAccommodations', { order_id }, customer);
    const unseen = await lodging.refused(
      'PlaceService.GetAccommodations',
      { order_id },
      await bearing(stranger),
    );
    assert.equal(unseen.code, status.NOT_FOUND);
  });

  it('turns away who reads too often, with when to come back', async () => {
    const metadata = await bearing({ ...customer, usrId: 'customer-4', sub: 'customer-4' });
    const codes: number[] = [];
    for (let times = 0; times < 6; times += 1) {
      const answer = await lodging.client.call('PlaceService.ListPlaces', {}, { metadata });
      codes.push(answer.is === 'refused' ? answer.code : status.OK);
    }
    assert.deepEqual(codes, [...Array(5).fill(status.OK), status.RESOURCE_EXHAUSTED]);
    const { problem } = await lodging.refused('PlaceService.ListPlaces', {}, metadata);
    assert.ok(Number(problem?.['retry_after']) > 0);
  });

  it('takes a new certificate, and keeps the former while one is wrong', async () => {
    assert.equal(await nameShown(lodging.address), 'before');
    writeFileSync(tls.certFile, 'no certificate');
    while (lodging.faults.length === 0) await sleep(100);
    assert.match(lodging.faults[0]?.what ?? '', /former/);
    assert.equal(await nameShown(lodging.address), 'before');
    certified('after');
    let name = await nameShown(lodging.address);
    for (let times = 0; times < 150 && name !== 'after'; times += 1) {
      await sleep(100);
      name = await nameShown(lodging.address);
    }
    assert.equal(name, 'after');
  });

  it('does not start with a key that is of another certificate', async () => {
    certified('other');
    const other = join(folder, 'other-key.pem');
    spawnSync('openssl', ['ecparam', '-genkey', '-name', 'prime256v1', '-out', other]);
    const wrong = { certFile: tls.certFile, keyFile: other };
    await assert.rejects(open('lodging', { tls: wrong }), /key values mismatch/);
  });
});
