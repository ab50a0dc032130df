// Problem documents, RFC 9457: always in both languages, titled in the one that the client prefers.

import type { Language, Refusal, RefusalKind } from '@dure/access';

/** A refusal with the HTTP status that answers it. */
export type Problem = Omit<Refusal, 'kind'> & {
  readonly http: number;
  readonly headers?: { readonly [name: string]: string };
};

/** The HTTP status of each kind of refusal. */
const statuses: { readonly [Kind in RefusalKind]: number } = {
  invalid: 400,
  unauthenticated: 401,
  unpaid: 402,
  forbidden: 403,
  notFound: 404,
  conflict: 409,
  gone: 410,
  changed: 412,
  keyReused: 422,
  tooFast: 429,
  failed: 500,
  unavailable: 503,
};

export const statusOf = (kind: RefusalKind): number => statuses[kind];

const CHALLENGE = 'Bearer realm="dure"';

/** What `WWW-Authenticate` says of a credential that was not accepted (RFC 6750). */
const challengeOf = ({ credential, words }: Omit<Refusal, 'kind'>): string =>
  credential === 'missing'
    ? CHALLENGE
    : `${CHALLENGE}, error="invalid_token", error_description="${words?.en ?? credential}"`;

export const problemOf = ({ kind, ...refusal }: Refusal): Problem => ({
  ...refusal,
  http: statusOf(kind),
  ...(refusal.credential ? { headers: { 'www-authenticate': challengeOf(refusal) } } : {}),
});

export const problemType = 'application/problem+json';

/** Members whose meaning RFC 9457 fixes, or that every refusal has. */
const reserved = new Set([
  'type',
  'title',
  'status',
  'detail',
  'instance',
  'rejection',
  'ko',
  'en',
]);

/**
 * Facts stand at the top level. One whose name is taken stands in `fields`: `status` is the HTTP
 * status there, so a state's status cannot have its place.
 */
const withFacts = (document: { [member: string]: unknown }, facts: Problem['facts']): void => {
  const taken: { [field: string]: unknown } = {};
  for (const [field, fact] of Object.entries(facts ?? {})) {
    (reserved.has(field) ? taken : document)[field] = fact;
  }
  if (Object.keys(taken).length > 0) document['fields'] = taken;
};

export const documentOf = (
  problem: Problem,
  language: Language,
  { instance, base }: { readonly instance: string; readonly base: string },
): string => {
  const words = problem.words ?? problem.title;
  const document: { [member: string]: unknown } = {
    type: `${base}/docs/problems#${problem.rejection}`,
    title: problem.title[language],
    status: problem.http,
    detail: words[language],
    instance,
    rejection: problem.rejection,
    ko: words.ko,
    en: words.en,
  };
  if (problem.retryAfter !== undefined) document['retryAfter'] = problem.retryAfter;
  withFacts(document, problem.facts);
  return JSON.stringify(document);
};
