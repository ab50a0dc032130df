// What holds at every moment, however bad the weather.

import type { World as Scene } from '@dure/rehearsal';
import type { Finding } from '../finding.ts';
import type { World } from '../world.ts';

/** The whole business at this moment, as an invariant reads it. */
export const sceneOf = (world: World): Scene => ({
  events: world.aggregateModel.happened,
  states: (aggregate, register) => world.aggregateModel.states(aggregate, register),
  rows: (view) => rowsOf(world, view),
  external: (system) => world.lines.stateOf(system),
  now: world.timeline.now,
});

const rowsOf = ({ system, storeModels }: World, view: string): ReturnType<Scene['rows']> => {
  const context = system.contexts.find(({ views }) => view in views);
  const rows = context && storeModels.get(context.name)?.rows(view);
  // The body of a row is the object that its fold gave.
  return [...(rows?.values() ?? [])].map(({ body }) => body as { [field: string]: unknown });
};

export const checkInvariants = (
  world: World,
  holds: 'always' | 'when quiet',
): readonly Finding[] => {
  const scene = sceneOf(world);
  return world.system.invariants
    .filter((invariant) => invariant.holds === holds)
    .flatMap(({ id, broken }) =>
      broken(scene).map((words) => ({ of: id, words, caseId: caseNamedIn(world, words) })),
    );
};

export const checkStreams = ({ aggregateModel }: World): readonly Finding[] =>
  aggregateModel.corrupt.map(({ record, cause }) => ({
    of: 'G1',
    caseId: record.caseId,
    words: String(cause),
  }));

/** The case that a sentence speaks of, as far as the logs know one by that name. */
const caseNamedIn = ({ history }: World, words: string): string | undefined => {
  const named = new Set(words.match(/[\w-]+-[\w]+/g) ?? []);
  return history.all.find(({ record }) => named.has(record.caseId))?.record.caseId;
};
