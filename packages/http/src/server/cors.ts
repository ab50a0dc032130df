// CORS for the configured origins; off by default.

import type { ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';

const MAX_AGE_S = 600;

const exposed =
  'Correlation-Id, Dure-Position, Dure-Preview, ETag, Location, Preference-Applied, Retry-After';
const allowed =
  'Authorization, Content-Type, Dure-Persona, Dure-Position, Dure-Preview, Idempotency-Key, ' +
  'If-None-Match, Prefer, Last-Event-ID, Correlation-Id, Traceparent';

const allowAll = (response: ServerResponse, headers: { readonly [name: string]: string }): void => {
  // Set on the response itself, to which every line writes its own headers.
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
};

/** What lets a page of a configured origin read an answer, one behind the other; else nothing. */
export const corsHeaders = (
  origin: string | undefined,
  origins: readonly string[],
): readonly string[] =>
  origin === undefined || !origins.includes(origin)
    ? []
    : ['access-control-allow-origin', origin, 'access-control-expose-headers', exposed];

export const allowElsewhere = (server: FastifyInstance, origins: readonly string[]): void => {
  server.addHook('onRequest', (request, reply, done) => {
    const { origin } = request.headers;
    if (origin === undefined || !origins.includes(origin)) return done();
    allowAll(reply.raw, {
      'access-control-allow-origin': origin,
      'access-control-expose-headers': exposed,
    });
    if (request.method === 'OPTIONS') {
      allowAll(reply.raw, {
        'access-control-allow-methods': 'GET, HEAD, POST, PUT, PATCH, DELETE',
        'access-control-allow-headers': allowed,
        'access-control-max-age': String(MAX_AGE_S),
      });
    }
    return done();
  });
};
