// The gateway signs browsers in for itself (a backend for its pages): the tokens of the issuer stay
// here, and the browser has a cookie that says nothing.

import { knownPerson } from '@dure/access';
import type { Person, SignInAnswer, SignInLine, SignInRequest, TokenReader } from '@dure/access';
import { ATTEMPT_AGE_S, Attempts } from './attempts.ts';
import type { Begun } from './attempts.ts';
import { readLogoutToken } from './back-channel.ts';
import { IssuerAway } from './client.ts';
import type { Granted, IssuerClient } from './client.ts';
import {
  attemptCookie,
  cookieReader,
  noAttemptCookie,
  noSessionCookie,
  sessionCookie,
} from './cookies.ts';
import type { CookieReader } from './cookies.ts';
import { Sessions } from './sessions.ts';
import type { Session, Tokens } from './sessions.ts';
import type { Site } from './site.ts';
import { declined, foreignPage, issuerAway, nonsense, notBegun } from './words.ts';

const TO_LENGTH_MAX = 2_000;
const SECOND_MS = 1_000;
const STANDARD_LIFE_S = 60;

/** A path of this gateway: whoever signs in is led nowhere else. */
const ownPath = (to: string | null, base: string): string => {
  const isOwn = to !== null && to.length <= TO_LENGTH_MAX && /^\/(?![/\\])[\x21-\x7e]*$/.test(to);
  return isOwn && !to.includes('\\') ? to : `${base}/`;
};

const seeOther = (location: string, cookies: readonly string[]): SignInAnswer => ({
  is: 'answer',
  http: 303,
  location,
  cookies,
});

const queryOf = (url: string): URLSearchParams => new URL(url, 'http://gateway').searchParams;

export class BrowserSignIn {
  readonly #site: Site;
  readonly #client: IssuerClient;
  readonly #reader: TokenReader;
  readonly #attempts: Attempts;
  readonly sessions: Sessions;
  readonly cookies: CookieReader;
  readonly lines: readonly SignInLine[];

  constructor(site: Site, reader: TokenReader, client: IssuerClient) {
    this.#site = site;
    this.#client = client;
    this.#reader = reader;
    this.#attempts = new Attempts(site.now);
    this.sessions = new Sessions(site.settings.sessions, site.now);
    this.cookies = cookieReader(site.isHttps);
    this.lines = [
      { method: 'GET', path: '/session/sign-in', handle: (of) => this.#begin(of) },
      { method: 'GET', path: '/session/callback', handle: (of) => this.#comeBack(of) },
      { method: 'POST', path: '/session/sign-out', handle: (of) => this.#signOut(of) },
      { method: 'POST', path: '/session/back-channel-logout', handle: (of) => this.#told(of) },
    ];
  }

  async #begin({ url, origin }: SignInRequest): Promise<SignInAnswer> {
    const { base } = this.#site;
    const to = ownPath(queryOf(url).get('to'), base);
    const begun = this.#attempts.begin(`${origin}${base}/session/callback`, to);
    try {
      const { href } = await this.#client.authorizationUrl(begun);
      return seeOther(href, [attemptCookie(origin, begun.browser, ATTEMPT_AGE_S)]);
    } catch (cause) {
      this.#site.report('A sign-in could not begin.', cause);
      return issuerAway;
    }
  }

  async #comeBack({ url, origin, cookie }: SignInRequest): Promise<SignInAnswer> {
    const query = queryOf(url);
    const begun = this.#attempts.take(query.get('state') ?? '', this.cookies.attempts(cookie));
    if (!begun) return notBegun;
    if (query.has('error')) return declined;
    const session = await this.#granted(new URL(`${begun.redirectUri}?${query.toString()}`), begun);
    if (!('csrf' in session)) return session;
    // Whoever the browser was before, it is not any more.
    for (const id of this.cookies.sessions(cookie)) this.sessions.end(id);
    return seeOther(begun.to, [sessionCookie(origin, session.id), noAttemptCookie(origin)]);
  }

  async #granted(url: URL, begun: Begun): Promise<Session | SignInAnswer> {
    try {
      const granted = await this.#client.grant(url, begun);
      const person = await this.#personOf(granted.access);
      if (person) return this.sessions.open(this.#tokensOf(granted, person), person);
      this.#site.report('The issuer gave a token that is not accepted here.', undefined);
      return nonsense;
    } catch (cause) {
      this.#site.report('A sign-in did not come to its end.', cause);
      return cause instanceof IssuerAway ? issuerAway : declined;
    }
  }

  async #personOf(access: string): Promise<Person | undefined> {
    const bearer = await this.#reader.read(access);
    return bearer.is === 'known' ? bearer.known.person : undefined;
  }

  #tokensOf(granted: Granted, { subject }: Person, before?: Tokens): Tokens {
    const { access, refresh, sid = before?.sid, expiresInS = STANDARD_LIFE_S } = granted;
    const until = this.#site.now() + expiresInS * SECOND_MS;
    return { access, refresh, until, subject: granted.subject ?? subject, sid };
  }

