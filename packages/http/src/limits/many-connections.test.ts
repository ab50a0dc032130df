// Very many who come in one moment, while the server has something else to do. The system takes
// their connections for it; those that it does not take try again after a second, three, seven.

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { openLibrary } from '../open-library.testing.ts';
import type { OpenLibrary } from '../open-library.testing.ts';

const CONNECTIONS = 2_000;
const MOST_FILE = '/proc/sys/net/core/somaxconn';
const ESTABLISHED = '01';

const skip = existsSync(MOST_FILE) ? false : 'only Linux says which connections it has taken';

const answerTo = (socket: Socket): Promise<string> => {
  const { promise, resolve } = Promise.withResolvers<string>();
  socket.once('data', (chunk) => {
    resolve(String(chunk).slice(0, 12));
    socket.destroy();
  });
  socket.once('error', ({ message }) => resolve(message));
  socket.write('GET /health/live HTTP/1.1\r\nhost: localhost\r\n\r\n');
  return promise;
};

/** Connections that the system has for whoever listens at a port, taken by them or not. */
const establishedAt = (port: number): number => {
  const local = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const rows = readFileSync('/proc/net/tcp', 'utf8').split('\n').slice(1);
  return rows.filter((row) => {
    const [, at = '', , state] = row.trim().split(/\s+/);
    return at.endsWith(local) && state === ESTABLISHED;
  }).length;
};

describe('two thousand connections that come at once', { skip }, () => {
  let library: OpenLibrary;
  before(async () => {
    library = await openLibrary({});
  });
  after(() => library.close());

  it('are taken by the system until the server is free, and all are answered', async () => {
    const count = Math.min(CONNECTIONS, Number(readFileSync(MOST_FILE, 'utf8')));
    const port = Number(new URL(library.url).port);
    const sockets = Array.from({ length: count }, () => connect(port, '127.0.0.1'));
    // They begin in this turn of the loop; the server takes them in the next one.
    await new Promise<void>((resolve) => {
      process.nextTick(resolve);
    });
    assert.ok(establishedAt(port) >= count);
    const answers = await Promise.all(sockets.map(answerTo));
    assert.deepEqual([...new Set(answers)], ['HTTP/1.1 200']);
  });
});
