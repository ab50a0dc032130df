// Gateways with sign-in and limits, and the token of someone who may send all that the load sends.

import { secured } from '@dure/access';
import type { LimitOptions } from '@dure/access';
import type { GatewayOptions } from '@dure/http';
import { standardLimits } from '@dure/http';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { JWTPayload } from 'jose';

const ISSUER = 'https://issuer.example';
const AUDIENCE = 'dure';
const ALGORITHM = 'ES256';
/** The load is one client; what is measured is the counting, and not the refusing. */
const plenty = { perSecond: 1_000_000, burst: 1_000_000 };

type SignedIn = { readonly bearer: string; readonly options: Partial<GatewayOptions> };
type UnderWay = NonNullable<LimitOptions['underWay']>;

/** @param underWay how much may be under way at once, whatever is measured. */
export const signedIn = async (
  claims: JWTPayload = { roles: ['Shop'] },
  underWay: UnderWay = { min: 1_000 },
): Promise<SignedIn> => {
  const { privateKey, publicKey } = await generateKeyPair(ALGORITHM);
  const jwk = { ...(await exportJWK(publicKey)), alg: ALGORITHM, kid: 'key-1' };
  const identity = secured({
    keys: { keys: [jwk] },
    issuer: ISSUER,
    audience: AUDIENCE,
    mapping: { roles: 'roles', owns: { usrId: 'usrId' } },
  });
  const bearer = await new SignJWT(claims)
    .setProtectedHeader({ alg: ALGORITHM, kid: 'key-1' })
    .setIssuer(ISSUER)
    .setAudience(AUDIENCE)
    .setSubject('shop-1')
    .setExpirationTime('2h')
    .sign(privateKey);
  const limits = { ...standardLimits, commands: plenty, address: plenty, underWay };
  return { bearer, options: { identity, limits } };
};
