// Asks a gateway that runs, and says in words what stands in the way.

import { UserError } from '../command.ts';
import type { Given } from '../command.ts';
import type { WhyOptions } from './commands.ts';

const MISTAKEN = 2;
const TIMEOUT_MS = 10_000;

export type Asking = Pick<Given<WhyOptions>['values'], 'url' | 'as' | 'token'>;

export type Request = {
  readonly path: string;
  readonly body?: object;
  readonly headers?: { readonly [name: string]: string };
};

const away = (url: string, cause: unknown): UserError =>
  new UserError(
    {
      ko: `${url}에 관문이 없습니다. 먼저 켜 주세요: dure start`,
      en: `There is no gateway at ${url}. Start one first: dure start`,
    },
    1,
    { cause },
  );

const refused = (status: number, answered: { readonly [member: string]: unknown }): UserError => {
  const { ko = `거절되었습니다 (${status})`, en = `Refused (${status})` } = answered;
  return new UserError({ ko: String(ko), en: String(en) });
};

/**
 * The answer as JSON.
 * @throws {UserError} no gateway is there, or it refuses.
 */
export const ask = async <T>(asking: Asking, { path, body, headers }: Request): Promise<T> => {
  const { url, as, token } = asking;
  const sent = {
    method: body ? 'POST' : 'GET',
    headers: {
      accept: 'application/hal+json, application/problem+json',
      ...(body ? { 'content-type': 'application/json' } : {}),
      ...(as === undefined ? {} : { 'dure-persona': as }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...headers,
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  };
  const answer = await fetch(`${url.replace(/\/+$/, '')}${path}`, sent).catch((cause: unknown) => {
    throw away(url, cause);
  });
  // The gateway answers JSON to who accepts nothing else.
  const answered = (await answer.json().catch(() => ({}))) as {
    readonly [member: string]: unknown;
  };
  if (!answer.ok) throw refused(answer.status, answered);
  // It is what the caller has asked for.
  return answered as T;
};

/** Both words, where two are needed. */
export const twoOf = (
  operands: readonly string[],
  wanted: { readonly ko: string; readonly en: string; readonly example: string },
): readonly [string, string] => {
  const [first, second] = operands;
  if (first !== undefined && second !== undefined) return [first, second];
  const { ko, en, example } = wanted;
  throw new UserError(
    { ko: `${ko}이 빠졌습니다. 예: ${example}`, en: `${en} is missing: ${example}` },
    MISTAKEN,
  );
};
