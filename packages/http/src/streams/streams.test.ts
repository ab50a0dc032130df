// Server-sent events: the story of a case, the rows of a view, and the wall.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { aLoan, lend, openLibrary } from '../open-library.testing.ts';
import type { Json, OpenLibrary } from '../open-library.testing.ts';

type Sent = { readonly event: string; readonly id: string; readonly data: Json };

const readEvent = (block: string): Sent | undefined => {
  const fields = new Map(
    block.split('\n').map((line): [string, string] => {
      const at = line.indexOf(': ');
      return [line.slice(0, at), line.slice(at + 2)];
    }),
  );
  const event = fields.get('event');
  if (event === undefined) return undefined;
  return {
    event,
    id: fields.get('id') ?? '',
    data: JSON.parse(fields.get('data') ?? '{}') as Json,
  };
};

/** Listens, and hands out one event after the other. */
const listen = async (url: string, headers: Record<string, string> = {}) => {
  const gone = new AbortController();
  const answer = await fetch(url, { headers, signal: gone.signal });
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  const next = async (): Promise<Sent | undefined> => {
    for (;;) {
      const end = text.indexOf('\n\n');
      if (end >= 0) {
        const sent = readEvent(text.slice(0, end));
        text = text.slice(end + 2);
        if (sent) return sent;
        continue;
      }
      const { done, value } = (await reader?.read()) ?? { done: true };
      if (done || value === undefined) return undefined;
      text += value;
    }
  };
  const until = async (event: string): Promise<Sent> => {
    for (let sent = await next(); sent; sent = await next()) if (sent.event === event) return sent;
    throw new Error(`The stream ended before ${event}.`);
  };
  return { status: answer.status, answer, next, until, leave: () => gone.abort() };
};

