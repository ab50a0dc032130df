// One route as an operation of the OpenAPI document.

import { labelOf, PAGE_SIZE, PAGE_SIZE_MAX } from '@dure/access';
import type { CommandEntry, ViewEntry } from '@dure/access';
import type { Fields, Shape } from '@dure/domain';
import { choicesOf } from '../routes/route.ts';
import type { Choice, CommandAction, Route } from '../routes/route.ts';
import { fieldsOfAll } from './choices.ts';
import { bodySchemaName, listSchemaName, rowSchemaName } from './described.ts';
import type { Described } from './described.ts';
import { commandResponses, machineResponses, viewResponses } from './responses.ts';
import { ref } from './json-schema.ts';
import type { Schema } from './json-schema.ts';
import { fieldSchema, inBoth, objectSchema } from './schemas.ts';
import { isPlainValue, rangesOf } from '../views/filters.ts';

type Parameter = { readonly [keyword: string]: unknown };

/** A route as the document names it. */
export type Operated = {
  readonly route: Route;
  readonly id: string;
  /** The names of the path's parameters. */
  readonly path: readonly string[];
  readonly isSecured: boolean;
};

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

const labelled = ({ business }: Described, { context }: CommandEntry | ViewEntry) => ({
  system: business.system,
  context,
});

const shapeIn = (of: CommandEntry | ViewEntry, name: string): Shape | undefined =>
  'note' in of
    ? (of.note.fields[name] ?? of.note.fields[of.aggregate.identifiedBy])
    : of.view.fields[name];

const parameterSchema = (
  described: Described,
  of: CommandEntry | ViewEntry,
  name: string,
): Schema => {
  const shape = shapeIn(of, name);
  if (!shape) return { type: 'string' };
  const field = [name, shape] as const;
  return fieldSchema(described, labelled(described, of), { field, side: 'accepted' });
};

const commandSummary = (described: Described, action: CommandAction): string => {
  const names = choicesOf(action).map(({ command }) =>
    inBoth(labelOf(labelled(described, command), 'commands', command.name)),
  );
  return [...new Set(names)].join(' · ');
};

/** Whether the body has to name the instance, since neither the path nor the server does. */
const isNamedByBody = ({ minted }: CommandEntry, path: readonly string[]): boolean =>
  path.length === 0 && minted === undefined;

const isAsked = (command: CommandEntry, name: string, path: readonly string[]): boolean =>
  name === command.aggregate.identifiedBy ? isNamedByBody(command, path) : !path.includes(name);

const fieldsOf = ({ command }: Choice, path: readonly string[]): Fields =>
  Object.fromEntries(
    Object.entries(command.note.fields).filter(([name]) => isAsked(command, name, path)),
  );

/** By value, the field's value stands beside the fields of all commands that it may name. */
const bodyByValue = (
  described: Described,
  { byValue, otherwise }: CommandAction,
  path: readonly string[],
): Schema => {
  const { field = '', choices = new Map<string, Choice>() } = byValue ?? {};
  const all = [...choices.values(), ...(otherwise ? [otherwise] : [])];
  const fields = fieldsOfAll(all.map((choice) => fieldsOf(choice, path)));
  const [first] = all;
  const of = first ? labelled(described, first.command) : { system: described.business.system };
  const body = objectSchema(described, of, { fields, side: 'accepted', isPartial: true });
  const names = all.map(({ command }) => command.aggregate.name);
  const value = described.choices.schemaFor(`${names[0] ?? ''}${field}`, [...choices.keys()]);
  return {
    ...body,
    properties: { [field]: value, ...(body['properties'] as Schema) },
    ...(otherwise ? {} : { required: [field] }),
  };
};

const bodySchema = (
  described: Described,
  action: CommandAction,
  path: readonly string[],
): Schema => {
  if (action.byValue) return bodyByValue(described, action, path);
  const { command } = action.otherwise ?? {};
  if (!command) return { type: 'object' };
  const { identifiedBy } = command.aggregate;
  // What the path says besides the key need not be said again.
  const isPlain = path.every((name) => name === identifiedBy || !command.note.fields[name]);
  if (isPlain && !isNamedByBody(command, path)) {
    return ref(bodySchemaName(described.business, command.name));
  }
  const fields = fieldsOf({ command }, path);
  return objectSchema(described, labelled(described, command), { fields, side: 'accepted' });
};

/** For each command that the line may come down to, a body that it takes. */
const bodyExamples = (
  { samples }: Described,
  { byValue, otherwise }: CommandAction,
  path: readonly string[],
): object => {
  const valueOf = ({ command }: Choice): object =>
    Object.fromEntries(
      Object.entries(samples.bodyOf(command)).filter(([name]) => isAsked(command, name, path)),
    );
  const named = [...(byValue?.choices ?? [])].map(([value, choice]) => [
    choice.command.name,
    { value: { [byValue?.field ?? '']: value, ...valueOf(choice) } },
  ]);
  const plainly = otherwise ? [[otherwise.command.name, { value: valueOf(otherwise) }]] : [];
  return Object.fromEntries([...plainly, ...named]);
};

