// Fields of notes as MSAEz describes them, with the classes that they need inside their aggregate.

import { labelIn } from '@dure/domain';
import type { BoundedContext, Fields, Shape, System } from '@dure/domain';
import type { Tree } from '../json.ts';
import { pascal } from './names.ts';
import { descriptor, idOf } from './stickers.ts';

/** Classes by name: enumerations and value objects, collected while fields are written. */
export type ClassMap = Map<string, Tree>;

type Plain = {
  readonly type?: string;
  readonly format?: string;
  readonly items?: Plain;
  readonly anyOf?: readonly { readonly const?: unknown; readonly type?: string }[];
};

export type Writing = {
  readonly system: System;
  readonly context: BoundedContext;
  readonly classes: ClassMap;
  /** The field that is the key of the note. */
  readonly key: string;
};

export const fieldDescriptors = (fields: Fields, of: Writing): readonly Tree[] =>
  Object.entries(fields).map(([name, shape]) => {
    const label = labelIn(of.system, of.context, ['fields', name])?.[0] ?? '';
    const className = classNameOf(name, shape, of.classes);
    return descriptor({ name, className, isKey: name === of.key }, label);
  });

const plainOf = (shape: Shape): Plain => shape.schema;

/** What is not null of a value that may be. */
const withoutNull = (plain: Plain): Plain => {
  const others = plain.anyOf?.filter(({ type }) => type !== 'null') ?? [];
  const [only, another] = others;
  return only !== undefined && another === undefined ? only : { ...plain, anyOf: others };
};

const choicesIn = ({ anyOf = [] }: Plain): readonly string[] =>
  anyOf.flatMap((one) => (typeof one.const === 'string' ? [one.const] : []));

const byType: { readonly [type: string]: string } = {
  integer: 'Long',
  number: 'Double',
  boolean: 'Boolean',
};

const classNameOf = (name: string, shape: Shape, classes: ClassMap): string => {
  if (shape.idKind !== undefined) return 'String';
  if (shape.fields !== undefined) return valueClass(name, shape.fields, classes);
  return plainClass(name, withoutNull(plainOf(shape)), classes);
};

const plainClass = (name: string, plain: Plain, classes: ClassMap): string => {
  const choices = choicesIn(plain);
  if (choices.length > 0) return enumClass(pascal(name), choices, classes);
  if (plain.type === 'array') return `List<${plainClass(name, plain.items ?? {}, classes)}>`;
  if (plain.format === 'date' || plain.format === 'date-time') return 'Date';
  return byType[plain.type ?? ''] ?? 'String';
};

const view = (id: string, type: string): Tree => ({
  _type: type,
  id,
  x: 400,
  y: 300,
  width: 200,
  height: 100,
  style: '{}',
});

export const enumClass = (wished: string, items: readonly string[], classes: ClassMap): string => {
  const type = 'org.uengine.uml.model.enum';
  const same = (of: Tree | undefined): boolean =>
    JSON.stringify(of?.['items']) === JSON.stringify(items.map((value) => ({ value })));
  let name = wished;
  for (let at = 2; classes.has(name) && !same(classes.get(name)); at += 1) name = `${wished}${at}`;
  const id = idOf('enum', name);
  const known = {
    _type: type,
    id,
    name,
    elementView: view(id, type),
    relations: [],
    useKeyValue: false,
  };
  classes.set(name, { ...known, items: items.map((value) => ({ value })) });
  return name;
};

const valueClass = (field: string, fields: Fields, classes: ClassMap): string => {
  const type = 'org.uengine.uml.model.vo.Class';
  const name = pascal(field);
  const id = idOf('value', name);
  const members = Object.entries(fields).map(([of, shape]) =>
    descriptor({ name: of, className: classNameOf(of, shape, classes), isKey: false }, ''),
  );
  classes.set(name, {
    _type: type,
    id,
    name,
    isVO: true,
    isAggregateRoot: false,
    elementView: view(id, type),
    fieldDescriptors: members,
    operations: [],
    relations: [],
  });
  return name;
};

/** A refusal is an exception among the classes. */
export const exceptionClass = (
  [name, message]: readonly [string, string],
  httpStatus: number,
  classes: ClassMap,
): void => {
  const type = 'org.uengine.uml.model.Exception';
  const id = idOf('exception', name);
  classes.set(name, { _type: type, id, name, message, httpStatus, elementView: view(id, type) });
};
