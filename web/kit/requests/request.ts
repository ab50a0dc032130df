// One request to the server, as whoever looks at the page.

import { language } from '../look/preferences.ts';
import { clockSeen, reached } from './connection.ts';
import { away, problemIn, Refused } from './problem.ts';

/** Who asks: as the open house is told, `Customer:customer-2`; nothing, where one has signed in. */
export type As = string | undefined;

export type Asked = {
  readonly as: As;
  readonly method?: string;
  readonly body?: unknown;
  readonly headers?: { readonly [name: string]: string };
  readonly signal?: AbortSignal;
};

/** With sign-in, what changes something shows that it comes from one of our pages. */
let proof: string | null = null;
export const proveBy = (csrf: string | null): void => {
  proof = csrf;
};

let onSignedOut = (): void => {};

/** What to do when the server does not know any more who asks: a session has ended. */
export const whenSignedOut = (act: () => void): void => {
  onSignedOut = act;
};

const UNAUTHENTICATED = 401;

/** Every answer is looked at, those of streams as well. */
export const answeredWith = (status: number): void => {
  if (status === UNAUTHENTICATED) onSignedOut();
};

export type Answered = {
  readonly status: number;
  readonly body: unknown;
  /** Where what was done stands, to read it back with. */
  readonly position: string | undefined;
  readonly location: string | undefined;
};

const FORMS = 'application/prs.hal-forms+json';

export const headersFor = ({ as, body, headers }: Asked): Record<string, string> => ({
  accept: FORMS,
  'accept-language': language(),
  ...(as === undefined ? {} : { 'dure-persona': as }),
  ...(body === undefined ? {} : { 'content-type': 'application/json' }),
  ...headers,
});

const isAbort = (cause: unknown): boolean =>
  cause instanceof DOMException && cause.name === 'AbortError';

const reach = async (href: string, asked: Asked): Promise<Response> => {
  const { method = 'GET', body, signal } = asked;
  const proving = method === 'GET' || proof === null ? {} : { 'dure-csrf': proof };
  try {
    return await fetch(href, {
      method,
      headers: { ...headersFor(asked), ...proving },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal ? { signal } : {}),
    });
  } catch (cause) {
    if (isAbort(cause)) throw cause;
    reached(false);
    throw new Refused(away);
  }
};

const bodyOf = async (response: Response): Promise<unknown> => {
  try {
    const text = await response.text();
    return text === '' ? undefined : JSON.parse(text);
  } catch (cause) {
    if (cause instanceof SyntaxError) return undefined;
    reached(false);
    throw new Refused(away);
  }
};

/** @throws {Refused} with the problem, where it is no success. */
export const request = async (href: string, asked: Asked): Promise<Answered> => {
  const sentMs = Date.now();
  const response = await reach(href, asked);
  const body = await bodyOf(response);
  reached(true);
  const { headers, status, ok } = response;
  clockSeen(headers.get('date'), sentMs);
  answeredWith(status);
  if (!ok) {
    const retryAfter = headers.get('retry-after');
    throw new Refused(
      problemIn(body, status, retryAfter === null ? undefined : Number(retryAfter)),
    );
  }
  return {
    status,
    body,
    position: headers.get('dure-position') ?? undefined,
    location: headers.get('location') ?? undefined,
  };
};
