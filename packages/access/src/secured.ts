// Bearer tokens: a signed JWT names a person, as whom they may act, and what they own.

import type { JWTPayload } from 'jose';
import type { Credentials, Identified, Identity } from './caller.ts';
import type { Business } from './catalogue.ts';
import { personIn } from './payload.ts';
import type { ClaimMapping } from './payload.ts';
import type { Person } from './person.ts';
import { decoded, personaCookie } from './persona.ts';
import { refusal } from './refusals.ts';
import type { IsRevoked } from './revocation.ts';
import { callerAs } from './roles.ts';
import type { Chosen } from './roles.ts';
import type { TokenFault } from './token-fault.ts';
import { tokenWords } from './token-words.ts';
import type { TokenChecker, Trusted } from './tokens.ts';

export type Secured = Trusted & {
  /** The claim that names the actor, as text or as a list of roles; `actor` unless given. */
  readonly actorClaim?: string;
  /** How the claims of other issuers are read. */
  readonly mapping?: ClaimMapping;
  /** Whose credentials count no more; without it, all count until their time is over. */
  readonly isRevoked?: IsRevoked | undefined;
};

const KEPT_MAX = 10_000;
const CALLERS_MAX = 50;
const KEYS_RETRY_S = 5;

const missing: Identified = {
  is: 'refused',
  refusal: refusal('Unauthenticated', {
    words: { ko: '로그인이 필요합니다', en: 'Please sign in' },
    credential: 'missing',
  }),
};

const unknown: Identified = {
  is: 'refused',
  refusal: refusal('Unavailable', { retryAfter: KEYS_RETRY_S }),
};

const refusedFor = (fault: TokenFault): Identified => ({
  is: 'refused',
  refusal: refusal('Unauthenticated', { words: tokenWords[fault], credential: fault }),
});

/** Someone whose token was checked, and the callers that they have been. */
export type KnownPerson = {
  readonly person: Person;
  /** By business, where no role was chosen: nearly always. */
  readonly unchosen: Map<Business, Identified>;
  readonly callers: Map<string, Identified>;
};

export const knownPerson = (person: Person): KnownPerson => ({
  person,
  unchosen: new Map(),
  callers: new Map(),
});

const NUL = '\0';

const callerAsChosen = (known: KnownPerson, business: Business, chosen: Chosen): Identified => {
  const id = `${business.name}${NUL}${chosen.must ?? NUL}${NUL}${chosen.may ?? ''}`;
  const kept = known.callers.get(id);
  if (kept) return kept;
  const identified = callerAs(known.person, business, chosen);
  if (known.callers.size < CALLERS_MAX) known.callers.set(id, identified);
  return identified;
};

/** The caller that they are in a business, in the role that was chosen. */
export const callerOf = (known: KnownPerson, business: Business, chosen: Chosen): Identified => {
  if (chosen !== nothingChosen) return callerAsChosen(known, business, chosen);
  const kept = known.unchosen.get(business);
  if (kept) return kept;
  const identified = callerAs(known.person, business, chosen);
  if (known.unchosen.size < CALLERS_MAX) known.unchosen.set(business, identified);
  return identified;
};

const nothingChosen: Chosen = {};

export const chosenIn = (credentials: Credentials): Chosen => {
  const { persona, cookie } = credentials;
  if (persona === undefined && cookie === undefined) return nothingChosen;
  return { must: persona && decoded(persona), may: personaCookie(credentials) };
};

type Kept = KnownPerson & {
  readonly token: string;
  readonly untilS: number;
  readonly tokenId: string | undefined;
};

/** Of a signature: as good as random, and more than enough to tell tokens apart. */
const END_LENGTH = 24;

const endOf = (token: string): string => token.slice(-END_LENGTH);

/**
 * Tokens that were checked. Signatures cost more than all else of a request. They are found by
 * their ends and then compared as a whole: to look up a whole token reads each character of it
 * more slowly than to compare it does.
 */
