// One route as an operation of the OpenAPI document.

import { PAGE_SIZE, PAGE_SIZE_MAX, labelOf } from '@dure/access';
import type { CommandEntry, ViewEntry } from '@dure/access';
import type { Shape } from '@dure/domain';
import { halType } from '../server/exchange.ts';
import { problemType } from '../answers/problem.ts';
import { choicesOf } from '../routes/route.ts';
import type { CommandAction, Route } from '../routes/route.ts';
import { bodySchemaName, rowSchemaName } from './described.ts';
import type { Described } from './described.ts';
import { fieldSchema, inBoth } from './schemas.ts';
import type { Schema } from './schemas.ts';

type Parameter = { readonly [keyword: string]: unknown };

const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });

const header = (description: string): object => ({ description, schema: { type: 'string' } });

const refusal = (description: string): object => ({
  description,
  content: { [problemType]: { schema: ref('Problem') } },
});

const queryParameter = (name: string, schema: Schema, description: string): Parameter => ({
  name,
  in: 'query',
  required: false,
  description,
  schema,
});

const pathParameter = (name: string, schema: Schema): Parameter => ({
  name,
  in: 'path',
  required: true,
  schema,
});

const fieldIn = (described: Described, of: CommandEntry | ViewEntry, name: string): Schema => {
  const shape: Shape | undefined =
    'note' in of
      ? (of.note.fields[name] ?? of.note.fields[of.aggregate.identifiedBy])
      : of.view.fields[name];
  const labelled = { system: described.business.system, context: of.context };
  return shape ? fieldSchema(labelled, [name, shape], 'accepted') : { type: 'string' };
};

const commandSummary = (described: Described, action: CommandAction): string => {
  const { system } = described.business;
  const names = choicesOf(action).map(({ command }) =>
    inBoth(labelOf({ system, context: command.context }, 'commands', command.name)),
  );
  return [...new Set(names)].join(' · ');
};

/** By value, the field's value stands beside the command's own fields. */
const bodySchema = (described: Described, { byValue, otherwise }: CommandAction): Schema => {
  const { business } = described;
  const plain = otherwise ? [ref(bodySchemaName(business, otherwise.command.name))] : [];
  if (!byValue) return plain[0] ?? { type: 'object' };
  const { field, choices } = byValue;
  const named = [...choices].map(([value, { command }]) => ({
    allOf: [
      { type: 'object', properties: { [field]: { const: value } }, required: [field] },
      ref(bodySchemaName(business, command.name)),
    ],
  }));
  return { oneOf: [...named, ...plain] };
};

const idempotencyKey: Parameter = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description:
    '같은 키와 본문은 첫 응답을 다시 받습니다 / the same key and body get the first answer',
  schema: { type: 'string', maxLength: 200 },
};

const done = (action: CommandAction): object => ({
  description: '커밋됨 / Committed',
  headers: {
    'Dure-Position': header(
      '조회할 때 되돌려 주면 자기 쓰기를 읽습니다 / read your own write with it',
    ),
    'Correlation-Id': header('사건의 업무 키 / the business key of the case'),
    ...(action.answers === 201 ? { Location: header('새 자원 / the new resource') } : {}),
  },
  ...(action.answers === 204 ? {} : { content: { [halType]: { schema: { type: 'object' } } } }),
});

const commandResponses = (action: CommandAction): object => ({
  [action.answers]: done(action),
  400: refusal('Invalid'),
  403: refusal('Forbidden'),
  404: refusal('NotFound'),
  409: refusal('OutOfTurn · Conflict · 업무 거절 / a rejection'),
  422: refusal('KeyReused'),
  503: refusal('Unavailable'),
});

const commandOperation = (described: Described, action: CommandAction, path: readonly string[]) => {
  const [first] = choicesOf(action);
  const isMachine = choicesOf(action).every(({ command }) => command.issuers.size === 0);
  const parameters = path.map((name) =>
    pathParameter(name, first ? fieldIn(described, first.command, name) : { type: 'string' }),
  );
  const summary = commandSummary(described, action);
  if (isMachine) {
    const description = '기계만 내립니다 / issued by the machine only';
    return { summary, description, parameters, responses: { 403: refusal('Forbidden') } };
  }
  return {
    summary,
    parameters: [...parameters, idempotencyKey],
    requestBody: {
      required: false,
      content: { 'application/json': { schema: bodySchema(described, action) } },
    },
    responses: commandResponses(action),
  };
};

const listParameters = (described: Described, view: ViewEntry): readonly Parameter[] => [
  queryParameter('page', { type: 'integer', minimum: 0, default: 0 }, '쪽 / page, from 0'),
  queryParameter(
    'size',
    { type: 'integer', minimum: 1, maximum: PAGE_SIZE_MAX, default: PAGE_SIZE },
    '한 쪽의 행 / rows a page',
  ),
  queryParameter('sort', { type: 'string' }, '필드, 또는 -필드 / a field, or -field'),
  queryParameter('q', { type: 'string' }, '어느 글에든 있는 말 / any text that contains it'),
  queryParameter('after', { type: 'string' }, 'Dure-Position'),
  ...Object.keys(view.view.fields).map((name) =>
    queryParameter(name, fieldIn(described, view, name), `${name}, ${name}.from, ${name}.to`),
  ),
];

const viewOperation = (
  described: Described,
  { is, view }: { readonly is: 'list' | 'row'; readonly view: ViewEntry },
  path: readonly string[],
) => {
  const { business } = described;
  const of = { system: business.system, context: view.context };
  const row = ref(rowSchemaName(business, view));
  const list = {
    type: 'object',
    properties: {
      _embedded: {
        type: 'object',
        properties: { [view.view.path]: { type: 'array', items: row } },
      },
    },
  };
  const summary = inBoth(labelOf(of, 'views', view.name));
  const parameters = path.map((name) => pathParameter(name, fieldIn(described, view, name)));
  return {
    summary,
    parameters: is === 'list' ? [...parameters, ...listParameters(described, view)] : parameters,
    responses: {
      200: { description: summary, content: { [halType]: { schema: is === 'list' ? list : row } } },
      ...(is === 'row' ? { 304: { description: '그대로 / Not modified' } } : {}),
      400: refusal('Invalid'),
      403: refusal('Forbidden'),
      ...(is === 'row' ? { 404: refusal('NotFound') } : {}),
      503: refusal('Unavailable · NotYetSeen'),
    },
  };
};

/** A name for tools that write clients. */
const operationId = ({ business }: Described, { method, path }: Route): string =>
  `${business.name}_${method.toLowerCase()}${path.replace(/[{}]/g, '').replace(/\//g, '_')}`;

export const operationOf = (
  described: Described,
  route: Route,
  path: readonly string[],
): object => {
  const { action } = route;
  const facts = { operationId: operationId(described, route), tags: [route.context] };
  if (action.is === 'command') return { ...facts, ...commandOperation(described, action, path) };
  if (action.is === 'moved') {
    return { ...facts, summary: '→', responses: { 308: { description: action.to } } };
  }
  return { ...facts, ...viewOperation(described, action, path) };
};
