// What a statement inserts, column by column. A column in which all rows have the same is sent as
// that one value: for each list the server has to walk beside the others, and most turns are of one
// instant and one kind.

import { floatArray, intArray, textArray } from './arrays.ts';

type Kept = {
  readonly name: string;
  /** All rows may well have the same here. Each such column doubles the number of statements. */
  readonly mayBeOne?: true;
};

export type Column<T> = Kept &
  (
    | { readonly type: 'text'; readonly of: (row: T) => string | null }
    | { readonly type: 'int' | 'float8'; readonly of: (row: T) => number | null }
  );

/** A digit for each column: 1 where one value is sent, 0 where it is a list. */
export type Ones = string;

export type Sent = { readonly ones: Ones; readonly values: readonly unknown[] };

type One = { readonly isOne: boolean; readonly value: unknown };

const one = <V extends string | number>(
  values: readonly (V | null)[],
  mayBeOne: boolean,
  list: (values: readonly (V | null)[]) => Buffer,
): One => {
  const [first = null] = values;
  const isOne = mayBeOne && values.every((value) => value === first);
  return { isOne, value: isOne ? first : list(values) };
};

const oneOf = <T>(column: Column<T>, rows: readonly T[]): One => {
  const { mayBeOne = false } = column;
  if (column.type === 'text') return one(rows.map(column.of), mayBeOne, textArray);
  return one(rows.map(column.of), mayBeOne, column.type === 'int' ? intArray : floatArray);
};

/** The values of a statement, in the order of its columns. */
export const sentIn = <T>(columns: readonly Column<T>[], rows: readonly T[]): Sent => {
  const all = columns.map((column) => oneOf(column, rows));
  return {
    ones: all.map(({ isOne }) => (isOne ? '1' : '0')).join(''),
    values: all.map(({ value }) => value),
  };
};

type Source = {
  /** What is selected for the columns. */
  readonly select: string;
  /** The lists, and the names of their columns. */
  readonly lists: string;
  readonly names: string;
};

/** @param from the number of the parameter of the first column. */
export const sourceOf = <T>(columns: readonly Column<T>[], ones: Ones, from: number): Source => {
  const all = columns.map(({ name, type }, index) => ({
    name,
    isOne: ones[index] === '1',
    type,
    parameter: `$${from + index}::${type}`,
  }));
  const lists = all.filter(({ isOne }) => !isOne);
  return {
    select: all.map(({ name, isOne, parameter }) => (isOne ? parameter : name)).join(', '),
    lists: lists.map(({ parameter }) => `${parameter}[]`).join(', '),
    names: lists.map(({ name }) => name).join(', '),
  };
};
