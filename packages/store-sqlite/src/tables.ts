// What the tables of a context are called: in a file of its own, or beside those of other contexts.

import type { Collection } from '@dure/kernel/ports';

type RowIndexed = {
  readonly view: string;
  readonly field: string;
  readonly by?: string | undefined;
};

export type Tables = {
  readonly log: string;
  /** Of the form of the log: the records of cases that were put aside. It need not be there. */
  readonly archive: string;
  /** Where records are read: the log, and the archive where there is one. */
  readonly logs: readonly string[];
  readonly heads: string;
  readonly trail: string;
  readonly identity: string;
  readonly of: (collection: Collection) => string;
  /** An index, by its name such as `drawer_row_at`. */
  readonly index: (name: string) => string;
  readonly rowIndex: (of: RowIndexed) => string;
};

const contextName = /^[\p{L}\p{N}_-]{1,64}$/u;

type Called = (name: string) => string;

const tablesCalled = (called: Called, quoted: Called): Tables => ({
  log: called('log'),
  archive: called('log_archive'),
  logs: [called('log')],
  heads: called('heads'),
  trail: called('trail'),
  identity: called('identity'),
  of: (collection) => called(`drawer_${collection}`),
  index: called,
  rowIndex: ({ view, field, by }) =>
    quoted(`row_${view}_${field}${by === undefined ? '' : `_by_${by}`}`),
});

/** The same, with an archive. */
export const withArchive = (tables: Tables): Tables => ({
  ...tables,
  logs: [tables.log, tables.archive],
});

/** Those of a file that belongs to one context. */
export const ownTables: Tables = tablesCalled(
  (name) => name,
  (name) => `"${name}"`,
);

/**
 * Those of one context in a file of several.
 * @throws {RangeError} the name cannot be part of the name of a table.
 */
export const tablesOf = (context: string): Tables => {
  if (!contextName.test(context)) throw new RangeError(`${context} is no name of a context.`);
  const called = (name: string): string => `"${context}/${name}"`;
  return tablesCalled(called, called);
};
