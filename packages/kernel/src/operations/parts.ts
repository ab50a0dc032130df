// The parts of an event that is stuck at a route: it lies in every partition, and is one to people.

import type { Engine } from '../engine.ts';
import { parkedOf } from '../inbox/parking-lot.ts';
import type { ParkedItem } from '../inbox/parking-lot.ts';
import { lanesOf } from '../inbox/stuck-routes.ts';
import type { Operated } from './contract.ts';

/** What is the same for all parts of one event; nothing, where it has none. */
export const eventOf = ({ parked: { unit } }: ParkedItem): string | undefined =>
  unit.to === 'route' && unit.isPart === true
    ? JSON.stringify([unit.of, unit.name, unit.delivered.id])
    : undefined;

/** All parts of what is parked, with the one that is listed first; most things have only one. */
export const partsOf = async (engine: Engine, item: ParkedItem): Promise<readonly ParkedItem[]> => {
  const { unit } = item.parked;
  const event = eventOf(item);
  if (event === undefined || unit.to !== 'route') return [item];
  const tags = lanesOf(engine, unit).map((tag) => ({ collection: 'parked', tag }) as const);
  const items = await engine.store.read({ ids: [], tags });
  const others = items.map(parkedOf).filter(({ id }) => id !== item.id);
  return [item, ...others.filter((other) => eventOf(other) === event)];
};

/** From what is worst to what is best. */
const RANKS: readonly Operated['is'][] = [
  'unavailable',
  'refused',
  'invalid',
  'parked',
  'underWay',
  'done',
  'notFound',
];

/** What became of all parts is what became of the one that is worst off. */
export const worstOf = (ends: readonly Operated[]): Operated => {
  const [worst] = ends.toSorted((a, b) => RANKS.indexOf(a.is) - RANKS.indexOf(b.is));
  return worst ?? { is: 'notFound' };
};
