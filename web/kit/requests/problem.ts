// Why a request brought no answer, in the words of the server or, where it is away, in ours.

import type { InBoth } from '../described.ts';

export type Mistake = InBoth & { readonly path: string };

/** RFC 9457, as the gateway writes it. What else it has are the facts of the refusal. */
export type Problem = InBoth & {
  readonly status: number;
  readonly rejection: string;
  readonly mistakes?: readonly Mistake[];
  /** In seconds: when it is worth trying again. */
  readonly retryAfter?: number;
  readonly facts: { readonly [name: string]: unknown };
};

/** Thrown by every request that was not answered as it was meant. */
export class Refused extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.en);
    this.name = 'Refused';
    this.problem = problem;
  }
}

/** The server could not be reached, or the connection broke before it had answered. */
export const AWAY = 'Away';

export const away: Problem = {
  status: 0,
  rejection: AWAY,
  ko: '서버에 연결할 수 없습니다. 다시 연결되면 저절로 이어집니다',
  en: 'The server cannot be reached. This page goes on by itself as soon as it is back',
  facts: {},
};

const unreadable = (status: number): Problem => ({
  status,
  rejection: 'Unreadable',
  ko: '서버가 알 수 없는 답을 보냈습니다. 잠시 뒤에 다시 해 보세요',
  en: 'The server sent an answer that cannot be read. Try again in a moment',
  facts: {},
});

const isText = (value: unknown): value is string => typeof value === 'string';

/** What a body that is not a success says. */
export const problemIn = (body: unknown, status: number, retryAfter?: number): Problem => {
  if (typeof body !== 'object' || body === null) return unreadable(status);
  // Only what is looked at below is believed of it.
  const { ko, en, rejection, mistakes, ...facts } = body as Partial<Problem> & object;
  if (![ko, en, rejection].every(isText)) return unreadable(status);
  return {
    status,
    rejection: String(rejection),
    ko: String(ko),
    en: String(en),
    facts: { ...facts },
    ...(Array.isArray(mistakes) ? { mistakes } : {}),
    ...(retryAfter === undefined || Number.isNaN(retryAfter) ? {} : { retryAfter }),
  };
};

/** Whether the same request may succeed a little later. */
export const isPassing = ({ status }: Problem): boolean =>
  status === 0 || status === 429 || status === 502 || status === 503;

export const problemOf = (cause: unknown): Problem =>
  cause instanceof Refused ? cause.problem : unreadable(0);
