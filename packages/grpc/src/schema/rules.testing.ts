// The rules that linters of `.proto` files have as their standard, for a file of ours.

import type { ProtoEnum, ProtoFile, ProtoMessage, ServiceModel } from './model.ts';

const pascal = /^[A-Z][A-Za-z0-9]*$/;
const lowerSnake = /^[a-z][a-z0-9]*(_[a-z0-9]+)*$/;
const upperSnake = /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/;

type Complain = (holds: boolean, words: string) => void;

const upperSnakeOf = (name: string): string =>
  name
    .replace(/([a-z])([A-Z])|(\d)([A-Z][a-z])|([A-Z])([A-Z][a-z])/g, '$1$3$5_$2$4$6')
    .toUpperCase();

const twice = <T>(all: readonly T[]): readonly T[] =>
  all.filter((one, at) => all.indexOf(one) !== at);

const checkFile = ({ path, package: of }: ProtoFile, complain: Complain): void => {
  const parts = of.split('.');
  complain(
    parts.every((part) => lowerSnake.test(part)),
    `PACKAGE_LOWER_SNAKE_CASE ${of}`,
  );
  complain(/\.v\d+$/.test(of), `PACKAGE_VERSION_SUFFIX ${of}`);
  const folder = path.split('/').slice(0, -1).join('.');
  complain(folder === of, `PACKAGE_DIRECTORY_MATCH ${path}`);
  const [name = ''] = (path.split('/').at(-1) ?? '').split('.');
  complain(lowerSnake.test(name), `FILE_LOWER_SNAKE_CASE ${path}`);
};

const checkService = ({ name, comment, methods }: ServiceModel, complain: Complain): void => {
  complain(pascal.test(name), `SERVICE_PASCAL_CASE ${name}`);
  complain(name.endsWith('Service'), `SERVICE_SUFFIX ${name}`);
  complain(comment !== '', `COMMENT_SERVICE ${name}`);
  complain(methods.length > 0, `a service without calls: ${name}`);
  for (const method of methods) {
    complain(pascal.test(method.name), `RPC_PASCAL_CASE ${method.name}`);
    complain(method.comment !== '', `COMMENT_RPC ${method.name}`);
    const { request, response } = method;
    complain(request === `${method.name}Request`, `RPC_REQUEST_STANDARD_NAME ${request}`);
    complain(response === `${method.name}Response`, `RPC_RESPONSE_STANDARD_NAME ${response}`);
  }
};

const checkMessage = ({ name, comment, fields, retired }: ProtoMessage, complain: Complain) => {
  complain(pascal.test(name), `MESSAGE_PASCAL_CASE ${name}`);
  complain(comment !== '', `COMMENT_MESSAGE ${name}`);
  const numbers = [...fields, ...retired].map(({ number }) => number);
  complain(twice(numbers).length === 0, `numbers of ${name}`);
  for (const { name: field, comment: words, number } of fields) {
    complain(lowerSnake.test(field), `FIELD_LOWER_SNAKE_CASE ${name}.${field}`);
    complain(words !== '', `COMMENT_FIELD ${name}.${field}`);
    const isFree = number > 0 && number < 2 ** 29 && (number < 19_000 || number > 19_999);
    complain(isFree, `number of ${name}.${field}`);
  }
};

const checkEnum = ({ name, comment, values }: ProtoEnum, complain: Complain): void => {
  const prefix = `${upperSnakeOf(name)}_`;
  complain(pascal.test(name), `ENUM_PASCAL_CASE ${name}`);
  complain(comment !== '', `COMMENT_ENUM ${name}`);
  complain(twice(values.map(({ number }) => number)).length === 0, `ENUM_NO_ALLOW_ALIAS ${name}`);
  const [first] = values;
  complain(first?.number === 0, `ENUM_FIRST_VALUE_ZERO ${name}`);
  complain(first?.name === `${prefix}UNSPECIFIED`, `ENUM_ZERO_VALUE_SUFFIX ${name}`);
  for (const { name: value, comment: words } of values) {
    complain(upperSnake.test(value), `ENUM_VALUE_UPPER_SNAKE_CASE ${value}`);
    complain(value.startsWith(prefix), `ENUM_VALUE_PREFIX ${value}`);
    complain(words !== '', `COMMENT_ENUM_VALUE ${value}`);
  }
};

const checkImports = ({ imports, messages }: ProtoFile, complain: Complain): void => {
  const types = new Set(messages.flatMap(({ fields }) => fields.map(({ type }) => type)));
  const used = [...types].filter((type) => type.startsWith('.google.'));
  const files = used.map((type) => (type.endsWith('Timestamp') ? 'timestamp' : 'struct'));
  const wanted = [...new Set(files)].map((file) => `google/protobuf/${file}.proto`);
  const isRight = JSON.stringify(imports.toSorted()) === JSON.stringify(wanted.toSorted());
  complain(isRight, 'IMPORT_USED');
};

const checkTypes = ({ services, messages, enums }: ProtoFile, complain: Complain): void => {
  const calls = services.flatMap(({ methods }) => methods);
  const names = calls.flatMap(({ request, response }) => [request, response]);
  complain(twice(names).length === 0, `RPC_REQUEST_RESPONSE_UNIQUE ${twice(names).join()}`);
  const scalars = ['string', 'int32', 'int64', 'double', 'bool'];
  const known = new Set([...messages, ...enums].map(({ name }) => name));
  const types = messages.flatMap(({ fields }) => fields.map(({ type }) => type));
  for (const type of [...types, ...names]) {
    const isThere = type.startsWith('.google.') || scalars.includes(type) || known.has(type);
    complain(isThere, `a type that is not there: ${type}`);
  }
};

/** The rules that a file breaks, each with the place; none, where it is as it should be. */
export const brokenRules = (file: ProtoFile): readonly string[] => {
  const broken: string[] = [];
  const complain: Complain = (holds, words) => {
    if (!holds) broken.push(words);
  };
  checkFile(file, complain);
  checkImports(file, complain);
  checkTypes(file, complain);
  for (const service of file.services) checkService(service, complain);
  for (const message of file.messages) checkMessage(message, complain);
  for (const of of file.enums) checkEnum(of, complain);
  return broken;
};
