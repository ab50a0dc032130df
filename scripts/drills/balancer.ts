// The little that a Service of a cluster does: connections go to the replicas that are ready.

import { createServer, request } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { once } from 'node:events';

export type Balancer = {
  readonly url: string;
  /** From now on requests go to these alone; what is under way stays where it is. */
  readonly to: (urls: readonly string[]) => void;
  readonly close: () => void;
};

const BAD_GATEWAY = 502;

const passOn = (url: string, from: IncomingMessage, to: ServerResponse): void => {
  const target = new URL(from.url ?? '/', url);
  const { method, headers } = from;
  const asked = request(target, { method, headers }, (answer) => {
    to.writeHead(answer.statusCode ?? BAD_GATEWAY, answer.headers);
    answer.pipe(to);
  });
  asked.on('error', () => {
    if (!to.headersSent) to.writeHead(BAD_GATEWAY);
    to.end('{}');
  });
  // Nobody waits for it any more, and what is left open keeps the drill from its end.
  to.on('close', () => {
    if (!to.writableFinished) asked.destroy();
  });
  from.pipe(asked);
};

export const openBalancer = async (port: number): Promise<Balancer> => {
  let urls: readonly string[] = [];
  let next = 0;
  const server = createServer((from, to) => {
    const url = urls[(next += 1) % Math.max(1, urls.length)] ?? 'http://127.0.0.1:1';
    passOn(url, from, to);
  });
  await once(server.listen(port, '127.0.0.1'), 'listening');
  return {
    url: `http://127.0.0.1:${port}`,
    to: (others) => {
      urls = others;
    },
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
};
