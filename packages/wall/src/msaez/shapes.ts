// The shape of a field, as it is written in a contract: from the class that MSAEz names.

import { isTree, textIn, treeIn, treesIn } from '../json.ts';
import type { Tree } from '../json.ts';
import { camel, fieldName } from './names.ts';
import { odd } from './odd.ts';
import type { Odd } from './odd.ts';

/** What the classes of a context are, by name. */
export type Classes = {
  readonly enums: ReadonlyMap<string, readonly string[]>;
  readonly objects: ReadonlyMap<string, readonly Tree[]>;
  readonly ids: Ids;
};

/** The kinds of ids: by the name of an aggregate, and by the name of the field that is its key. */
export type Ids = {
  readonly byAggregate: ReadonlyMap<string, string>;
  readonly byKey: ReadonlyMap<string, string>;
};

/** The classes that some aggregates hold. Those of the wall itself stand in each of them. */
export const classesIn = (aggregates: readonly Tree[], ids: Ids): Classes => {
  const all = aggregates.flatMap((of) =>
    treesIn(Object.values(treeIn(treeIn(treeIn(of['aggregateRoot'])['entities'])['elements']))),
  );
  const named = (of: Tree): string => textIn(of['name']);
  const isEnum = (of: Tree): boolean => textIn(of['_type']).endsWith('.enum');
  return {
    ids,
    enums: new Map(all.filter(isEnum).map((of) => [named(of), itemsOf(of)])),
    objects: new Map(
      all
        .filter((of) => textIn(of['_type']).endsWith('Class') && of['isAggregateRoot'] !== true)
        .map((of) => [named(of), treesIn(of['fieldDescriptors'])]),
    ),
  };
};

const itemsOf = (of: Tree): readonly string[] => [
  ...new Set(
    treesIn(of['items'])
      .map(({ value, key }) => textIn(value) || textIn(key))
      .filter((text) => text !== ''),
  ),
];

export type Shaping = {
  readonly classes: Classes;
  readonly told: Odd[];
  /** Whose field it is, for what is said of it. */
  readonly where: string;
};

const isMoney = (name: string): boolean => /(price|amount|cost|fee|fare|금액|요금)$/i.test(name);

const isPhone = (name: string): boolean => /(^|[a-z])(tel|phone)$/i.test(name);

/** Whose it is, a wall of others does not say: by itself it says who. */
const phoneOf = (name: string): string => `personal(phone, ${quoted(fieldName(name))})`;

const isDay = (name: string): boolean => /(day|date|dt)$/i.test(name);

const whole = (name: string): string => (isMoney(name) ? 'money()' : 'count({ min: 0 })');

const byClass: { readonly [className: string]: (name: string) => string } = {
  String: (name) => (isPhone(name) ? phoneOf(name) : 'text'),
  Long: whole,
  Integer: whole,
  Short: whole,
  int: whole,
  long: whole,
  Double: (name) => (isMoney(name) ? 'money()' : 'decimal(2)'),
  Float: (name) => (isMoney(name) ? 'money()' : 'decimal(2)'),
  BigDecimal: (name) => (isMoney(name) ? 'money()' : 'decimal(2)'),
  Boolean: () => 'truth',
  boolean: () => 'truth',
  Date: (name) => (isDay(name) ? 'date' : 'datetime'),
  LocalDate: () => 'date',
  LocalDateTime: () => 'datetime',
  Money: () => 'money()',
  Email: () => 'text',
};

/** The shape of a field, as text. What is not understood is text, and listed. */
export const shapeOf = (field: Tree, of: Shaping, within: readonly string[] = []): string => {
  const written = textIn(field['className']);
  const inner = /^(?:List|Set|Collection|Array)<(.+)>$/.exec(written)?.[1];
  const className = (inner ?? written).trim();
  const one = oneShape({ field, className }, of, within);
  return inner !== undefined || field['isList'] === true ? `list(${one})` : one;
};

type Field = { readonly field: Tree; readonly className: string };

const oneShape = (field: Field, of: Shaping, within: readonly string[]): string =>
  plainShape(field, of.classes) ?? classShape(field, of, within) ?? unknownShape(field, of);

const plainShape = ({ field, className }: Field, classes: Classes): string | undefined => {
  const id = idKindFor({ field, className }, classes);
  if (id !== undefined) return `id('${id}')`;
  const choices = classes.enums.get(className) ?? [];
  if (choices.length > 0) return `oneOf(${choices.map(quoted).join(', ')})`;
  const simple = Object.hasOwn(byClass, className) ? byClass[className] : undefined;
  return simple?.(textIn(field['name']));
};

const classShape = (
  { className }: Field,
  of: Shaping,
  within: readonly string[],
): string | undefined => {
  const fields = of.classes.objects.get(className) ?? [];
  if (fields.length === 0 || within.includes(className)) return undefined;
  return objectShape(fields, of, [...within, className]);
};

const unknownShape = ({ field, className }: Field, { told, where }: Shaping): string => {
  told.push(
    odd(
      `${where}.${textIn(field['name'])}`,
      `${className || '?'}은(는) 모르는 타입이라 text로 두었습니다`,
      `${className || '?'} is no type that is known, and became text`,
    ),
  );
  return 'text';
};

const plainKeys: ReadonlySet<string> = new Set(['Long', 'Integer', 'int', 'String']);

const classId = (className: string): string => /^(.+)Id$/.exec(className)?.[1] ?? '';

const idKindFor = ({ field, className }: Field, { ids }: Classes): string | undefined => {
  const refers = textIn(field['referenceClass']);
  const named = ids.byAggregate.get(refers) ?? ids.byAggregate.get(classId(className));
  const isPlain = plainKeys.has(className);
  return named ?? (isPlain ? ids.byKey.get(fieldName(textIn(field['name']))) : undefined);
};

export const quoted = (text: string): string =>
  `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replace(/\s+/g, ' ')}'`;

const objectShape = (fields: readonly Tree[], of: Shaping, within: readonly string[]): string => {
  const named = new Map(
    fields.filter(isTree).map((field) => [fieldName(textIn(field['name'])), field] as const),
  );
  const [only] = named.size === 1 ? named.values() : [];
  if (only) return shapeOf(only, of, within);
  const members = [...named].flatMap(([name, field]) =>
    /^[A-Za-z]\w*$/.test(name) ? [`${name}: ${shapeOf(field, of, within)}`] : [],
  );
  return `valueObject({ ${members.join(', ')} })`;
};

/** The kind of an aggregate's ids: `book` for `book-1`. */
export const idKindOf = (aggregate: string): string =>
  camel(aggregate)
    .replace(/([a-z\d])([A-Z])/g, '$1-$2')
    .toLowerCase();
