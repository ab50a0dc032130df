// The public keys of an issuer, as far as they are known here. The issuer may be away, slow, or
// answer nonsense: keys that are known stay in use for an hour, and what is unknown stays unknown.

import { createLocalJWKSet, errors } from 'jose';
import type { JSONWebKeySet, JWK, JWTVerifyGetKey } from 'jose';
import { fetchJson } from './fetch-json.ts';

/** The keys that a token needs are not known, and the issuer cannot be asked for them now. */
export class KeysAway extends Error {
  override readonly name = 'KeysAway';
}

const FRESH_MS = 10 * 60_000;
const STALE_MAX_MS = 60 * 60_000;
/** A token with a key that no one knows makes the keys be fetched, but not by every request. */
const COOLDOWN_MS = 5_000;
const KEYS_MAX = 100;

type Known = { readonly getKey: JWTVerifyGetKey; readonly at: number; readonly text: string };

/** Keys that others have as well, or that only encrypt, check no signature. */
const isOfUse = ({ kty, use }: JWK): boolean =>
  (kty === 'RSA' || kty === 'EC' || kty === 'OKP') && use !== 'enc';

const isKey = (of: unknown): of is JWK => typeof of === 'object' && of !== null && 'kty' in of;

const keySetIn = (document: { readonly [name: string]: unknown }): JSONWebKeySet => {
  const { keys } = document;
  if (!Array.isArray(keys)) throw new Error('The issuer answers something else than keys.');
  return { keys: keys.filter(isKey).filter(isOfUse).slice(0, KEYS_MAX) };
};

export class IssuerKeys {
  readonly #locate: () => Promise<URL>;
  readonly #now: () => number;
  #known: Known | undefined;
  #loading: Promise<boolean> | undefined;
  #triedAt = -Infinity;
  #isReached = false;
  #generation = 0;

  /** @param locate where the keys are; may reject, and is then asked again. */
  constructor(locate: () => Promise<URL>, now: () => number = Date.now) {
    this.#locate = locate;
    this.#now = now;
  }

  /** Changes when the issuer has other keys than before. */
  get generation(): number {
    return this.#generation;
  }

  /**
   * @throws {KeysAway} the key is unknown, and the issuer cannot be asked.
   * @throws {errors.JWKSNoMatchingKey} the issuer has no such key.
   */
  readonly getKey: JWTVerifyGetKey = async (header, token) => {
    const usable = this.#usable();
    if (!usable) return (await this.#loaded()).getKey(header, token);
    if (this.#now() - usable.at > FRESH_MS) void this.#load();
    try {
      return await usable.getKey(header, token);
    } catch (cause) {
      if (!(cause instanceof errors.JWKSNoMatchingKey)) throw cause;
      return (await this.#loaded()).getKey(header, token);
    }
  };

  #usable(): Known | undefined {
    const known = this.#known;
    return known && this.#now() - known.at <= STALE_MAX_MS ? known : undefined;
  }

  /** The keys as the issuer has them now, or had a moment ago. */
  async #loaded(): Promise<Known> {
    const isReached = await this.#load();
    const known = this.#usable();
    if (isReached && known) return known;
    throw new KeysAway('The keys of the issuer are not to be had.');
  }

  #load(): Promise<boolean> {
    if (this.#loading) return this.#loading;
    if (this.#now() - this.#triedAt < COOLDOWN_MS) return Promise.resolve(this.#isReached);
    this.#triedAt = this.#now();
    this.#loading = this.#fetch().finally(() => {
      this.#loading = undefined;
    });
    return this.#loading;
  }

  async #fetch(): Promise<boolean> {
    try {
      const set = keySetIn(await fetchJson(await this.#locate()));
      const text = JSON.stringify(set);
      if (text !== this.#known?.text) this.#generation += 1;
      this.#known = { getKey: createLocalJWKSet(set), at: this.#now(), text };
      this.#isReached = true;
    } catch {
      this.#isReached = false;
    }
    return this.#isReached;
  }
}
