// Fields as a page shows and asks for them.

import { labelOf } from '@dure/access';
import type { Labelled } from '@dure/access';
import type { Fields, Shape } from '@dure/domain';
import { choiceOf } from '../docs/choices.ts';
import { plain } from '../docs/schemas.ts';
import type { DescribedChoice, DescribedField, FieldKind } from './shape.ts';

type Schema = { readonly [keyword: string]: unknown };

/** Where a value may be null, what it is otherwise. */
const withoutNull = (schema: Schema): Schema => {
  const { anyOf } = schema as { readonly anyOf?: readonly Schema[] };
  const [only, another] = anyOf?.filter(({ type }) => type !== 'null') ?? [];
  return only && another === undefined ? only : schema;
};

const isNullable = ({ anyOf }: Schema): boolean =>
  (anyOf as readonly Schema[] | undefined)?.some(({ type }) => type === 'null') ?? false;

const kindsByType: { readonly [type: string]: FieldKind } = {
  boolean: 'truth',
  integer: 'count',
  number: 'number',
  array: 'list',
  object: 'map',
};

const kindsByFormat: { readonly [format: string]: FieldKind } = {
  date: 'day',
  'date-time': 'instant',
};

/** The kind of an id stands in its pattern, also where the id may be null. */
const idKindOf = ({ pattern }: Schema): string | undefined =>
  typeof pattern === 'string' ? /^\^([\w-]+)-\[\^\\s/.exec(pattern)?.[1] : undefined;

const kindOf = (shape: Shape, schema: Schema): FieldKind => {
  if (shape.isStamped) return 'status';
  if (shape.kind) return shape.kind;
  if (shape.fields) return 'object';
  if (idKindOf(schema) !== undefined) return 'id';
  if (choiceOf(shape)) return 'choice';
  return kindsByFormat[String(schema['format'])] ?? kindsByType[String(schema['type'])] ?? 'text';
};

const asChoice = (value: string): DescribedChoice => ({ value, label: { ko: value, en: value } });

/** Where the fields stand: whose labels they have, and the values of a status there. */
export type FieldsOf = {
  readonly labelled: Labelled;
  readonly statuses: readonly DescribedChoice[];
};

const choicesOf = (
  shape: Shape,
  { kind, statuses }: { readonly kind: FieldKind } & Pick<FieldsOf, 'statuses'>,
): readonly DescribedChoice[] | undefined => {
  if (kind === 'status') return statuses;
  return kind === 'choice' ? choiceOf(shape)?.values.map(asChoice) : undefined;
};

const fieldOf = (of: FieldsOf, [name, shape]: readonly [string, Shape]): DescribedField => {
  const schema = plain(shape);
  const inner = withoutNull(schema);
  const kind = kindOf(shape, inner);
  const idKind = idKindOf(inner);
  const choices = choicesOf(shape, { kind, statuses: of.statuses });
  return {
    name,
    label: labelOf(of.labelled, 'fields', name),
    kind,
    ...(idKind === undefined ? {} : { idKind }),
    isOptional: shape.isOptional === true,
    isNullable: isNullable(schema),
    isPersonal: shape.isPersonal === true,
    isSecret: shape.isSecret === true,
    ...(choices ? { choices } : {}),
    ...(shape.fields ? { fields: describedFields(of, shape.fields) } : {}),
    schema,
  };
};

export const describedFields = (of: FieldsOf, fields: Fields): readonly DescribedField[] =>
  Object.entries(fields).map((field) => fieldOf(of, field));
