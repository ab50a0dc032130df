// An issuer for one's own machine: it knows the people of the demos, asks for no password, and is
// reached from this machine only. What it says is worth nothing anywhere else.

import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair } from 'jose';
import type { JWK } from 'jose';
import { Provider } from 'oidc-provider';
import type { Context } from 'oidc-provider';
import { choicePage, leavingPage, leftPage } from './issuer-pages.ts';
import { memoryAdapters } from './memory-adapter.ts';
import type { KnownTo } from './people.ts';
import { standardBounds } from './settings.ts';
import type { SignInSettings } from './settings.ts';

const HOST = '127.0.0.1';
const CLIENT = 'dure';
const AUDIENCE = 'urn:dure:development';
const TOKEN_LIFE_S = 120;
const SESSION_LIFE_S = 12 * 60 * 60;
const BODY_BYTES_MAX = 4_096;
const ALGORITHM = 'ES256';

export type DevelopmentIssuer = {
  readonly url: string;
  /** How a gateway trusts it, and is known to it. */
  readonly settings: SignInSettings;
  /** Who may sign in from now on; what someone may do counts from their next token. */
  readonly know: (people: readonly KnownTo[]) => void;
  readonly close: () => Promise<void>;
};

export type IssuerOptions = {
  readonly people: readonly KnownTo[];
  /** 0 for any that is free. */
  readonly port: number;
  /** Where sign-outs at the issuer are made known, if anywhere. */
  readonly backChannel?: () => string | undefined;
};

type People = { all: readonly KnownTo[] };

const isLoopback = (host = ''): boolean =>
  /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/.test(host.toLowerCase());

/** Pages of this machine only, whatever port they have. */
const isOwnCallback = (path: RegExp) => (uri: string) => {
  const url = URL.parse(uri);
  return (
    url !== null && url.protocol === 'http:' && isLoopback(url.host) && path.test(url.pathname)
  );
};

const accountOf = ({ all }: People, subject: string | undefined) => {
  const known = all.find((one) => one.subject === subject);
  if (!known) return undefined;
  const claims = async () => ({ sub: known.subject, name: known.label[0] });
  return { accountId: known.subject, claims };
};

/** No one is asked whether the gateway may know who they are. */
const grantOf = async ({ oidc }: Context) => {
  const { client, session, provider } = oidc;
  if (!client || session?.accountId === undefined) return undefined;
  const of = { accountId: session.accountId, clientId: client.clientId };
  const grant = new provider.Grant(of);
  grant.addOIDCScope('openid profile');
  grant.addResourceScope(AUDIENCE, '');
  await grant.save();
  return grant;
};

const claimsOfToken =
  (people: People) => async (_context: Context, token: { accountId?: string }) => {
    const known = people.all.find(({ subject }) => subject === token.accountId);
    return { name: known?.label[0], roles: known?.roles ?? [] };
  };

const resources = (people: People) => ({
  extraTokenClaims: claimsOfToken(people),
  features: {
    devInteractions: { enabled: false },
    revocation: { enabled: true, allowedPolicy: async () => true },
    backchannelLogout: { enabled: true },
    rpInitiatedLogout: {
      enabled: true,
      logoutSource: async (context: Context, form: string) => {
        context.body = leavingPage(form);
      },
      postLogoutSuccessSource: async (context: Context) => {
        context.body = leftPage();
      },
    },
    resourceIndicators: {
      enabled: true,
      defaultResource: async () => AUDIENCE,
      useGrantedResource: async () => true,
      getResourceServerInfo: async () => ({
        scope: '',
        audience: AUDIENCE,
        accessTokenFormat: 'jwt',
        accessTokenTTL: TOKEN_LIFE_S,
        jwt: { sign: { alg: ALGORITHM } },
      }),
    },
  },
});

const clientOf = (secret: string, backChannel: string | undefined) => ({
  client_id: CLIENT,
  client_secret: secret,
  grant_types: ['authorization_code', 'refresh_token'],
  response_types: ['code'],
  redirect_uris: [`http://${HOST}/session/callback`],
  id_token_signed_response_alg: ALGORITHM,
  token_endpoint_auth_method: 'client_secret_basic',
  ...(backChannel === undefined
    ? {}
    : { backchannel_logout_uri: backChannel, backchannel_logout_session_required: true }),
});

/** It speaks to the gateway beside it alone, which the provider itself would not do. */
const fetchHere = async (url: string | URL, { dispatcher: _, ...options }: Fetching) => {
  if (!isLoopback(new URL(url).host)) throw new Error('The issuer speaks to this machine only.');
  return fetch(url, options);
};

