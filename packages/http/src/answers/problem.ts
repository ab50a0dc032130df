// Problem documents, RFC 9457: always in both languages, titled in the one that the client prefers.

import type { Words } from '@dure/domain';
import type { Json } from '@dure/kernel';
import type { Language } from '../business/labels.ts';

export type Problem = {
  readonly http: number;
  /** The refusal's name: one of the platform's, or a rejection of a contract. */
  readonly rejection: string;
  /** What kind of problem it is, without the facts of this one. */
  readonly title: Words;
  /** What is wrong this time. Where it is missing, the title says all. */
  readonly words?: Words;
  readonly facts?: { readonly [field: string]: Json | undefined };
  /** In seconds. */
  readonly retryAfter?: number;
  readonly headers?: { readonly [name: string]: string };
};

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

export const documentOf = (problem: Problem, language: Language, instance: string): string => {
  const words = problem.words ?? problem.title;
  const document: { [member: string]: unknown } = {
    type: `/docs/problems#${problem.rejection}`,
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
