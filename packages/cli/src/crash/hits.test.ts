import { deepEqual, equal, ok } from 'node:assert/strict';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { describe, it } from 'node:test';
import { cutter } from './cut.ts';
import { urlIn, urlsIn } from './hits.ts';

describe('The address of what runs', () => {
  it('is found by the name of the replica', () => {
    const note = {
      pid: 1,
      gateway: 'http://127.0.0.1:8088',
      businesses: [],
      processes: {},
      environment: { DURE_URLS_REPAIR_SHOP_MY_PAGE: 'http://127.0.0.1:1,http://127.0.0.1:2' },
    };
    const found = ['gateway', 'repair-shop/my-page/1', 'repair-shop/other/0'].map((name) =>
      urlIn(note, name),
    );
    deepEqual(urlsIn(note), ['http://127.0.0.1:1', 'http://127.0.0.1:2']);
    deepEqual(found, ['http://127.0.0.1:8088', 'http://127.0.0.1:2', undefined]);
  });
});

const cut = await cutter();

describe('Connections', { skip: cut ? false : 'the system does not let them be cut' }, () => {
  it('are ended at both ends, and new ones are taken', async () => {
    const taken: Socket[] = [];
    const server = createServer((socket) => void taken.push(socket.on('error', () => {})));
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo; // It listens on a port.
    const client = connect(port, '127.0.0.1').on('error', () => {});
    await once(client, 'connect');
    const closed = new Promise<unknown>((resolve) => void client.once('close', resolve));
    await cut?.(`http://127.0.0.1:${port}`);
    await closed;
    const [first] = taken;
    ok(first);
    if (!first.closed) await new Promise((resolve) => void first.once('close', resolve));
    const again = connect(port, '127.0.0.1');
    await once(again, 'connect');
    equal(again.readyState, 'open');
    again.destroy();
    server.close();
    for (const socket of taken) socket.destroy();
  });
});
