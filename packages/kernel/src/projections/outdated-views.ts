// Views whose rows were drawn by an earlier version of them are drawn anew at the start, beside the
// rows that are read until then.

import type { View } from '@dure/domain';
import type { Engine } from '../engine.ts';
import type { Head } from '../ports.ts';

/** The fact that names the version of a view by which the rows that are read were drawn. */
export const viewVersionFact = (view: string): string => `drawn by:${view}`;

const isOutdated = ({ name, version = 1 }: View, facts: Head['facts']): boolean =>
  version > Number(facts[viewVersionFact(name)] ?? 1);

type Rebuilding = {
  readonly rebuild: (view: string) => Promise<void>;
  readonly isStopping: () => boolean;
};

/**
 * Begins to draw them, one after the other, in the background. One that fails leaves the rows as
 * they were, is reported, and is drawn again at the next start. Another replica may be at it.
 * @param facts those of the first partition.
 */
export const rebuildOutdated = async (
  { registry, report, newCommandId, context }: Engine,
  facts: Head['facts'],
  { rebuild, isStopping }: Rebuilding,
): Promise<void> => {
  for (const view of registry.views.values()) {
    if (!isOutdated(view, facts)) continue;
    if (isStopping()) return;
    await rebuild(view.name).catch((cause: unknown) => {
      if (isStopping() || (cause instanceof Error && cause.name === 'Overtaken')) return;
      const what = `${view.name} could not be drawn by its new version.`;
      report({ id: newCommandId(), context, what, cause });
    });
  }
};
