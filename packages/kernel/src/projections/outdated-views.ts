// Views whose rows were drawn by an earlier version of them are drawn anew at the start, beside the
// rows that are read until then.

import type { View } from '@dure/domain';
import type { Engine } from '../engine.ts';
import type { Partition } from '../partition.ts';
import type { Head } from '../ports.ts';
import { inTurn } from './in-turn.ts';

/** The fact that names the version of a view by which the rows that are read were drawn. */
export const viewVersionFact = (view: string): string => `drawn by:${view}`;

const isOutdated = ({ name, version = 1 }: View, facts: Head['facts'] = {}): boolean =>
  version > Number(facts[viewVersionFact(name)] ?? 1);

type Rebuilding = {
  readonly rebuild: (view: string) => Promise<void>;
  readonly partitions: readonly Partition[];
  readonly isStopping: () => boolean;
};

/**
 * Begins to draw them, one after the other, in the background. One that fails leaves the rows as
 * they were, is reported, and is drawn again at the next start. Another replica may be at it.
 */
export const rebuildOutdated = async (
  engine: Engine,
  heads: readonly Head[],
  { rebuild, partitions, isStopping }: Rebuilding,
): Promise<void> => {
  const { registry, report, newCommandId, context } = engine;
  const outdated = [...registry.views.values()].filter((of) => isOutdated(of, heads[0]?.facts));
  if (heads.every(({ turns }) => turns === 0)) return noteDrawn(partitions, outdated);
  for (const view of outdated) {
    if (isStopping()) return;
    await rebuild(view.name).catch((cause: unknown) => {
      if (isStopping() || (cause instanceof Error && cause.name === 'Overtaken')) return;
      const what = `${view.name} could not be drawn by its new version.`;
      report({ id: newCommandId(), context, what, cause });
    });
  }
};

/** Nothing was drawn by an earlier version. What cannot be noted is drawn once more. */
const noteDrawn = async ([first]: readonly Partition[], views: readonly View[]): Promise<void> => {
  if (!first || views.length === 0) return;
  const noted = inTurn(first, async ({ workspace }) => {
    for (const { name, version = 1 } of views) workspace.setFact(viewVersionFact(name), version);
  });
  await noted.catch(() => {});
};
