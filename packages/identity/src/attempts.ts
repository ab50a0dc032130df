// Sign-ins that have begun and not come back. Each comes back once, in the browser that began it.

import type { Attempt } from './client.ts';
import { secretId } from './sessions.ts';

export const ATTEMPT_AGE_S = 600;
const ATTEMPTS_MAX = 10_000;

export type Begun = Attempt & {
  /** In the cookie of the browser. */
  readonly browser: string;
  /** Where the person wanted to go. */
  readonly to: string;
  readonly at: number;
};

export class Attempts {
  readonly #begun = new Map<string, Begun>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  begin(redirectUri: string, to: string): Begun {
    const [oldest] = this.#begun.size < ATTEMPTS_MAX ? [] : this.#begun.keys();
    if (oldest !== undefined) this.#begun.delete(oldest);
    const begun: Begun = {
      state: secretId(),
      nonce: secretId(),
      verifier: secretId(),
      browser: secretId(),
      redirectUri,
      to,
      at: this.#now(),
    };
    this.#begun.set(begun.state, begun);
    return begun;
  }

  /** Nothing, where it was not begun in this browser, has come back already, or took too long. */
  take(state: string, browsers: readonly string[]): Begun | undefined {
    const begun = this.#begun.get(state);
    if (!begun || !browsers.includes(begun.browser)) return undefined;
    this.#begun.delete(state);
    return this.#now() - begun.at > ATTEMPT_AGE_S * 1_000 ? undefined : begun;
  }
}
