// What a value is on the wire, read from the JSON Schema of its shape.

import type { Shape } from '@dure/domain';

export type Kind =
  | { readonly is: 'text'; readonly format?: 'date' }
  | { readonly is: 'whole' }
  | { readonly is: 'number'; readonly scale?: number }
  | { readonly is: 'truth' }
  | { readonly is: 'instant' }
  | { readonly is: 'choice'; readonly values: readonly string[] }
  | { readonly is: 'object'; readonly fields: { readonly [name: string]: Kind } }
  | { readonly is: 'list'; readonly of: Kind }
  | { readonly is: 'byName'; readonly of: Kind }
  /** What has no type of its own there, such as a list of lists: any JSON. */
  | { readonly is: 'any' };

type Schema = {
  readonly type?: string;
  readonly format?: string;
  readonly const?: unknown;
  readonly multipleOf?: number;
  readonly anyOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: { readonly [name: string]: Schema };
  readonly patternProperties?: { readonly [pattern: string]: Schema };
};

type Read = { readonly kind: Kind; readonly isNullable: boolean };

const any: Kind = { is: 'any' };

const choiceIn = (schemas: readonly Schema[]): Kind => {
  const values = schemas.flatMap(({ const: value }) => (typeof value === 'string' ? [value] : []));
  const isChoice = values.length > 0 && values.length === schemas.length;
  return isChoice ? { is: 'choice', values } : any;
};

/** Lists and maps have no place for what is null or a list itself. */
const isPlain = ({ kind, isNullable }: Read): boolean =>
  !isNullable && !['list', 'byName', 'any'].includes(kind.is);

const grouped = (is: 'list' | 'byName', schema: Schema | undefined): Kind => {
  const inner = readSchema(schema ?? {});
  return isPlain(inner) ? { is, of: inner.kind } : any;
};

const objectOf = ({ properties, patternProperties = {} }: Schema): Kind => {
  if (properties === undefined) return grouped('byName', Object.values(patternProperties)[0]);
  const fields = Object.entries(properties).map(([name, of]) => [name, kindAlone(of)] as const);
  return { is: 'object', fields: Object.fromEntries(fields) };
};

const kinds: { readonly [type: string]: (schema: Schema) => Kind } = {
  string: ({ format }) => {
    if (format === 'date-time') return { is: 'instant' };
    return format === 'date' ? { is: 'text', format } : { is: 'text' };
  },
  integer: () => ({ is: 'whole' }),
  number: ({ multipleOf }) =>
    multipleOf === undefined
      ? { is: 'number' }
      : { is: 'number', scale: Math.round(-Math.log10(multipleOf)) },
  boolean: () => ({ is: 'truth' }),
  array: ({ items }) => grouped('list', items),
  object: objectOf,
};

const readSchema = (schema: Schema): Read => {
  const { anyOf, type = '' } = schema;
  if (anyOf === undefined) {
    if (typeof schema.const === 'string') return { kind: choiceIn([schema]), isNullable: false };
    return { kind: kinds[type]?.(schema) ?? any, isNullable: false };
  }
  const others = anyOf.filter((one) => one.type !== 'null');
  const isNullable = others.length < anyOf.length;
  const [only = {}] = others;
  const kind = others.length === 1 ? readSchema(only).kind : choiceIn(others);
  return { kind, isNullable };
};

/** A field that is absent is null; a list that is empty could be either. */
const kindAlone = (schema: Schema): Kind => {
  const { kind, isNullable } = readSchema(schema);
  return isNullable && !isPlain({ kind, isNullable: false }) ? any : kind;
};

/** The kind of a shape. What may be null is absent on the wire. */
export const kindOf = ({ schema }: Shape): Kind => kindAlone(schema);

export const isSameKind = (one: Kind, other: Kind): boolean =>
  JSON.stringify(one) === JSON.stringify(other);