describe('streams', () => {
  let library: OpenLibrary;
  before(async () => {
    library = await openLibrary();
    await library.ask('POST /shelves', { body: { shelfId: 1, keeperId: 1, places: 3 } });
  });
  after(() => library.close());

  it('tell the story of a case so far, and then as it goes on', async () => {
    const key = await lend(library, { shelfId: 1 });
    await library.running.quiet();
    const stream = await listen(`${library.url}/library/cases/${key}/events`);
    assert.match(stream.answer.headers.get('content-type') ?? '', /^text\/event-stream/);
    assert.equal((await stream.until('LoanRequested')).data['caseId'], key);
    await stream.until('CopyHeld');
    await library.ask(`DELETE /loans/${key}`);
    const returned = await stream.until('BookReturned');
    assert.equal(returned.data['context'], 'desk');
    stream.leave();
  });

  it('go on after a break where the client stopped, with nothing twice', async () => {
    const key = await lend(library);
    await library.running.quiet();
    const url = `${library.url}/library/cases/${key}/events`;
    const first = await listen(url);
    const { id } = await first.until('LoanRequested');
    first.leave();
    await library.ask(`PATCH /loans/${key}`, { body: { status: '연장', days: 4 } });
    await library.ask(`DELETE /loans/${key}`);
    const second = await listen(url, { 'last-event-id': id });
    assert.deepEqual((await second.next())?.event, 'LoanExtended');
    assert.deepEqual((await second.next())?.event, 'BookReturned');
    second.leave();
  });

  it('do not care for a last event that is none', async () => {
    const key = await lend(library);
    await library.running.quiet();
    const url = `${library.url}/library/cases/${key}/events`;
    const stream = await listen(url, { 'last-event-id': 'x,,desk.0.,__proto__.0.9' });
    assert.equal((await stream.next())?.event, 'LoanRequested');
    stream.leave();
  });

  it("of somebody else's case, or of none, are not there", async () => {
    const key = await lend(library);
    await library.running.quiet();
    const headers = { 'dure-persona': 'Member:member-3' };
    const others = await listen(`${library.url}/library/cases/${key}/events`, headers);
    const none = await listen(`${library.url}/library/cases/loan-999/events`);
    assert.deepEqual([others.status, none.status], [404, 404]);
  });

  it('send the rows of a view as they change, their own only', async () => {
    const accept = { accept: 'text/event-stream' };
    const mine = await listen(`${library.url}/loans`, {
      ...accept,
      'dure-persona': 'Member:member-51',
    });
    await mine.until('ready');
    await lend(library, { memberId: 52 });
    const key = await lend(library, { memberId: 51 });
    const row = await mine.until('row');
    assert.equal(row.data['loanId'], key);
    assert.equal(row.data['memberId'], 'member-51');
    mine.leave();
  });

  it('tell when a row is gone', async () => {
    await library.ask('POST /shelves', { body: { shelfId: 77, keeperId: 1, places: 3 } });
    await library.running.quiet();
    const stream = await listen(`${library.url}/shelves`, { accept: 'text/event-stream' });
    await stream.until('ready');
    await library.ask('POST /shelves/77/close-shelf', { body: {} });
    assert.deepEqual((await stream.until('gone')).data, { key: 'shelf-77' });
    stream.leave();
  });

  it('show the wall everything, with personal data masked and no secrets', async () => {
    const wall = await listen(`${library.url}/library/wall/events`);
    const person = { tel: '010-1234-5678', memberNm: '정유진', cardToken: 'tok_0001' };
    const { text } = await library.ask('POST /loans', { body: { ...aLoan, ...person } });
    const { data } = await wall.until('event');
    const told = JSON.stringify(data);
    assert.match(told, /010\*+5678/);
    assert.match(told, /정\*+/);
    for (const hidden of ['12345678', '유진', 'tok_0001'])
      assert.ok(!told.includes(hidden), hidden);
    assert.ok(!text.includes('tok_0001'));
    wall.leave();
  });

  it('mask the trail as well', async () => {
    const key = await lend(library, { tel: '01099998888', memberNm: '오세훈' });
    const trail = await library.ask(`GET /library/cases/${key}`);
    assert.equal(trail.status, 200);
    assert.ok(!trail.text.includes('99998888') && !trail.text.includes('세훈'));
  });

  it('of the wall go on after a break, without a gap and with nothing twice', async () => {
    const url = `${library.url}/library/wall/events`;
    const first = await listen(url);
    const before = await lend(library, { bookNm: '이전' });
    let seen = await first.until('event');
    while (seen.data['caseId'] !== before) seen = await first.until('event');
    first.leave();
    const missed = [await lend(library), await lend(library), await lend(library)];
    const second = await listen(url, { 'last-event-id': seen.id });
    const later = await lend(library);
    const told: unknown[] = [];
    while (told.at(-1) !== later) told.push((await second.until('event')).data['caseId']);
    assert.deepEqual(told, [...missed, later]);
    second.leave();
  });

  it('of a view go on after a break, each row once', async () => {
    const accept = { accept: 'text/event-stream' };
    const url = `${library.url}/loans`;
    const first = await listen(url, accept);
    const ready = await first.until('ready');
    const before = await lend(library, { bookNm: '이전' });
    let seen = await first.until('row');
    while (seen.data['loanId'] !== before) seen = await first.until('row');
    first.leave();
    const missed = [await lend(library), await lend(library)];
    await library.ask(`PATCH /loans/${missed[0] ?? ''}`, { body: { status: '연장', days: 9 } });
    const second = await listen(url, { ...accept, 'last-event-id': seen.id });
    const later = await lend(library);
    const rows: Json[] = [];
    while (rows.at(-1)?.['loanId'] !== later) rows.push((await second.until('row')).data);
    const keys = rows.map(({ loanId }) => loanId);
    // The row that was changed once more comes at its last change.
    assert.deepEqual(keys, [missed[1], missed[0], later]);
    assert.equal(rows[1]?.['days'], 9);
    second.leave();
    const third = await listen(url, { ...accept, 'last-event-id': ready.id });
    assert.equal((await third.until('row')).data['loanId'], before);
    third.leave();
  });

  it('say that something was missed where it is not known any more', async () => {
    const wall = `${library.url}/library/wall/events`;
    for (const id of ['00000000.3', 'x', 'desk.0.1', '']) {
      const headers = { 'last-event-id': id };
      const stream = await listen(wall, headers);
      const rows = await listen(`${library.url}/loans`, {
        accept: 'text/event-stream',
        ...headers,
      });
      const expected = id === '' ? ['event', 'ready'] : ['reset', 'reset'];
      await lend(library);
      assert.deepEqual([(await stream.next())?.event, (await rows.next())?.event], expected);
      stream.leave();
      rows.leave();
    }
  });

  it('of a very long case are paced, and whole', async () => {
    const key = await lend(library);
    const by = { kind: 'actor', name: 'Member', claims: { memberId: 'member-2' } } as const;
    const extend = (days: number) =>
      library.running.issue({ command: { type: 'ExtendLoan', loanId: key, days } as never, by });
    const many = 10_400;
    for (let done = 0; done < many; done += 400) {
      await Promise.all(Array.from({ length: 400 }, (_, index) => extend((index % 15) + 1)));
    }
    const url = `${library.url}/library/cases/${key}/events`;
    const stream = await listen(url);
    const sequences = new Set<unknown>();
    let bytes = 0;
    while (sequences.size < many + 1) {
      const { data } = (await stream.next()) ?? {};
      assert.ok(data, `ended after ${sequences.size}`);
      sequences.add(data['id']);
      bytes += JSON.stringify(data).length;
    }
    stream.leave();
    assert.ok(bytes > 2 * 1024 * 1024);
    let path = `/library/cases/${key}`;
    let records = 0;
    for (let pages = 0; path !== '' && pages < 20; pages += 1) {
      const { body } = await library.ask(`GET ${path}`);
      records += (body['records'] as readonly Json[]).length;
      const { next } = body['_links'] as { readonly next?: { readonly href: string } };
      assert.equal(body['hasMore'], next !== undefined);
      path = next?.href ?? '';
    }
    assert.equal(records, many + 1);
    assert.equal((await library.ask(`GET /library/cases/${key}?from=x`)).status, 400);
  });

  it('of a case know where to go on, and no other parameter', async () => {
    const key = await lend(library, {});
    for (const name of ['after', 'limit']) {
      const strange = await library.ask(`GET /library/cases/${key}?${name}=x`);
      assert.equal(strange.status, 400);
      assert.match(strange.text, new RegExp(`"${name}"`));
      assert.match(strange.text, /_links\.next/);
    }
  });

  it('answer HEAD without staying', async () => {
    const answer = await library.ask('HEAD /library/wall/events');
    assert.deepEqual([answer.status, answer.text], [200, '']);
  });

  it('end when the gateway closes, which does not wait for them', async () => {
    const other = await openLibrary();
    const stream = await listen(`${other.url}/library/wall/events`);
    const closing = other.close();
    await stream.until('closing');
    assert.equal(await stream.next(), undefined);
    await closing;
    await assert.rejects(fetch(`${other.url}/health/live`));
  });
});
