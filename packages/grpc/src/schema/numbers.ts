// The record of numbers: what stands on the wire for a field or a value, for ever. A wall may put
// its fields into another order; their numbers stay. What is taken off the wall leaves its number
// behind, and no other field gets it.

/** Of a message its fields, each `"2 string"`; of an enum its values, each `"2 CLASS_BIG"`. */
export type NumberGroup = {
  readonly given: { readonly [name: string]: string };
  /** By number: the name that had it. */
  readonly retired?: { readonly [number: string]: string };
};

/** What is written to `field-numbers.json` beside a business, and committed with it. */
export type FieldNumbers = {
  readonly messages: { readonly [message: string]: NumberGroup };
  readonly enums: { readonly [name: string]: NumberGroup };
};

export const noNumbers: FieldNumbers = { messages: {}, enums: {} };

/** Numbers that Protocol Buffers keep for themselves. */
const KEPT_FIRST = 19_000;
const KEPT_LAST = 19_999;

type Wanted = { readonly key: string; readonly is: string };
type Numbered = { readonly number: number; readonly is: string };

export type Assigned = {
  /** By key, with what it was when it got the number. */
  readonly numbers: ReadonlyMap<string, Numbered>;
  readonly group: NumberGroup;
};

const read = (written: string): Numbered => {
  const [number = '', ...is] = written.split(' ');
  return { number: Number(number), is: is.join(' ') };
};

const after = (number: number): number =>
  number + 1 >= KEPT_FIRST && number + 1 <= KEPT_LAST ? KEPT_LAST + 1 : number + 1;

type Rule = {
  /** Whether what is wanted is what was recorded. */
  readonly isKept: (recorded: string, wanted: string) => boolean;
  /** The name that is kept from others, once it is gone. */
  readonly nameOf: (key: string, is: string) => string;
};

/** A field of another type than it was is new. */
export const fieldRule: Rule = {
  isKept: (recorded, wanted) => recorded === wanted,
  nameOf: (key) => key,
};

/** A value keeps the name under which clients know it. */
export const valueRule: Rule = { isKept: () => true, nameOf: (_key, is) => is };

type Given = ReadonlyMap<string, Numbered>;

/** What of the record is wanted still, and is what it was. */
const keptOf = (given: Given, wanted: readonly Wanted[], { isKept }: Rule) => {
  const kept = new Map<string, Numbered>();
  for (const { key, is } of wanted) {
    const known = given.get(key);
    if (known && isKept(known.is, is)) kept.set(key, known);
  }
  return kept;
};

/** Numbers for what is wanted: the recorded ones, and for what is new the next free ones. */
export const assign = (
  { given: recorded = {}, retired: before = {} }: Partial<NumberGroup>,
  wanted: readonly Wanted[],
  rule: Rule,
): Assigned => {
  const given = new Map(Object.entries(recorded).map(([key, of]) => [key, read(of)]));
  const retired = new Map(Object.entries(before));
  let last = Math.max(0, ...[...given.values()].map(({ number }) => number));
  last = Math.max(last, ...[...retired.keys()].map(Number));
  const numbers = keptOf(given, wanted, rule);
  for (const { key, is } of wanted) {
    if (!numbers.has(key)) numbers.set(key, { number: (last = after(last)), is });
  }
  for (const [key, { number, is }] of given) {
    if (numbers.get(key)?.number !== number) retired.set(String(number), rule.nameOf(key, is));
  }
  return { numbers, group: groupOf(numbers, retired) };
};

const groupOf = (
  numbers: ReadonlyMap<string, Numbered>,
  retired: ReadonlyMap<string, string>,
): NumberGroup => {
  const inOrder = [...numbers].toSorted(([, one], [, other]) => one.number - other.number);
  const given = Object.fromEntries(
    inOrder.map(([key, { number, is }]) => [key, `${number} ${is}`]),
  );
  return retired.size === 0 ? { given } : { given, retired: Object.fromEntries(retired) };
};

/** As it is written to the file. */
export const numbersText = (numbers: FieldNumbers): string =>
  `${JSON.stringify(numbers, undefined, 2)}\n`;
