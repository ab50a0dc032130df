// JSON Schemas of fields, as they are published: what a validator of any language reads, and beside
// it, under `x-`, what only Dure knows of a field.

import { labelIn } from '@dure/domain';
import type { BoundedContext, Fields, Shape, System } from '@dure/domain';

export type Schema = { readonly [keyword: string]: unknown };

export type Place = {
  readonly system: Pick<System, 'labels'>;
  readonly context: BoundedContext | undefined;
};

type Union = { readonly anyOf?: readonly { readonly const?: unknown }[] };

/** A choice is written as others write it: `enum`, and not one `const` each. */
const withEnums = (schema: unknown): unknown => {
  if (Array.isArray(schema)) return schema.map(withEnums);
  if (typeof schema !== 'object' || schema === null) return schema;
  const { anyOf = [] } = schema as Union;
  const values = anyOf.map((one) => one.const);
  if (values.length > 0 && values.every((value) => typeof value === 'string')) {
    return { type: 'string', enum: values };
  }
  return Object.fromEntries(Object.entries(schema).map(([key, of]) => [key, withEnums(of)]));
};

/** What the schema builder keeps beside a schema is not part of it. */
const plain = (shape: Shape): Schema =>
  // An object stays an object.
  withEnums(JSON.parse(JSON.stringify(shape.schema))) as Schema;

const inBoth = (label: readonly [string, string] | undefined): Schema =>
  label ? { description: label[0] === label[1] ? label[0] : label.join(' / ') } : {};

const fieldSchema = (name: string, shape: Shape, { system, context }: Place): Schema => ({
  ...plain(shape),
  ...inBoth(labelIn(system, context, ['fields', name])),
  ...(shape.idKind === undefined ? {} : { 'x-id': shape.idKind }),
  ...(shape.isStamped ? { readOnly: true } : {}),
  ...(shape.isPersonal ? { 'x-personal': true } : {}),
  ...(shape.isSecret ? { 'x-secret': true } : {}),
});

/** The schema of what these fields hold. */
export const publishedSchema = (fields: Fields, place: Place): Schema => ({
  type: 'object',
  properties: Object.fromEntries(
    Object.entries(fields).map(([name, shape]) => [name, fieldSchema(name, shape, place)]),
  ),
  required: Object.entries(fields).flatMap(([name, { isOptional }]) => (isOptional ? [] : [name])),
});

/** The members of an object's schema; none, where it is no object. */
export const propertiesOf = (schema: Schema): { readonly [name: string]: Schema } =>
  // `properties` of a JSON Schema are schemas by name.
  (schema['properties'] ?? {}) as { readonly [name: string]: Schema };

export const requiredIn = (schema: Schema): ReadonlySet<string> =>
  // `required` of a JSON Schema is a list of names.
  new Set((schema['required'] ?? []) as readonly string[]);
