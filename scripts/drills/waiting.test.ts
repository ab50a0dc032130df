// Nothing that a drill asks keeps it waiting for ever where no answer comes.

import { deepEqual, equal, rejects } from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { freePort } from '@dure/servers';
import { openBalancer } from './balancer.ts';
import { call } from './manifests.ts';
import { answerOf, isReady, until } from './waiting.ts';

const BOUND_MS = 200;
const CLOSED_MS = 2_000;

describe('where connections are taken and no answer comes', { timeout: 20_000 }, () => {
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on('error', () => {}).on('close', () => open.delete(socket));
    socket.resume();
  });
  let port = 0;
  before(async () => {
    await once(server.listen(0, '127.0.0.1'), 'listening');
    ({ port } = server.address() as AddressInfo); // It listens on a port.
  });
  after(() => {
    for (const socket of open) socket.destroy();
    server.close();
  });

  it('a look finds nothing, and nothing is ready', async () => {
    const url = `http://127.0.0.1:${port}`;
    deepEqual(await Promise.all([answerOf(url, (answer) => answer.json()), isReady(url)]), [
      undefined,
      false,
    ]);
  });

  it('a wait ends, and says for what it was', () =>
    rejects(
      until('It is there', () => false, { lookMs: 1, waitedMs: BOUND_MS }),
      /It is there/,
    ));

  it('an API server has not answered', async () => {
    const api = { url: `https://127.0.0.1:${port}`, token: '', ca: '' };
    const asked = { method: 'GET', path: '/', body: undefined, withinMs: BOUND_MS };
    equal((await call(api, asked)).status, 0);
  });

  it('the balancer lets go of what its client has given up', async () => {
    const balancer = await openBalancer(await freePort());
    balancer.to([`http://127.0.0.1:${port}`]);
    const others = new Set(open);
    const own = () => open.difference(others).size;
    const asking = fetch(balancer.url, { signal: AbortSignal.timeout(BOUND_MS) });
    await Promise.all([rejects(asking), until('It asks', () => own() === 1, { lookMs: 1 })]);
    await until('It lets go', () => own() === 0, { waitedMs: CLOSED_MS });
    balancer.close();
  });
});
