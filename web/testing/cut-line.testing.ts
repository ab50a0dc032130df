// A line that breaks every few seconds: it stands before the program, and cuts all that is open.

import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

export type CutLine = {
  readonly url: string;
  /** How often it has cut something. */
  readonly cuts: () => number;
  readonly close: () => void;
};

export const openCutLine = async (to: string, everyMs: number): Promise<CutLine> => {
  const port = Number(new URL(to).port);
  const open = new Set<Socket>();
  let cuts = 0;
  const keep = (socket: Socket): Socket => {
    open.add(socket);
    socket.on('close', () => open.delete(socket)).on('error', () => socket.destroy());
    return socket;
  };
  const server = createServer((client) => {
    const program = keep(connect(port, '127.0.0.1'));
    keep(client).pipe(program).pipe(client);
    client.on('close', () => program.destroy());
    program.on('close', () => client.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const timer = setInterval(() => {
    cuts += open.size;
    for (const socket of open) socket.destroy();
  }, everyMs);
  // A server that listens on a port has an address with it.
  const { port: own } = server.address() as AddressInfo;
  const close = (): void => {
    clearInterval(timer);
    for (const socket of open) socket.destroy();
    server.close();
  };
  return { url: `http://127.0.0.1:${own}`, cuts: () => cuts, close };
};
