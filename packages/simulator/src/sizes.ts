// How wide a world is: the replicas and partitions of each context.

import type { System } from '@dure/domain';
import type { Chance } from './chance.ts';

export type Size = { readonly replicas: number; readonly partitions: number };

export type Sizes = { readonly [context: string]: Size };

/** The widest world: every context has so many. */
const WIDEST: Size = { replicas: 3, partitions: 16 };
const WIDEST_CHANCE = 0.04;

export const drawSizes = ({ contexts }: System, chance: Chance): Sizes => {
  const isWidest = chance.fork('widest').is(WIDEST_CHANCE);
  return Object.fromEntries(
    contexts.map(({ name }) => [name, isWidest ? WIDEST : drawSize(chance.fork(name))]),
  );
};

const drawSize = (chance: Chance): Size => ({
  replicas: chance.pick([1, 1, 1, 2, 3]),
  // Most worlds are small: more of them are seen in the same time, and bugs hide in small ones.
  partitions: chance.is(0.05) ? WIDEST.partitions : chance.pick([1, 1, 2, 3]),
});

export const areWidest = (sizes: Sizes): boolean =>
  Object.values(sizes).every(
    ({ replicas, partitions }) => replicas === WIDEST.replicas && partitions === WIDEST.partitions,
  );
