// The server: Fastify with its extras left out, and every line measured.

import Fastify from 'fastify';
import type { FastifyInstance } from 'fastify';
import { BODY_BYTES_MAX } from '../commands/body.ts';
import { patternOf } from '../routes/route.ts';
import { allowElsewhere } from './cors.ts';
import { answerNoise, problemFor } from './errors.ts';
import { sendProblem, served } from './exchange.ts';
import type { Door } from './exchange.ts';
import type { Line } from './line.ts';
import { missingHandler } from './missing.ts';

const PARAMETER_LENGTH_MAX = 512;
const REQUEST_TIMEOUT_MS = 30_000;
const CLOSE_TIMEOUT_MS = 10_000;
const IDLE_CHECK_MS = 20;

const createFastify = (door: Door): FastifyInstance =>
  Fastify({
    logger: false,
    bodyLimit: BODY_BYTES_MAX,
    requestTimeout: REQUEST_TIMEOUT_MS,
    forceCloseConnections: 'idle',
    // A request on an open connection is still answered while the gateway closes.
    return503OnClosing: false,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: PARAMETER_LENGTH_MAX },
    frameworkErrors: (cause, request, reply) => {
      sendProblem({ door, request, reply }, problemFor(door, cause));
    },
    clientErrorHandler: (cause, socket) => answerNoise(door, cause, socket),
  });

/** A server with these lines, which does not listen yet. */
export const createServer = (
  door: Door,
  lines: readonly Line[],
  origins: readonly string[] = [],
): FastifyInstance => {
  const server = createFastify(door);
  server.removeAllContentTypeParsers();
  // Bodies are read by the lines, after they know who asks.
  server.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => {
    done(null, body);
  });
  server.setErrorHandler((cause, request, reply) =>
    sendProblem({ door, request, reply }, problemFor(door, cause)),
  );
  if (origins.length > 0) allowElsewhere(server, origins);
  for (const { method, path, handle } of lines) {
    const observe = door.meter.of(method, path);
    server.route({ method, url: patternOf(path), handler: served(door, observe, handle) });
  }
  const missing = missingHandler(lines);
  const observe = door.meter.of('*', 'none');
  server.setNotFoundHandler(served(door, observe, missing));
  return server;
};

/** Takes nothing new, finishes what has begun, and hangs up on who stays too long. */
export const closeServer = async (server: FastifyInstance): Promise<void> => {
  const { server: http } = server;
  // A connection whose last answer is given while we close would stay open for the next request.
  const tidy = setInterval(() => http.closeIdleConnections(), IDLE_CHECK_MS);
  const hangUp = setTimeout(() => http.closeAllConnections(), CLOSE_TIMEOUT_MS);
  try {
    await server.close();
  } finally {
    clearInterval(tidy);
    clearTimeout(hangUp);
  }
};
