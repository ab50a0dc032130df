// People who look for what was answered: once a view has seen an answer's position, its row is
// there.

import { messageOf } from '@dure/domain';
import type { View } from '@dure/domain';
import type { Kernel, Outcome } from '@dure/kernel';
import type { LogRecord } from '@dure/kernel/ports';
import type { Chance } from './chance.ts';
import { foldView, idOf } from './rows.ts';
import type { World } from './world.ts';

type Done = Extract<Outcome, { is: 'done' }>;

const PATIENCE_MS = 3_000;

/** Looks for the rows that an answer has created. */
export const lookFor = (world: World, { events, position }: Done, chance: Chance): void => {
  const { context, partition, sequence } = position;
  const log = world.history.log(context, partition);
  for (const record of log.slice(sequence - events.length, sequence)) {
    for (const { name, view } of viewsBegunBy(world, context, record)) {
      const serving = world.serving(name);
      const process = serving.length === 0 ? undefined : chance.pick(serving);
      const { shown: kernel } = process ?? {};
      // A process that dies, or a store that is away, has promised nothing.
      if (kernel)
        process?.tell(() => look({ world, view, kernel, record }, position)).catch(() => {});
    }
  }
};

const viewsBegunBy = ({ system }: World, context: string, record: LogRecord) =>
  system.contexts.flatMap(({ name, views }) =>
    Object.values(views)
      .filter((view) => begins(view, context, record))
      .map((view) => ({ name, view })),
  );

const begins = (view: View, context: string, { type }: LogRecord): boolean =>
  type in view.creates &&
  view.follows.some((note) => note.context === context && note.type === type);

type Looking = {
  readonly world: World;
  readonly view: View;
  readonly kernel: Kernel;
  readonly record: LogRecord;
};

const look = async (looking: Looking, position: Done['position']): Promise<void> => {
  const { world, view, kernel, record } = looking;
  if (!(await kernel.seen(position, PATIENCE_MS))) return;
  // What has stopped for a person is not in the row before they have tried it again.
  const { context, name } = view;
  if (world.poisons.hasStruck({ context, part: 'view', name })) return;
  for (const key of view.rowsOf(messageOf(record), record.at)) {
    const id = idOf(view, key);
    if (await kernel.row(view.name, id)) continue;
    // A later event may have taken the row down again.
    if (!foldView(view, world.history).rows.has(id)) continue;
    const words = `${view.name} ${id} is not there, although ${record.type} was seen.`;
    world.findings.push({ of: 'P9', caseId: record.caseId, words });
  }
};
