// Asks a gateway that runs, and says in words what stands in the way.

import type { Words } from '@dure/domain';
import { UserError } from '../command.ts';
import type { Given } from '../command.ts';
import { ownBusinesses } from '../project.ts';
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
      ko: `${url}에 관문이 없습니다. 켜거나(dure start) 어디 있는지 적어 주세요: --url <주소>`,
      en: `There is no gateway at ${url}. Start one (dure start), or say where it is: --url <url>`,
    },
    1,
    { cause },
  );

type Answered = { readonly [member: string]: unknown };
type Mistaken = { readonly path: string } & Words;

/** What is wrong with each field, where the gateway has said so. */
const mistakesIn = ({ mistakes }: Answered, language: keyof Words): string =>
  // A problem of a gateway lists mistakes by their paths, or has no such member.
  ((mistakes ?? []) as readonly Mistaken[]).map((of) => `\n  ${of.path}: ${of[language]}`).join('');

const refused = (status: number, answered: Answered, about: string): UserError => {
  const { ko = `거절되었습니다 (${status})`, en = `Refused (${status})`, rejection } = answered;
  const named = rejection === 'NotFound' ? `: ${about}` : '';
  return new UserError({
    ko: `${String(ko)}${named}${mistakesIn(answered, 'ko')}`,
    en: `${String(en)}${named}${mistakesIn(answered, 'en')}`,
  });
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
  const answered = (await answer.json().catch(() => ({}))) as Answered;
  if (!answer.ok) throw refused(answer.status, answered, decodeURI(path));
  // It is what the caller has asked for.
  return answered as T;
};

/** Both words, where two are needed; a project's only business need not be named. */
export const twoOf = async (
  { operands, folder }: Pick<Given<WhyOptions>, 'operands' | 'folder'>,
  wanted: { readonly ko: string; readonly en: string; readonly example: string },
): Promise<readonly [string, string]> => {
  const [first, second] = operands;
  if (first !== undefined && second !== undefined) return [first, second];
  // Where nothing is named, the one word is that of the only business.
  const [own, another] = await ownBusinesses(folder);
  const isNamed = first !== undefined && first !== own?.name;
  if (isNamed && own && !another) return [own.name, first];
  const { ko, en, example } = wanted;
  throw new UserError(
    { ko: `${ko}이 빠졌습니다. 예: ${example}`, en: `${en} is missing: ${example}` },
    MISTAKEN,
  );
};
