// An issuer of tokens for drills in a cluster, where nobody comes in without one: its two documents
// over TLS, with a certificate that it has signed itself.

import { execFileSync } from 'node:child_process';
import { generateKeyPairSync, sign } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const LIFE_S = 86_400;
export const AUDIENCE = 'dure';

export type Issuer = {
  readonly url: string;
  /** The certificate that those have to trust who ask it. */
  readonly ca: string;
  /** The headers of `Owner:1`: an actor, and whose things are theirs. */
  readonly headersOf: (as: string) => { readonly [name: string]: string };
  readonly close: () => void;
};

const certificateFor = (host: string) => {
  const folder = mkdtempSync(join(tmpdir(), 'dure-drill-issuer-'));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const names = ['-subj', '/CN=issuer', '-addext', `subjectAltName=IP:${host}`];
  const made = ['-newkey', 'rsa:2048', '-nodes', '-days', '2', '-keyout', key, '-out', cert];
  execFileSync('openssl', ['req', '-x509', ...made, ...names], { stdio: 'ignore' });
  const found = { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
  rmSync(folder, { recursive: true });
  return found;
};

const written = (of: object): string => Buffer.from(JSON.stringify(of)).toString('base64url');

/** Every field by which a business says whose something is. */
const ownerFields = ['ownerId', 'usrId', 'customerId'];

const roleOf = (as: string): object => {
  const [actor, ...rest] = as.split(':');
  return { actor, claims: Object.fromEntries(ownerFields.map((name) => [name, rest.join(':')])) };
};

/** @param host an address of this machine that the pods of the cluster reach. */
export const openIssuer = async (host: string): Promise<Issuer> => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const jwk = { ...publicKey.export({ format: 'jwk' }), alg: 'ES256', kid: 'drill', use: 'sig' };
  const { key, cert } = certificateFor(host);
  let url = '';
  const server = createServer({ key, cert }, ({ url: path }, reply) => {
    const configuration = { issuer: url, jwks_uri: `${url}/keys` };
    reply.setHeader('content-type', 'application/json');
    reply.end(JSON.stringify(path === '/keys' ? { keys: [jwk] } : configuration));
  });
  await once(server.listen(0, host), 'listening');
  const { port } = server.address() as AddressInfo; // It listens on a port.
  url = `https://${host}:${port}`;
  const tokenOf = (as: string): string => {
    const exp = Math.floor(Date.now() / 1_000) + LIFE_S;
    const claims = { iss: url, aud: AUDIENCE, sub: as, exp, roles: [roleOf(as)] };
    const text = `${written({ alg: 'ES256', kid: 'drill', typ: 'at+jwt' })}.${written(claims)}`;
    const signing = { key: privateKey, dsaEncoding: 'ieee-p1363' } as const;
    return `${text}.${sign('sha256', Buffer.from(text), signing).toString('base64url')}`;
  };
  const tokens = new Map<string, string>();
  const headersOf = (as: string) => {
    const token = tokens.get(as) ?? tokenOf(as);
    tokens.set(as, token);
    return { authorization: `Bearer ${token}` };
  };
  return { url, ca: cert, headersOf, close: () => void server.close() };
};