class CheckedTokens {
  readonly #kept = new Map<string, Kept>();
  #generation = 0;

  /** What was checked with other keys counts no more. */
  get(token: string, generation: number): Kept | undefined {
    if (generation !== this.#generation) this.#kept.clear();
    this.#generation = generation;
    const kept = this.#kept.get(endOf(token));
    return kept?.token === token ? kept : undefined;
  }

  keep(kept: Kept): void {
    const [oldest] = this.#kept.size < KEPT_MAX ? [] : this.#kept.keys();
    if (oldest !== undefined) this.#kept.delete(oldest);
    this.#kept.set(endOf(kept.token), kept);
  }

  forget(token: string): void {
    this.#kept.delete(endOf(token));
  }
}

/** Who carries a token, or what is wrong with it. */
export type Bearer =
  | { readonly is: 'known'; readonly known: KnownPerson }
  | { readonly is: 'refused'; readonly identified: Identified };

/** Says of tokens who carries them. Those that were checked are known again at once. */
export class TokenReader {
  readonly #options: Secured;
  readonly #checked = new CheckedTokens();
  #checker: Promise<TokenChecker> | undefined;
  #ready: TokenChecker | undefined;

  constructor(options: Secured) {
    this.#options = options;
  }

  read(token: string): Bearer | Promise<Bearer> {
    const kept = this.#checked.get(token, this.#ready?.generation ?? 0);
    if (kept === undefined) return this.#check(token);
    if (this.#isRevoked(kept)) return { is: 'refused', identified: refusedFor('revoked') };
    if (kept.untilS * 1_000 > Date.now()) return { is: 'known', known: kept };
    this.#checked.forget(token);
    return { is: 'refused', identified: refusedFor('expired') };
  }

  async #check(token: string): Promise<Bearer> {
    // An open house has no use for what checks tokens, and starts without it.
    this.#checker ??= import('./tokens.ts').then((tokens) => tokens.checkerOf(this.#options));
    this.#ready = await this.#checker;
    const checked = await this.#ready.check(token);
    if (checked.is === 'unknown') return { is: 'refused', identified: unknown };
    if (checked.is === 'bad') return { is: 'refused', identified: refusedFor(checked.fault) };
    const { payload } = checked;
    const { exp: untilS = 0, jti: tokenId } = payload;
    const kept = { ...knownPerson(this.personIn(payload)), token, untilS, tokenId };
    // Keys that were fetched for this token count for it.
    this.#checked.get(token, this.#ready.generation);
    this.#checked.keep(kept);
    if (this.#isRevoked(kept)) return { is: 'refused', identified: refusedFor('revoked') };
    return { is: 'known', known: kept };
  }

  #isRevoked({ person: { subject }, tokenId }: Kept): boolean {
    const { isRevoked } = this.#options;
    return isRevoked !== undefined && isRevoked({ subject, tokenId });
  }

  personIn(payload: JWTPayload): Person {
    const { actorClaim = 'actor', mapping = { roles: actorClaim } } = this.#options;
    return personIn(payload, mapping);
  }
}

/** Accepts who carries a token of the issuer for this audience. No one acts without one. */
export const secured = (options: Secured): Identity => {
  const reader = new TokenReader(options);
  const identifiedAs = (bearer: Bearer, credentials: Credentials, business: Business) =>
    bearer.is === 'refused'
      ? bearer.identified
      : callerOf(bearer.known, business, chosenIn(credentials));
  return {
    isLocalOnly: false,
    identify: (credentials, business) => {
      const { bearer: token } = credentials;
      if (token === undefined) return missing;
      const bearer = reader.read(token);
      if (!(bearer instanceof Promise)) return identifiedAs(bearer, credentials, business);
      return bearer.then((of) => identifiedAs(of, credentials, business));
    },
    visitor: async ({ bearer: token }) => {
      const bearer = token === undefined ? undefined : await reader.read(token);
      return bearer?.is === 'known' ? { person: bearer.known.person } : undefined;
    },
  };
};
