// Two schemas of one thing, compared field by field. A difference says in which direction it goes:
// whether what is written now is more than before, less, or something else.

import { textIn } from '../json.ts';
import { propertiesOf, requiredIn } from './schema.ts';
import type { Schema } from './schema.ts';

/**
 * - `added`, `addedOptional`, `removed`: the field itself.
 * - `required`, `optional`: it must be there now, or may be left out now.
 * - `wider`, `narrower`: it has values that it had not, or lacks some that it had.
 * - `other`: both, such as another type.
 * - `secret`, `personal`: it is not sent to others any more, or masked where it is shown.
 */
export type DifferenceKind =
  | 'added'
  | 'addedOptional'
  | 'removed'
  | 'required'
  | 'optional'
  | 'wider'
  | 'narrower'
  | 'other'
  | 'secret'
  | 'personal';

export type Difference = {
  readonly is: DifferenceKind;
  /** `address.city`; `lines[].amount` in a list. */
  readonly field: string;
  /** What was and what is, in short: `integer`, `CARD, CASH`. */
  readonly before: string;
  readonly now: string;
};

type Pair = { readonly before: Schema; readonly now: Schema };

/** What differs between the fields of two objects. Words that explain a schema make none. */
export const differencesBetween = (before: Schema, now: Schema): readonly Difference[] =>
  objectDifferences({ before, now }, '');

const objectDifferences = ({ before, now }: Pair, path: string): readonly Difference[] => {
  const [were, are] = [propertiesOf(before), propertiesOf(now)];
  const [mustWere, mustAre] = [requiredIn(before), requiredIn(now)];
  const names = [...new Set([...Object.keys(were), ...Object.keys(are)])];
  return names.flatMap((name): readonly Difference[] => {
    const [was, is] = [were[name], are[name]];
    const field = `${path}${name}`;
    const shown = { field, before: was ? inShort(was) : '', now: is ? inShort(is) : '' };
    if (!was) return [{ ...shown, is: mustAre.has(name) ? 'added' : 'addedOptional' }];
    if (!is) return [{ ...shown, is: 'removed' }];
    const must = [mustWere.has(name), mustAre.has(name)] as const;
    return [
      ...(must[0] === must[1]
        ? []
        : [{ ...shown, is: must[1] ? 'required' : 'optional' } as const]),
      ...flagDifferences({ before: was, now: is }, shown),
      ...valueDifferences({ before: was, now: is }, field),
    ];
  });
};

const flagDifferences = (
  { before, now }: Pair,
  shown: Omit<Difference, 'is'>,
): readonly Difference[] =>
  (['secret', 'personal'] as const).flatMap((flag) =>
    now[`x-${flag}`] === true && before[`x-${flag}`] !== true ? [{ ...shown, is: flag }] : [],
  );

const valueDifferences = (pair: Pair, field: string): readonly Difference[] => {
  const { before, now } = pair;
  if (before['type'] === 'object' && now['type'] === 'object' && 'properties' in now) {
    return objectDifferences(pair, `${field}.`);
  }
  const [item, itemNow] = [before['items'], now['items']];
  const inner =
    isSchema(item) && isSchema(itemNow)
      ? valueDifferences({ before: item, now: itemNow }, `${field}[]`)
      : [];
  const direction = directionOf(pair);
  if (direction === 'same') return inner;
  return [{ is: direction, field, before: inShort(before), now: inShort(now) }, ...inner];
};

const isSchema = (of: unknown): of is Schema => typeof of === 'object' && of !== null;

type Direction = 'same' | 'wider' | 'narrower' | 'other';

const together = (all: readonly Direction[]): Direction => {
  const found = new Set(all.filter((one) => one !== 'same'));
  const [only = 'same'] = found;
  return found.size > 1 ? 'other' : only;
};

const isNullOnly = (schema: Schema): boolean => schema['type'] === 'null';

