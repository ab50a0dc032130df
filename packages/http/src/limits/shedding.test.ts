// What is refused before anything else is done for it, and that it is refused in the same words.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { openHouse, standardLimits, UnderWay } from '@dure/access';
import type { Identity } from '@dure/access';
import { aLoan, openLibrary } from '../open-library.testing.ts';
import type { OpenLibrary } from '../open-library.testing.ts';

const identity: Identity = { ...openHouse(), isLocalOnly: false };
// Its clients come as fast as they are answered.
const full = { ...standardLimits, underWay: { min: 0, max: 0 }, lateMs: 0 };
const origin = 'https://console.example';

describe('a gateway that is full', () => {
  let library: OpenLibrary;
  before(async () => {
    library = await openLibrary({ identity, limits: full, origins: [origin] });
  });
  after(() => library.close());

  const raw = async (head: readonly string[], until: RegExp): Promise<string> => {
    const socket = connect(Number(new URL(library.url).port), '127.0.0.1');
    socket.write(`${head.join('\r\n')}\r\n\r\n`);
    let answer = '';
    for await (const chunk of socket) {
      answer += String(chunk);
      if (until.test(answer)) break;
    }
    socket.destroy();
    return answer;
  };

  it('refuses commands and reads in both languages, and says when to come back', async () => {
    for (const line of ['POST /loans', 'GET /loans', 'GET /loans/loan-1', 'GET /nowhere']) {
      const { status, body, headers } = await library.ask(line, {
        headers: { 'accept-language': 'en' },
        ...(line.startsWith('POST') ? { body: aLoan } : {}),
      });
      assert.equal(status, 503);
      assert.equal(headers.get('content-type'), 'application/problem+json');
      assert.equal(body['rejection'], 'Unavailable');
      assert.equal(body['instance'], line.split(' ')[1]);
      assert.match(String(body['ko']), /지금은 너무 바쁩니다/);
      assert.match(String(body['detail']), /^Too busy at the moment/);
      assert.equal(headers.get('retry-after'), String(body['retryAfter']));
    }
  });

  it('spreads when to come back', async () => {
    const said = new Set<number>();
    for (let at = 0; at < 100; at += 1) {
      said.add(Number((await library.ask('GET /loans')).headers.get('retry-after')));
    }
    assert.deepEqual(said, new Set([1, 2, 3]));
  });

  it('answers a browser with a page, and lets pages of named origins read it', async () => {
    const page = await fetch(`${library.url}/loans?x="><b>`, { headers: { accept: 'text/html' } });
    assert.equal(page.status, 503);
    assert.match(page.headers.get('content-type') ?? '', /^text\/html/);
    assert.match(page.headers.get('content-security-policy') ?? '', /default-src/);
    assert.match(await page.text(), /지금은 너무 바쁩니다/);
    const named = await library.ask('GET /loans', { headers: { origin } });
    assert.equal(named.headers.get('access-control-allow-origin'), origin);
    const other = await library.ask('GET /loans', { headers: { origin: 'https://x.example' } });
    assert.equal(other.headers.get('access-control-allow-origin'), null);
  });

  it('keeps the correlation of a client, or makes one where it cannot be kept', async () => {
    const of = async (id: string) =>
      (await library.ask('GET /loans', { headers: { 'correlation-id': id } })).headers.get(
        'correlation-id',
      );
    assert.equal(await of('abc-1'), 'abc-1');
    assert.match((await of('a b<c>')) ?? '', /^[\da-f-]{36}$/);
  });

  it('waits for no body, and asks for none', async () => {
    const head = ['POST /loans HTTP/1.1', 'host: localhost', 'content-type: application/json'];
    const unsent = await raw([...head, 'content-length: 5000'], /"ko":/);
    assert.match(unsent, /^HTTP\/1\.1 503 /);
    const asked = await raw([...head, 'content-length: 5000', 'expect: 100-continue'], /"ko":/);
    assert.match(asked, /^HTTP\/1\.1 503 /);
    assert.doesNotMatch(asked, /100 Continue/);
  });

  it('hangs up on a body that has no end, and goes on with others on one connection', async () => {
    const socket = connect(Number(new URL(library.url).port), '127.0.0.1');
    const one = 'POST /loans HTTP/1.1\r\nhost: localhost\r\ncontent-length: 2\r\n\r\n{}';
    const endless = 'POST /loans HTTP/1.1\r\nhost: localhost\r\ntransfer-encoding: chunked\r\n\r\n';
    let answer = '';
    socket.on('data', (chunk) => (answer += String(chunk)));
    socket.on('error', () => {});
    socket.write(`${one}${one}${endless}`);
    await once(socket, 'close');
    assert.equal(answer.split('HTTP/1.1 503 ').length, 4, answer);
    assert.equal(answer.match(/connection: close/gi)?.length, 1);
  });

  it('lets whoever watches in, and counts what it refuses', async () => {
    assert.equal((await library.ask('GET /health/live')).status, 200);
    const figures = await (await fetch(`${library.url}/metrics`)).text();
    assert.match(figures, /http_request_duration_seconds_count\{[^}]*route="refused",status="503"/);
  });
});

