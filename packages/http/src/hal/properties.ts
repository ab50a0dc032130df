// The fields of a command as HAL-FORMS properties: what to ask for, and what is allowed.

import { labelOf } from '@dure/access';
import type { Labelled, Language } from '@dure/access';
import type { Shape } from '@dure/domain';
import { optional } from '@dure/domain/shapes';

/** A value that may be chosen, by itself or with what a person reads for it. */
type Option = string | { readonly prompt: string; readonly value: string };

export type Property = {
  readonly name: string;
  readonly prompt: string;
  readonly type: string;
  readonly required: boolean;
  readonly readOnly?: boolean;
  readonly value?: unknown;
  readonly regex?: string;
  readonly min?: number;
  readonly max?: number;
  /** What two values that may be given differ by at least. */
  readonly step?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly options?: { readonly inline: readonly Option[] };
};

/** The parts of a JSON Schema that a form can show. */
type Plain = {
  readonly type?: string;
  readonly const?: unknown;
  readonly format?: string;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly multipleOf?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly anyOf?: readonly Plain[];
};

const inputTypes: { readonly [of: string]: string } = {
  date: 'date',
  'date-time': 'datetime-local',
  integer: 'number',
  number: 'number',
};

/** Where a value may also be null, what it is otherwise. */
const plainOf = (shape: Shape): Plain => {
  const schema = shape.schema as Plain;
  const others = schema.anyOf?.filter(({ type }) => type !== 'null') ?? [];
  const [only, another] = others;
  return only && another === undefined ? only : schema;
};

const inputType = (shape: Shape, { type = '', format = '' }: Plain): string => {
  if (shape.isSecret) return 'password';
  return inputTypes[format] ?? inputTypes[type] ?? 'text';
};

/** Values are texts, as clients of HAL-FORMS demand; they are read as what they mean. */
const truths: { readonly [In in Language]: readonly Option[] } = {
  ko: [
    { prompt: '예', value: 'true' },
    { prompt: '아니요', value: 'false' },
  ],
  en: [
    { prompt: 'Yes', value: 'true' },
    { prompt: 'No', value: 'false' },
  ],
};

const optionsIn = ({ type, anyOf }: Plain, language: Language): readonly Option[] | undefined => {
  if (type === 'boolean') return truths[language];
  const values = anyOf?.map((choice) => choice.const) ?? [];
  const texts = values.filter((value): value is string => typeof value === 'string');
  return texts.length > 0 && texts.length === anyOf?.length ? texts : undefined;
};

const given = <T extends object>(facts: T): Partial<T> =>
  // What is undefined is left out, and the rest is as it was.
  Object.fromEntries(Object.entries(facts).filter(([, fact]) => fact !== undefined)) as Partial<T>;

const limits = (shape: Shape, plain: Plain): Partial<Property> => {
  const { pattern, minimum, maximum, multipleOf, minLength, maxLength, format } = plain;
  // The kind of an id may be left out, and a day be written otherwise, so that the pattern of what
  // is kept would refuse what is accepted.
  const isWider = shape.idKind !== undefined || format !== undefined;
  const max = maximum === Number.MAX_SAFE_INTEGER ? undefined : maximum;
  const regex = isWider ? undefined : pattern;
  const range = { min: minimum, max, step: multipleOf };
  return given({ regex, ...range, minLength, maxLength }) as Partial<Property>;
};

type Known = { readonly language: Language; readonly row?: { readonly [field: string]: unknown } };

/** A field, or one within a value object: `place.street`, of the words of both. */
type Asked = {
  readonly name: string;
  readonly prompt: string;
  readonly shape: Shape;
};

/** A form asks for each field of a value object by itself. */
const askedIn = (of: Labelled, asked: Asked, language: Language): readonly Asked[] => {
  const { name, prompt, shape } = asked;
  if (!shape.fields) return [asked];
  return Object.entries(shape.fields).flatMap(([field, inner]) => {
    const words = labelOf(of, 'fields', field)[language];
    const part = shape.isOptional ? optional(inner) : inner;
    return askedIn(
      of,
      { name: `${name}.${field}`, prompt: `${prompt}: ${words}`, shape: part },
      language,
    );
  });
};

/** A field as a form shows it. What the row already says is filled in. */
export const propertiesFor = (
  of: Labelled,
  [name, shape]: readonly [string, Shape],
  known: Known,
): readonly Property[] => {
  const prompt = labelOf(of, 'fields', name)[known.language];
  return askedIn(of, { name, prompt, shape }, known.language).map((asked) =>
    propertyOf(asked, known),
  );
};

const propertyOf = ({ name, prompt, shape }: Asked, { language, row }: Known): Property => {
  const plain = plainOf(shape);
  const options = optionsIn(plain, language);
  const value = row?.[name];
  return {
    name,
    prompt,
    type: inputType(shape, plain),
    required: !shape.isOptional,
    ...limits(shape, plain),
    ...(options ? { options: { inline: options } } : {}),
    ...given({ value }),
  };
};
