// How much a client may send, whoever it says it is, and what of too much is done first.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { Buckets, openHouse, standardLimits, UnderWay, unmeasured } from '@dure/access';
import type { Identity, Usual } from '@dure/access';
import { aLoan, openLibrary } from '../open-library.testing.ts';
import type { OpenLibrary } from '../open-library.testing.ts';

describe('a bucket', () => {
  it('gives so many at once, and so many a second after that', () => {
    let now = 0;
    const buckets = new Buckets({ perSecond: 2, burst: 3 }, () => now);
    const take = (client = 'a') => buckets.take(client).isAllowed;
    assert.deepEqual([take(), take(), take(), take()], [true, true, true, false]);
    assert.equal(take('b'), true);
    now = 500;
    assert.deepEqual([take(), take()], [true, false]);
    now = 60_000;
    assert.deepEqual([take(), take(), take(), take()], [true, true, true, false]);
  });

  it('says how long to wait', () => {
    const buckets = new Buckets({ perSecond: 0.1, burst: 1 }, () => 0);
    assert.deepEqual(buckets.take('a'), { isAllowed: true, left: 0, waitS: 10 });
    assert.deepEqual(buckets.take('a'), { isAllowed: false, left: 0, waitS: 10 });
  });

  it('is filled by no reading of the clock that is older than the last one', () => {
    const buckets = new Buckets({ perSecond: 1, burst: 2 }, () => 0);
    const take = (nowMs: number) => buckets.take('a', nowMs);
    assert.deepEqual([take(5_000).left, take(4_000).left], [1, 0]);
    assert.equal(take(5_500).isAllowed, false);
    assert.equal(take(6_000).isAllowed, true);
  });

  it('says of each client what it has left itself', () => {
    const buckets = new Buckets({ perSecond: 1, burst: 3 }, () => 0);
    const left = (client: string) => buckets.take(client).left;
    assert.deepEqual([left('a'), left('b'), left('a'), left('b'), left('c')], [2, 2, 1, 1, 2]);
  });
});

/** Answers of a server that does so many at once, and no faster however many there are. */
const served = (
  underWay: UnderWay,
  usual: Usual,
  of: { readonly offered: number; readonly capacity: number },
) => {
  for (let round = 0; round < 200; round += 1) {
    let entered = 0;
    while (entered < of.offered && underWay.enter('first')) entered += 1;
    const tookMs = 20 * Math.max(1, entered / of.capacity);
    for (let at = 0; at < entered; at += 1) underWay.leave(usual, { tookMs, load: at + 1 });
  }
};

describe('what is under way', () => {
  it('stays near what can be done at once, however much is offered', () => {
    const underWay = new UnderWay({ min: 4 });
    const usual = unmeasured();
    served(underWay, usual, { offered: 20, capacity: 100 });
    served(underWay, usual, { offered: 2_000, capacity: 100 });
    assert.ok(underWay.limit >= 90, String(underWay.limit));
    assert.ok(underWay.limit <= 600, String(underWay.limit));
  });

  it('grows with what can be done, and shrinks with it', () => {
    const underWay = new UnderWay({ min: 4 });
    const usual = unmeasured();
    served(underWay, usual, { offered: 20, capacity: 100 });
    served(underWay, usual, { offered: 2_000, capacity: 400 });
    const wide = underWay.limit;
    served(underWay, usual, { offered: 2_000, capacity: 20 });
    assert.ok(underWay.limit < wide / 2, `${underWay.limit} after ${wide}`);
    assert.equal(underWay.count, 0);
  });

  it('keeps room for what goes first', () => {
    const underWay = new UnderWay({ min: 10, max: 10 });
    const all = (priority: 'first' | 'next' | 'last') => {
      let count = 0;
      while (underWay.enter(priority)) count += 1;
      return count;
    };
    assert.deepEqual([all('last'), all('next'), all('first')], [6, 2, 2]);
  });
});

/** The open house with limits, as if its people had signed in. */
const identity: Identity = { ...openHouse(), isLocalOnly: false };

describe('a gateway with limits', () => {
  let library: OpenLibrary;
  before(async () => {
    const commands = { perSecond: 0.01, burst: 3 };
    library = await openLibrary({
      identity,
      limits: { ...standardLimits, commands },
      trustedProxies: ['10.0.0.0/8'],
    });
  });
  after(() => library.close());

  const lend = (memberId: number) =>
    library.ask('POST /loans', {
      body: { ...aLoan, memberId },
      headers: { 'dure-persona': `Member:member-${memberId}` },
    });

  it('refuses who sends too often, says when to come back, and lets others through', async () => {
    const first = await lend(1);
    assert.equal(first.status, 201);
    assert.equal(first.headers.get('ratelimit-policy'), '"commands";q=3;w=300');
    assert.match(first.headers.get('ratelimit') ?? '', /^"commands";r=2;t=\d+$/);
    await lend(1);
    await lend(1);
    const refused = await lend(1);
    assert.deepEqual([refused.status, refused.body['rejection']], [429, 'TooFast']);
    assert.ok(Number(refused.headers.get('retry-after')) > 0);
    assert.equal((await lend(2)).status, 201);
    const read = { headers: { 'dure-persona': 'Member:member-1' } };
    assert.equal((await library.ask('GET /loans', read)).status, 200);
  });
});

