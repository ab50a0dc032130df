// The generations of a view's rows in one partition: the one that is read, the one that is kept
// true beside it until readers are switched, and those that a rebuilding has yet to replace.

import { buildingFact, generationFact, mixedFact } from '../ids.ts';
import type { TurnTools } from '../engine.ts';
import type { Head } from '../ports.ts';

type Facts = Head['facts'];

/** The one that is read. */
export const generationIn = (facts: Facts, view: string): number =>
  Number(facts[generationFact(view)] ?? 1);

const builtIn = (facts: Facts, view: string): number => Number(facts[buildingFact(view)] ?? 0);

/** The last generation that is drawn, read or not. */
export const lastGeneration = (facts: Facts, view: string): number =>
  Math.max(generationIn(facts, view), builtIn(facts, view));

/**
 * Whether the rows that are read were drawn by several versions of the view, or lack an event that
 * came too late to be drawn in its order. Readers are led to rows without that by a rebuilding.
 */
export const isMixed = (facts: Facts, view: string): boolean => {
  const mixed = facts[mixedFact(view)];
  // So it was noted before generations were told apart.
  return mixed === true || Number(mixed ?? 0) >= generationIn(facts, view);
};

/** Notes that rows are not in order, up to a generation of them. */
export const noteMixed = ({ workspace }: TurnTools, view: string, upTo: number): void => {
  const fact = mixedFact(view);
  if (Number(workspace.facts[fact] ?? 0) < upTo) workspace.setFact(fact, upTo);
};

/** Views that are off the wall miss what is handled without them, until they are drawn anew. */
export const noteMissed = (turn: TurnTools): void => {
  const { facts } = turn.workspace;
  for (const view of turn.engine.followers.viewsAway) {
    noteMixed(turn, view, lastGeneration(facts, view));
  }
};
