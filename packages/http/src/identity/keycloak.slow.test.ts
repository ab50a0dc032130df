// An issuer that others have written: discovery, sign-in by code with PKCE, refresh, rotation of
// keys, sign-out on both sides, and the token of a program.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { relyingParty, standardBounds } from '@dure/identity';
import { reasonNotToBeHad, startKeycloak } from '@dure/servers/keycloak';
import type { Keycloak } from '@dure/servers/keycloak';
import { freePort } from '@dure/servers';
import { openLibrary } from '../open-library.testing.ts';
import type { Json, OpenLibrary } from '../open-library.testing.ts';
import { Jar } from './jar.testing.ts';

const PASSWORD = 'a password of tests';
const AUDIENCE = 'dure';

const audience = {
  name: 'audience',
  protocol: 'openid-connect',
  protocolMapper: 'oidc-audience-mapper',
  config: { 'included.custom.audience': AUDIENCE, 'access.token.claim': 'true' },
};
const number = {
  name: 'number',
  protocol: 'openid-connect',
  protocolMapper: 'oidc-hardcoded-claim-mapper',
  config: {
    'claim.name': 'card',
    'claim.value': '2',
    'jsonType.label': 'String',
    'access.token.claim': 'true',
  },
};

const clientsOf = (gateway: string) => [
  {
    clientId: 'gateway',
    secret: PASSWORD,
    redirectUris: [`${gateway}/session/callback`],
    attributes: {
      'post.logout.redirect.uris': `${gateway}/`,
      'pkce.code.challenge.method': 'S256',
      'backchannel.logout.url': `${gateway}/session/back-channel-logout`,
      'backchannel.logout.session.required': 'true',
    },
    protocolMappers: [audience, number],
  },
  {
    clientId: 'program',
    secret: PASSWORD,
    standardFlowEnabled: false,
    serviceAccountsEnabled: true,
    protocolMappers: [audience, number],
  },
];

const yujin = {
  username: 'yujin',
  enabled: true,
  email: 'yujin@example.org',
  emailVerified: true,
  firstName: 'Yujin',
  lastName: 'Jung',
  credentials: [{ type: 'password', value: PASSWORD }],
  realmRoles: ['readers'],
};

const program = {
  username: 'service-account-program',
  enabled: true,
  serviceAccountClientId: 'program',
  realmRoles: ['readers'],
};

const realmAt = (gateway: string) => ({
  realm: 'library',
  enabled: true,
  sslRequired: 'none',
  accessTokenLifespan: 60,
  roles: { realm: [{ name: 'readers' }] },
  clients: clientsOf(gateway),
  users: [yujin, program],
});

const skip = reasonNotToBeHad() ?? false;

describe('with Keycloak', { skip }, () => {
  let keycloak: Keycloak;
  let library: OpenLibrary;
  let now = Date.now();
  let url = '';

  before(async () => {
    const port = await freePort();
    url = `http://127.0.0.1:${port}`;
    keycloak = await startKeycloak(realmAt(url));
    const identity = relyingParty({
      settings: {
        issuer: new URL(keycloak.issuer),
        audience: AUDIENCE,
        otherAudiences: ['account'],
        type: undefined,
        skewS: 5,
        mapping: {
          roles: 'realm_access.roles',
          actors: { readers: 'library/Member' },
          owns: { memberId: 'card' },
        },
        client: { id: 'gateway', secret: () => PASSWORD, scope: 'openid profile' },
        sessions: standardBounds,
      },
      now: () => now,
    });
    library = await openLibrary({ identity, port });
  });
  after(async () => {
    await library.close();
    await keycloak.server.stop();
  });

  const signIn = async (jar: Jar): Promise<Json> => {
    const page = await jar.go(`${url}/session/sign-in?to=/session`);
    const form = { username: 'yujin', password: PASSWORD };
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

  it('a session is refreshed, and goes on while the keys rotate', async () => {
    const jar = new Jar();
    await signIn(jar);
    now += 61_000;
    assert.equal(await loans(jar), 200);
    const keys = await keycloak.administer('GET', '/keys');
    const { keys: all } = (await keys.json()) as { keys: readonly { providerId: string }[] };
    const { id: parentId } = (await (await keycloak.administer('GET', '')).json()) as {
      id: string;
    };
    const made = await keycloak.administer('POST', '/components', {
      name: 'new keys',
      providerId: 'rsa-generated',
      providerType: 'org.keycloak.keys.KeyProvider',
      parentId,
      config: { priority: ['1000'] },
    });
    assert.equal(made.status, 201);
    assert.ok(all.length > 0);
    // Keys are asked for again at most every few seconds.
    await new Promise((resolve) => setTimeout(resolve, 5_100));
    now += 61_000;
    assert.equal(await loans(jar), 200);
  });

  it('a program has its own token', async () => {
    const answer = await fetch(`${keycloak.issuer}/protocol/openid-connect/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: 'program',
        client_secret: PASSWORD,
      }),
    });
    const { access_token: token } = (await answer.json()) as { access_token: string };
    const list = await library.ask('GET /loans', { headers: { authorization: `Bearer ${token}` } });
    assert.equal(list.status, 200, list.text);
  });

  it('who signs out here is signed out there', async () => {
    const jar = new Jar();
    const { csrf } = await signIn(jar);
    const out = await jar.send(`${url}/session/sign-out`, {
      method: 'POST',
      headers: { 'dure-csrf': String(csrf) },
    });
    assert.equal(await loans(jar), 401);
    const { location } = JSON.parse(out.text) as { location: string };
    assert.ok(location.startsWith(keycloak.issuer), location);
    const asked = await jar.go(location);
    assert.equal(asked.status, 200);
    const page = await jar.go(`${url}/session/sign-in`);
    assert.match(page.text, /name="password"/);
  });

  it('who is signed out there is signed out here', async () => {
    // The word of the issuer is good for a short while only, by its own clock.
    now = Date.now();
    const jar = new Jar();
    await signIn(jar);
    assert.equal(await loans(jar), 200);
    const users = await keycloak.administer('GET', '/users?username=yujin');
    const [user] = (await users.json()) as readonly { readonly id: string }[];
    const ended = await keycloak.administer('POST', `/users/${user?.id}/logout`, {});
    assert.equal(ended.status, 204);
    // The gateway learns of it a moment later.
    for (let at = 0; at < 50 && (await loans(jar)) === 200; at += 1)
      await new Promise((resolve) => setTimeout(resolve, 100));
    assert.equal(await loans(jar), 401);
  });

  it('a role that was taken away is gone within a minute', async () => {
    const jar = new Jar();
    await signIn(jar);
    const users = await keycloak.administer('GET', '/users?username=yujin');
    const [user] = (await users.json()) as readonly { readonly id: string }[];
    const role = await (await keycloak.administer('GET', '/roles/readers')).json();
    const path = `/users/${user?.id}/role-mappings/realm`;
    assert.equal((await keycloak.administer('DELETE', path, [role])).status, 204);
    now += 61_000;
    assert.equal(await loans(jar), 403);
  });
});