type Fetching = RequestInit & { readonly dispatcher?: unknown };

const keyPair = async (): Promise<JWK> => {
  const { privateKey } = await generateKeyPair(ALGORITHM, { extractable: true });
  const kid = randomBytes(9).toString('base64url');
  return { ...(await exportJWK(privateKey)), kid, alg: ALGORITHM, use: 'sig' };
};

const secretText = (): string => randomBytes(32).toString('base64url');

type Making = {
  readonly url: string;
  readonly people: People;
  readonly secret: string;
  readonly key: JWK;
  readonly backChannel: string | undefined;
};

const providerOf = ({ url, people, secret, key, backChannel }: Making): Provider => {
  const provider = new Provider(url, {
    ...resources(people),
    adapter: memoryAdapters(),
    fetch: fetchHere,
    clients: [clientOf(secret, backChannel)],
    jwks: { keys: [key] },
    cookies: { keys: [secretText()] },
    enabledJWA: { idTokenSigningAlgValues: [ALGORITHM] },
    claims: { openid: ['sub'], profile: ['name'] },
    findAccount: async (_context: Context, subject: string) => accountOf(people, subject),
    loadExistingGrant: grantOf,
    issueRefreshToken: async () => true,
    interactions: { url: async (_context: Context, { uid }: { uid: string }) => `/choose/${uid}` },
    pkce: { required: () => true },
    ttl: {
      AccessToken: TOKEN_LIFE_S,
      AuthorizationCode: 60,
      IdToken: TOKEN_LIFE_S,
      Interaction: 600,
      Grant: SESSION_LIFE_S,
      RefreshToken: SESSION_LIFE_S,
      Session: SESSION_LIFE_S,
    },
  });
  Object.assign(provider.Client.prototype, {
    redirectUriAllowed: isOwnCallback(/\/session\/callback$/),
    postLogoutRedirectUriAllowed: isOwnCallback(/\/$/),
  });
  return provider;
};

const textIn = async (request: IncomingMessage): Promise<string> => {
  let text = '';
  for await (const chunk of request) {
    text += String(chunk);
    if (text.length > BODY_BYTES_MAX) throw new Error('The form is too long.');
  }
  return text;
};

const answer = (response: ServerResponse, http: number, page: string): void => {
  response.writeHead(http, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'x-frame-options': 'DENY',
  });
  response.end(page);
};

/** Asks who it is, and believes it. */
const choose = async (
  provider: Provider,
  { all }: People,
  [request, response]: readonly [IncomingMessage, ServerResponse],
): Promise<void> => {
  const { uid } = await provider.interactionDetails(request, response);
  if (request.method !== 'POST') return answer(response, 200, choicePage(uid, all));
  const subject = new URLSearchParams(await textIn(request)).get('person');
  const known = all.find((one) => one.subject === subject);
  if (!known) return answer(response, 400, choicePage(uid, all));
  await provider.interactionFinished(request, response, { login: { accountId: known.subject } });
  return undefined;
};

const listening = async (server: Server, port: number): Promise<string> => {
  server.listen(port, HOST);
  await once(server, 'listening');
  // A server that listens on a port has an address with it.
  const address = server.address() as AddressInfo;
  return `http://${HOST}:${address.port}`;
};

/**
 * Opens the issuer on this machine.
 * @throws what Node does where the port is taken.
 */
export const openDevelopmentIssuer = async (options: IssuerOptions): Promise<DevelopmentIssuer> => {
  const people: People = { all: options.people };
  const made: { provider?: Provider } = {};
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { provider } = made;
    if (!isLoopback(request.headers.host) || !provider) return answer(response, 403, leftPage());
    if (!request.url?.startsWith('/choose/')) return provider.callback()(request, response);
    return choose(provider, people, [request, response]);
  };
  const server = createServer((request, response) => {
    handle(request, response).catch(() => answer(response, 400, leftPage()));
  });
  const url = await listening(server, options.port);
  const [secret, key] = [secretText(), await keyPair()];
  made.provider = providerOf({ url, people, secret, key, backChannel: options.backChannel?.() });
  return {
    url,
    settings: {
      issuer: new URL(url),
      audience: AUDIENCE,
      otherAudiences: [],
      type: 'at+jwt',
      skewS: 5,
      mapping: { roles: 'roles' },
      client: { id: CLIENT, secret: () => secret, scope: 'openid profile' },
      sessions: standardBounds,
    },
    know: (all) => {
      people.all = all;
    },
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
};