describe('an address that has sent too much', () => {
  it('is refused before its body is read, with when to come back, and others are not', async () => {
    const library = await openLibrary({
      identity,
      limits: { ...full, underWay: {}, address: { perSecond: 0.01, burst: 2 } },
      trustedProxies: ['loopback'],
    });
    const statusFrom = async (from: string) => {
      const headers = { 'x-forwarded-for': from };
      const { status, body } = await library.ask('GET /loans', { headers });
      return [status, body['rejection']];
    };
    const [one, forged, other] = ['203.0.113.1', '198.51.100.7, 203.0.113.1', '203.0.113.2'];
    assert.deepEqual(await statusFrom(one), [200, undefined]);
    assert.deepEqual(await statusFrom(one), [200, undefined]);
    assert.deepEqual(await statusFrom(one), [429, 'TooFast']);
    assert.deepEqual(await statusFrom(forged), [429, 'TooFast']);
    assert.deepEqual(await statusFrom(other), [200, undefined]);
    await library.close();
  });
});

describe('what is under way of several clients', () => {
  const filledBy = (underWay: UnderWay, client: string): number => {
    let count = 0;
    while (underWay.enter('first', client)) count += 1;
    return count;
  };

  it('leaves a place to a client that has few, when another one has all', () => {
    const underWay = new UnderWay({ min: 100, max: 100 });
    assert.equal(filledBy(underWay, 'greedy'), 100);
    assert.equal(filledBy(underWay, 'modest'), 25);
    assert.equal(underWay.enter('first', 'greedy'), false);
  });

  it('gives to a greedy client only what the others leave', () => {
    const underWay = new UnderWay({ min: 100, max: 100 });
    filledBy(underWay, 'greedy');
    const held = { greedy: 100, modest: 0 };
    // One that is done makes room for one, and both ask for it.
    for (let round = 0; round < 500; round += 1) {
      const leaver = held.modest > 10 ? 'modest' : 'greedy';
      underWay.leaveUnmeasured(leaver);
      held[leaver] -= 1;
      for (const client of ['greedy', 'modest'] as const) {
        if (held[client] < (client === 'modest' ? 20 : 1_000) && underWay.enter('first', client)) {
          held[client] += 1;
        }
      }
    }
    assert.ok(held.modest >= 10, JSON.stringify(held));
    assert.ok(held.greedy >= 80, JSON.stringify(held));
  });

  it('forgets a client that has nothing under way', () => {
    const underWay = new UnderWay({ min: 4, max: 4 });
    filledBy(underWay, 'one');
    for (let at = 0; at < 4; at += 1) underWay.leaveUnmeasured('one');
    assert.equal(filledBy(underWay, 'other'), 4);
    assert.equal(underWay.enter('first', 'one'), true);
  });
});
