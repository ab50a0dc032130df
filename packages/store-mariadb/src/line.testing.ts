// A way to the server on which a commit, or its answer, can be lost.

import { connect, createServer } from 'node:net';
import type { AddressInfo, Server as Listener, Socket } from 'node:net';
import { once } from 'node:events';

export type Line = {
  /** The address of the server by this way. */
  readonly url: string;
  /** The next commit arrives, and the connection ends before its answer does. */
  readonly loseNextAnswer: () => void;
  /** The connection ends, and the next commit has not arrived. */
  readonly loseNextCommit: () => void;
  readonly close: () => Promise<void>;
};

/** A packet with the command to run a text: its length, its number, 3, the text. */
const isCommit = (sent: Buffer): boolean =>
  sent[4] === 3 && sent.toString('latin1', 5) === 'COMMIT';

type Plan = { next: 'answer' | 'commit' | undefined };

const carry = (client: Socket, server: Socket, plan: Plan): void => {
  const cut = (): void => {
    client.destroy();
    server.destroy();
  };
  for (const socket of [client, server]) socket.on('error', cut).on('close', cut);
  let isDeaf = false;
  client.on('data', (sent) => {
    if (plan.next === undefined || !isCommit(sent)) return void server.write(sent);
    const { next } = plan;
    plan.next = undefined;
    if (next === 'commit') return cut();
    isDeaf = true;
    server.write(sent);
  });
  // Its answer says that the commit is done.
  server.on('data', (answer) => (isDeaf ? cut() : void client.write(answer)));
};

export const lineTo = async (url: string): Promise<Line> => {
  const { hostname, port } = new URL(url);
  const plan: Plan = { next: undefined };
  const listener: Listener = createServer((client) =>
    carry(client, connect(Number(port), hostname), plan),
  );
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const over = new URL(url);
  over.hostname = '127.0.0.1';
  // It listens on a port, not on a file.
  over.port = String((listener.address() as AddressInfo).port);
  return {
    url: over.href,
    loseNextAnswer: () => void (plan.next = 'answer'),
    loseNextCommit: () => void (plan.next = 'commit'),
    close: async () => {
      listener.close();
      await once(listener, 'close');
    },
  };
};
