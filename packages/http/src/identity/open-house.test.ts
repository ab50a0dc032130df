// The open house: who acts, and what is theirs.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { after, before, describe, it } from 'node:test';
import { isLoopback } from '@dure/access';
import { aLoan, at, lend, openLibrary } from '../open-library.testing.ts';
import type { OpenLibrary } from '../open-library.testing.ts';

const as = (persona: string) => ({ 'dure-persona': persona });
const member2 = as('Member:member-2');
const member3 = as('Member:member-3');
const keeper1 = as('Keeper:keeper-1');
const keeper2 = as('Keeper:keeper-2');

describe('in the open house', () => {
  let library: OpenLibrary;
  let mine = '';
  before(async () => {
    library = await openLibrary();
    mine = await lend(library, { memberId: 2, shelfId: 8 });
    await library.ask('POST /shelves', { body: { shelfId: 8, places: 3 }, headers: keeper1 });
    await library.running.quiet();
  });
  after(() => library.close());

  const status = async (line: string, headers: Record<string, string>, body: object = {}) =>
    (await library.ask(line, line.startsWith('GET') ? { headers } : { body, headers })).status;

  /** As a browser sends it, with headers that `fetch` keeps for itself. */
  const browsed = async (line: string, headers: Record<string, string>) => {
    const [method = '', path = ''] = line.split(' ');
    const sent = request(`${library.url}${path}`, { method, headers }).end();
    // The one argument of the event is the response.
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    response.resume();
    return response.statusCode;
  };

  it('without a persona a line is sent by the actor whose line it is', async () => {
    const key = await lend(library, { memberId: 9 });
    const answer = await library.ask(`DELETE /loans/${key}`);
    assert.equal(answer.status, 204);
    const trail = await library.ask(`GET /library/cases/${key}`);
    assert.match(String(at(trail.body, 'records.0.actor')), /^Member/);
  });

  it('a persona opens what is theirs without saying so', async () => {
    const { memberId: _memberId, ...unsaid } = aLoan;
    const answer = await library.ask('POST /loans', { body: unsaid, headers: member2 });
    assert.deepEqual([answer.status, answer.body['memberId']], [201, 'member-2']);
  });

  it('a persona opens nothing in the name of another', async () => {
    assert.equal(await status('POST /loans', member3, aLoan), 403);
  });

  it("a persona commands their own, and no one else's", async () => {
    assert.equal(await status(`PATCH /loans/${mine}`, member3, { status: '연장', days: 2 }), 403);
    assert.equal(await status(`PATCH /loans/${mine}`, member2, { status: '연장', days: 2 }), 200);
  });

  it('an entry of a ledger belongs to who owns the whole', async () => {
    const putBack = `POST /shelves/8/put-back`;
    assert.equal(await status(putBack, keeper2, { loanId: mine }), 403);
    assert.equal(await status(putBack, keeper1, { loanId: mine }), 200);
  });

  it('an entry that is named alone belongs to who owns its ledger', async () => {
    await library.ask('POST /shelves', { body: { shelfId: 18, keeperId: 18, places: 3 } });
    const key = await lend(library, { shelfId: 18 });
    await library.running.quiet();
    const back = (shelf: string) =>
      status(`PATCH /copies/${key}`, as(`Warden:${shelf}`), { status: '제자리' });
    assert.deepEqual([await back('shelf-8'), await back('shelf-18')], [403, 200]);
    const unknown = `PATCH /copies/loan-99999`;
    assert.equal(await status(unknown, as('Warden:shelf-18'), { status: '제자리' }), 404);
  });

  it('who names themselves as the owner of what is there is not believed', async () => {
    const claimed = { shelfId: 8, keeperId: 2, places: 3 };
    assert.equal(await status('POST /shelves', keeper2, claimed), 403);
    assert.equal(await status('POST /shelves', keeper1, { ...claimed, keeperId: 1 }), 200);
  });

  it('what is not there is not found rather than forbidden', async () => {
    assert.equal(await status('POST /loans/loan-999/return-book', member2), 404);
    assert.equal(await status('POST /shelves/999/close-shelf', keeper1), 404);
  });

  it('an actor without rows of their own is told who reads a view', async () => {
    const { status: is, text } = await library.ask('GET /loans', { headers: as('Keeper:1') });
    assert.equal(is, 403);
    assert.match(text, /Member, Librarian, Operator/);
  });

  it('an actor issues what the wall allows, and nothing else', async () => {
    const librarian = as('Librarian:librarian-1');
    assert.equal(await status('POST /loans', librarian, aLoan), 403);
    const key = await lend(library);
    assert.equal(await status(`POST /loans/${key}/return-book`, librarian), 200);
  });

  it("a persona reads their own rows; another's are not there", async () => {
    const list = await library.ask('GET /loans?size=200', { headers: member2 });
    const rows = at(list.body, '_embedded.loans') as readonly { readonly memberId: string }[];
    assert.ok(rows.length > 0);
    assert.ok(rows.every(({ memberId }) => memberId === 'member-2'));
    assert.equal((await library.ask(`GET /loans/${mine}`, { headers: member2 })).status, 200);
    assert.equal((await library.ask(`GET /loans/${mine}`, { headers: member3 })).status, 404);
    const filtered = await library.ask('GET /loans?memberId=2', { headers: member3 });
    assert.equal(at(filtered.body, 'page.totalElements'), 0);
  });

  it('rows that do not name their owner are reached through one that does', async () => {
    const path = `GET /copyTasks/${mine}`;
    assert.equal((await library.ask(path, { headers: keeper1 })).status, 200);
    assert.equal((await library.ask(path, { headers: keeper2 })).status, 404);
    const none = await library.ask('GET /copyTasks', { headers: keeper2 });
    const some = await library.ask('GET /copyTasks', { headers: keeper1 });
    assert.equal(at(none.body, 'page.totalElements'), 0);
    assert.equal(at(some.body, 'page.totalElements'), 1);
  });

  it('a view that an actor does not read is closed to them', async () => {
    assert.equal((await library.ask('GET /shelves', { headers: member2 })).status, 403);
    assert.equal((await library.ask('GET /shelves', { headers: as('Operator') })).status, 200);
  });

  it('a persona is picked by header, query or cookie', async () => {
    const cookie = { cookie: 'a=b; dure-persona=Member%3Amember-3; c=d' };
    assert.equal((await library.ask(`GET /loans/${mine}`, { headers: cookie })).status, 404);
    assert.equal((await library.ask(`GET /loans/${mine}?as=Member:member-3`)).status, 404);
    assert.equal((await library.ask(`GET /loans/${mine}?as=Member:member-2`)).status, 200);
  });

  it('a persona of no actor is refused, with those that there are', async () => {
    for (const persona of ['Nobody:1', '__proto__', ':', 'constructor:x']) {
      const answer = await library.ask('GET /loans', { headers: as(persona) });
      assert.equal(answer.status, 400, persona);
      assert.match(String(at(answer.body, 'mistakes.0.en')), /Member/);
    }
  });

  it('the trail of a case is read by who owns it and by staff', async () => {
    const trail = `GET /library/cases/${mine}`;
    assert.equal((await library.ask(trail, { headers: member2 })).status, 200);
    assert.equal((await library.ask(trail, { headers: member3 })).status, 404);
    assert.equal((await library.ask(trail, { headers: as('Librarian:l-1') })).status, 200);
    assert.equal((await library.ask(trail, { headers: as('Operator:o-1') })).status, 200);
  });

  const foreign: readonly (readonly [string, { readonly [name: string]: string }])[] = [
    ['of another site', { 'sec-fetch-site': 'cross-site', origin: 'https://elsewhere.example' }],
    ['in an older browser', { origin: 'https://elsewhere.example' }],
    [
      'of another port of this machine',
      { origin: 'http://127.0.0.1:1', 'sec-fetch-site': 'same-site' },
    ],
    ['without an origin of its own', { origin: 'null' }],
    ['that only says same-site', { 'sec-fetch-site': 'same-site' }],
  ];

  const lines: readonly (readonly [string, object?])[] = [
    ['POST /loans', aLoan],
    ['PATCH /copies/1', { status: '제자리' }],
    ['POST /library/ops/faults', { of: 'loans', fault: 'down' }],
    ['POST /library/ops/parked/loans/1/skip', { note: 'x' }],
    ['POST /nowhere', {}],
    ['GET /loans'],
    ['GET /library/wall/events'],
  ];

  for (const [page, headers] of foreign) {
    it(`a page ${page} gets nothing through its visitor`, async () => {
      const form = { ...headers, 'content-type': 'application/x-www-form-urlencoded' };
      for (const [line, body] of lines) {
        assert.equal(await status(line, line.startsWith('GET') ? headers : form, body), 403, line);
      }
      const streaming = { ...headers, accept: 'text/event-stream' };
      assert.equal(await status('GET /loans', streaming), 403);
    });
  }

  it("the gateway's own pages, and whoever is no page, may send what they like", async () => {
    const { url } = library;
    for (const headers of [{}, { origin: url }, { origin: url, 'sec-fetch-site': 'same-origin' }]) {
      assert.equal(await status('POST /loans', headers, aLoan), 201);
    }
    assert.equal(await status('POST /loans', { 'sec-fetch-site': 'none' }, aLoan), 201);
  });

  it('a link on a page of another site may be followed, and changes nothing', async () => {
    const followed = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' };
    const asPage = { ...followed, 'sec-fetch-dest': 'document' };
    assert.equal(await browsed('GET /loans', asPage), 200);
    assert.equal(await browsed('GET /loans', { ...followed, 'sec-fetch-dest': 'iframe' }), 403);
    assert.equal(await browsed('POST /loans', asPage), 403);
  });

  it('only the machine itself is loopback', () => {
    for (const host of ['127.0.0.1', '127.9.9.9', 'localhost', '::1', 'a.localhost']) {
      assert.ok(isLoopback(host), host);
    }
    for (const host of ['0.0.0.0', '::', '10.0.0.1', '127.0.0.1.example', 'example', '']) {
      assert.ok(!isLoopback(host), host);
    }
  });
});
