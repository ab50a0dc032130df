// Which cases have ended: nothing has happened in them for long, in no context, and nothing is open
// in them that will.

import type { Collection, Item, Json, Store } from '@dure/kernel/ports';
import { itemsOf, numbersOf, recordsAfter } from '../copies/pages.ts';

/** What is left open. An instance is, as long as it waits for an answer: then it has an instant. */
const open: readonly Collection[] = ['deadline', 'process', 'parked', 'work', 'instance'];

const isList = (of: Json): of is readonly Json[] => Array.isArray(of);

/** All texts in a value. */
const textsIn = (of: Json): readonly string[] => {
  if (typeof of === 'string') return [of];
  if (isList(of)) return of.flatMap(textsIn);
  return typeof of === 'object' && of !== null ? Object.values(of).flatMap(textsIn) : [];
};

/** The names of cases may stand anywhere in what is open: in its id, its tag, or its body. */
const namesIn = (text: string): readonly string[] => {
  const parts = text.split('/');
  return parts.map((_, at) => parts.slice(at).join('/'));
};

const isOpen = ({ collection, at }: Item): boolean => collection !== 'instance' || at !== undefined;

const namesInItem = ({ id, tag = '', body }: Item): readonly string[] =>
  [id, tag, ...textsIn(body)].flatMap(namesIn);

const noteOpen = async (store: Store, names: Set<string>): Promise<void> => {
  for (const collection of open) {
    for await (const items of itemsOf(store, collection)) {
      for (const name of items.filter(isOpen).flatMap(namesInItem)) names.add(name);
    }
  }
};

const noteInstant = (latest: Map<string, number>, caseId: string, at: number): void =>
  void latest.set(caseId, Math.max(at, latest.get(caseId) ?? at));

/** When the last thing has happened in each case, by the case. */
const noteLatest = async (store: Store, latest: Map<string, number>): Promise<void> => {
  for (const partition of numbersOf(store)) {
    for await (const records of recordsAfter(store, partition, 0)) {
      for (const { caseId, at } of records) noteInstant(latest, caseId, at);
    }
  }
};

/** @param before epoch milliseconds: nothing has happened in them since. */
export const endedIn = async (
  stores: ReadonlyMap<string, Store>,
  before: number,
): Promise<readonly string[]> => {
  const latest = new Map<string, number>();
  const pending = new Set<string>();
  for (const store of stores.values()) {
    await noteLatest(store, latest);
    await noteOpen(store, pending);
  }
  return [...latest].flatMap(([caseId, at]) =>
    at < before && !pending.has(caseId) ? [caseId] : [],
  );
};
