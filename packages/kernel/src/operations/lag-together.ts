// How far behind a context is, as its replicas say it together.

import type { Figures } from './contract.ts';

export type LagTogether = {
  /** Partitions of logs that are followed. */
  readonly places: number;
  /** Records that have not had their effects. */
  readonly behind: number;
  /** Records that have had them, since the logs began. */
  readonly seen: number;
};

const sumOf = (all: readonly number[]): number => all.reduce((sum, one) => sum + one, 0);

/**
 * Each replica knows of the partitions that it follows itself, and what one of them has seen is
 * done for all.
 */
export const lagTogether = (said: readonly Pick<Figures, 'lag'>[]): LagTogether => {
  const places = Map.groupBy(
    said.flatMap(({ lag }) => lag),
    ({ source, partition }) => `${source}/${partition}`,
  );
  const all = [...places.values()];
  return {
    places: places.size,
    behind: sumOf(all.map((found) => Math.min(...found.map(({ behind }) => behind)))),
    seen: sumOf(all.map((found) => Math.max(...found.map(({ seen }) => seen)))),
  };
};
