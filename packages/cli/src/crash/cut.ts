// Ends connections of a server from outside, as a network does that drops them: the system resets
// them at both ends, and whatever was on its way is lost. Linux can, for whoever has the right to.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';

/** Ends all connections to where a server listens; new ones are taken. */
export type Cut = (url: string) => Promise<void>;

const LOOK_MS = 1_000;

const cutAt = async (port: number): Promise<void> => {
  const filter = ['state', 'established', 'sport', '=', `:${port}`];
  const child = spawn('ss', ['--kill', '--tcp', '--numeric', ...filter], { stdio: 'ignore' });
  await Promise.race([once(child, 'close'), once(child, 'error')]).catch(() => {});
};

const portOf = (url: string): number => Number(new URL(url).port);

const listening = async (server: Server): Promise<number> => {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return (server.address() as AddressInfo).port; // It listens on a port.
};

/** Whether a connection of this very process is ended by it. */
const isCut = async (client: Socket, port: number): Promise<boolean> => {
  const ended = new Promise<true>((resolve) => void client.once('close', () => resolve(true)));
  await cutAt(port);
  const late = new Promise<false>((resolve) => void setTimeout(() => resolve(false), LOOK_MS));
  return Promise.race([ended, late]);
};

/** The way to cut connections here; nothing, where there is none. */
export const cutter = async (): Promise<Cut | undefined> => {
  const taken: Socket[] = [];
  const server = createServer((socket) => void taken.push(socket.on('error', () => {})));
  const port = await listening(server);
  const client = connect(port, '127.0.0.1').on('error', () => {});
  await once(client, 'connect');
  const isPossible = await isCut(client, port);
  for (const socket of [client, ...taken]) socket.destroy();
  server.close();
  return isPossible ? (url) => cutAt(portOf(url)) : undefined;
};
