// What records of a log make to do in one partition.

import type { ReadSet } from '../ports.ts';
import type { Laned } from '../turn/messages.ts';
import type { Work } from './routing.ts';

type Entry = { readonly sequence: number; readonly laned: Laned[] };

/** The work of one partition, and what is worth reading for it in one go. */
export type Batch = { readonly entries: Entry[]; readonly reads: ReadSet[]; isLazy: boolean };

/** Adds what a record makes to do. */
export const add = (
  batch: Batch,
  sequence: number,
  { laned, wants, isLazy = false }: Work,
): void => {
  const last = batch.entries.at(-1);
  if (last?.sequence === sequence) last.laned.push(laned);
  else batch.entries.push({ sequence, laned: [laned] });
  batch.reads.push(wants);
  batch.isLazy &&= isLazy;
};

/** How much of it there is. */
export const workIn = (batches: readonly Batch[]): number =>
  batches.reduce((sum, { entries }) => sum + entries.length, 0);