const idempotencyKey: Parameter = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description:
    '같은 키와 본문은 첫 응답을 다시 받습니다 / the same key and body get the first answer',
  schema: { type: 'string', maxLength: 200 },
};

const prefer: Parameter = {
  name: 'Prefer',
  in: 'header',
  required: false,
  description:
    'preview: 하지 않고 무슨 일이 일어날지 답합니다(Preview) / answers what would happen (Preview), ' +
    'and does nothing',
  schema: { type: 'string' },
};

const expected: Parameter = {
  name: 'Dure-Preview',
  in: 'header',
  required: false,
  description:
    '본 미리 보기의 digest. 달라졌으면 412 / the digest of a preview: done as shown, or 412',
  schema: { type: 'string' },
};

const needsBody = (action: CommandAction, body: Schema): boolean => {
  const { command } = action.otherwise ?? {};
  if (action.byValue || !command) return Array.isArray(body['required']);
  if (body['$ref'] === undefined) return Array.isArray(body['required']);
  return Object.entries(command.note.fields).some(
    ([name, { isOptional, isStamped }]) =>
      name !== command.aggregate.identifiedBy && !isOptional && !isStamped,
  );
};

export const isMachine = ({ action }: Route): boolean =>
  action.is === 'command' && choicesOf(action).every(({ command }) => command.issuers.size === 0);

const commandOperation = (described: Described, of: Operated, action: CommandAction) => {
  const { path, isSecured } = of;
  const [first] = choicesOf(action);
  const parameters = path.map((name) =>
    pathParameter(
      name,
      first ? parameterSchema(described, first.command, name) : { type: 'string' },
    ),
  );
  const summary = commandSummary(described, action);
  if (isMachine(of.route)) {
    const description = '기계만 내립니다 / issued by the machine only';
    return { summary, description, parameters, responses: machineResponses };
  }
  const schema = bodySchema(described, action, path);
  const examples = bodyExamples(described, action, path);
  return {
    summary,
    parameters: [...parameters, idempotencyKey, prefer, expected],
    requestBody: {
      required: needsBody(action, schema),
      content: { 'application/json': { schema, examples } },
    },
    responses: commandResponses(described, action, isSecured),
  };
};

const filtersOf = (described: Described, view: ViewEntry): readonly Parameter[] =>
  Object.entries(view.view.fields).flatMap(([name, shape]) => {
    if (!isPlainValue(shape)) return [];
    const schema = parameterSchema(described, view, name);
    const label = inBoth(labelOf(labelled(described, view), 'fields', name));
    return [
      queryParameter(name, schema, label),
      ...rangesOf(shape).map(([suffix, words]) =>
        queryParameter(
          `${name}.${suffix}`,
          suffix === 'has' ? { type: 'string' } : schema,
          `${label}: ${words}`,
        ),
      ),
    ];
  });

const sortSchema = ({ view }: ViewEntry): Schema => ({
  type: 'string',
  examples: Object.keys(view.fields).slice(0, 1),
});

const listParameters = (described: Described, view: ViewEntry): readonly Parameter[] => [
  queryParameter('page', { type: 'integer', minimum: 0, default: 0 }, '쪽 / page, from 0'),
  queryParameter(
    'cursor',
    { type: 'string' },
    '앞쪽이 끝난 곳, _links.next에 있음 / where the page before ended, as in _links.next',
  ),
  queryParameter(
    'size',
    { type: 'integer', minimum: 1, maximum: PAGE_SIZE_MAX, default: PAGE_SIZE },
    '한 쪽의 행 / rows a page',
  ),
  queryParameter('sort', sortSchema(view), '필드, 또는 -필드 / a field, or -field'),
  queryParameter('q', { type: 'string' }, '어느 글에든 있는 말 / any text that contains it'),
  ...filtersOf(described, view),
];

const after = queryParameter('after', { type: 'string' }, 'Dure-Position');

const viewOperation = (
  described: Described,
  { path, isSecured }: Operated,
  { is, view }: { readonly is: 'list' | 'row'; readonly view: ViewEntry },
) => {
  const { business } = described;
  const isRow = is === 'row';
  const schema = ref(isRow ? rowSchemaName(business, view) : listSchemaName(business, view));
  const summary = inBoth(labelOf(labelled(described, view), 'views', view.name));
  const parameters = path.map((name) =>
    pathParameter(name, parameterSchema(described, view, name)),
  );
  return {
    summary,
    parameters: [...parameters, after, ...(isRow ? [] : listParameters(described, view))],
    responses: viewResponses(schema, summary, { isRow, isSecured }),
  };
};

export const operationOf = (described: Described, operated: Operated): object => {
  const { route, id } = operated;
  const { action } = route;
  const facts = { operationId: id, tags: [route.context] };
  if (action.is === 'command') {
    return { ...facts, ...commandOperation(described, operated, action) };
  }
  if (action.is === 'moved') {
    return { ...facts, summary: '→', responses: { 308: { description: action.to } } };
  }
  return { ...facts, ...viewOperation(described, operated, action) };
};
