// Where the server listens, and why it sometimes does not.

import { once } from 'node:events';
import { createServer } from 'node:net';
import type { Server, ServerCredentials } from '@grpc/grpc-js';
import { isLoopback } from '@dure/access';
import type { Words } from '@dure/domain';

/** The server cannot start. Its words are for the person who started it. */
export class CannotServe extends Error {
  readonly words: Words;
  constructor(words: Words, options?: { readonly cause: unknown }) {
    super(`${words.en}\n${words.ko}`, options);
    this.name = 'CannotServe';
    this.words = words;
  }
}

export type Place = { readonly host: string; readonly port: number };

/** @throws {CannotServe} the house is open, and the host is more than this machine. */
export const checkHost = (host: string, isLocalOnly: boolean): void => {
  if (!isLocalOnly || isLoopback(host)) return;
  throw new CannotServe({
    ko: `로그인이 없으면 gRPC도 이 컴퓨터에서만 열립니다. ${host} 대신 127.0.0.1을 쓰세요`,
    en: `Without sign-in gRPC opens on this machine only. Use 127.0.0.1 instead of ${host}`,
  });
};

const reasons: { readonly [code: string]: (of: Place) => Words } = {
  EADDRINUSE: ({ port }) => ({
    ko: `gRPC의 ${port}번 포트는 이미 쓰이고 있습니다. 그 프로그램을 끝내거나 다른 포트를 골라 주세요`,
    en: `Port ${port} of gRPC is taken. Stop the program that has it, or choose another port`,
  }),
  EACCES: ({ port }) => ({
    ko: `gRPC의 ${port}번 포트를 열 권한이 없습니다. 1024 이상의 포트를 골라 주세요`,
    en: `Opening port ${port} for gRPC is not allowed. Choose a port of 1024 or above`,
  }),
  EADDRNOTAVAIL: ({ host }) => ({
    ko: `이 컴퓨터에는 ${host} 주소가 없습니다`,
    en: `This machine has no address ${host}`,
  }),
};

/**
 * Looks whether a server could listen there now, and takes nothing: the library says of every
 * obstacle the same.
 * @throws {CannotServe} the place is taken, or is none.
 */
export const checkPlace = async (of: Place): Promise<void> => {
  const probe = createServer();
  try {
    probe.listen({ host: of.host, port: of.port });
    await once(probe, 'listening');
  } catch (cause) {
    // What Node throws has a code.
    const code = (cause as { readonly code?: string }).code ?? '';
    const words = reasons[code === 'ENOTFOUND' ? 'EADDRNOTAVAIL' : code]?.(of);
    throw words ? new CannotServe(words, { cause }) : cause;
  } finally {
    probe.close();
  }
};

/** The port that it listens on. */
export const bind = (
  server: Server,
  { host, port }: Place,
  credentials: ServerCredentials,
): Promise<number> =>
  new Promise((resolve, reject) => {
    const address = `${host.includes(':') ? `[${host}]` : host}:${port}`;
    server.bindAsync(address, credentials, (cause, bound) => {
      if (cause) reject(cause);
      else resolve(bound);
    });
  });
