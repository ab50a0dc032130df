// Where an issuer has its keys (OpenID Connect Discovery 1.0). It is asked when it is needed, so
// that a gateway starts while its issuer is away.

import { fetchJson } from '@dure/access';

const isLoopback = ({ hostname }: URL): boolean =>
  hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname);

/** Whether what is read from there was written there: nothing lies between on one machine. */
export const isSafeUrl = (url: URL): boolean =>
  url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url));

const documentAt = (issuer: URL): URL =>
  new URL(`${issuer.href.replace(/\/$/, '')}/.well-known/openid-configuration`);

/** An issuer is compared as it is written; a bare host may have a slash at its end, or none. */
export const issuerName = ({ href, pathname }: URL): string =>
  pathname === '/' ? href.replace(/\/$/, '') : href;

const isOfIssuer = (named: unknown, issuer: URL): boolean =>
  named === issuerName(issuer) || named === issuer.href;

/**
 * Where the keys of the issuer are.
 * @throws it cannot be reached, or does not say, or says it of another issuer.
 */
export const keysUrlOf = async (issuer: URL): Promise<URL> => {
  const document = await fetchJson(documentAt(issuer));
  if (!isOfIssuer(document['issuer'], issuer))
    throw new Error(`${issuer.href} says that it is another issuer.`);
  const { jwks_uri: keys } = document;
  const url = typeof keys === 'string' ? URL.parse(keys) : null;
  if (!url || !isSafeUrl(url)) throw new Error(`${issuer.href} does not say where its keys are.`);
  return url;
};
