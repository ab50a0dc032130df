// A port that whoever starts a process can tell others before the process listens there.

import { once } from 'node:events';
import { createServer } from 'node:net';

/** Systems give higher ones to connections by themselves: Linux from 32,768, RFC 6335 49,152. */
const FROM = 20_000;
const COUNT = 10_000;
const TRIES_MAX = 100;

const given = new Set<number>();

const isFree = async (port: number): Promise<boolean> => {
  const server = createServer();
  try {
    await once(server.listen(port, '127.0.0.1'), 'listening');
  } catch {
    return false;
  }
  await once(server.close(), 'close');
  return true;
};

/**
 * A port of the loopback address that is free now. This process is given it once, and no connection
 * is given it; another process may still be quicker to listen there.
 */
export const freePort = async (): Promise<number> => {
  for (let tries = 0; tries < TRIES_MAX; tries += 1) {
    const port = FROM + Math.floor(Math.random() * COUNT);
    if (given.has(port)) continue;
    given.add(port);
    if (await isFree(port)) return port;
  }
  throw new Error(`None of ${TRIES_MAX} ports that were tried was free.`);
};
