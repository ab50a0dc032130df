// Checks the signature and the dates of a token. Loaded only where tokens are asked for.

import { createLocalJWKSet, createRemoteJWKSet, errors, jwtVerify } from 'jose';
import type { JSONWebKeySet, JWTPayload, JWTVerifyGetKey } from 'jose';

export type Trusted = {
  readonly keys: URL | JSONWebKeySet;
  readonly issuer: string;
  readonly audience: string;
};

export type Checked =
  | { readonly is: 'good'; readonly payload: JWTPayload }
  | { readonly is: 'expired' }
  | { readonly is: 'broken' }
  /** Whether it is good cannot be known: the keys are away. */
  | { readonly is: 'unknown' };

const CLOCK_TOLERANCE_S = 5;
const KEYS_TIMEOUT_MS = 2_000;

/** Asymmetric ones only: who can check a token must not be able to make one. */
const algorithms = ['ES256', 'ES384', 'ES512', 'PS256', 'RS256', 'RS384', 'RS512', 'EdDSA'];

const refusedFor = (cause: unknown): Checked => {
  if (cause instanceof errors.JWTExpired) return { is: 'expired' };
  const isAway =
    cause instanceof errors.JWKSTimeout ||
    !(cause instanceof errors.JOSEError) ||
    cause.code === 'ERR_JOSE_GENERIC';
  return { is: isAway ? 'unknown' : 'broken' };
};

export const checkerOf = ({ keys, issuer, audience }: Trusted) => {
  const keysOf: JWTVerifyGetKey =
    keys instanceof URL
      ? createRemoteJWKSet(keys, { timeoutDuration: KEYS_TIMEOUT_MS })
      : createLocalJWKSet(keys);
  const demands = { issuer, audience, algorithms, requiredClaims: ['exp', 'sub'] };
  return async (token: string): Promise<Checked> => {
    try {
      const checks = { ...demands, clockTolerance: CLOCK_TOLERANCE_S };
      const { payload } = await jwtVerify(token, keysOf, checks);
      return { is: 'good', payload };
    } catch (cause) {
      return refusedFor(cause);
    }
  };
};
