// Books that simulated external systems keep: a map by id whose old selves stay as they were, so
// that an answer is a pure function, at a cost that hardly grows with what is in the book.

import type { SimulatedSystem } from './world.ts';

/** Declares a simulated system; what its books are, only itself needs to know. */
export const simulated = <S>(of: SimulatedSystem<S>): SimulatedSystem =>
  // Who runs it hands it nothing but the state that it has returned before.
  of as unknown as SimulatedSystem;

type Entry<T> = readonly [id: string, value: T];

/** A trie by the hash of the id: few entries lie side by side, many on shelves by a digit of it. */
export type Book<T> = {
  readonly entries?: readonly Entry<T>[];
  readonly shelves?: readonly Book<T>[];
};

/** So many entries lie side by side. */
const ENTRIES_MAX = 8;
const DIGIT_BITS = 4;
const SHELVES = 1 << DIGIT_BITS;
const HASH_BITS = 32;

/** FNV-1a, 32 bits: ids that differ in their last character only part at the first digits. */
const hashOf = (id: string): number => {
  let hash = 0x811c9dc5;
  for (let at = 0; at < id.length; at += 1) {
    hash = Math.imul(hash ^ id.charCodeAt(at), 0x01000193);
  }
  return hash;
};

const digitOf = (hash: number, bits: number): number => (hash >>> bits) & (SHELVES - 1);

const among = <T>({ entries = [] }: Book<T>, id: string): number =>
  entries.findIndex(([other]) => other === id);

export const entryIn = <T>(book: Book<T>, id: string): T | undefined => {
  const hash = hashOf(id);
  let shelf: Book<T> | undefined = book;
  for (let bits = 0; shelf?.shelves; bits += DIGIT_BITS) {
    shelf = shelf.shelves[digitOf(hash, bits)];
  }
  return shelf?.entries?.[among(shelf, id)]?.[1];
};

type Placed<T> = { readonly entry: Entry<T>; readonly hash: number; readonly bits: number };

const empty: Book<never> = {};

const put = <T>(book: Book<T>, placed: Placed<T>): Book<T> => {
  const { entry, hash, bits } = placed;
  const { entries = [], shelves } = book;
  if (shelves) {
    const digit = digitOf(hash, bits);
    const deeper = { ...placed, bits: bits + DIGIT_BITS };
    return { shelves: shelves.with(digit, put(shelves[digit] ?? empty, deeper)) };
  }
  const known = among(book, entry[0]);
  if (known >= 0) return { entries: entries.with(known, entry) };
  if (entries.length < ENTRIES_MAX || bits >= HASH_BITS) return { entries: [...entries, entry] };
  return put(apart(entries, bits), placed);
};

/** What lay side by side, on shelves. */
const apart = <T>(entries: readonly Entry<T>[], bits: number): Book<T> => {
  const none: Book<T> = { shelves: Array.from({ length: SHELVES }, (): Book<T> => empty) };
  return entries.reduce((book, entry) => put(book, { entry, hash: hashOf(entry[0]), bits }), none);
};

/** The book with an entry written in, over the one that was there. */
export const withEntry = <T>(book: Book<T>, id: string, entry: T): Book<T> =>
  put(book, { entry: [id, entry], hash: hashOf(id), bits: 0 });

/** All entries by id, in no particular order. */
export const entriesOf = <T>({ entries = [], shelves = [] }: Book<T>): readonly Entry<T>[] => [
  ...entries,
  ...shelves.flatMap((shelf) => entriesOf(shelf)),
];
