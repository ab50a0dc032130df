// The gRPC entry of a process that has a gateway: only where a port is given for it.

import type { AuditLog, Figures, Identity, Language, Limits } from '@dure/access';
import type { GrpcServer, TlsFiles } from '@dure/grpc';
import type { Host } from '@dure/kernel';
import type { Chosen } from '../start/brought.ts';
import type { Logger } from '../start/logger.ts';

export type GrpcWish = {
  /** Nothing, where gRPC is not wanted. */
  readonly port: number | undefined;
  readonly host: string | undefined;
};

type Serving = {
  readonly running: readonly Host[];
  readonly chosen: readonly Chosen[];
  /** Nothing, where the house is open. */
  readonly identity: Identity | undefined;
  readonly language: Language;
  readonly logger: Logger;
  /** Of the gateway beside it: what a client sends counts together. */
  readonly limits: Limits | undefined;
  /** As the gateway's. */
  readonly tls: TlsFiles | undefined;
  /** Who did what; nothing, where it is not kept. */
  readonly audit: AuditLog | undefined;
  /** Of the gateway beside it. */
  readonly figures: Figures;
};

const STANDARD_HOST = '127.0.0.1';

/** Looks whether it could listen there, before anything is opened. */
export const checkGrpc = async ({ port, host = STANDARD_HOST }: GrpcWish): Promise<void> => {
  if (port === undefined) return;
  const { checkGrpcPlace } = await import('@dure/grpc');
  await checkGrpcPlace({ port, host });
};

const byName = <T>(chosen: readonly Chosen[], of: (one: Chosen) => T | undefined) =>
  Object.fromEntries(
    chosen.flatMap((one) => {
      const found = of(one);
      return found === undefined ? [] : [[one.system.name, found] as const];
    }),
  );

/** The server, or nothing, where none is wanted: its library is loaded only for this. */
export const openGrpc = async (
  { port, host }: GrpcWish,
  { running, chosen, identity, language, logger, audit, limits, tls, figures }: Serving,
): Promise<GrpcServer | undefined> => {
  if (port === undefined) return undefined;
  const { createGrpcServer } = await import('@dure/grpc');
  const { recordedNumbers } = await import('../wall/field-numbers.ts');
  return createGrpcServer({
    running,
    port,
    ...(host === undefined ? {} : { host }),
    ...(audit === undefined ? {} : { audit }),
    ...(limits === undefined ? {} : { countedBy: limits }),
    ...(tls === undefined ? {} : { tls }),
    ...(identity === undefined ? {} : { identity }),
    demos: byName(chosen, ({ system }) => system.demo),
    numbers: byName(chosen, ({ business }) => recordedNumbers(business)),
    language,
    figures,
    report: (fault) => logger.incident('grpc', fault),
  });
};

/** Where clients of gRPC reach it: a host and a port. */
export const addressOf = ({ host, port }: GrpcServer): string =>
  `${host.includes(':') ? `[${host}]` : host}:${port}`;
