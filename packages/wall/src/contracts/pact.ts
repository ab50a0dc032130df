// Pact files: what consumers that use Pact have recorded of what they read and send. What can be
// told from an example is told; what cannot is listed.

import { isTree, textIn, treeIn, treesIn } from '../json.ts';
import type { Tree } from '../json.ts';
import type { Need, Needs, NotUnderstood, ReadNeeds } from './needs.ts';
import type { ContractRecord, RecordedContext } from './record.ts';
import { propertiesOf } from './schema.ts';

/** The business that a Pact file is about: the name of its provider, up to a slash. */
export const providerOf = (file: Tree): string =>
  textIn(treeIn(file['provider'])['name']).split('/')[0] ?? '';

/** Whether a file is one of Pact: it has a consumer, a provider, and interactions or messages. */
export const isPact = (file: unknown): file is Tree =>
  isTree(file) && isTree(file['consumer']) && isTree(file['provider']);

type Told = {
  readonly group: 'events' | 'commands' | 'views';
  readonly name: string;
  readonly need: Need;
};

type Reading = { readonly record: ContractRecord; readonly heard: NotUnderstood[] };

/**
 * What a Pact file needs of a business. Messages are events, by their metadata or by their
 * description; HTTP interactions are commands and views, by method and path.
 */
export const readPact = (file: Tree, record: ContractRecord): ReadNeeds => {
  const heard: NotUnderstood[] = [];
  const reading = { record, heard };
  const consumer = textIn(treeIn(file['consumer'])['name']);
  const messages = treesIn(file['messages']);
  const interactions = treesIn(file['interactions']);
  const told = [
    ...messages.flatMap((of) => messageIn(of, reading)),
    ...interactions.flatMap((of) => interactionIn(of, reading)),
  ];
  if (messages.length + interactions.length === 0) {
    heard.push({ where: '', what: 'it has neither messages nor interactions' });
  }
  return { needs: [needsOf(consumer, record.business, told)], notUnderstood: heard };
};

const needsOf = (consumer: string, business: string, told: readonly Told[]): Needs => {
  const group = (of: Told['group']) => {
    const all: { [name: string]: Need } = {};
    for (const { name, need } of told.filter((one) => one.group === of)) {
      all[name] = together(all[name], need);
    }
    return all;
  };
  return {
    consumer,
    business,
    events: group('events'),
    commands: group('commands'),
    views: group('views'),
    rejections: {},
    states: {},
  };
};

/** Several examples of one message: a field that only some have can be done without. */
const together = (before: Need | undefined, need: Need): Need => {
  if (!before) return need;
  const [were, are] = [Object.keys(before.fields), Object.keys(need.fields)];
  const some = [...were, ...are].filter((name) => !were.includes(name) || !are.includes(name));
  return {
    fields: { ...before.fields, ...need.fields },
    values: {},
    optional: [...new Set([...before.optional, ...need.optional, ...some])],
  };
};

const isSynchronous = (of: Tree): boolean => of['type'] === 'Synchronous/Messages';

const interactionIn = (of: Tree, reading: Reading): readonly Told[] => {
  if (of['type'] === 'Asynchronous/Messages') return messageIn(of, reading);
  if (isSynchronous(of)) return notUnderstood(of, reading, 'an answer to a message is not given');
  return httpIn(of, reading);
};

const notUnderstood = (of: Tree, { heard }: Reading, what: string): readonly Told[] => {
  heard.push({ where: textIn(of['description']), what });
  return [];
};

const typeNames = ['ce_type', 'ce-type', 'type', 'eventType', 'messageType'];

const messageIn = (of: Tree, reading: Reading): readonly Told[] => {
  const contents = contentOf(of['contents']);
  if (!isTree(contents)) return notUnderstood(of, reading, 'its contents are no JSON object');
  const events = reading.record.contexts.flatMap((one) => Object.keys(one.events));
  const metadata = isTree(of['metadata']) ? of['metadata'] : {};
  const named = [...typeNames.map((name) => metadata[name]), contents['type']];
  const words = textIn(of['description']).split(/[^\p{L}\p{N}_]+/u);
  const name =
    named.find((one): one is string => typeof one === 'string') ??
    words.find((word) => events.includes(word));
  if (name === undefined) return notUnderstood(of, reading, 'it names no event: give it ce_type');
  // A pact of the live wall has the data of the event in its envelope.
  const data = isTree(contents['data']) ? contents['data'] : contents;
  return [{ group: 'events', name, need: needIn(data, ['type']) }];
};

