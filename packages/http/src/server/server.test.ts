// The server at its edges: where it listens, what it does not serve, and what is no request.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { openHouse } from '@dure/access';
import { CannotListen, createGateway } from '../index.ts';
import { aLoan, at, openLibrary } from '../open-library.testing.ts';
import type { OpenLibrary } from '../open-library.testing.ts';

const raw = (url: string, text: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const { port, hostname } = new URL(url);
    const socket = connect(Number(port), hostname, () => socket.write(text));
    let answer = '';
    socket.setEncoding('utf8').on('data', (chunk: string) => (answer += chunk));
    socket.on('close', () => resolve(answer)).on('error', reject);
  });

describe('the server', () => {
  let library: OpenLibrary;
  before(async () => {
    library = await openLibrary({ documented: { desk: 0, stacks: 0 }, documentedPorts: true });
  });
  after(() => library.close());

  it('says what an unknown path is near to', async () => {
    const answer = await library.ask('GET /loan/1');
    assert.deepEqual([answer.status, answer.body['rejection']], [404, 'NoSuchPath']);
    assert.equal(at(answer.body, 'near.0'), '/loans/{loanId}');
    assert.equal((await library.ask('GET /zzzzzzzzzzzzzzzzzzzz')).status, 404);
  });

  it('shows a refusal to a browser as a page, and to programs as a document', async () => {
    const browser = {
      accept: 'text/html,application/xhtml+xml,*/*;q=0.8',
      'accept-language': 'en',
    };
    const page = await library.ask('GET /loan', { headers: browser });
    assert.equal(page.status, 404);
    assert.match(page.headers.get('content-type') ?? '', /^text\/html/);
    assert.match(page.headers.get('content-security-policy') ?? '', /default-src 'none'/);
    assert.match(page.text, /There is nothing at this address/);
    assert.match(page.text, /<a href="\/loans">/);
    const mistaken = await library.ask('GET /loans?a<b>=1', { headers: browser });
    assert.match(mistaken.text, /a&lt;b&gt;/);
    for (const accept of ['*/*', 'application/json', 'application/hal+json, text/html;q=0.5', '']) {
      const { headers } = await library.ask('GET /nowhere', { headers: { accept } });
      assert.equal(headers.get('content-type'), 'application/problem+json', accept);
    }
  });

  it('has a picture for the tab of a browser', async () => {
    const answer = await library.ask('GET /favicon.ico');
    assert.deepEqual([answer.status, answer.headers.get('content-type')], [200, 'image/svg+xml']);
    assert.match(answer.text, /^<svg /);
  });

  it('says which methods a path has', async () => {
    const answer = await library.ask('PUT /loans', { body: {} });
    assert.equal(answer.status, 405);
    assert.equal(answer.headers.get('allow'), 'GET, POST, HEAD, OPTIONS');
    const options = await library.ask('OPTIONS /loans/1');
    assert.deepEqual([options.status, options.text], [204, '']);
    assert.equal(options.headers.get('allow'), 'GET, DELETE, PATCH, HEAD, OPTIONS');
    assert.equal((await library.ask('OPTIONS /nowhere')).status, 404);
  });

  it('does not mind a slash at the end', async () => {
    assert.equal((await library.ask('POST /loans/', { body: aLoan })).status, 201);
    assert.equal((await library.ask('GET /library/')).status, 200);
  });

  it('refuses a body that is too large, of a wrong kind, or no JSON object', async () => {
    const large = await library.ask('POST /loans', { body: { note: 'x'.repeat(70_000) } });
    const json = { 'content-type': 'application/json' };
    assert.deepEqual([large.status, large.body['rejection']], [413, 'TooLarge']);
    for (const type of ['text/plain', 'multipart/form-data; boundary=x', 'application/xml']) {
      const headers = { 'content-type': type };
      const answer = await library.ask('POST /loans', { body: '<a/>', headers });
      assert.deepEqual([answer.status, answer.body['rejection']], [415, 'WrongMediaType'], type);
    }
    for (const body of ['{"a":', '[]', '1', 'null', '"x"', '\u0000', '{a:1}']) {
      const answer = await library.ask('POST /loans', { body, headers: json });
      assert.deepEqual([answer.status, at(answer.body, 'mistakes.0.path')], [400, 'body'], body);
    }
  });

  it('says that a body is compressed, not in UTF-8, or broken', async () => {
    const json = { 'content-type': 'application/json' };
    const sent = async (body: Uint8Array<ArrayBuffer>, headers: Record<string, string>) => {
      const all = { 'accept-language': 'en', ...json, ...headers };
      const answer = await fetch(`${library.url}/loans`, { method: 'POST', body, headers: all });
      const text = await answer.text();
      return { status: answer.status, text, accepted: answer.headers.get('accept-encoding') };
    };
    const written = Buffer.from(JSON.stringify(aLoan));
    const zipped = await sent(Uint8Array.from(gzipSync(written)), { 'content-encoding': 'gzip' });
    assert.deepEqual([zipped.status, zipped.accepted], [415, 'identity']);
    assert.match(zipped.text, /without Content-Encoding/);
    const wide = Uint8Array.from(Buffer.from(JSON.stringify(aLoan), 'utf16le'));
    const type = { 'content-type': 'application/json; charset=utf-16' };
    const other = await sent(wide, type);
    assert.equal(other.status, 415);
    assert.match(other.text, /must be in UTF-8/);
    const broken = await sent(Uint8Array.of(0x7b, 0x22, 0xc3, 0x28, 0x22, 0x7d), {});
    assert.equal(broken.status, 400);
    assert.match(broken.text, /not well-formed UTF-8/);
    const plain = {
      'content-encoding': 'identity',
      'content-type': 'application/json;charset=UTF-8',
    };
    assert.equal((await sent(Uint8Array.from(written), plain)).status, 201);
  });

  it('takes no text with characters that no text has', async () => {
    for (const stray of ['\u0000', '\ud800', 'a\udfffb', '\u001b[31m', '\u007f']) {
      const answer = await library.ask('POST /loans', { body: { ...aLoan, bookNm: stray } });
      assert.equal(answer.status, 400, JSON.stringify(stray));
      const opened = await library.ask('POST /loans', {
        body: { ...aLoan, shelfId: `shelf-${stray}` },
      });
      assert.equal(opened.status, 400, JSON.stringify(stray));
    }
    for (const path of ['/loans/loan-1%00', '/library/copyTasks/%1b', '/loans?q=%00']) {
      const answer = await library.ask(`GET ${path}`);
      assert.deepEqual([answer.status, at(answer.body, 'mistakes.0.path')], [400, 'url'], path);
    }
    const emoji = await library.ask('POST /loans', { body: { ...aLoan, bookNm: '책 📚\n' } });
    assert.equal(emoji.status, 201);
  });

  it('answers what is no HTTP, and hangs up', async () => {
    const noise = await raw(library.url, 'what\r\n\r\n');
    assert.match(noise, /^HTTP\/1\.1 400 /);
    assert.match(noise, /application\/problem\+json/);
    const heads = `GET / HTTP/1.1\r\nhost: localhost\r\nx: ${'y'.repeat(40_000)}\r\n\r\n`;
    assert.match(await raw(library.url, heads), /^HTTP\/1\.1 431 /);
    const bad = 'GET /%zz HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n';
    assert.match(await raw(library.url, bad), /^HTTP\/1\.1 400 /);
  });

  it('says how to write what is not ASCII in an address', async () => {
    for (const target of ['/loans?status=대출', '/대출s']) {
      const written = `GET ${target} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n`;
      const answer = await raw(library.url, written);
      assert.match(answer, /^HTTP\/1\.1 400 /);
      assert.match(answer, /Percent-encode/);
      assert.match(answer, /퍼센트 인코딩/);
    }
    const encoded = await library.ask(`GET /loans?status=${encodeURIComponent('대출')}`);
    assert.equal(encoded.status, 200);
  });

  it('stands below a path of another server, whether a proxy takes it off or not', async () => {
    const publicUrl = 'https://example.org/dure/';
    const other = await openLibrary({ publicUrl });
    const links = async (path: string) => {
      const { status, text } = await other.ask(`GET ${path}`, { headers: { accept: 'text/html' } });
      assert.equal(status, 200, path);
      return [...text.matchAll(/(?:href|src)="(\/[^"]*)"/g)].map(([, href = '']) => href);
    };
    for (const path of ['/', '/dure/', '/dure/library', '/library', '/docs', '/dure/docs/events']) {
      const found = await links(path);
      assert.ok(found.length > 0, path);
      for (const href of found) assert.match(href, /^\/dure(\/|$)/, path);
    }
    const opened = await other.ask('POST /dure/loans', { body: aLoan });
    const key = String(opened.body['loanId']);
    assert.equal(opened.headers.get('location'), `https://example.org/dure/loans/${key}`);
    const row = await other.ask(`GET /library/copyTasks/${key}`);
    assert.deepEqual(
      [row.status, row.body['type'], row.body['instance']],
      [404, '/dure/docs/problems#NotFound', `/dure/library/copyTasks/${key}`],
    );
    const extended = await other.ask(`POST /loans/${key}/extend-loan`, { body: { days: 2 } });
    assert.equal(at(extended.body, '_links.trail.href'), `/dure/library/cases/${key}`);
    const { body } = await other.ask('GET /dure/openapi.json');
    assert.ok(Object.keys(body['paths'] as object).every((path) => path.startsWith('/dure/')));
    assert.equal((await other.ask('GET /dure/health/ready')).status, 200);
    assert.equal((await other.ask('GET /health/ready')).status, 200);
    await other.close();
  });

  it('is not led elsewhere by a name', async () => {
    const rebound = 'GET /loans HTTP/1.1\r\nhost: evil.example\r\nconnection: close\r\n\r\n';
    assert.match(await raw(library.url, rebound), /^HTTP\/1\.1 403 /);
  });

  it('correlates every answer, by the name that the client gave', async () => {
    const named = await library.ask('GET /nowhere', { headers: { 'correlation-id': 'abc-1' } });
    const unnamed = await library.ask('GET /loans');
    const wild = await library.ask('GET /loans', { headers: { 'correlation-id': 'a b<c>' } });
    assert.equal(named.headers.get('correlation-id'), 'abc-1');
    for (const { headers } of [unnamed, wild]) {
      assert.match(headers.get('correlation-id') ?? '', /^[\da-f-]{36}$/);
    }
  });

  it('hands a trace on to what it caused, if it is one', async () => {
    const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
    const traced = await library.ask('POST /loans', { body: aLoan, headers: { traceparent } });
    const broken = await library.ask('POST /loans', {
      body: aLoan,
      headers: { traceparent: '00-0-0-0' },
    });
    const tracesOf = async (key: unknown) =>
      (await library.running.trail(String(key))).map((record) => record.traceparent);
    assert.deepEqual(await tracesOf(traced.body['loanId']), [traceparent]);
    assert.deepEqual(await tracesOf(broken.body['loanId']), [undefined]);
  });

  it('speaks the language that the client prefers, and Korean otherwise', async () => {
    const titleIn = async (language?: string) => {
      const headers = language === undefined ? {} : { 'accept-language': language };
      return (await library.ask('GET /loans/999', { headers })).body['title'];
    };
    assert.equal(await titleIn('en-GB,ko;q=0.5'), 'There is no such thing');
    assert.equal(await titleIn('fr, ko;q=0.3, en;q=0.2'), '대상을 찾을 수 없습니다');
    assert.equal(await titleIn('fr'), '대상을 찾을 수 없습니다');
  });

  it('serves each context where the documents have it, its own resources only', async () => {
    const { urls } = library.gateway;
    const desk = urls['library/desk'] ?? '';
    const statusOf = async (path: string) => (await fetch(`${desk}${path}`)).status;
    assert.deepEqual(
      [await statusOf('/loans'), await statusOf('/shelves'), await statusOf('/library/loans')],
      [200, 404, 404],
    );
    const opened = await fetch(`${desk}/loans`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(aLoan),
    });
    assert.equal(opened.status, 201);
    assert.equal(new URL(opened.headers.get('location') ?? '').origin, desk);
    assert.match(opened.headers.get('location') ?? '', /\/loans\/loan-\d+$/);
  });

  it('lets pages of named origins in, and of no others', async () => {
    const origin = 'https://console.example';
    const other = await openLibrary({ origins: [origin] });
    const headers = { origin, 'sec-fetch-site': 'same-site' };
    const named = await other.ask('OPTIONS /loans', { headers });
    const look = await other.ask('GET /loans', { headers });
    const unnamed = await other.ask('GET /loans', { headers: { origin: 'https://x.example' } });
    await other.close();
    assert.equal(named.headers.get('access-control-allow-origin'), origin);
    assert.match(named.headers.get('access-control-allow-methods') ?? '', /PATCH/);
    assert.match(look.headers.get('access-control-expose-headers') ?? '', /Dure-Position/);
    assert.equal(unnamed.headers.get('access-control-allow-origin'), null);
  });

  it('does not open an open house to other machines', async () => {
    const { running } = library;
    for (const host of ['0.0.0.0', '::', '192.0.2.1']) {
      await assert.rejects(createGateway({ running, port: 0, host, identity: openHouse() }), {
        name: 'CannotListen',
        why: 'notLoopback',
      });
    }
  });

  it('says what there is of sign-in, and where', async () => {
    const { running } = library;
    const opening = createGateway({ running, port: 0, host: '0.0.0.0', identity: openHouse() });
    await assert.rejects(opening, (error) => {
      assert.ok(error instanceof CannotListen);
      assert.match(error.words.en, /turn sign-in on with DURE_ISSUER and DURE_AUDIENCE/);
      assert.match(error.words.ko, /DURE_ISSUER와 DURE_AUDIENCE로 로그인을/);
      return true;
    });
  });

  it('says in both languages that a port is taken', async () => {
    const { running } = library;
    const port = Number(new URL(library.url).port);
    await assert.rejects(createGateway({ running, port }), (error) => {
      assert.ok(error instanceof CannotListen);
      assert.equal(error.why, 'portTaken');
      assert.match(error.words.ko, new RegExp(`${port}번 포트`));
      assert.match(error.words.en, new RegExp(`Port ${port} is taken`));
      return true;
    });
  });

  it('says whose port is taken, where the documents name it', async () => {
    const port = Number(new URL(library.url).port);
    const open = () => openLibrary({ documented: { desk: port }, documentedPorts: true });
    await assert.rejects(open, (error) => {
      assert.ok(error instanceof CannotListen);
      assert.equal(error.why, 'documentedPortTaken');
      for (const words of Object.values(error.words)) assert.match(words, /library\/desk/);
      return true;
    });
  });

  it('hangs up while it closes where nothing was asked, and answers what has begun', async () => {
    const other = await openLibrary();
    const { port, hostname } = new URL(other.url);
    const [spare, used] = [connect(Number(port), hostname), connect(Number(port), hostname)];
    await Promise.all([once(spare, 'connect'), once(used, 'connect')]);
    const body = JSON.stringify(aLoan);
    const head =
      'POST /loans HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n' +
      `content-length: ${Buffer.byteLength(body)}\r\n\r\n`;
    await new Promise((resolve) => void used.write(`${head}${body.slice(0, 10)}`, resolve));
    await other.ask('GET /health/live');
    const closing = other.close();
    await once(spare.resume(), 'close');
    used.write(body.slice(10));
    const [answer]: readonly unknown[] = await once(used.setEncoding('utf8'), 'data');
    assert.match(String(answer), /^HTTP\/1\.1 201 /);
    await closing;
  });

  it('tells clients to go on elsewhere before it closes, and serves them still', async () => {
    const other = await openLibrary({ leaveMs: 1_500 });
    const { port, hostname } = new URL(other.url);
    const kept = connect(Number(port), hostname).setEncoding('utf8');
    const askOver = async (): Promise<string> => {
      kept.write('GET /health/live HTTP/1.1\r\nhost: localhost\r\n\r\n');
      const [answer]: readonly unknown[] = await once(kept, 'data');
      return String(answer);
    };
    assert.match(await askOver(), /^HTTP\/1\.1 200 .*connection: keep-alive/is);
    const closing = other.close();
    const ended = once(kept, 'close');
    assert.match(await askOver(), /^HTTP\/1\.1 200 .*connection: close/is);
    await ended;
    const { status, headers } = await other.ask('GET /loans');
    assert.deepEqual([status, headers.get('connection')], [200, 'close']);
    await closing;
    await assert.rejects(other.ask('GET /loans'));
  });

  it('finishes what has begun before it closes', async () => {
    const other = await openLibrary();
    const answers = Array.from({ length: 20 }, () => other.ask('POST /loans', { body: aLoan }));
    // The first answer shows that the others are under way.
    await Promise.race(answers);
    await other.close();
    const statuses = (await Promise.allSettled(answers)).map((settled) =>
      settled.status === 'fulfilled' ? settled.value.status : 'broken',
    );
    assert.deepEqual(
      statuses.filter((status) => status !== 201 && status !== 503 && status !== 'broken'),
      [],
    );
    assert.ok(statuses.includes(201));
  });
});
