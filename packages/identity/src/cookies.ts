// The cookies of a sign-in. Where the gateway is reached over https they carry `__Host-` and
// `Secure`, so that no other host and no plain connection can set or read them. On the machine
// itself there is no https; there the name carries the port, because browsers keep the cookies of
// all ports of a machine together.

const SESSION = 'dure-session';
const ATTEMPT = 'dure-sign-in';

const isSecure = (origin: string): boolean => origin.startsWith('https:');

const nameAt = (origin: string, name: string): string =>
  isSecure(origin) ? `__Host-${name}` : `${name}-${new URL(origin).port || '80'}`;

const cookie = (origin: string, [name, value]: readonly [string, string], more: string): string => {
  const secure = isSecure(origin) ? '; Secure' : '';
  return `${nameAt(origin, name)}=${value}; Path=/; HttpOnly; SameSite=Lax${secure}${more}`;
};

export const sessionCookie = (origin: string, id: string): string =>
  cookie(origin, [SESSION, id], '');

export const noSessionCookie = (origin: string): string =>
  cookie(origin, [SESSION, ''], '; Max-Age=0');

/** Binds a sign-in to the browser that began it. */
export const attemptCookie = (origin: string, id: string, ageS: number): string =>
  cookie(origin, [ATTEMPT, id], `; Max-Age=${ageS}`);

export const noAttemptCookie = (origin: string): string =>
  cookie(origin, [ATTEMPT, ''], '; Max-Age=0');

/** Every value under such a name: what another port has set is tried in vain. */
const valuesIn = (cookies: string, pattern: RegExp): readonly string[] =>
  [...cookies.matchAll(pattern)].flatMap(([, value]) => value ?? []);

const VALUES_MAX = 10;

const patterns = {
  session: {
    secure: /(?:^|;\s*)__Host-dure-session=([\w-]+)/g,
    local: /(?:^|;\s*)dure-session-\d+=([\w-]+)/g,
  },
  attempt: {
    secure: /(?:^|;\s*)__Host-dure-sign-in=([\w-]+)/g,
    local: /(?:^|;\s*)dure-sign-in-\d+=([\w-]+)/g,
  },
};

export type CookieReader = {
  readonly sessions: (cookies: string | undefined) => readonly string[];
  readonly attempts: (cookies: string | undefined) => readonly string[];
};

/** @param isHttps whether browsers reach the gateway over https: plain cookies then say nothing. */
export const cookieReader = (isHttps: boolean): CookieReader => {
  const way = isHttps ? 'secure' : 'local';
  const read = (of: keyof typeof patterns) => (cookies: string | undefined) =>
    cookies === undefined ? [] : valuesIn(cookies, patterns[of][way]).slice(0, VALUES_MAX);
  return { sessions: read('session'), attempts: read('attempt') };
};
