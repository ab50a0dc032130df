// The gateway as a client of the issuer: it sends browsers there, and gets tokens for what they
// bring back (OpenID Connect Core, authorisation code with PKCE).

import * as openid from 'openid-client';
import { isSafeUrl } from './discovery.ts';
import type { ClientSettings, SignInSettings } from './settings.ts';

const TIMEOUT_S = 5;
const BYTES_MAX = 256 * 1_024;

/** The issuer cannot be reached, or does not answer as an issuer does. */
export class IssuerAway extends Error {
  override readonly name = 'IssuerAway';
}

/** It took too long, or could not be reached: not an answer that is none, and not its refusal. */
const isAway = (cause: unknown): boolean => {
  if (!(cause instanceof Error)) return false;
  // A fault of the library has a code, one of Node may.
  const { code, name, cause: deeper } = cause as Error & { readonly code?: unknown };
  const isOverTime = code === 'OAUTH_TIMEOUT' || name === 'TimeoutError' || name === 'AbortError';
  // What cannot be fetched is a fault of its own kind, which has the fault of the system in it.
  return isOverTime || (cause instanceof TypeError && deeper !== undefined) || isAway(deeper);
};

/** @throws {IssuerAway} it cannot be reached in time; else what the issuer answers. */
const asked = async <T>(answer: Promise<T>): Promise<T> => {
  try {
    return await answer;
  } catch (cause) {
    if (!isAway(cause)) throw cause;
    throw new IssuerAway('The issuer does not answer in time.', { cause });
  }
};

const isTooLong = ({ headers }: Response): boolean =>
  Number(headers.get('content-length') ?? 0) > BYTES_MAX;

const bounded = async (url: string, options: openid.CustomFetchOptions): Promise<Response> => {
  // Its options are those of `fetch`, with a narrower body.
  const response = await fetch(url, options as RequestInit);
  if (isTooLong(response)) throw new Error('The issuer answers more than it should.');
  const { status, headers } = response;
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > BYTES_MAX) throw new Error('The issuer answers more than it should.');
    chunks.push(new Uint8Array(chunk));
  }
  return new Response(chunks.length === 0 ? null : new Blob(chunks), { status, headers });
};

type Made = { readonly secret: string | undefined; readonly configuration: openid.Configuration };

/** What a browser is sent off with, to be compared with what it brings back. */
export type Attempt = {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  readonly redirectUri: string;
};

export type Granted = {
  readonly access: string;
  readonly refresh: string | undefined;
  readonly subject: string | undefined;
  readonly sid: string | undefined;
  readonly expiresInS: number | undefined;
};

export class IssuerClient {
  readonly #settings: SignInSettings;
  readonly #client: ClientSettings;
  #made: Made | undefined;

  constructor(settings: SignInSettings, client: ClientSettings) {
    this.#settings = settings;
    this.#client = client;
  }

  /** @throws {IssuerAway} */
  async authorizationUrl(attempt: Attempt): Promise<URL> {
    const configuration = await this.#configuration();
    return openid.buildAuthorizationUrl(configuration, {
      redirect_uri: attempt.redirectUri,
      scope: this.#client.scope,
      state: attempt.state,
      nonce: attempt.nonce,
      code_challenge: await openid.calculatePKCECodeChallenge(attempt.verifier),
      code_challenge_method: 'S256',
      ...this.#resource,
    });
  }

  /** @throws {IssuerAway} or what is wrong with what the browser has brought. */
  async grant(url: URL, attempt: Attempt): Promise<Granted> {
    const configuration = await this.#configuration();
    const checks = {
      pkceCodeVerifier: attempt.verifier,
      expectedState: attempt.state,
      expectedNonce: attempt.nonce,
      idTokenExpected: true,
    };
    const answered = openid.authorizationCodeGrant(configuration, url, checks, this.#resource);
    return grantedIn(await asked(answered));
  }

  /** @throws {IssuerAway} or the issuer's refusal. */
  async renew(refresh: string): Promise<Granted> {
    const configuration = await this.#configuration();
    const granted = grantedIn(
      await asked(openid.refreshTokenGrant(configuration, refresh, this.#resource)),
    );
    return { ...granted, refresh: granted.refresh ?? refresh };
  }

  /** Tells the issuer that a token is not needed any more. */
  async revoke(refresh: string): Promise<void> {
    await openid.tokenRevocation(await this.#configuration(), refresh);
  }

  /** Where a browser ends its session at the issuer, if there is such a page. */
  async endUrl(returnTo: string): Promise<URL | undefined> {
    const configuration = await this.#configuration();
    if (configuration.serverMetadata().end_session_endpoint === undefined) return undefined;
    return openid.buildEndSessionUrl(configuration, { post_logout_redirect_uri: returnTo });
  }

  /** Where the audience is an address, the token is asked for it by name (RFC 8707). */
  get #resource(): { readonly resource?: string } {
    const { audience } = this.#settings;
    return URL.canParse(audience) ? { resource: audience } : {};
  }

  /** Made again when the secret was changed, and when it could not be made. */
  async #configuration(): Promise<openid.Configuration> {
    const secret = this.#client.secret();
    if (this.#made && this.#made.secret === secret) return this.#made.configuration;
    const { issuer } = this.#settings;
    const isPlain = issuer.protocol === 'http:' && isSafeUrl(issuer);
    try {
      const configuration = await openid.discovery(
        issuer,
        this.#client.id,
        {},
        secret === undefined ? openid.None() : openid.ClientSecretBasic(secret),
        {
          timeout: TIMEOUT_S,
          [openid.customFetch]: bounded,
          ...(isPlain ? { execute: [openid.allowInsecureRequests] } : {}),
        },
      );
      this.#made = { secret, configuration };
      return configuration;
    } catch (cause) {
      throw new IssuerAway('The issuer cannot be asked.', { cause });
    }
  }
}

type Answered = openid.TokenEndpointResponse & openid.TokenEndpointResponseHelpers;

const grantedIn = (answered: Answered): Granted => {
  const claims = answered.claims();
  const sid = claims?.['sid'];
  return {
    access: answered.access_token,
    refresh: answered.refresh_token,
    subject: claims?.sub,
    sid: typeof sid === 'string' ? sid : undefined,
    expiresInS: answered.expires_in,
  };
};
