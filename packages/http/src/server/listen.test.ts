// How fast a server takes those who come in one moment, and that it lets no one else in beside it.

import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { describe, it } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import Fastify from 'fastify';
import type { FastifyInstance } from 'fastify';
import { CannotListen, closeBeside, listen } from './listen.ts';

const CONNECTIONS = 64;
const TURNS = 24;
const skip = process.platform === 'linux' ? false : 'only Linux parts connections among listeners';

const opened = async (isBusy: boolean, port = 0) => {
  const server: FastifyInstance = Fastify();
  server.get('/', async () => 'here');
  return { server, url: await listen(server, { host: '127.0.0.1', port, isBusy }) };
};

const closed = async (server: FastifyInstance): Promise<void> => {
  server.server.closeAllConnections();
  await Promise.all([server.close(), closeBeside(server)]);
};

/** How many of those who have come at once were taken after so many turns of the loop. */
const takenIn = async (isBusy: boolean): Promise<number> => {
  const { server, url } = await opened(isBusy);
  let taken = 0;
  server.server.on('connection', () => (taken += 1));
  const port = Number(new URL(url).port);
  const sockets = Array.from({ length: CONNECTIONS }, () => connect(port, '127.0.0.1'));
  for (let at = 0; at < TURNS; at += 1) await turn();
  const found = taken;
  for (const socket of sockets) socket.destroy();
  await closed(server);
  return found;
};

describe('a server that faces many', { skip }, () => {
  it('takes many connections in one turn of its loop', async () => {
    assert.equal(await takenIn(true), CONNECTIONS);
  });

  it('would take one in each turn with a single listener', async () => {
    assert.ok((await takenIn(false)) <= TURNS);
  });

  it('answers on all of its listeners, and none of them listens once it is closed', async () => {
    const { server, url } = await opened(true);
    const texts = await Promise.all(
      Array.from({ length: CONNECTIONS }, async () =>
        (await fetch(url, { headers: { connection: 'close' } })).text(),
      ),
    );
    assert.deepEqual([...new Set(texts)], ['here']);
    await closed(server);
    const again = await opened(false, Number(new URL(url).port));
    await closed(again.server);
  });

  it('shares its port with no other server', async () => {
    const { server, url } = await opened(true);
    const port = Number(new URL(url).port);
    for (const isBusy of [true, false]) {
      await assert.rejects(opened(isBusy, port), (cause) => {
        assert.ok(cause instanceof CannotListen);
        return cause.why === 'portTaken';
      });
    }
    await closed(server);
  });
});
