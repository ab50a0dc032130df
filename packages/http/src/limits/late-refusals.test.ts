// Who sends on before they were told to is refused late, and nobody else is.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, Socket } from 'node:net';
import { describe, it } from 'node:test';
import { openHouse, standardLimits } from '@dure/access';
import { openLibrary } from '../open-library.testing.ts';
import { LateRefusals } from './late-refusals.ts';

const HELD_MAX = 4_096;
const AN_HOUR_MS = 3_600_000;
const AN_HOUR_S = 3_600;

const refusing = (mostMs: number) => {
  const late = new LateRefusals(mostMs);
  const said: string[] = [];
  const refuse = (socket: Socket, name: string, waitS = AN_HOUR_S): void =>
    late.say({ socket, waitS }, () => said.push(name));
  return { said, refuse, end: () => late.end() };
};

describe('refusals of one connection', () => {
  it('are said at once the first time, and late to whoever sends on', () => {
    const { said, refuse, end } = refusing(AN_HOUR_MS);
    const [one, other] = [new Socket(), new Socket()];
    for (const name of ['first', 'second', 'third']) refuse(one, name);
    refuse(other, 'of another');
    assert.deepEqual(said, ['first', 'of another']);
    end();
    assert.deepEqual(said, ['first', 'of another', 'second', 'third']);
  });

  it('come by themselves, in the order in which they were decided', async () => {
    const { said, refuse } = refusing(30);
    const one = new Socket();
    const { promise, resolve } = Promise.withResolvers<void>();
    const keepsRunning = setInterval(() => said.length === 4 && resolve(), 1);
    for (const name of ['first', 'second', 'third', 'fourth']) refuse(one, name);
    assert.deepEqual(said, ['first']);
    await promise;
    clearInterval(keepsRunning);
    assert.deepEqual(said, ['first', 'second', 'third', 'fourth']);
  });

  it('are not later than a client was told to come back', () => {
    const { said, refuse } = refusing(AN_HOUR_MS);
    const one = new Socket();
    refuse(one, 'first', 0);
    refuse(one, 'second', 0);
    assert.deepEqual(said, ['first', 'second']);
  });

  it('are said at once where too many are held, and after the end', () => {
    const { said, refuse, end } = refusing(AN_HOUR_MS);
    const one = new Socket();
    refuse(one, 'first');
    for (let at = 0; at < HELD_MAX; at += 1) refuse(one, 'held');
    refuse(one, 'too many');
    assert.deepEqual(said, ['first', 'too many']);
    end();
    refuse(one, 'after the end');
    assert.equal(said.filter((name) => name === 'held').length, HELD_MAX);
    assert.equal(said.at(-1), 'after the end');
  });
});

describe('a gateway that is full', () => {
  it('holds an answer back, lets others in meanwhile, and gives it when it closes', async () => {
    const library = await openLibrary({
      identity: { ...openHouse(), isLocalOnly: false },
      limits: {
        ...standardLimits,
        // A client that has sent all that it may is told to come back in a hundred seconds.
        address: { perSecond: 0.01, burst: 1 },
        lateMs: AN_HOUR_MS,
      },
    });
    await library.ask('GET /loans');
    const socket = connect(Number(new URL(library.url).port), '127.0.0.1');
    let answers = '';
    socket.on('data', (chunk) => (answers += String(chunk)));
    const asked = 'GET /loans HTTP/1.1\r\nhost: localhost\r\n\r\n';
    socket.write(`${asked}${asked}`);
    await once(socket, 'data');
    assert.equal((await library.ask('GET /health/live')).status, 200);
    assert.equal(answers.split('HTTP/1.1 429 ').length, 2, answers);
    const closed = once(socket, 'close');
    await library.close();
    await closed;
    assert.equal(answers.split('HTTP/1.1 429 ').length, 3, answers);
  });
});
