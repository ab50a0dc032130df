// The server: the businesses of this process over gRPC.

import { Server } from '@grpc/grpc-js';
import type { ServiceDefinition, UntypedServiceImplementation } from '@grpc/grpc-js';
import { Limits, openHouse, preferredLanguage, standardLimits } from '@dure/access';
import type { AuditLog, Figures, Identity, Language, LimitOptions } from '@dure/access';
import type { Host } from '@dure/kernel';
import type { Demo } from '@dure/rehearsal';
import type { FieldNumbers } from '../schema/numbers.ts';
import type { Row } from '../wire/any.ts';
import type { Fault, ServerContext } from './call.ts';
import { recordsHandler } from './cases.ts';
import { commandHandler } from './commands.ts';
import { healthService } from './health.ts';
import { linesOf, pathOf, servedOf } from './line.ts';
import type { Line, Served } from './line.ts';
import { bind, checkHost, checkPlace } from './listen.ts';
import { Outlets } from './outlet.ts';
import { notInTime, outcomeUnknown } from './own-refusals.ts';
import { previewHandler } from './previews.ts';
import { reflectionServices } from './reflection.ts';
import { caseBegins, streaming, viewBegins } from './streams.ts';
import { unary } from './unary.ts';
import { securedBy } from './tls.ts';
import type { TlsFiles } from './tls.ts';
import { getHandler, listHandler } from './views.ts';

export type GrpcOptions = {
  readonly running: Host | readonly Host[];
  /** This machine only, unless said otherwise. */
  readonly host?: string;
  /** 0 for any that is free. */
  readonly port?: number;
  /** The open house unless given: no sign-in, and this machine only. */
  readonly identity?: Identity;
  /** What a client reads who does not say. */
  readonly language?: Language;
  /** The people of the demos, by the name of the business. */
  readonly demos?: { readonly [business: string]: Demo };
  /** The recorded numbers, by the name of the business. What is not recorded gets free ones. */
  readonly numbers?: { readonly [business: string]: FieldNumbers };
  /** How much a client may send; the standard with sign-in, and nothing in an open house. */
  readonly limits?: LimitOptions;
  /** Those of a gateway beside it, whose clients are the same: what they send counts together. */
  readonly countedBy?: Limits;
  /** Where its certificate and the key of it are, in PEM; without them it speaks without TLS. */
  readonly tls?: TlsFiles;
  /** Who did what: commands are noted in it when they have ended. The default keeps nothing. */
  readonly audit?: AuditLog;
  /** Where calls and commands are counted, such as the `figures` of a gateway. */
  readonly figures?: Figures;
  /** Called with what went wrong in the server itself. The default drops it. */
  readonly report?: (fault: Fault) => void;
};

export type GrpcServer = {
  readonly host: string;
  readonly port: number;
  /** Takes nothing new, ends the streams with words, and finishes what has begun. */
  close(): Promise<void>;
};

export const STANDARD_GRPC_PORT = 50_051;
const LOOPBACK = '127.0.0.1';

/** A request has at most as many bytes as the body of one over HTTP. */
const REQUEST_BYTES_MAX = 64 * 1024;
const CALLS_AT_ONCE_MAX = 1_000;
const KEEPALIVE_MS = 30_000;
const CLOSE_TIMEOUT_MS = 10_000;

type Shared = ServerContext & {
  readonly outlets: Outlets;
  readonly audit: AuditLog | undefined;
};

const languagesOf = ({ language }: GrpcOptions): readonly [Language, Language] =>
  language === 'en' ? ['en', 'ko'] : ['ko', 'en'];

const handlerOf = (shared: Shared, line: Line) => {
  const { does } = line.method;
  if (does.is === 'command') {
    const handle = commandHandler(line, does.type, shared);
    return unary(shared, line, { handle, late: outcomeUnknown });
  }
  const question = (handle: ReturnType<typeof getHandler>) =>
    unary(shared, line, { handle, late: notInTime });
  if (does.is === 'get') return question(getHandler(line, does.view));
  if (does.is === 'list') return question(listHandler(line, does.view));
  if (does.is === 'records') return question(recordsHandler(line));
  if (does.is === 'preview') return question(previewHandler(line));
  const begins = does.is === 'follow' ? viewBegins(line, does.view) : caseBegins(line);
  return streaming(shared, line, begins);
};

