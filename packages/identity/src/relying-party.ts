// Who comes, by the tokens of an issuer: in a header, or behind the cookie of a browser.

import { callerOf, chosenIn, refusal, secured, TokenReader } from '@dure/access';
import type { Business, Credentials, Identified, Identity, Secured } from '@dure/access';
import { IssuerKeys } from '@dure/access/tokens';
import { BrowserSignIn } from './browser.ts';
import { IssuerClient } from './client.ts';
import { issuerName, keysUrlOf } from './discovery.ts';
import type { Session } from './sessions.ts';
import type { SignInSettings } from './settings.ts';
import type { Site } from './site.ts';

export type RelyingPartyOptions = {
  readonly settings: SignInSettings;
  /** Where clients reach the gateway, if that is said: `https://example.org/dure`. */
  readonly publicUrl?: string | undefined;
  /** Whether the gateway itself answers over https. */
  readonly isHttps?: boolean;
  /** Called with what went wrong, without anything of the person. */
  readonly report?: (what: string, cause: unknown) => void;
  readonly now?: () => number;
};

const AWAY_RETRY_S = 5;
const RENEW_BEFORE_MS = 5_000;

const forbidden = (ko: string, en: string): Identified => ({
  is: 'refused',
  refusal: refusal('Forbidden', { words: { ko, en } }),
});

const foreign = forbidden(
  '다른 사이트의 페이지는 방문자의 이름으로 아무것도 할 수 없습니다',
  'A page of another site may do nothing in the name of its visitor',
);

const withoutProof = forbidden(
  '이 페이지의 요청인지 알 수 없습니다. 페이지를 다시 열어 주세요',
  'It cannot be seen that this page has sent the request. Open the page again',
);

const ended: Identified = {
  is: 'refused',
  refusal: refusal('Unauthenticated', {
    words: {
      ko: '로그인이 끝났습니다. 다시 로그인해 주세요',
      en: 'The sign-in has run out; please sign in again',
    },
    credential: 'missing',
  }),
};

const away: Identified = {
  is: 'refused',
  refusal: refusal('Unavailable', { retryAfter: AWAY_RETRY_S }),
};

const siteOf = (options: RelyingPartyOptions): Site => {
  const { settings, publicUrl, isHttps = false, report = () => {}, now = Date.now } = options;
  const url = publicUrl === undefined ? undefined : new URL(publicUrl);
  return {
    settings,
    keys: new IssuerKeys(() => keysUrlOf(settings.issuer)),
    base: url?.pathname.replace(/\/+$/, '') ?? '',
    isHttps: url ? url.protocol === 'https:' : isHttps,
    report,
    now,
  };
};

const trustedOf = ({ settings, keys }: Site): Secured => ({
  ...settings,
  keys,
  issuer: issuerName(settings.issuer),
});

/** Whether the issuer is to be asked again before the session is believed. */
const isStale = ({ checkedAt, tokens }: Session, { now, settings }: Site): boolean =>
  now() - checkedAt > settings.sessions.refreshS * 1_000 || now() > tokens.until - RENEW_BEFORE_MS;

const isRevoked = ({ known: { person } }: Session, { settings }: Site): boolean =>
  settings.isRevoked?.({ subject: person.subject }) ?? false;

type Standing = { readonly session: Session } | { readonly identified: Identified };

const standingOf = async (
  session: Session,
  browser: BrowserSignIn,
  site: Site,
): Promise<Standing> => {
  const renewed = await browser.renew(session);
  if (renewed === 'ended') return { identified: ended };
  // While the issuer is away, what it said last counts until the end of its token.
  const isOver = renewed === 'away' && site.now() > session.tokens.until;
  return isOver ? { identified: away } : { session };
};

const withBrowsers = (bearers: Identity, browser: BrowserSignIn, site: Site): Identity => {
  const { sessions, cookies } = browser;
  const sessionIn = ({ cookie, isLook }: Credentials): Session | undefined => {
    for (const id of cookies.sessions(cookie)) {
      const session = isLook ? sessions.look(id) : sessions.find(id);
      if (session) return session;
    }
    return undefined;
  };
  const standing = (session: Session): Standing | Promise<Standing> => {
    if (isRevoked(session, site)) return { identified: ended };
    return isStale(session, site) ? standingOf(session, browser, site) : { session };
  };
  const identified = (credentials: Credentials, session: Session, business: Business) => {
    const { isForeign, isChange, csrf } = credentials;
    if (isForeign) return foreign;
    if (isChange && csrf !== session.csrf) return withoutProof;
    const as = (of: Standing): Identified =>
      'session' in of ? callerOf(of.session.known, business, chosenIn(credentials)) : of.identified;
    const stands = standing(session);
    return stands instanceof Promise ? stands.then(as) : as(stands);
  };
  return {
    isLocalOnly: false,
    lines: browser.lines,
    identify: (credentials, business) => {
      const session = credentials.bearer === undefined ? sessionIn(credentials) : undefined;
      if (!session) return bearers.identify(credentials, business);
      return identified(credentials, session, business);
    },
    visitor: async (credentials) => {
      if (credentials.isForeign) return undefined;
      const session = credentials.bearer === undefined ? sessionIn(credentials) : undefined;
      if (!session) return bearers.visitor?.(credentials);
      const stands = await standing(session);
      if (!('session' in stands)) return undefined;
      return { person: session.known.person, csrf: session.csrf };
    },
  };
};

/**
 * Accepts who carries a token of the issuer; with a client of its own, browsers sign in as well.
 * The issuer is asked when it is first needed, and may be away until then.
 */
export const relyingParty = (options: RelyingPartyOptions): Identity => {
  const site = siteOf(options);
  const trusted = trustedOf(site);
  const bearers = secured(trusted);
  const { client } = options.settings;
  if (!client) return bearers;
  const issuer = new IssuerClient(options.settings, client);
  const browser = new BrowserSignIn(site, new TokenReader(trusted), issuer);
  return withBrowsers(bearers, browser, site);
};
