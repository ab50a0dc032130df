// Clients that send as slowly as they can hold a connection for a while, and no one up.

import assert from 'node:assert/strict';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { describe, it } from 'node:test';
import { aLoan, openLibrary } from '../open-library.testing.ts';
import type { OpenLibrary } from '../open-library.testing.ts';

const SENDERS = 40;

/** Sends the beginning, and then one more byte each half second. */
const trickle = ({ url }: OpenLibrary, beginning: string, more: string) =>
  new Promise<string>((resolve) => {
    const socket: Socket = connect(Number(new URL(url).port), '127.0.0.1');
    let answer = '';
    socket.write(beginning);
    const timer = setInterval(() => socket.write(more), 500);
    socket.on('data', (chunk) => (answer += String(chunk)));
    socket.on('error', () => {});
    socket.on('close', () => {
      clearInterval(timer);
      resolve(answer);
    });
  });

// Both wait for the clock of the machine: at the same time.
describe('a client that sends byte by byte', { concurrency: true }, () => {
  it('a head is hung up on, and others are answered meanwhile', async () => {
    const library = await openLibrary({});
    const all = Array.from({ length: SENDERS }, () =>
      trickle(library, 'GET /loans HTTP/1.1\r\nhost: localhost\r\nx-slow: ', 'a'),
    );
    assert.equal((await library.ask('POST /loans', { body: aLoan })).status, 201);
    for (const answer of await Promise.all(all)) assert.match(answer, /^(HTTP\/1\.1 4\d\d |$)/);
    assert.equal((await library.ask('GET /loans')).status, 200);
    await library.close();
  });

  it('a body is hung up on, and nothing of it is done', async () => {
    const library = await openLibrary({});
    const head = 'POST /loans HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n';
    const before = await library.ask('GET /loans');
    const answer = await trickle(library, `${head}content-length: 5000\r\n\r\n{"memberId":2,`, ' ');
    assert.match(answer, /^(HTTP\/1\.1 4\d\d |$)/);
    const behind = await library.ask('GET /loans');
    assert.deepEqual(behind.body['page'], before.body['page']);
    await library.close();
  });
});
