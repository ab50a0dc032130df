// Books that simulated external systems keep: a map by id whose old selves stay as they were, so
// that an answer is a pure function, at a cost that grows with the length of the id alone.

import type { SimulatedSystem } from './world.ts';

/** Declares a simulated system; what its books are, only itself needs to know. */
export const simulated = <S>(of: SimulatedSystem<S>): SimulatedSystem =>
  // Who runs it hands it nothing but the state that it has returned before.
  of as unknown as SimulatedSystem;

export type Book<T> = {
  readonly entry?: T;
  readonly shelves?: { readonly [part: string]: Book<T> };
};

/** Ids that differ in their last characters, as ordinals do, share few shelves. */
const partsOf = (id: string): readonly string[] => {
  const parts: string[] = [];
  for (let end = id.length; end > 0; end -= 2) parts.push(id.slice(Math.max(0, end - 2), end));
  return parts;
};

export const entryIn = <T>(book: Book<T>, id: string): T | undefined => {
  let shelf: Book<T> | undefined = book;
  for (const part of partsOf(id)) shelf = shelf?.shelves?.[part];
  return shelf?.entry;
};

const put = <T>(book: Book<T>, [part, ...rest]: readonly string[], entry: T): Book<T> =>
  part === undefined
    ? { ...book, entry }
    : {
        ...book,
        shelves: { ...book.shelves, [part]: put(book.shelves?.[part] ?? {}, rest, entry) },
      };

/** The book with an entry written in, over the one that was there. */
export const withEntry = <T>(book: Book<T>, id: string, entry: T): Book<T> =>
  put(book, partsOf(id), entry);

/** All entries by id, in no particular order. */
export const entriesOf = <T>(book: Book<T>, end = ''): readonly (readonly [string, T])[] => [
  ...(book.entry === undefined ? [] : [[end, book.entry] as const]),
  ...Object.entries(book.shelves ?? {}).flatMap(([part, shelf]) =>
    entriesOf(shelf, `${part}${end}`),
  ),
];
