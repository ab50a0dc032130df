// A browser signs in through the gateway, at the issuer that ships for development.

import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { openDevelopmentIssuer, peopleOf, relyingParty } from '@dure/identity';
import type { DevelopmentIssuer } from '@dure/identity';
import { aLoan, openLibrary } from '../open-library.testing.ts';
import type { Json, OpenLibrary } from '../open-library.testing.ts';
import { libraryBrings } from '../library.testing.ts';
import { Jar } from './jar.testing.ts';

const cast = {
  business: 'library',
  label: ['도서관', 'Library'] as const,
  personas: libraryBrings().demos.library.personas,
};
const people = peopleOf([cast]);
const yujin = 'library.Member.member-2';
const everyone = 'library.everyone';

describe('a browser that signs in', () => {
  const revoked = new Set<string>();
  let library: OpenLibrary;
  let issuer: DevelopmentIssuer;
  let now = 0;
  let jar: Jar;
  let gatewayUrl = '';

  before(async () => {
    now = Date.now();
    issuer = await openDevelopmentIssuer({ people, port: 0 });
    const isRevoked = ({ subject }: { readonly subject: string }) => revoked.has(subject);
    const settings = { ...issuer.settings, isRevoked };
    const identity = relyingParty({ settings, now: () => now });
    library = await openLibrary({ identity });
    gatewayUrl = library.url;
  });
  after(async () => {
    await library.close();
    await issuer.close();
  });
  beforeEach(() => {
    jar = new Jar();
    issuer.know(people);
  });

  const arrive = async (person: string, to: string) => {
    const url = `${gatewayUrl}/session/sign-in?to=${encodeURIComponent(to)}`;
    const asked = await jar.go(url);
    return asked.url.startsWith(gatewayUrl) ? asked : jar.submit(asked, { person });
  };

  const signIn = async (person: string): Promise<Json> => {
    const arrived = await arrive(person, '/session');
    assert.equal(arrived.status, 200, arrived.text);
    return JSON.parse(arrived.text) as Json;
  };

  const lend = (headers: { readonly [name: string]: string }) =>
    jar.send(`${gatewayUrl}/loans`, {
      method: 'POST',
      body: JSON.stringify(aLoan),
      headers: { 'content-type': 'application/json', ...headers },
    });

  it('is sent to the issuer, comes back to where it wanted, and acts for its person', async () => {
    const before = await jar.send(`${gatewayUrl}/session`);
    assert.deepEqual(JSON.parse(before.text), {
      signIn: 'browser',
      person: null,
      csrf: null,
      roles: [],
      _links: { self: { href: '/session' }, signIn: { href: '/session/sign-in' } },
    });
    const session = await signIn(yujin);
    assert.deepEqual(session['person'], { subject: yujin, name: '정유진' });
    const opened = await lend({ 'dure-csrf': String(session['csrf']) });
    assert.equal(opened.status, 201, opened.text);
    assert.equal((JSON.parse(opened.text) as Json)['memberId'], 'member-2');
  });

  it('has no token, only a cookie that no script reads', async () => {
    await signIn(yujin);
    const held = `${jar.header} ${(await jar.send(`${gatewayUrl}/session`)).text}`;
    assert.doesNotMatch(held.replace(/_[\w.]+=\S+/g, ''), /eyJ/);
    const again = await jar.send(`${gatewayUrl}/session/sign-in`);
    assert.match(String(again.headers.getSetCookie()), /HttpOnly; SameSite=Lax/);
  });

  it('changes nothing without the proof of its page', async () => {
    const { csrf } = await signIn(yujin);
    for (const headers of [{}, { 'dure-csrf': 'x' }])
      assert.equal((await lend(headers)).status, 403);
    const proof = { 'dure-csrf': String(csrf) };
    const foreign = { ...proof, origin: 'https://elsewhere.example' };
    assert.equal((await lend(foreign)).status, 403);
    assert.equal((await lend({ ...proof, 'sec-fetch-site': 'same-site' })).status, 403);
    assert.equal((await lend({ ...proof, origin: gatewayUrl })).status, 201);
  });

  it('chooses among the roles of its person', async () => {
    await signIn(everyone);
    const loans = (persona: string) =>
      jar.send(`${gatewayUrl}/loans`, { headers: { 'dure-persona': persona } });
    assert.equal((await loans('Member:member-2')).status, 200);
    assert.equal((await loans('Keeper:keeper-1')).status, 403);
    assert.equal((await loans('Operator')).status, 403);
  });

  it('is sent nowhere but to the gateway itself', async () => {
    for (const to of ['//evil.example', 'https://evil.example', '/\\evil.example', '/ x', 'x']) {
      const arrived = await arrive(yujin, to);
      assert.equal(arrived.url, `${gatewayUrl}/`, to);
    }
  });

  it('comes back once, and only in the browser that began', async () => {
    const page = await jar.go(`${gatewayUrl}/session/sign-in`);
    const action = new URL(/action="([^"]+)"/.exec(page.text)?.[1] ?? '', page.url).href;
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    let answer = await jar.send(action, { method: 'POST', body: `person=${yujin}`, headers: form });
    for (let at = 0; at < 5 && !answer.headers.get('location')?.includes('/callback'); at += 1)
      answer = await jar.send(new URL(answer.headers.get('location') ?? '', answer.url).href);
    const callback = answer.headers.get('location') ?? '';
    const thief = new Jar();
    assert.equal((await thief.send(callback)).status, 400);
    assert.equal((await jar.send(callback)).status, 303);
    assert.equal((await jar.send(callback)).status, 400);
    const forged = callback.replace(/state=[^&]+/, 'state=forged');
    assert.equal((await jar.send(forged)).status, 400);
  });

  it('is refused a code that is not good, or that the issuer did not give', async () => {
    for (const more of ['code=forged', 'error=access_denied']) {
      const page = await jar.send(`${gatewayUrl}/session/sign-in`);
      const state = new URL(page.headers.get('location') ?? '').searchParams.get('state');
      const iss = encodeURIComponent(issuer.url);
      const url = `${gatewayUrl}/session/callback?state=${state}&iss=${iss}&${more}`;
      const answer = await jar.send(url);
      assert.equal(answer.status, 403, answer.text);
      assert.equal((JSON.parse(answer.text) as Json)['rejection'], 'SignInFailed');
    }
  });

  it('loses a role within a minute of its person, and keeps the others', async () => {
    await signIn(everyone);
    const as = async (persona: string) =>
      (await jar.send(`${gatewayUrl}/shelves`, { headers: { 'dure-persona': persona } })).status;
    assert.equal(await as('Keeper:keeper-1'), 200);
    issuer.know(
      people.map((one) => ({ ...one, roles: one.roles.filter(({ actor }) => actor === 'Member') })),
    );
    now += 61_000;
    assert.equal(await as('Keeper:keeper-1'), 403);
    const { roles } = JSON.parse((await jar.send(`${gatewayUrl}/session`)).text) as {
      readonly roles: readonly { readonly actor: string }[];
    };
    assert.deepEqual(
      roles.map(({ actor }) => actor),
      ['Member'],
    );
  });

  it('counts no more from the moment that its person is revoked', async () => {
    await signIn(yujin);
    const status = async () => (await jar.send(`${gatewayUrl}/loans`)).status;
    assert.equal(await status(), 200);
    revoked.add(yujin);
    assert.equal(await status(), 401);
    revoked.clear();
    assert.equal(await status(), 200);
  });

  it('is signed out after an hour without use', async () => {
    const { csrf } = await signIn(yujin);
    now += 61 * 60_000;
    assert.equal((await lend({ 'dure-csrf': String(csrf) })).status, 401);
  });

  it('signs out on both sides', async () => {
    const { csrf } = await signIn(yujin);
    const kept = jar.header;
    const out = (headers: { readonly [name: string]: string }) =>
      jar.send(`${gatewayUrl}/session/sign-out`, { method: 'POST', headers });
    assert.equal((await out({})).status, 403);
    const answer = await out({ 'dure-csrf': String(csrf) });
    const { location } = JSON.parse(answer.text) as { readonly location: string };
    assert.ok(location.startsWith(issuer.url));
    const stolen = await fetch(`${gatewayUrl}/loans`, { headers: { cookie: kept } });
    assert.equal(stolen.status, 401);
    const home = await jar.submit(await jar.go(location), { logout: 'yes' });
    assert.equal(new URL(home.url).origin, gatewayUrl);
    const page = await jar.go(`${gatewayUrl}/session/sign-in`);
    assert.match(page.text, /Development sign-in/);
  });

  it('has a new cookie with every sign-in, and the former one is worth nothing', async () => {
    await signIn(yujin);
    const former = jar.header;
    await jar.go(`${gatewayUrl}/session/sign-in?to=/session`);
    assert.notEqual(jar.header, former);
    assert.equal((await fetch(`${gatewayUrl}/loans`, { headers: { cookie: former } })).status, 401);
  });
});
