// Who sends a request, by the credentials that HTTP carries.

import { refusalIn } from '@dure/access';
import type { Business, Credentials, Identified } from '@dure/access';
import type { FastifyRequest } from 'fastify';
import { sayLeft } from '../limits/fields.ts';
import type { Exchange } from '../server/exchange.ts';
import { isFollowedLink, isOfOtherPage, isSafe } from './own-origin.ts';

export const PERSONA_HEADER = 'dure-persona';
export const PERSONA_QUERY = 'as';

const headerOf = ({ headers }: FastifyRequest, name: string): string | undefined => {
  const value = headers[name];
  return typeof value === 'string' ? value : value?.[0];
};

const bearerPattern = /^Bearer +(.*\S) *$/i;
const PLAIN = 'Bearer ';

const bearerIn = (request: FastifyRequest): string | undefined => {
  const { authorization } = request.headers;
  if (authorization === undefined) return undefined;
  // As nearly all write it: what is read once more with every request need not be searched.
  const isPlain = authorization.startsWith(PLAIN) && authorization.indexOf(' ', PLAIN.length) < 0;
  if (isPlain && authorization.length > PLAIN.length) return authorization.slice(PLAIN.length);
  return bearerPattern.exec(authorization)?.[1];
};

const personaIn = (request: FastifyRequest): string | undefined => {
  const named = headerOf(request, PERSONA_HEADER);
  if (named !== undefined) return named;
  // The server reads a query as an object of texts and lists of texts.
  const persona = (request.query as { readonly [name: string]: unknown })[PERSONA_QUERY];
  return typeof persona === 'string' ? persona : undefined;
};

export const CSRF_HEADER = 'dure-csrf';

/** What only a cookie needs is looked at only where there is one. */
export const credentialsIn = (request: FastifyRequest): Credentials => {
  const { cookie } = request.headers;
  const bearer = bearerIn(request);
  const persona = personaIn(request);
  if (cookie === undefined) return { bearer, persona };
  return {
    bearer,
    persona,
    cookie,
    csrf: headerOf(request, CSRF_HEADER),
    isChange: !isSafe(request),
    isForeign: isOfOtherPage(request) && !isFollowedLink(request),
  };
};

/** Who sends it, unless they have sent too much. */
export const identify = (
  exchange: Exchange,
  business: Business,
): Identified | Promise<Identified> => {
  const { gateway, request } = exchange;
  const identified = gateway.identity.identify(credentialsIn(request), business);
  if (!gateway.limits) return identified;
  if (!(identified instanceof Promise)) return withinLimits(exchange, identified);
  return identified.then((of) => withinLimits(exchange, of));
};

const withinLimits = (exchange: Exchange, of: Identified): Identified => {
  const { gateway, work = 'read', startedMs } = exchange;
  if (of.is === 'refused' || !gateway.limits) return of;
  const left = gateway.limits.take(of.caller, work, startedMs);
  sayLeft(exchange, left);
  const refusal = refusalIn(left);
  return refusal ? { is: 'refused', refusal } : of;
};
