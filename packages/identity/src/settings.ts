// What a relying party needs to know: whom it trusts, how it reads tokens, and who it is itself.

import type { ClaimMapping, IsRevoked } from '@dure/access';

/** How the gateway is known to the issuer, where browsers sign in through it. */
export type ClientSettings = {
  readonly id: string;
  /** Read whenever it is needed, so that it may change while the gateway runs. */
  readonly secret: () => string | undefined;
  readonly scope: string;
};

export type SignInSettings = {
  readonly issuer: URL;
  readonly audience: string;
  /** Audiences that may stand beside it in a token. */
  readonly otherAudiences: readonly string[];
  /** The kind of a token, such as `at+jwt`; nothing, where it is not looked at. */
  readonly type: string | undefined;
  readonly algorithms?: readonly string[];
  /** How far the issuer's clock may be off. */
  readonly skewS: number;
  readonly mapping: ClaimMapping;
  readonly client: ClientSettings | undefined;
  readonly sessions: SessionBounds;
  /** Whose credentials count no more, those of browsers that have signed in included. */
  readonly isRevoked?: IsRevoked | undefined;
};

export type SessionBounds = {
  /** A session that is not used for so long ends. */
  readonly idleS: number;
  /** However much it is used, it ends after so long. */
  readonly ageMaxS: number;
  /** After so long the issuer is asked again what the person may do. */
  readonly refreshS: number;
};

export const standardBounds: SessionBounds = {
  idleS: 60 * 60,
  ageMaxS: 12 * 60 * 60,
  refreshS: 60,
};