describe('commands and reads that have one rate between them', () => {
  const rate = { perSecond: 0.01, burst: 10 };
  let library: OpenLibrary;
  before(async () => {
    const limits = { ...standardLimits, commands: rate, reads: rate };
    library = await openLibrary({ identity, limits });
  });
  after(() => library.close());

  const said = async (line: string, member: number) => {
    const headers = { 'dure-persona': `Member:member-${member}` };
    const body = line.startsWith('POST') ? { body: { ...aLoan, memberId: member } } : {};
    const answer = await library.ask(line, { headers, ...body });
    const left = answer.headers.get('ratelimit')?.replace(/;t=\d+$/, '');
    return [answer.headers.get('ratelimit-policy'), left];
  };

  it('have a name each, and each person what is left of theirs', async () => {
    const [command, read] = ['"commands";q=10;w=1000', '"reads";q=10;w=1000'];
    assert.deepEqual(await said('GET /loans', 1), [read, '"reads";r=9']);
    assert.deepEqual(await said('POST /loans', 1), [command, '"commands";r=9']);
    assert.deepEqual(await said('GET /loans', 1), [read, '"reads";r=8']);
    assert.deepEqual(await said('GET /loans', 2), [read, '"reads";r=9']);
  });
});

describe('a gateway that is looked for by addresses', () => {
  const opened = (trustedProxies: readonly string[]) =>
    openLibrary({
      identity,
      limits: { ...standardLimits, address: { perSecond: 0.01, burst: 2 } },
      trustedProxies,
    });

  const statuses = async (library: OpenLibrary) => {
    const all: number[] = [];
    for (const from of ['203.0.113.1', '203.0.113.2', '203.0.113.3', '203.0.113.4']) {
      const headers = { 'x-forwarded-for': from };
      all.push((await library.ask('GET /loans', { headers })).status);
    }
    await library.close();
    return all;
  };

  it('does not believe a client that says it is another', async () => {
    assert.deepEqual(await statuses(await opened([])), [200, 200, 429, 429]);
  });

  it('believes a proxy that it was told of', async () => {
    assert.deepEqual(await statuses(await opened(['127.0.0.1'])), [200, 200, 200, 200]);
  });
});

describe('shapes of requests that two servers read differently', () => {
  let library: OpenLibrary;
  before(async () => {
    library = await openLibrary({});
  });
  after(() => library.close());

  const answerTo = async (lines: readonly string[], body: string): Promise<string> => {
    const socket = connect(Number(new URL(library.url).port), '127.0.0.1');
    socket.write(`${lines.join('\r\n')}\r\n\r\n${body}`);
    let answer = '';
    socket.on('data', (chunk) => (answer += String(chunk)));
    socket.on('error', () => {});
    await once(socket, 'close');
    return answer;
  };

  const head = ['POST /loans HTTP/1.1', 'host: localhost', 'content-type: application/json'];
  const hidden = 'GET /smuggled HTTP/1.1\r\nhost: localhost\r\n\r\n';
  const shapes: { readonly [what: string]: readonly [readonly string[], string] } = {
    'a length and chunks': [
      [...head, 'content-length: 4', 'transfer-encoding: chunked'],
      `0\r\n\r\n${hidden}`,
    ],
    'two lengths': [[...head, 'content-length: 4', 'content-length: 5'], `1234${hidden}`],
    'a list of lengths': [[...head, 'content-length: 4, 4'], `1234${hidden}`],
    'a signed length': [[...head, 'content-length: +4'], `1234${hidden}`],
    'chunks under another name': [[...head, 'transfer-encoding: xchunked'], `0\r\n\r\n${hidden}`],
    'chunks that are not last': [
      [...head, 'transfer-encoding: chunked, identity'],
      `0\r\n\r\n${hidden}`,
    ],
    'a blank before the colon': [[...head, 'transfer-encoding : chunked'], `0\r\n\r\n${hidden}`],
    'a chunk whose size is none': [[...head, 'transfer-encoding: chunked'], `zz\r\n${hidden}`],
    'a bare line feed in a chunk': [
      [...head, 'transfer-encoding: chunked'],
      `1;x\n\r\nA\r\n0\r\n\r\n${hidden}`,
    ],
  };

  for (const [what, [lines, body]] of Object.entries(shapes))
    it(`${what} are answered once with 400, and the connection ends`, async () => {
      const answer = await answerTo(lines, body);
      assert.match(answer, /^HTTP\/1\.1 400 /);
      assert.equal(answer.split('HTTP/1.1 ').length, 2, answer);
    });
});
