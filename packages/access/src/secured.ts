// Bearer tokens: a signed JWT names the actor, the subject, and what they own.

import type { JSONWebKeySet, JWTPayload } from 'jose';
import { claimsOf } from './caller.ts';
import type { Identified, Identity } from './caller.ts';
import type { Business } from './catalogue.ts';
import { refusal } from './refusals.ts';
import type { Refusal } from './refusals.ts';
import type { checkerOf } from './tokens.ts';

export type Secured = {
  /** Where the public keys of the issuer are, or the keys themselves. */
  readonly keys: URL | JSONWebKeySet;
  readonly issuer: string;
  readonly audience: string;
  /** The claim that names the actor, as text or as a list of roles; `actor` unless given. */
  readonly actorClaim?: string;
};

const KEPT_MAX = 10_000;
const KEYS_RETRY_S = 5;

const refusedWith = (
  credential: NonNullable<Refusal['credential']>,
  ko: string,
  en: string,
): Identified => ({
  is: 'refused',
  refusal: refusal('Unauthenticated', { words: { ko, en }, credential }),
});

const refusals = {
  missing: refusedWith('missing', '로그인이 필요합니다', 'Please sign in'),
  expired: refusedWith(
    'expired',
    '로그인이 끝났습니다. 다시 로그인해 주세요',
    'The sign-in has run out; please sign in again',
  ),
  broken: refusedWith('broken', '로그인 정보가 올바르지 않습니다', 'The credential is not valid'),
  unknown: {
    is: 'refused',
    refusal: refusal('Unavailable', { retryAfter: KEYS_RETRY_S }),
  },
} as const satisfies { readonly [why: string]: Identified };

const actorIn = (payload: JWTPayload, claim: string, business: Business): string | undefined => {
  const named = payload[claim];
  const roles: readonly unknown[] = Array.isArray(named) ? named : [named];
  return roles.find(
    (role): role is string => typeof role === 'string' && business.actors.has(role),
  );
};

const callerIn = (payload: JWTPayload, claim: string, business: Business): Identified => {
  const actor = actorIn(payload, claim, business);
  if (actor === undefined) return { is: 'refused', refusal: refusal('Forbidden') };
  const { sub: subject } = payload;
  const claims = claimsOf(business, payload);
  const caller = { actor, claims, ownsAll: false, ...(subject === undefined ? {} : { subject }) };
  return { is: 'known', caller };
};

/** Tokens that were checked. Signatures cost more than all else of a request. */
class Known {
  readonly #payloads = new Map<string, JWTPayload>();

  get(token: string): JWTPayload | undefined {
    return this.#payloads.get(token);
  }

  keep(token: string, payload: JWTPayload): void {
    const [oldest] = this.#payloads.size < KEPT_MAX ? [] : this.#payloads.keys();
    if (oldest !== undefined) this.#payloads.delete(oldest);
    this.#payloads.set(token, payload);
  }

  forget(token: string): void {
    this.#payloads.delete(token);
  }
}

/** Accepts who carries a token of the issuer for this audience. No one acts without one. */
export const secured = (options: Secured): Identity => {
  const { actorClaim = 'actor' } = options;
  const known = new Known();
  let checker: Promise<ReturnType<typeof checkerOf>> | undefined;

  const check = async (token: string, business: Business): Promise<Identified> => {
    // An open house has no use for what checks tokens, and starts without it.
    checker ??= import('./tokens.ts').then((tokens) => tokens.checkerOf(options));
    const checked = await (await checker)(token);
    if (checked.is !== 'good') return refusals[checked.is];
    known.keep(token, checked.payload);
    return callerIn(checked.payload, actorClaim, business);
  };

  return {
    isLocalOnly: false,
    identify: ({ bearer: token }, business) => {
      if (token === undefined) return refusals.missing;
      const payload = known.get(token);
      if (payload === undefined) return check(token, business);
      if ((payload.exp ?? 0) * 1000 > Date.now()) return callerIn(payload, actorClaim, business);
      known.forget(token);
      return refusals.expired;
    },
  };
};