/** What a schema allows beside null, and whether it allows that. */
const withoutNull = (schema: Schema): { readonly of: Schema; readonly mayBeNull: boolean } => {
  const all = schema['anyOf'];
  // Each of a union is a schema.
  const each = Array.isArray(all) ? (all as readonly Schema[]) : [];
  const [of, more] = each.filter((one) => !isNullOnly(one));
  const isNullable = of !== undefined && more === undefined && each.some(isNullOnly);
  return isNullable ? { of, mayBeNull: true } : { of: schema, mayBeNull: false };
};

const directionOf = (pair: Pair): Direction => {
  const [before, now] = [withoutNull(pair.before), withoutNull(pair.now)];
  const values = { before: before.of, now: now.of };
  const nulls: Direction =
    before.mayBeNull === now.mayBeNull ? 'same' : now.mayBeNull ? 'wider' : 'narrower';
  return together([
    nulls,
    typeDirection(values),
    enumDirection(values),
    ...boundDirections(values),
  ]);
};

const typeDirection = ({ before, now }: Pair): Direction => {
  const same = ['format', 'pattern', 'anyOf', 'patternProperties'].every(
    (key) => JSON.stringify(before[key]) === JSON.stringify(now[key]),
  );
  const [was, is] = [before['type'], now['type']];
  if (was !== is) return numbers[`${textIn(was)} ${textIn(is)}`] ?? 'other';
  if (same) return 'same';
  return patternDirection({ before, now });
};

const numbers: { readonly [change: string]: Direction } = {
  'integer number': 'wider',
  'number integer': 'narrower',
};

const isFree = ({ pattern, format }: Schema): boolean =>
  pattern === undefined && format === undefined;

/** A text that need not look like something any more, or has to from now on. */
const patternDirection = ({ before, now }: Pair): Direction => {
  if (isFree(now)) return isFree(before) ? 'other' : 'wider';
  return isFree(before) ? 'narrower' : 'other';
};

const listed = (schema: Schema): readonly unknown[] | undefined =>
  Array.isArray(schema['enum']) ? schema['enum'] : undefined;

const enumDirection = ({ before, now }: Pair): Direction => {
  const [were, are] = [listed(before), listed(now)];
  if (!were && !are) return 'same';
  if (!were) return 'narrower';
  if (!are) return 'wider';
  return together([
    are.every((one) => were.includes(one)) ? 'same' : 'wider',
    were.every((one) => are.includes(one)) ? 'same' : 'narrower',
  ]);
};

const boundDirections = ({ before, now }: Pair): readonly Direction[] => [
  ...['minimum', 'minLength', 'minItems'].map((key) => bound(before[key], now[key], -1)),
  ...['maximum', 'maxLength', 'maxItems'].map((key) => bound(before[key], now[key], 1)),
  bound(scaleOf(before), scaleOf(now), 1),
];

const scaleOf = ({ multipleOf }: Schema): number | undefined =>
  typeof multipleOf === 'number' ? Math.round(-Math.log10(multipleOf)) : undefined;

/** A bound that is not there bounds nothing. */
const bound = (before: unknown, now: unknown, sign: 1 | -1): Direction => {
  const [was, is] = [before, now].map((of) => (typeof of === 'number' ? of * sign : Infinity));
  if (was === is) return 'same';
  return (is ?? 0) > (was ?? 0) ? 'wider' : 'narrower';
};

/** A schema in a few words: `integer 1…50`, `CARD, CASH`. */
export const inShort = (schema: Schema): string => {
  const { of, mayBeNull } = withoutNull(schema);
  const words = listed(of)?.join(', ') ?? typeInShort(of);
  return mayBeNull ? `${words}, null` : words;
};

const typeInShort = (schema: Schema): string => {
  const { format, pattern } = schema;
  const id = schema['x-id'];
  if (typeof id === 'string') return `id of ${id}`;
  if (typeof format === 'string') return format;
  const like = typeof pattern === 'string' ? ` ${pattern}` : '';
  return `${textIn(schema['type']) || 'any'}${rangeInShort(schema)}${like}`;
};

const rangeInShort = ({ minimum, maximum, minLength, maxLength }: Schema): string => {
  const [least, most] = [minimum ?? minLength, maximum ?? maxLength].map(textIn);
  return least === '' && most === '' ? '' : ` ${least ?? ''}…${most ?? ''}`;
};
