// The token by which an issuer says that a session has ended there.

import { jwtVerify } from 'jose';
import type { JWTPayload } from 'jose';
import { ALGORITHMS } from '@dure/access/tokens';
import { issuerName } from './discovery.ts';
import type { EndedThere } from './sessions.ts';
import type { Site } from './site.ts';

const EVENT = 'http://schemas.openid.net/event/backchannel-logout';

const hasEvent = (events: unknown): boolean =>
  typeof events === 'object' && events !== null && EVENT in events;

/** A token with a nonce is no logout token, whatever else it says. */
const endedBy = ({ sub: subject, sid, events, nonce }: JWTPayload): EndedThere | undefined => {
  if (!hasEvent(events) || nonce !== undefined) return undefined;
  const named = typeof sid === 'string' ? sid : undefined;
  return subject === undefined && named === undefined ? undefined : { subject, sid: named };
};

/** Whose session has ended; nothing, where the token is not good. */
export const readLogoutToken = async (
  token: string,
  site: Site,
): Promise<EndedThere | undefined> => {
  const { issuer, client, skewS, algorithms = ALGORITHMS } = site.settings;
  try {
    const { payload } = await jwtVerify(token, site.keys.getKey, {
      issuer: [issuerName(issuer), issuer.href],
      audience: client?.id ?? '',
      algorithms: [...algorithms],
      clockTolerance: skewS,
      requiredClaims: ['iat', 'jti'],
      maxTokenAge: MAX_AGE_S,
    });
    return endedBy(payload);
  } catch {
    return undefined;
  }
};

const MAX_AGE_S = 120;
