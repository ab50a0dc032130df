// What is undefined on a board is a name that was misspelt: `event.ToolReturnd`. The compiler says
// so, but Node runs what was never compiled.

import type { AnyRegister } from './any-aggregate.ts';

type Group = { readonly [name: string]: unknown };

const isTable = (value: unknown): value is Group =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const listsIn = (path: string, part: unknown): readonly string[] => {
  if (part === undefined) return [path];
  if (!isTable(part)) return [];
  return Object.entries(part).flatMap(([name, list]) =>
    Array.isArray(list) && list.includes(undefined) ? [`${path}.${name}`] : [],
  );
};

const cellsIn = (path: string, table: Group): readonly string[] =>
  Object.entries(table).flatMap(([name, cell]) => {
    if (cell === undefined) return [`${path}.${name}`];
    return isTable(cell) ? cellsIn(`${path}.${name}`, cell) : [];
  });

type WithTables = { readonly registers?: readonly AnyRegister[] } | undefined;

const tablesIn = (path: string, { registers = [] }: Exclude<WithTables, undefined>) =>
  registers.flatMap(({ decide, evolve }) => [
    ...cellsIn(`${path}.decide`, decide),
    ...cellsIn(`${path}.evolve`, evolve),
  ]);

const partsIn = (group: string, parts: Group | undefined): readonly string[] =>
  Object.entries(parts ?? {}).flatMap(([name, part]) => listsIn(`${group}.${name}`, part));

type Written = {
  readonly aggregates?: { readonly [name: string]: WithTables };
  readonly policies?: Group;
  readonly sagas?: Group;
  readonly processes?: Group;
  readonly deadlines?: Group;
  readonly views?: Group;
};

/** @throws where a note, a state or a rule should stand on a board, and nothing does. */
export const checkNothingMissing = (context: string, board: Written): void => {
  const { aggregates, policies, sagas, processes, deadlines, views } = board;
  const groups = { aggregates, policies, sagas, processes, deadlines, views };
  const missing = [
    ...Object.entries(groups).flatMap(([group, parts]) => partsIn(group, parts)),
    ...Object.entries(aggregates ?? {}).flatMap(([name, of]) =>
      of ? tablesIn(`aggregates.${name}`, of) : [],
    ),
  ];
  if (missing.length === 0) return;
  const where = missing.join(', ');
  throw new Error(
    `On the board of ${context} something is undefined: ${where}. Is a name there misspelt?`,
  );
};
