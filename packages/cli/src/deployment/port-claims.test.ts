// Two `dure up` on one machine choose ports of their own.

import { deepEqual, equal } from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { PortClaims } from './port-claims.ts';

const HOST = '127.0.0.1';

describe('Claimed ports', () => {
  const folder = mkdtempSync(join(tmpdir(), 'dure-claims-'));
  after(() => rmSync(folder, { recursive: true, force: true }));

  /** Some port that nothing listens on. */
  const somePort = async (): Promise<number> => {
    const server = createServer();
    await once(server.listen(0, HOST), 'listening');
    const { port } = server.address() as AddressInfo; // It listens on a port.
    server.close();
    await once(server, 'close');
    return port;
  };

  it('are not chosen twice, though nothing listens on them yet', async () => {
    const [first, second] = [new PortClaims(HOST, folder), new PortClaims(HOST, folder)];
    const from = await somePort();
    const chosen = await Promise.all([first.next(from), second.next(from), first.next(from)]);
    equal(new Set(chosen).size, 3, String(chosen));
    first.release();
    second.release();
  });

  it('are given back', async () => {
    const [first, second] = [new PortClaims(HOST, folder), new PortClaims(HOST, folder)];
    const port = await somePort();
    deepEqual([await first.claim(port), await second.claim(port)], [true, false]);
    first.release();
    equal(await second.claim(port), true);
    second.release();
  });

  it('are none on which another program listens', async () => {
    const claims = new PortClaims(HOST, folder);
    const server = createServer();
    await once(server.listen(0, HOST), 'listening');
    const { port } = server.address() as AddressInfo; // It listens on a port.
    equal(await claims.claim(port), false);
    server.close();
    await once(server, 'close');
    equal(await claims.claim(port), true);
    claims.release();
  });
});
