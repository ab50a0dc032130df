// What an operation may answer, by status.

import { kindOf, labelOf } from '@dure/access';
import type { CommandEntry } from '@dure/access';
import { problemType, statusOf } from '../answers/problem.ts';
import { choicesOf } from '../routes/route.ts';
import type { CommandAction } from '../routes/route.ts';
import { halType } from '../server/exchange.ts';
import { answerSchemaName } from './described.ts';
import type { Described } from './described.ts';
import { ref } from './json-schema.ts';
import type { Schema } from './json-schema.ts';
import { inBoth } from './schemas.ts';

type Responses = { [status: number]: object };

const header = (description: string): object => ({ description, schema: { type: 'string' } });

const retryAfter = {
  'Retry-After': { description: '초 / seconds', schema: { type: 'integer', minimum: 0 } },
};

const RETRIED: readonly number[] = [429, 503];

const refusal = (status: number, description: string): object => ({
  description,
  ...(RETRIED.includes(status) ? { headers: retryAfter } : {}),
  content: { [problemType]: { schema: ref('Problem') } },
});

/** What is refused, by status: `OutOfTurn · Conflict · …`. */
const refusals = (named: readonly (readonly [status: number, name: string])[]): Responses => {
  const names = new Map<number, Set<string>>();
  for (const [status, name] of named) {
    names.set(status, (names.get(status) ?? new Set()).add(name));
  }
  return Object.fromEntries(
    [...names].map(([status, of]) => [status, refusal(status, [...of].join(' · '))]),
  );
};

const always: readonly (readonly [number, string])[] = [
  [400, 'Invalid'],
  [403, 'Forbidden'],
  [503, 'Unavailable'],
];

const toWrite: readonly (readonly [number, string])[] = [
  [404, 'NotFound'],
  [409, 'OutOfTurn'],
  [409, 'Conflict'],
  [410, 'Retired'],
  [412, 'NotAsShown'],
  [413, 'TooLarge'],
  [415, 'WrongMediaType'],
  [422, 'KeyReused'],
];

type Choice = { readonly command: CommandEntry };

/** By the contract: every rejection of the aggregate, with its label. */
const rejectionsOf = (
  { business }: Described,
  { command }: Choice,
): readonly (readonly [number, string])[] =>
  Object.entries(command.aggregate.refuses).map(([name, note]) => {
    const { context } = business.rejections.get(name) ?? command;
    const label = labelOf({ system: business.system, context }, 'rejections', name);
    return [statusOf(kindOf(note)), `${name} (${inBoth(label)})`];
  });

const answered = (schema: Schema, description: string, more: object = {}): object => ({
  description,
  headers: {
    'Dure-Position': header(
      '조회할 때 되돌려 주면 자기 쓰기를 읽습니다 / read your own write with it',
    ),
    'Correlation-Id': header('사건의 업무 키 / the business key of the case'),
    ...more,
  },
  content: { [halType]: { schema } },
});

const doneOf = (described: Described, action: CommandAction): Responses => {
  const names = choicesOf(action).map(({ command }) =>
    answerSchemaName(described.business, command),
  );
  const schemas = [...new Set(names)].map(ref);
  const [only = {}, another] = schemas;
  const schema = another ? { anyOf: schemas } : only;
  const committed = '커밋됨 / Committed';
  if (action.answers === 204) return { 204: { description: committed } };
  if (action.answers !== 201) return { [action.answers]: answered(schema, committed) };
  const location = { Location: header('새 자원 / the new resource') };
  return {
    200: answered(schema, '이미 그러했음 / it was so already'),
    201: answered(schema, committed, location),
  };
};

const unlessOpen = (isSecured: boolean): readonly (readonly [number, string])[] =>
  isSecured ? [[401, 'Unauthenticated']] : [];

export const commandResponses = (
  described: Described,
  action: CommandAction,
  isSecured: boolean,
): object => ({
  ...doneOf(described, action),
  ...refusals([
    ...always,
    ...unlessOpen(isSecured),
    ...toWrite,
    ...choicesOf(action).flatMap((choice) => rejectionsOf(described, choice)),
  ]),
});

export const viewResponses = (
  schema: Schema,
  description: string,
  of: { readonly isRow: boolean; readonly isSecured: boolean },
): object => ({
  200: { description, headers: { ETag: header('ETag') }, content: { [halType]: { schema } } },
  304: { description: '그대로 / Not modified' },
  ...refusals([
    ...always,
    ...unlessOpen(of.isSecured),
    ...(of.isRow ? ([[404, 'NotFound']] as const) : []),
    [503, 'NotYetSeen'],
  ]),
});

export const machineResponses = { 403: refusal(403, 'Forbidden') };