  /** Asks the issuer again what the person of a session may do. */
  renew(session: Session): Promise<'ok' | 'ended' | 'away'> {
    session.renewing ??= this.#renewed(session).finally(() => {
      session.renewing = undefined;
    });
    return session.renewing;
  }

  async #renewed(session: Session): Promise<'ok' | 'ended' | 'away'> {
    const { refresh } = session.tokens;
    if (refresh === undefined) return this.#ended(session);
    try {
      const granted = await this.#client.renew(refresh);
      const bearer = await this.#reader.read(granted.access);
      if (bearer.is === 'refused') return this.#ended(session);
      session.known = knownPerson(bearer.known.person);
      session.tokens = this.#tokensOf(granted, bearer.known.person, session.tokens);
      session.checkedAt = this.#site.now();
      return 'ok';
    } catch (cause) {
      return isRefusal(cause) ? this.#ended(session) : 'away';
    }
  }

  #ended({ id }: Session): 'ended' {
    this.sessions.end(id);
    return 'ended';
  }

  async #signOut(request: SignInRequest): Promise<SignInAnswer> {
    const { origin, cookie, isForeign } = request;
    const { base } = this.#site;
    const found = this.cookies.sessions(cookie).flatMap((id) => this.sessions.find(id) ?? []);
    const sent = csrfIn(request);
    if (isForeign || found.some(({ csrf }) => csrf !== sent)) return foreignPage;
    await Promise.all(found.map((session) => this.#forget(session)));
    const home = `${origin}${base}/`;
    const end = await this.#client.endUrl(home).catch(() => undefined);
    const location = end?.href ?? home;
    const cookies = [noSessionCookie(origin)];
    if (isForm(request)) return seeOther(location, cookies);
    return { is: 'answer', http: 200, body: { location }, cookies };
  }

  async #forget({ id, tokens: { refresh } }: Session): Promise<void> {
    this.sessions.end(id);
    if (refresh === undefined) return;
    await this.#client.revoke(refresh).catch((cause: unknown) => {
      this.#site.report('The issuer could not be told of a sign-out.', cause);
    });
  }

  /** The issuer says that someone has signed out there (OpenID Connect Back-Channel Logout 1.0). */
  async #told({ body }: SignInRequest): Promise<SignInAnswer> {
    const token = new URLSearchParams(body).get('logout_token') ?? '';
    const of = await readLogoutToken(token, this.#site);
    if (!of) return notBegun;
    this.sessions.endOf(of);
    return { is: 'answer', http: 200, body: {} };
  }
}

/** The issuer has answered, and its answer is no. */
const isRefusal = (cause: unknown): boolean =>
  cause instanceof Error && 'error' in cause && typeof cause.error === 'string';

const isForm = ({ contentType = '' }: SignInRequest): boolean =>
  contentType.startsWith('application/x-www-form-urlencoded');

const csrfIn = (request: SignInRequest): string | null | undefined =>
  request.csrf ?? (isForm(request) ? new URLSearchParams(request.body).get('csrf') : undefined);
