// The OpenAPI document of the lines that every business has beside its own.

import { businessLabel } from '@dure/access';
import { problemType } from '../answers/problem.ts';
import type { Published } from '../published.ts';
import { parametersOf } from '../routes/route.ts';
import { halType, jsonType } from '../server/exchange.ts';
import { ref } from './json-schema.ts';
import type { Schema } from './json-schema.ts';
import { platformLines } from './platform.ts';
import type { PlatformLine } from './platform.ts';
import { inBoth, sharedSchemas } from './schemas.ts';

const text = { type: 'string' } as const;
const anything: Schema = { type: 'object', additionalProperties: true };

const refusal = (description: string): object => ({
  description,
  content: { [problemType]: { schema: ref('Problem') } },
});

const contentOf = ({ isStream }: PlatformLine): object =>
  isStream
    ? { 'text/event-stream': { schema: text } }
    : { [halType]: { schema: anything }, [jsonType]: { schema: anything } };

const responsesOf = (line: PlatformLine): object => ({
  200: { description: inBoth(line.words), content: contentOf(line) },
  ...(line.method === 'post' ? { 202: { description: '진행 중 / under way' } } : {}),
  400: refusal('Invalid'),
  403: refusal('Forbidden'),
  404: refusal('NotFound'),
  ...(line.method === 'post' ? { 409: refusal('NotOperable') } : {}),
  503: refusal('Unavailable'),
});

const parametersFor = ({ path, query = {} }: PlatformLine): readonly object[] => [
  ...parametersOf(path).map((name) => ({ name, in: 'path', required: true, schema: text })),
  ...Object.entries(query).map(([name, words]) => ({
    name,
    in: 'query',
    required: false,
    description: inBoth(words),
    schema: text,
  })),
];

const bodyOf = ({ body }: PlatformLine): object => {
  if (!body) return {};
  const properties = Object.entries(body).map(([name, words]) => [
    name,
    { ...(name === 'message' ? anything : text), description: inBoth(words) },
  ]);
  const schema = { type: 'object', properties: Object.fromEntries(properties) };
  return { requestBody: { required: false, content: { [jsonType]: { schema } } } };
};

/** `GET /ops/parked/{context}/{id}/preview` is `getOpsParkedPreview`. */
const idOf = ({ method, path }: PlatformLine): string =>
  [method, ...path.split(/[/-]/).filter((part) => part !== '' && !part.startsWith('{'))]
    .map((part, at) => (at === 0 ? part : `${part.charAt(0).toUpperCase()}${part.slice(1)}`))
    .join('');

const idsOf = (lines: readonly PlatformLine[]): ReadonlyMap<PlatformLine, string> => {
  const taken = new Set<string>();
  const ids = new Map<PlatformLine, string>();
  for (const line of lines) {
    const wished = idOf(line);
    const id = taken.has(wished) ? `${wished}One` : wished;
    taken.add(id);
    ids.set(line, id);
  }
  return ids;
};

/** What is for all, and what is for the operator. */
export const platformDocument = (business: Published, version: string): object => {
  const paths: { [path: string]: { [method: string]: object } } = {};
  const ids = idsOf(platformLines);
  for (const line of platformLines) {
    const item = (paths[`${business.home}${line.path}`] ??= {});
    item[line.method] = {
      operationId: ids.get(line),
      tags: [line.isForAll ? 'pages' : 'operations'],
      summary: inBoth(line.words),
      parameters: parametersFor(line),
      ...bodyOf(line),
      responses: responsesOf(line),
    };
  }
  return {
    openapi: '3.1.1',
    info: { title: inBoth(businessLabel(business.system)), version },
    servers: [{ url: '/' }],
    tags: [
      { name: 'pages', description: '화면과 건 / pages and cases' },
      { name: 'operations', description: '운영자 / for the operator' },
    ],
    paths,
    components: { schemas: sharedSchemas },
  };
};
