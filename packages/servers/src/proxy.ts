// A way to a server that a test can disturb: it passes on what is sent, until it is asked not to.

import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

export type Proxy = {
  /** The URL of the server, with the host and the port of the proxy. */
  readonly url: string;
  /**
   * What fits arrives at the server. The connection ends instead of the answer, once that has come
   * as far as it is known by `isAnswer`. Once.
   */
  readonly loseAnswerTo: (fits: Fits, isAnswer: Fits) => void;
  /** The connection ends, and what fits has not arrived at the server. Once. */
  readonly loseRequest: (fits: Fits) => void;
  /** Ends all connections; new ones are taken. */
  readonly cut: () => void;
  readonly close: () => void;
};

type Fits = (sent: Buffer) => boolean;

type Plan = { readonly fits: Fits; readonly isAnswer: Fits | undefined };

/** The proxy holds no process up. */
export const startProxy = async (serverUrl: string): Promise<Proxy> => {
  const to = new URL(serverUrl);
  const sockets = new Set<Socket>();
  let plan: Plan | undefined;
  const takePlan = (sent: Buffer): Plan | undefined => {
    const fitting = plan?.fits(sent) === true ? plan : undefined;
    if (fitting) plan = undefined;
    return fitting;
  };
  const server = createServer((client) => {
    const upstream = connect(Number(to.port), to.hostname);
    for (const socket of [client, upstream]) {
      sockets.add(socket.unref());
      socket.on('error', () => {});
      socket.on('close', () => sockets.delete(socket));
    }
    join(client, upstream, takePlan);
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  server.unref();
  const url = new URL(serverUrl);
  // It listens on a port by now.
  url.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const cut = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: url.href,
    loseAnswerTo: (fits, isAnswer) => void (plan = { fits, isAnswer }),
    loseRequest: (fits) => void (plan = { fits, isAnswer: undefined }),
    cut,
    close: () => void (cut(), server.close()),
  };
};

const join = (
  client: Socket,
  upstream: Socket,
  takePlan: (sent: Buffer) => Plan | undefined,
): void => {
  const end = (): void => void (client.destroy(), upstream.destroy());
  let isAnswer: Fits | undefined;
  let answered = Buffer.alloc(0);
  client.on('data', (sent: Buffer) => {
    const plan = takePlan(sent);
    isAnswer ??= plan?.isAnswer;
    if (plan && !plan.isAnswer) end();
    else upstream.write(sent);
  });
  upstream.on('data', (answer: Buffer) => {
    if (!isAnswer) client.write(answer);
    else if (isAnswer((answered = Buffer.concat([answered, answer])))) end();
  });
  client.on('close', () => upstream.destroy());
  upstream.on('close', () => client.destroy());
};
