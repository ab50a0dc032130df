// Who is taken for dead under `dure up`: not what answers late, as a process with a small share of
// a core does, but what answers nothing.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { Liveness } from './liveness.ts';

const LATE_MS = 3_000;
const WATCHED_MS = 36_000;

/** Whether who answers each time as late as that is taken for dead within the time. */
const isTakenForDead = async (lateMs: number): Promise<boolean> => {
  let answered = 0;
  const server = createServer((_, reply) => {
    // At first it answers at once: what has never answered is still starting.
    const answer = setTimeout(() => reply.end(), answered === 0 ? 0 : lateMs);
    answered += 1;
    reply.on('close', () => clearTimeout(answer));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo; // It listens on a port.
  let isDead = false;
  const liveness = new Liveness(`http://127.0.0.1:${port}`, () => (isDead = true));
  liveness.start();
  await sleep(WATCHED_MS);
  liveness.stop();
  server.closeAllConnections();
  server.close();
  return isDead;
};

describe('A process that is watched', () => {
  it('is taken for dead when it answers nothing, and not when it answers late', async () => {
    const [late, never] = await Promise.all([isTakenForDead(LATE_MS), isTakenForDead(3_600_000)]);
    assert.deepEqual({ late, never }, { late: false, never: true });
  });
});
