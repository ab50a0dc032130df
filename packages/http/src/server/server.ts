// The server: Fastify with its extras left out, and every line measured.

import Fastify from 'fastify';
import type { FastifyInstance } from 'fastify';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SecureContextOptions, Server as TlsServer } from 'node:tls';
import { BODY_BYTES_MAX } from '../commands/body.ts';
import { trustIn } from '../limits/client-address.ts';
import type { Trust } from '../limits/client-address.ts';
import { sheddingOf } from '../limits/shedding.ts';
import type { Shedding } from '../limits/shedding.ts';
import { patternOf } from '../routes/route.ts';
import { bodyText } from './body-text.ts';
import { allowElsewhere } from './cors.ts';
import { answerNoise, problemFor } from './errors.ts';
import { jsonType, sendProblem, served } from './exchange.ts';
import type { GatewayContext } from './exchange.ts';
import type { Endpoint } from './endpoint.ts';
import { closeBeside } from './listen.ts';
import { missingHandler } from './missing.ts';
import { followTls, readTls } from './tls.ts';
import { hangUpUnused, noteUnused } from './unused.ts';

const PARAMETER_LENGTH_MAX = 512;
const REQUEST_TIMEOUT_MS = 30_000;
const HEADERS_TIMEOUT_MS = 10_000;
const SLOW_CHECK_MS = 2_000;
const KEEP_ALIVE_MS = 72_000;
const CLOSE_TIMEOUT_MS = 10_000;
const IDLE_CHECK_MS = 20;

const below = (base: string, url: string): string =>
  base === '' || url === base || url.startsWith(`${base}/`) ? url : `${base}${url}`;

/** Over https, where there is a certificate; one that comes later is used from then on. */
const secureWith = (gateway: GatewayContext): object => {
  if (!gateway.tls) return {};
  return { https: readTls(gateway.tls) };
};

const followCertificate = (server: FastifyInstance, gateway: GatewayContext): void => {
  if (!gateway.tls) return;
  // With a certificate it is a server of TLS.
  const secure = server.server as unknown as TlsServer;
  const use = (options: SecureContextOptions) => secure.setSecureContext(options);
  const stop = followTls(gateway.tls, use, (cause) => {
    const what = 'The certificate could not be renewed; the former one stays in use.';
    gateway.report({ id: 'tls', what, cause });
  });
  server.addHook('onClose', async () => stop());
};

const createFastify = (gateway: GatewayContext, trust: Trust | undefined): FastifyInstance =>
  Fastify({
    ...secureWith(gateway),
    logger: false,
    bodyLimit: BODY_BYTES_MAX,
    requestTimeout: REQUEST_TIMEOUT_MS,
    // Who sends the head of a request byte by byte holds a connection for so long, and no longer.
    http: {
      headersTimeout: HEADERS_TIMEOUT_MS,
      connectionsCheckingInterval: SLOW_CHECK_MS,
      keepAliveTimeout: KEEP_ALIVE_MS,
    },
    trustProxy: trust ?? false,
    forceCloseConnections: 'idle',
    // A proxy may have taken off where the paths of clients begin.
    rewriteUrl: ({ url = '/' }) => below(gateway.public.base, url),
    // A request on an open connection is still answered while the gateway closes.
    return503OnClosing: false,
    routerOptions: {
      ignoreTrailingSlash: true,
      ignoreDuplicateSlashes: true,
      maxParamLength: PARAMETER_LENGTH_MAX,
    },
    frameworkErrors: (cause, request, reply) => {
      sendProblem({ gateway, request, reply }, problemFor(gateway, cause));
    },
    clientErrorHandler: (cause, socket) => answerNoise(gateway, cause, socket),
  });

/** What is too much goes no further than this. */
const shedBefore = (server: FastifyInstance, { shed, end }: Shedding): void => {
  const { server: http } = server;
  server.addHook('preClose', async () => end());
  // The server has one listener of its own, which takes a request and its response.
  const [handle] = http.listeners('request') as [(...of: Parameters<Shedding['shed']>) => void];
  http.removeAllListeners('request');
  http.on('request', (request, response) => {
    if (!shed(request, response)) handle(request, response);
  });
  // A client that asks first whether it shall send the body need not send it.
  http.on('checkContinue', (request, response) => {
    if (shed(request, response)) return;
    response.writeContinue();
    handle(request, response);
  });
};

/** A server with these lines, which does not listen yet. */
export const createServer = (
  gateway: GatewayContext,
  lines: readonly Endpoint[],
): FastifyInstance => {
  const {
    limits,
    trustedProxies = [],
    public: { base },
  } = gateway;
  const trust = trustedProxies.length === 0 ? undefined : trustIn(trustedProxies);
  const server = createFastify(gateway, trust);
  followCertificate(server, gateway);
  noteUnused(server.server);
  server.removeAllContentTypeParsers();
  // Bodies are read by the lines, after they know who asks.
  // What nearly all send has its name here: the server need not read what it is each time.
  server.addContentTypeParser([jsonType, '*'], { parseAs: 'buffer' }, ({ headers }, body, done) => {
    const { text, fault } = bodyText(headers, typeof body === 'string' ? Buffer.from(body) : body);
    if (fault) done(Object.assign(new Error('The body cannot be read.'), { code: fault }));
    else done(null, text);
  });
  server.setErrorHandler((cause, request, reply) =>
    sendProblem({ gateway, request, reply }, problemFor(gateway, cause)),
  );
  if (gateway.origins.length > 0) allowElsewhere(server, gateway.origins);
  for (const { method, path, handle, work, business } of lines) {
    const observe = gateway.meter.of({ method, path, business });
    const handler = served(gateway, { observe, handle, work });
    server.route({ method, url: patternOf(path), handler });
  }
  const missing = missingHandler(lines);
  const observe = gateway.meter.of({ method: '*', path: 'none' });
  server.setNotFoundHandler(served(gateway, { observe, handle: missing }));
  if (limits) {
    const rewritten = (url: string): string => below(base, url);
    shedBefore(server, sheddingOf({ gateway, limits, lines, rewritten, trust }));
  }
  return server;
};

/**
 * For so long each answer tells its client to ask over another connection next time, so that none
 * is cut that was told, just as it asks again. All is served meanwhile. A client that asks nothing
 * in this time over a connection that it keeps is not told.
 */
export const leaveClients = async (
  { server: http }: FastifyInstance,
  ms: number,
): Promise<void> => {
  const last = (_: IncomingMessage, response: ServerResponse): void => {
    response.shouldKeepAlive = false;
  };
  http.prependListener('request', last);
  // Without a listener the server answers by itself, and the request comes as any other.
  if (http.listenerCount('checkContinue') > 0) http.prependListener('checkContinue', last);
  await sleep(ms);
};

/** Takes nothing new, finishes what has begun, and hangs up on who stays too long. */
export const closeServer = async (server: FastifyInstance): Promise<void> => {
  const { server: http } = server;
  // A connection whose last answer is given while we close would stay open for the next request.
  const tidy = setInterval(() => http.closeIdleConnections(), IDLE_CHECK_MS);
  const leaveUnused = hangUpUnused(http);
  const hangUp = setTimeout(() => http.closeAllConnections(), CLOSE_TIMEOUT_MS);
  try {
    await Promise.all([server.close(), closeBeside(server)]);
  } finally {
    clearInterval(tidy);
    clearTimeout(hangUp);
    leaveUnused();
  }
};
