// The generations of a view's rows in one partition: the one that is read, the one that is kept
// true beside it until readers are switched, and those that a rebuilding has yet to replace.

import type { View } from '@dure/domain';
import { buildingFact, generationFact, keptByFact, mixedFact } from '../ids.ts';
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

/** The fact that names the instant of the latest event that has removed a row of a view. */
const removedFact = (view: string): string => `removed:${view}`;

/** Until when rows were removed: one that is not there may have been, by an event of that time. */
export const removedUntil = (facts: Facts, view: string): number =>
  Number(facts[removedFact(view)] ?? -Infinity);

/** Notes that an event has removed a row. Nothing of the row itself says so any more. */
export const noteRemoved = ({ workspace }: TurnTools, view: string, at: number): void => {
  if (removedUntil(workspace.facts, view) < at) workspace.setFact(removedFact(view), at);
};

/** The fact that names the latest version that draws what is built. */
const builtByFact = (view: string): string => `built by:${view}`;

type Drawer = Pick<View, 'name' | 'version'>;

/**
 * Notes that another version draws rows than the one that keeps them. A former one draws by its own
 * folds what a newer one keeps: all of it is drawn anew. A newer one keeps them from here on.
 */
export const noteOther = (turn: TurnTools, { name, version = 1 }: Drawer): void => {
  const { facts } = turn.workspace;
  if (Number(facts[keptByFact(name)]) < version) turn.workspace.setFact(keptByFact(name), version);
  else noteMixed(turn, name, lastGeneration(facts, name));
};

/** Notes that a version draws rows of what is being built, maybe by a former one. */
export const noteBeside = ({ workspace }: TurnTools, { name, version = 1 }: Drawer): void => {
  if (Number(workspace.facts[builtByFact(name)] ?? version) >= version) return;
  workspace.setFact(builtByFact(name), version);
};

/** Notes which version has built the next generation. The rows that are read are kept as before. */
export const noteBuiltBy = ({ workspace }: TurnTools, { name, version = 1 }: Drawer): void => {
  const keptBy = Number(workspace.facts[keptByFact(name)] ?? 0);
  if (version === 1 && keptBy === 0) return;
  workspace.setFact(builtByFact(name), version);
  if (keptBy < version) workspace.setFact(keptByFact(name), version);
};

/** Readers are led to what was built: its rows are kept by whoever has drawn them. */
export const noteRead = ({ workspace }: TurnTools, { name }: Drawer): void => {
  const builtBy = workspace.facts[builtByFact(name)];
  if (builtBy !== undefined) workspace.setFact(keptByFact(name), builtBy);
};

/** Views that are off the wall miss what is handled without them, until they are drawn anew. */
export const noteMissed = (turn: TurnTools): void => {
  const { facts } = turn.workspace;
  for (const view of turn.engine.followers.viewsAway) {
    noteMixed(turn, view, lastGeneration(facts, view));
  }
};