const asBytes = (bytes: Buffer): Buffer => bytes;

/** What comes is read by the handlers, which can say what is wrong with it. */
const definitionOf = (line: Line): ServiceDefinition[string] => {
  const { write } = line.codecOf(line.method.response);
  return {
    path: pathOf(line),
    requestStream: false,
    responseStream: line.method.isStream,
    requestSerialize: asBytes,
    requestDeserialize: asBytes,
    responseSerialize: (row: Row) => write(row),
    responseDeserialize: asBytes,
  };
};

const addLines = (server: Server, shared: Shared, served: Served): void => {
  const definition: { [name: string]: ServiceDefinition[string] } = {};
  const implementation: UntypedServiceImplementation = {};
  for (const line of linesOf(served)) {
    const path = pathOf(line);
    definition[path] = definitionOf(line);
    implementation[path] = handlerOf(shared, line);
  }
  server.addService(definition, implementation);
};

const closeServer = async (server: Server): Promise<void> => {
  const closed = Promise.withResolvers<void>();
  const hangUp = setTimeout(() => {
    server.forceShutdown();
    closed.resolve();
  }, CLOSE_TIMEOUT_MS);
  server.tryShutdown(() => closed.resolve());
  await closed.promise;
  clearTimeout(hangUp);
};

const limitsOf = (
  identity: Identity,
  { limits: given, countedBy }: Pick<GrpcOptions, 'limits' | 'countedBy'>,
): Limits | undefined => {
  if (countedBy) return countedBy;
  return identity.isLocalOnly && given === undefined
    ? undefined
    : new Limits(given ?? standardLimits);
};

const faultOf = (cause: unknown): Fault => ({
  id: crypto.randomUUID(),
  what: 'A changed certificate cannot be used; the former one stays in use.',
  cause,
});

const servedBy = (options: GrpcOptions): readonly Served[] =>
  [options.running].flat().map((running) => {
    const { name } = running.system;
    const personas = options.demos?.[name]?.personas ?? [];
    return servedOf(running, { personas, numbers: options.numbers?.[name] });
  });

/**
 * Serves the businesses over gRPC, with health and reflection.
 * @throws {CannotServe} a port is taken, or the open house was to be opened to other machines.
 * @throws {NamesCollide} two names of a wall are one identifier in ASCII.
 */
export const createGrpcServer = async (options: GrpcOptions): Promise<GrpcServer> => {
  const { host = LOOPBACK, port = STANDARD_GRPC_PORT, identity = openHouse() } = options;
  checkHost(host, identity.isLocalOnly);
  const all = servedBy(options);
  let isClosing = false;
  const shared: Shared = {
    identity,
    languageOf: (header) => preferredLanguage(header, languagesOf(options)),
    report: options.report ?? (() => {}),
    isClosing: () => isClosing,
    limits: limitsOf(identity, options),
    outlets: new Outlets(),
    audit: options.audit,
    figures: options.figures,
  };
  const server = new Server({
    'grpc.max_receive_message_length': REQUEST_BYTES_MAX,
    'grpc.max_concurrent_streams': CALLS_AT_ONCE_MAX,
    'grpc.keepalive_time_ms': KEEPALIVE_MS,
  });
  for (const served of all) addLines(server, shared, served);
  const health = healthService(all, shared.isClosing);
  server.addService(health.definition, health.implementation);
  for (const { definition, implementation } of reflectionServices(all.map(({ file }) => file))) {
    server.addService(definition, implementation);
  }
  await checkPlace({ host, port });
  const secured = securedBy(options.tls, (cause) => shared.report(faultOf(cause)));
  const bound = await bind(server, { host, port }, secured.credentials);
  const close = async (): Promise<void> => {
    isClosing = true;
    secured.stop();
    shared.outlets.close();
    await closeServer(server);
  };
  return { host, port: bound, close };
};
