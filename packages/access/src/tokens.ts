// Checks a token (RFC 9068, RFC 8725): who signed it, for whom, of what kind, and when. Loaded only
// where tokens are asked for.

import { createLocalJWKSet, decodeJwt, decodeProtectedHeader, errors, jwtVerify } from 'jose';
import type { JSONWebKeySet, JWTPayload, JWTVerifyGetKey } from 'jose';
import { IssuerKeys, KeysAway } from './issuer-keys.ts';
import type { TokenFault } from './token-fault.ts';

/** Who knows the keys of an issuer. */
export type KeySource = { readonly getKey: JWTVerifyGetKey; readonly generation: number };

/** How an issuer's tokens are known to be good. */
export type Trusted = {
  /** Where the public keys are, who knows them, or the keys themselves. */
  readonly keys: URL | JSONWebKeySet | KeySource;
  readonly issuer: string;
  readonly audience: string;
  /** Others who may stand beside the audience; a token for any other one is refused. */
  readonly otherAudiences?: readonly string[];
  /** The kind in the header of a token, such as `at+jwt`; not looked at, where it is missing. */
  readonly type?: string | undefined;
  readonly algorithms?: readonly string[];
  /** How far the issuer's clock may be off, in seconds. */
  readonly skewS?: number;
};

export type Checked =
  | { readonly is: 'good'; readonly payload: JWTPayload }
  | { readonly is: 'bad'; readonly fault: TokenFault }
  /** Whether it is good cannot be known: the keys are away. */
  | { readonly is: 'unknown' };

export type TokenChecker = {
  check(token: string): Promise<Checked>;
  /** Changes with the keys: what was checked with earlier ones is to be checked again. */
  readonly generation: number;
};

const SKEW_S = 5;
const TOKEN_LENGTH_MAX = 8_192;

/** Asymmetric ones only: who can check a token must not be able to make one. */
export const ALGORITHMS: readonly string[] = [
  'ES256',
  'ES384',
  'ES512',
  'PS256',
  'PS384',
  'PS512',
  'RS256',
  'RS384',
  'RS512',
  'EdDSA',
  'Ed25519',
];

const bad = (fault: TokenFault): Checked => ({ is: 'bad', fault });

const faultOfClaim: { readonly [claim: string]: TokenFault } = {
  iss: 'issuer',
  aud: 'audience',
  sub: 'subject',
  nbf: 'notYet',
  iat: 'notYet',
  typ: 'kind',
};

/** The keys of an issuer that are too weak, or of another kind, throw what is no error of JOSE. */
const faultOf = (cause: unknown): TokenFault => {
  if (cause instanceof errors.JWTExpired) return 'expired';
  if (cause instanceof errors.JWTClaimValidationFailed)
    return faultOfClaim[cause.claim] ?? 'broken';
  if (cause instanceof errors.JOSEAlgNotAllowed) return 'algorithm';
  const isNoJwt = cause instanceof errors.JWSInvalid || cause instanceof errors.JWTInvalid;
  return isNoJwt ? 'broken' : 'signature';
};

const kindOf = (typ: unknown): string =>
  typeof typ === 'string' ? typ.toLowerCase().replace(/^application\//, '') : '';

const isOfOtherKind = (typ: unknown, { type }: Trusted): boolean =>
  type !== undefined && kindOf(typ) !== kindOf(type);

const algorithmsOf = ({ algorithms = ALGORITHMS }: Trusted): readonly string[] => algorithms;

/** What can be seen without a key: no key is looked for in vain. */
const faultAtSight = (token: string, trusted: Trusted): TokenFault | undefined => {
  if (token.length > TOKEN_LENGTH_MAX) return 'tooLong';
  try {
    const { alg = 'none', typ } = decodeProtectedHeader(token);
    if (!algorithmsOf(trusted).includes(alg)) return 'algorithm';
    if (isOfOtherKind(typ, trusted)) return 'kind';
    return decodeJwt(token).iss === trusted.issuer ? undefined : 'issuer';
  } catch {
    return 'broken';
  }
};

const isForOthers = ({ aud = [] }: JWTPayload, trusted: Trusted): boolean => {
  const known = [trusted.audience, ...(trusted.otherAudiences ?? [])];
  return ![aud].flat().every((one) => known.includes(one));
};

/** What a good signature does not say. */
const faultInClaims = (payload: JWTPayload, trusted: Trusted): TokenFault | undefined => {
  if (isForOthers(payload, trusted)) return 'audiences';
  if (!payload.sub) return 'subject';
  const latest = Date.now() / 1_000 + (trusted.skewS ?? SKEW_S);
  return (payload.iat ?? 0) > latest ? 'notYet' : undefined;
};

const keysOf = ({ keys }: Trusted): KeySource => {
  if ('getKey' in keys) return keys;
  if (keys instanceof URL) return new IssuerKeys(async () => keys);
  return { getKey: createLocalJWKSet(keys), generation: 0 };
};

export const checkerOf = (trusted: Trusted): TokenChecker => {
  const { issuer, audience, skewS = SKEW_S } = trusted;
  const source = keysOf(trusted);
  const demands = {
    issuer,
    audience,
    algorithms: [...algorithmsOf(trusted)],
    requiredClaims: ['exp', 'sub'],
    clockTolerance: skewS,
  };
  const check = async (token: string): Promise<Checked> => {
    const atSight = faultAtSight(token, trusted);
    if (atSight !== undefined) return bad(atSight);
    try {
      const { payload } = await jwtVerify(token, source.getKey, demands);
      const fault = faultInClaims(payload, trusted);
      return fault === undefined ? { is: 'good', payload } : bad(fault);
    } catch (cause) {
      return cause instanceof KeysAway ? { is: 'unknown' } : bad(faultOf(cause));
    }
  };
  return {
    check,
    get generation() {
      return source.generation;
    },
  };
};

export { IssuerKeys, KeysAway };
