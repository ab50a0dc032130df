// Bearer tokens: a signed JWT names the actor, who he is, and what he owns.

import { createLocalJWKSet, createRemoteJWKSet, errors, jwtVerify } from 'jose';
import type { JSONWebKeySet, JWTPayload, JWTVerifyGetKey } from 'jose';
import { problem } from '../answers/refusals.ts';
import type { Business } from '../business/business.ts';
import { claimsOf, headerOf } from './caller.ts';
import type { Credentials, Identified, Identity } from './caller.ts';

export type Secured = {
  /** Where the public keys of the issuer are, or the keys themselves. */
  readonly keys: URL | JSONWebKeySet;
  readonly issuer: string;
  readonly audience: string;
  /** The claim that names the actor, as text or as a list of roles. */
  readonly actorClaim?: string;
};

const KEPT_MAX = 10_000;
const CLOCK_TOLERANCE_S = 5;

/** Asymmetric ones only: who can check a token must not be able to make one. */
const algorithms = ['ES256', 'ES384', 'ES512', 'PS256', 'RS256', 'RS384', 'RS512', 'EdDSA'];

const refusedWith = (challenge: string, ko: string, en: string): Identified => ({
  is: 'refused',
  problem: problem('Unauthenticated', {
    words: { ko, en },
    headers: { 'www-authenticate': challenge },
  }),
});

const missing = refusedWith('Bearer realm="dure"', '로그인이 필요합니다', 'Please sign in');

const expired = refusedWith(
  'Bearer realm="dure", error="invalid_token", error_description="expired"',
  '로그인이 끝났습니다. 다시 로그인해 주세요',
  'The sign-in has run out; please sign in again',
);

const broken = refusedWith(
  'Bearer realm="dure", error="invalid_token"',
  '로그인 정보가 올바르지 않습니다',
  'The credential is not valid',
);

const keysAway: Identified = { is: 'refused', problem: problem('Unavailable', { retryAfter: 5 }) };

/** A token is no good, or the keys to tell so cannot be had. */
const refusalFor = (cause: unknown): Identified => {
  if (cause instanceof errors.JWTExpired) return expired;
  if (cause instanceof errors.JWKSTimeout || !(cause instanceof errors.JOSEError)) return keysAway;
  return broken;
};

const tokenIn = (request: Credentials): string | undefined => {
  const [, token] =
    /^Bearer +([\w.~+/-]+=*) *$/i.exec(headerOf(request, 'authorization') ?? '') ?? [];
  return token;
};

const actorIn = (payload: JWTPayload, claim: string, business: Business): string | undefined => {
  const named = payload[claim];
  const roles: readonly unknown[] = Array.isArray(named) ? named : [named];
  return roles.find(
    (role): role is string => typeof role === 'string' && business.actors.has(role),
  );
};

type Verified = { readonly payload: JWTPayload; readonly untilMs: number };

const callerIn = (payload: JWTPayload, claim: string, business: Business): Identified => {
  const actor = actorIn(payload, claim, business);
  if (actor === undefined) return { is: 'refused', problem: problem('Forbidden') };
  const { sub: subject } = payload;
  const claims = claimsOf(business, payload);
  const caller = { actor, claims, ownsAll: false, ...(subject === undefined ? {} : { subject }) };
  return { is: 'known', caller };
};

/** Accepts who carries a token of the issuer for this audience. Nobody acts without one. */
export const secured = (options: Secured): Identity => {
  const { keys, issuer, audience, actorClaim = 'actor' } = options;
  const keysOf: JWTVerifyGetKey =
    keys instanceof URL ? createRemoteJWKSet(keys) : createLocalJWKSet(keys);
  const known = new Map<string, Verified>();

  const keep = (token: string, payload: JWTPayload): void => {
    // Signatures cost more than all else of a request, so each is checked once. The oldest go.
    const [oldest] = known.size < KEPT_MAX ? [] : known.keys();
    if (oldest !== undefined) known.delete(oldest);
    known.set(token, { payload, untilMs: (payload.exp ?? 0) * 1000 });
  };

  const verify = async (token: string, business: Business): Promise<Identified> => {
    const demands = { issuer, audience, algorithms, requiredClaims: ['exp', 'sub'] };
    try {
      const checks = { ...demands, clockTolerance: CLOCK_TOLERANCE_S };
      const { payload } = await jwtVerify(token, keysOf, checks);
      keep(token, payload);
      return callerIn(payload, actorClaim, business);
    } catch (cause) {
      return refusalFor(cause);
    }
  };

  return {
    isLocalOnly: false,
    identify: (request, business) => {
      const token = tokenIn(request);
      if (token === undefined) return missing;
      const met = known.get(token);
      if (met === undefined) return verify(token, business);
      if (met.untilMs > Date.now()) return callerIn(met.payload, actorClaim, business);
      known.delete(token);
      return expired;
    },
  };
};
