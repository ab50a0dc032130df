// A site goes back to an earlier disk, or to another log than the one that was followed. Where
// others have followed further, no replica may serve on it; then people put the newest disk back.

import { compareLogs } from '@dure/kernel';
import type { Head, LogEnd, Store } from '@dure/kernel/ports';
import type { StoreModel } from './store-model.ts';
import type { Process } from './process.ts';
import type { Site } from './site.ts';

type World = {
  readonly sites: ReadonlyMap<string, Site>;
  readonly storeModels: ReadonlyMap<string, StoreModel>;
  readonly plan: { readonly conditions: { readonly broker: 'messages' | 'logs' } };
  site(context: string): Site;
  crash(context: string, replica: number, forMs: number): void;
  strike(kind: string): void;
  serving(context: string): readonly Process[];
};

const REBOOT_MS = 100;

/** Keeps what lies on the disk of a context now. */
export const backUp = (world: World, context: string): void => {
  const site = world.site(context);
  if (!site.newest) site.backup = site.disk.copy();
};

export type Restoring = {
  readonly context: string;
  /** Whether it is another log instead of an earlier state of the same one. */
  readonly isAnother: boolean;
};

/**
 * Puts another disk in the place of the newest one. Nothing happens where it could not be noticed:
 * no other context misses what none has followed.
 * @returns whether it was done.
 */
export const restore = async (
  world: World,
  { context, isAnother }: Restoring,
): Promise<boolean> => {
  const site = world.site(context);
  if (site.newest) return false;
  const newest = site.disk;
  const disk = isAnother ? newest.copy(`another log of ${context}`) : site.backup;
  if (!disk || !(await isMissed(world, context, { store: disk.open(), isAnother }))) return false;
  if (site.newest) return false;
  site.newest = newest;
  site.disk = disk;
  world.strike(isAnother ? 'replaced log' : 'older log');
  restart(world, context);
  return true;
};

/** People put the newest disk back. */
export const putBack = (world: World, context: string): void => {
  const site = world.site(context);
  if (!site.newest) return;
  if (others(world, context).some((name) => isListedIn(world, name, context)))
    world.strike('log not followed');
  site.disk = site.newest;
  site.newest = undefined;
  restart(world, context);
};

const others = ({ sites }: World, context: string): readonly string[] =>
  [...sites.keys()].filter((name) => name !== context);

/** Whether a context says that it follows the log of another no further. */
const isListedIn = (world: World, name: string, context: string): boolean =>
  world
    .serving(name)
    .some(({ kernel }) => kernel?.troubles().some(({ is, of }) => is === 'log' && of === context));

/** In one process all contexts go down with the one. */
const restart = (world: World, context: string): void => {
  const { broker } = world.plan.conditions;
  for (const name of broker === 'logs' ? world.sites.keys() : [context]) {
    for (const replica of world.site(name).processes.keys()) world.crash(name, replica, REBOOT_MS);
  }
};

/** By the watermarks that were committed, and not by what kernels make of them. */
const isMissed = async (
  { storeModels }: World,
  context: string,
  { store, isAnother }: { readonly store: Store; readonly isAnother: boolean },
): Promise<boolean> => {
  const heads = await headsOf(store);
  const others = [...storeModels].filter(([name]) => name !== context).map(([, model]) => model);
  return heads.some(({ sequence }, partition) =>
    others.some((model) => {
      const seen = furthest(model, `seen:${context}/${partition}`);
      return isAnother ? seen > 0 : seen > sequence;
    }),
  );
};

const headsOf = (store: Store): Promise<readonly Head[]> =>
  Promise.all(Array.from({ length: store.partitions }, (_, number) => store.head(number)));

const furthest = (model: StoreModel, mark: string): number =>
  Math.max(0, ...model.allFacts.map((facts) => Number(facts[mark] ?? 0)));

/**
 * What a person does before a context starts whose disk was changed, and the embedded host before
 * any: they compare the stores.
 * @throws {LogsDisagree} they are not of one time.
 */
export const checkBeforeStart = async (world: World, context: string): Promise<void> => {
  const { broker } = world.plan.conditions;
  const all = [...world.sites];
  const changed = all.filter(([, { newest }]) => newest);
  if (changed.length === 0) return;
  if (broker === 'messages' && !changed.some(([name]) => name === context)) return;
  await compareLogs(new Map(all.map(([name, { disk }]) => [name, disk.open()])));
};

/** Where the log ends that lies at a site now, if it is not the newest; else the world knows. */
export const endInPlace = async (site: Site, partition: number): Promise<LogEnd | undefined> => {
  if (!site.newest) return undefined;
  const store = site.disk.open();
  const { sequence } = await store.head(partition);
  return { logId: store.identity.logId, sequence };
};

/** Whether a context must not serve: its disk is not the one that others have followed. */
export const isAtPast = (world: World, context: string): boolean => {
  const { broker } = world.plan.conditions;
  if (broker === 'messages') return world.site(context).newest !== undefined;
  return [...world.sites.values()].some(({ newest }) => newest !== undefined);
};