/** Since version 4 of Pact, contents stand in an envelope of their own. */
const contentOf = (contents: unknown): unknown =>
  isTree(contents) && 'content' in contents && 'contentType' in contents
    ? contents['content']
    : contents;

const jsonType = (value: unknown): string | undefined => {
  if (value === null) return undefined;
  if (Array.isArray(value)) return 'array';
  const type = typeof value;
  if (type === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return type;
};

const needIn = (example: Tree, without: readonly string[] = []): Need => ({
  fields: Object.fromEntries(
    Object.entries(example).flatMap(([name, value]) =>
      without.includes(name) || name.startsWith('_') ? [] : [[name, jsonType(value)] as const],
    ),
  ),
  values: {},
  optional: [],
});

const httpIn = (of: Tree, reading: Reading): readonly Told[] => {
  const request = isTree(of['request']) ? of['request'] : undefined;
  if (!request) return notUnderstood(of, reading, 'it has no request');
  const method = textIn(request['method']).toUpperCase();
  const path = textIn(request['path']);
  const segments = path.split('/').filter((one) => one !== '' && one !== reading.record.business);
  const response = isTree(of['response']) ? contentOf(of['response']['body']) : undefined;
  if (method === 'GET') return viewIn(of, segments, [response, reading]);
  return commandIn(of, segments, [contentOf(request['body']), reading]);
};

type Body = readonly [body: unknown, reading: Reading];

const viewIn = (of: Tree, segments: readonly string[], [body, reading]: Body): readonly Told[] => {
  const found = reading.record.contexts
    .flatMap((context) => Object.entries(context.views))
    .find(([, { path }]) => segments.includes(path));
  if (!found) return notUnderstood(of, reading, `no view has the path /${segments.join('/')}`);
  const [name, { schema }] = found;
  const rows = rowsIn(body);
  if (rows.length === 0) return notUnderstood(of, reading, 'its answer has no rows');
  const envelope = rows.some((row) => Object.keys(row).some((one) => propertiesOf(schema)[one]));
  if (!envelope) return notUnderstood(of, reading, 'its answer has no field of that view');
  return rows.map((row) => ({ group: 'views', name, need: needIn(row) }));
};

/** One row, a list of rows, or a list as HAL has it. */
const rowsIn = (body: unknown): readonly Tree[] => {
  if (Array.isArray(body)) return treesIn(body);
  if (!isTree(body)) return [];
  const embedded = isTree(body['_embedded']) ? Object.values(body['_embedded']) : undefined;
  return embedded ? embedded.flatMap(treesIn) : [body];
};

const kebab = (name: string): string =>
  name.replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1-$2').toLowerCase();

const plainly = (name: string): string => kebab(name).replaceAll('-', '');

type Command = RecordedContext['commands'][string];

/** By the last word of the path, where a command is called so; else the one that takes the body. */
const commandIn = (
  of: Tree,
  segments: readonly string[],
  [body, reading]: Body,
): readonly Told[] => {
  const all = reading.record.contexts.flatMap((context) => Object.entries(context.commands));
  const there = all.filter(([, { path }]) => segments.includes(path));
  const last = plainly(segments.at(-1) ?? '');
  const named = there.find(([name]) => plainly(name) === last || plainly(name).startsWith(last));
  const found = named ?? (segments.length <= 1 ? opening(there, body) : undefined);
  if (!found) {
    return notUnderstood(of, reading, `no command is known by the path /${segments.join('/')}`);
  }
  const [name, command] = found;
  const example = isTree(body) ? body : {};
  const need = needIn(example);
  const inPath = pathFields(command, need, segments);
  return [{ group: 'commands', name, need: { ...need, fields: { ...inPath, ...need.fields } } }];
};

const schemaOf = ({ schemas, version }: Command) => schemas[version] ?? {};

/** Among the commands of a resource, the one that takes every field of the body. */
const opening = (
  there: readonly (readonly [string, Command])[],
  body: unknown,
): readonly [string, Command] | undefined => {
  const names = Object.keys(isTree(body) ? body : {});
  return there.find(([, of]) => names.every((name) => propertiesOf(schemaOf(of))[name]));
};

/** What stands in the path, or is made by the door, need not be in the body: ids. */
const pathFields = (command: Command, need: Need, segments: readonly string[]): Need['fields'] =>
  Object.fromEntries(
    Object.entries(propertiesOf(schemaOf(command))).flatMap(([name, schema]) =>
      schema['x-id'] !== undefined && !(name in need.fields) && segments.length > 0
        ? [[name, undefined] as const]
        : [],
    ),
  );
