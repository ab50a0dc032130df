// Tokens by which services of one deployment know each other. They are signed with a secret that
// all of them have (RFC 7519, HS256), live for a minute, and hold for one callee.

import { jwtVerify, SignJWT } from 'jose';

const LIFE_S = 60;
const RENEW_BEFORE_S = 20;
const REMEMBERED_MAX = 1_000;
const ALGORITHM = 'HS256';

/** Shorter ones could be guessed. */
export const SECRET_BYTES_MIN = 32;

export type Secret = Uint8Array;

export const secretOf = (text: string): Secret => new TextEncoder().encode(text);

type Held = { readonly token: string; readonly renewAt: number };

/** Signs what a process sends; a token is used again until shortly before its end. */
export class Signer {
  readonly #secret: Secret;
  readonly #issuer: string;
  readonly #held = new Map<string, Held>();

  constructor(secret: Secret, issuer: string) {
    this.#secret = secret;
    this.#issuer = issuer;
  }

  async for(audience: string): Promise<string> {
    const now = Date.now() / 1_000;
    const held = this.#held.get(audience);
    if (held && now < held.renewAt) return held.token;
    const token = await new SignJWT()
      .setProtectedHeader({ alg: ALGORITHM })
      .setIssuer(this.#issuer)
      .setAudience(audience)
      .setIssuedAt()
      .setExpirationTime(`${LIFE_S}s`)
      .sign(this.#secret);
    this.#held.set(audience, { token, renewAt: now + LIFE_S - RENEW_BEFORE_S });
    return token;
  }
}

/** Clocks of two machines may differ by so much. */
const LEEWAY_S = 15 * 60;

/** Checks what a process is sent. A token that was found good is good until its end. */
export class Verifier {
  readonly #secret: Secret;
  readonly #good = new Map<string, number>();

  constructor(secret: Secret) {
    this.#secret = secret;
  }

  async isGood(token: string, audience: string): Promise<boolean> {
    const id = `${audience} ${token}`;
    const until = this.#good.get(id);
    if (until !== undefined && Date.now() < until) return true;
    try {
      const options = { audience, algorithms: [ALGORITHM], clockTolerance: LEEWAY_S };
      await jwtVerify(token, this.#secret, options);
    } catch {
      return false;
    }
    if (this.#good.size >= REMEMBERED_MAX) this.#good.clear();
    this.#good.set(id, Date.now() + LIFE_S * 1_000);
    return true;
  }
}
