// Where the gateway listens, and why it sometimes does not.

import { once } from 'node:events';
import { createServer } from 'node:net';
import type { Server, Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { isLoopback } from '@dure/access';
import type { Words } from '@dure/domain';

/** The gateway cannot start. Its words are for the person who started it. */
export class CannotListen extends Error {
  readonly why:
    'portTaken' | 'documentedPortTaken' | 'notLoopback' | 'notAllowed' | 'noSuchHost' | 'nameTaken';
  readonly words: Words;
  constructor(why: CannotListen['why'], words: Words, options?: { readonly cause: unknown }) {
    super(`${words.en}\n${words.ko}`, options);
    this.name = 'CannotListen';
    this.why = why;
    this.words = words;
  }
}

type Place = {
  readonly host: string;
  readonly port: number;
  /** The context that the documents have there; nothing, where all is served. */
  readonly documented?: string | undefined;
  readonly isHttps?: boolean;
  /** Whether very many may come in one moment. */
  readonly isBusy?: boolean;
};

/** @throws {CannotListen} the house is open, and the host is more than this machine. */
export const checkHost = (host: string, isLocalOnly: boolean): void => {
  if (!isLocalOnly || isLoopback(host)) return;
  throw new CannotListen('notLoopback', {
    ko:
      '로그인이 없으면 누구나 어느 배역이든 맡으므로 이 컴퓨터에서만 열립니다. ' +
      `${host} 대신 127.0.0.1을 쓰거나, DURE_ISSUER와 DURE_AUDIENCE로 로그인을 켜 주세요`,
    en:
      'Without sign-in whoever comes may take any role, so it opens on this machine only. ' +
      `Use 127.0.0.1 instead of ${host}, or turn sign-in on with DURE_ISSUER and DURE_AUDIENCE`,
  });
};

const reasons: { readonly [code: string]: (of: Place) => [CannotListen['why'], Words] } = {
  EADDRINUSE: ({ port, documented }) => {
    const ko = `${port}번 포트는 이미 쓰이고 있습니다`;
    const en = `Port ${port} is taken`;
    if (documented !== undefined) {
      return [
        'documentedPortTaken',
        {
          ko: `${ko}. 문서는 그곳에 ${documented}을(를) 둡니다. 그 프로그램을 끝내 주세요`,
          en: `${en}, where the documents have ${documented}. Stop the program that has it`,
        },
      ];
    }
    return [
      'portTaken',
      {
        ko: `${ko}. 그 프로그램을 끝내거나 다른 포트를 골라 주세요`,
        en: `${en}. Stop the program that has it, or choose another port`,
      },
    ];
  },
  EACCES: ({ port }) => [
    'notAllowed',
    {
      ko: `${port}번 포트를 열 권한이 없습니다. 1024 이상의 포트를 골라 주세요`,
      en: `Opening port ${port} is not allowed. Choose a port of 1024 or above`,
    },
  ],
  EADDRNOTAVAIL: ({ host }) => [
    'noSuchHost',
    {
      ko: `이 컴퓨터에는 ${host} 주소가 없습니다`,
      en: `This machine has no address ${host}`,
    },
  ],
};

const withHost = (host: string): string => (host.includes(':') ? `[${host}]` : host);

/** What stands in the way of listening, in words; the cause itself, where it is something else. */
const obstacle = (cause: unknown, of: Place): unknown => {
  // What Node throws has a code.
  const code = (cause as { readonly code?: string }).code ?? '';
  const reason = reasons[code === 'ENOTFOUND' ? 'EADDRNOTAVAIL' : code]?.(of);
  if (!reason) return cause;
  const [why, words] = reason;
  return new CannotListen(why, words, { cause });
};

/**
 * Looks whether a gateway could listen there now, and takes nothing. Whoever has long work to do
 * before it listens asks first; that the place is still free then is not promised.
 * @throws {CannotListen} the place is taken, or is none.
 */
export const checkPlace = async (of: Place): Promise<void> => {
  const probe = createServer();
  try {
    probe.listen({ host: of.host, port: of.port });
    await once(probe, 'listening');
  } catch (cause) {
    throw obstacle(cause, of);
  } finally {
    probe.close();
  }
};

/**
 * Connections that the system keeps until the server takes them; what comes beyond them tries again
 * after a second, three, seven. On Linux it keeps no more than `net.core.somaxconn`.
 */
const BACKLOG = 4_096;

/**
 * Node takes one connection from a listener in each turn of its loop. A turn that decides commands
 * takes milliseconds, and a burst of clients would wait for as many turns; so several listen.
 */
const LISTENERS = 32;

/** Where the system lets several listen at one port, and parts the connections among them. */
const canShare = process.platform === 'linux';

type Listeners = readonly Server[];
const besideOf = new WeakMap<FastifyInstance, Listeners>();

/** Hands the connections that it takes to a server that has them as its own. */
const listenBeside = async (server: FastifyInstance, of: Place): Promise<Server> => {
  const take = (socket: Socket): void => void server.server.emit('connection', socket);
  const beside = createServer({ allowHalfOpen: true, noDelay: true }, take);
  beside.listen({ host: of.host, port: of.port, backlog: BACKLOG, reusePort: true });
  await once(beside, 'listening');
  return beside;
};

const portOf = (server: FastifyInstance, of: Place): number => {
  const [address] = server.addresses();
  return typeof address === 'object' ? address.port : of.port;
};

/** Who shares a port is not told that another process has it: it is looked for before. */
const listenShared = async (server: FastifyInstance, of: Place): Promise<void> => {
  if (of.port !== 0) await checkPlace(of);
  const shared = { host: of.host, port: of.port, backlog: BACKLOG, reusePort: true };
  await server.listen(shared);
  const at = { ...of, port: portOf(server, of) };
  const all = Array.from({ length: LISTENERS - 1 }, () => listenBeside(server, at));
  besideOf.set(server, await Promise.all(all));
};

/** Takes no new connections beside the server's own. Those that there are end with the server. */
export const closeBeside = async (server: FastifyInstance): Promise<void> => {
  const all = besideOf.get(server) ?? [];
  const closed = all.map((beside) => once(beside, 'close'));
  for (const beside of all) beside.close();
  await Promise.all(closed);
};

/**
 * @param of with `isBusy` for a server that faces many, who may come in bursts.
 * @throws {CannotListen} the place is taken, or is none.
 */
export const listen = async (server: FastifyInstance, of: Place): Promise<string> => {
  try {
    if (of.isBusy && canShare) await listenShared(server, of);
    else await server.listen({ host: of.host, port: of.port, backlog: BACKLOG });
  } catch (cause) {
    throw obstacle(cause, of);
  }
  const port = portOf(server, of);
  return `${of.isHttps ? 'https' : 'http'}://${withHost(of.host)}:${port}`;
};
