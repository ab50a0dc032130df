// A file as text, as people and compilers read it.

import type {
  ProtoEnum,
  ProtoField,
  ProtoFile,
  ProtoMessage,
  ServiceModel,
  Retired,
} from './model.ts';
import { hasOwnJsonName } from './types.ts';

const comment = (words: string, indent = ''): readonly string[] =>
  words === '' ? [] : [`${indent}// ${words.replace(/\s+/g, ' ')}`];

/** A full name has no point before it in a file. */
const shown = (type: string): string => type.replace(/^\./, '');

const declared = ({ presence, type, name }: ProtoField): string => {
  if (presence === 'map') return `map<string, ${shown(type)}> ${name}`;
  return presence === 'message' ? `${shown(type)} ${name}` : `${presence} ${shown(type)} ${name}`;
};

const fieldLines = (field: ProtoField): readonly string[] => {
  const json = hasOwnJsonName(field) ? ` [json_name = ${JSON.stringify(field.jsonName)}]` : '';
  return [...comment(field.comment, '  '), `  ${declared(field)} = ${field.number}${json};`];
};

/** A name that is used again, for another number, is not kept from others. */
const reserved = (retired: readonly Retired[], inUse: readonly string[]): readonly string[] => {
  if (retired.length === 0) return [];
  const names = [...new Set(retired.map(({ name }) => name))].filter((of) => !inUse.includes(of));
  const numbers = `  reserved ${retired.map(({ number }) => number).join(', ')};`;
  if (names.length === 0) return [numbers];
  return [numbers, `  reserved ${names.map((name) => JSON.stringify(name)).join(', ')};`];
};

const block = (head: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [`${head} {}`] : [`${head} {`, ...lines, '}'];

const namesOf = (all: readonly { readonly name: string }[]) => all.map(({ name }) => name);

const messageLines = ({ name, comment: words, fields, retired }: ProtoMessage) => [
  '',
  ...comment(words),
  ...block(`message ${name}`, [
    ...reserved(retired, namesOf(fields)),
    ...fields.flatMap(fieldLines),
  ]),
];

const enumLines = ({ name, comment: words, values, retired }: ProtoEnum) => [
  '',
  ...comment(words),
  ...block(`enum ${name}`, [
    ...reserved(retired, namesOf(values)),
    ...values.flatMap((value) => [
      ...comment(value.comment, '  '),
      `  ${value.name} = ${value.number};`,
    ]),
  ]),
];

const serviceLines = ({ name, comment: words, methods }: ServiceModel) => [
  '',
  ...comment(words),
  ...block(
    `service ${name}`,
    methods.flatMap(({ name: method, comment: of, request, response, isStream }) => [
      ...comment(of, '  '),
      `  rpc ${method}(${request}) returns (${isStream ? 'stream ' : ''}${response});`,
    ]),
  ),
];

export const protoText = (file: ProtoFile): string => {
  const lines = [
    ...comment(file.comment),
    ...comment(`Made from the wall: ${file.path}`),
    'syntax = "proto3";',
    '',
    `package ${file.package};`,
    '',
    ...file.imports.map((path) => `import "${path}";`),
    ...(file.imports.length > 0 ? [''] : []),
    ...Object.entries(file.options).map(
      ([name, value]) => `option ${name} = ${JSON.stringify(value)};`,
    ),
    ...file.services.flatMap(serviceLines),
    ...file.messages.flatMap(messageLines),
    ...file.enums.flatMap(enumLines),
  ];
  return `${lines.join('\n')}\n`;
};
