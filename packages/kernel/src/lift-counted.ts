// Instances are lifted when they move. Those that `known.count` counts are found by the name of
// their state, so that a state with another name would not be counted until then: they are
// lifted soon after the start, some in each turn, while the context works.

import { stateVersionOf } from '@dure/domain';
import type { AnyAggregate } from '@dure/domain';
import type { Engine, TurnTools } from './engine.ts';
import { instanceIn, partitionOf } from './ids.ts';
import type { Partition } from './partition.ts';
import type { Item } from './ports.ts';
import { inTurn } from './projections/in-turn.ts';
import { loadedIn, readSetFor } from './turn/aggregate-repository.ts';

/** In one turn, and in one reading. */
const AT_ONCE = 100;
const AGAIN_MS = 10_000;

/** Goes on in the background; what fails begins again a little later. */
export const liftCounted = (
  engine: Engine,
  partitions: readonly Partition[],
  isStopping: () => boolean,
): void => {
  const counted = new Map(
    Object.values(engine.registry.context.aggregates)
      .filter((of) => of.isCounted === true && stateVersionOf(of) > 1)
      .map((of) => [of.name, of] as const),
  );
  if (counted.size === 0) return;
  liftAll(engine, partitions, counted).catch(() => {
    if (isStopping()) return;
    engine.clock.after(AGAIN_MS, () => liftCounted(engine, partitions, isStopping));
  });
};

type Counted = ReadonlyMap<string, AnyAggregate>;

const liftAll = async (
  { store }: Engine,
  partitions: readonly Partition[],
  counted: Counted,
): Promise<void> => {
  let items = await store.list('instance', '', AT_ONCE);
  while (items.length > 0) {
    const older = items.filter((item) => isOlder(item, counted));
    for (const [number, partition] of partitions.entries()) {
      const ours = older.filter(
        ({ id }) => partitionOf(instanceIn(id).key, partitions.length) === number,
      );
      if (ours.length > 0) await inTurn(partition, (turn) => lift(turn, ours, counted));
    }
    items = await store.list('instance', items.at(-1)?.id ?? '', AT_ONCE);
  }
};

const isOlder = ({ id, body }: Item, counted: Counted): boolean => {
  const aggregate = counted.get(instanceIn(id).type);
  // The body of an instance says the version of its states.
  const { life = 1 } = body as { readonly life?: number };
  return aggregate !== undefined && life < stateVersionOf(aggregate);
};

const lift = async (turn: TurnTools, items: readonly Item[], counted: Counted): Promise<void> => {
  for (const { id } of items) {
    const { type, key } = instanceIn(id);
    const aggregate = counted.get(type);
    if (!aggregate) continue;
    await turn.workspace.load(readSetFor(aggregate, key));
    const loaded = loadedIn(turn, aggregate, key);
    if (loaded.isOlder) loaded.rewrite();
  }
};
