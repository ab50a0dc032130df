// Connections over which nothing has come yet. Clients open some ahead of need, and browsers do so
// always; the server of Node takes such a one for a request on its way, and waits for it.

import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/** What a client has sent over a connection that it has just opened is there by then. */
const ON_ITS_WAY_MS = 250;

const unused = new WeakMap<Server, Set<Socket>>();

/** From now on it is known which connections of a server nothing has come over. */
export const noteUnused = (server: Server): void => {
  const sockets = new Set<Socket>();
  unused.set(server, sockets);
  const note = (socket: Socket): void => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  };
  server.on('connection', note);
  // Over https something has come by then, which was no request: what it carries is counted apart.
  server.on('secureConnection', note);
};

/**
 * Soon hangs up on them, for a server that takes no new ones: no one has asked for anything there.
 * @returns what keeps it from that, where the server has closed before.
 */
export const hangUpUnused = (server: Server): (() => void) => {
  const hangUp = (): void => {
    for (const socket of unused.get(server) ?? []) if (socket.bytesRead === 0) socket.destroy();
  };
  // After what has come meanwhile was read, also where the process stood still.
  const timer = setTimeout(() => setImmediate(hangUp), ON_ITS_WAY_MS);
  return () => clearTimeout(timer);
};
