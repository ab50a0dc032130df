// Ports that are told to others before anybody listens there.

import { equal, ok } from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { describe, it } from 'node:test';
import { freePort } from './free-port.ts';

const CONNECTIONS_FROM = 32_768;
const COUNT = 200;

describe('a free port', () => {
  it('is none that a connection is given by itself, and is given once', async () => {
    const ports = await Promise.all(Array.from({ length: COUNT }, freePort));
    equal(new Set(ports).size, COUNT);
    ok(ports.every((port) => port < CONNECTIONS_FROM));
  });

  it('can be listened on', async () => {
    const port = await freePort();
    const server = createServer().listen(port, '127.0.0.1');
    await once(server, 'listening');
    // It listens on a port.
    equal((server.address() as AddressInfo).port, port);
    server.close();
  });
});
