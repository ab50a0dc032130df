// A third issuer, which has nothing in common with the other two: discovery, sign-in by code with
// PKCE, refresh, rotation of keys, sign-out, and a role that is taken away.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { relyingParty, standardBounds } from '@dure/identity';
import { freePort } from '@dure/servers';
import { reasonNotToBeHad, startZitadel } from '@dure/servers/zitadel';
import type { Zitadel } from '@dure/servers/zitadel';
import { openLibrary } from '../open-library.testing.ts';
import type { Json, OpenLibrary } from '../open-library.testing.ts';
import { Jar } from './jar.testing.ts';

const SECRET = 'a secret of tests';
const MINUTE_MS = 61_000;
/** Keys are asked for again at most every few seconds. */
const COOLDOWN_MS = 5_100;

const skip = reasonNotToBeHad() ?? false;

describe('with the issuer of Zitadel', { skip }, () => {
  let zitadel: Zitadel;
  let library: OpenLibrary;
  let now = Date.now();
  let url = '';

  before(async () => {
    const port = await freePort();
    url = `http://127.0.0.1:${port}`;
    zitadel = await startZitadel({ gateway: url, secret: SECRET });
    const identity = relyingParty({
      settings: {
        issuer: new URL(zitadel.issuer),
        audience: 'gateway',
        otherAudiences: [],
        type: undefined,
        skewS: 5,
        mapping: {
          roles: 'groups',
          actors: { readers: 'library/Member' },
          owns: { memberId: 'card' },
        },
        client: { id: 'gateway', secret: () => SECRET, scope: 'openid profile offline_access' },
        sessions: standardBounds,
      },
      now: () => now,
    });
    library = await openLibrary({ identity, port });
  });
  after(async () => {
    await library.close();
    await zitadel.server.stop();
  });

  const signIn = async (jar: Jar): Promise<Json> => {
    const page = await jar.go(`${url}/session/sign-in?to=/session`);
    const id = new URL(page.url).searchParams.get('authRequestID') ?? '';
    const form = { id, username: zitadel.name, password: zitadel.password };
    const arrived = await jar.submit(page, form);
    assert.equal(arrived.status, 200, arrived.text);
    return JSON.parse(arrived.text) as Json;
  };

  const loans = async (jar: Jar) => (await jar.send(`${url}/loans`)).status;

  it('a person signs in, acts by a mapped role, and owns by a mapped claim', async () => {
    const jar = new Jar();
    const session = await signIn(jar);
    const [role] = session['roles'] as readonly { readonly owns: object; readonly actor: string }[];
    assert.deepEqual([role?.actor, role?.owns], ['Member', { memberId: ['member-2'] }]);
    assert.equal(await loans(jar), 200);
  });

  it('who has another password comes no further', async () => {
    const jar = new Jar();
    const page = await jar.go(`${url}/session/sign-in?to=/session`);
    const id = new URL(page.url).searchParams.get('authRequestID') ?? '';
    await jar.submit(page, { id, username: zitadel.name, password: 'another one' });
    assert.equal(await loans(jar), 401);
  });

  it('a session is refreshed, and goes on while the keys rotate', async () => {
    const jar = new Jar();
    await signIn(jar);
    now += MINUTE_MS;
    assert.equal(await loans(jar), 200);
    await zitadel.rotate();
    await new Promise((resolve) => setTimeout(resolve, COOLDOWN_MS));
    now += MINUTE_MS;
    assert.equal(await loans(jar), 200);
  });

  it('who signs out is sent to the issuer, and back to the gateway', async () => {
    const jar = new Jar();
    const { csrf } = await signIn(jar);
    const out = await jar.send(`${url}/session/sign-out`, {
      method: 'POST',
      headers: { 'dure-csrf': String(csrf) },
    });
    assert.equal(await loans(jar), 401);
    const { location } = JSON.parse(out.text) as { location: string };
    assert.ok(location.startsWith(zitadel.issuer), location);
    const back = await jar.send(location);
    assert.ok(back.headers.get('location')?.startsWith(url), back.text);
  });

  it('a role that was taken away is gone within a minute', async () => {
    const jar = new Jar();
    await signIn(jar);
    await zitadel.dismiss();
    now += MINUTE_MS;
    assert.equal(await loans(jar), 403);
  });
});
