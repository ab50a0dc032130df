// Rebuilding a view: a new generation is drawn beside the old one from the logs. When a partition
// has caught up it keeps both generations true; when all have, readers are switched. Nobody sees a
// half-built view.

import type { View } from '@dure/domain';
import type { Rebuild } from '../api.ts';
import { PartitionRebuild } from './rebuild-partition.ts';
import type { Progress } from './rebuild-partition.ts';
import type { Engine, Job, TurnTools } from '../engine.ts';
import { partitionOf, rowIn, rowTag } from '../ids.ts';
import { generationFact } from './generations.ts';
import type { Partition } from '../partition.ts';
import type { ItemId, ReadSet } from '../ports.ts';
import { buildingFact } from './project.ts';

/** Who has begun to read the old generation has read it by then. */
const CLEARED_AFTER_MS = 60_000;
const CLEARED_AT_ONCE = 500;

/** Runs one piece of work in a turn of a partition. */
class TurnJob<T> implements Job {
  readonly isDurable = true;
  readonly #act: (turn: TurnTools) => Promise<T>;
  readonly #reply: (result: T) => void;
  #result: T | undefined;

  constructor(act: (turn: TurnTools) => Promise<T>, reply: (result: T) => void) {
    this.#act = act;
    this.#reply = reply;
  }

  reads(): ReadSet {
    return { ids: [], tags: [] };
  }

  async work(turn: TurnTools): Promise<void> {
    this.#result = await this.#act(turn);
  }

  done(): void {
    this.#reply(this.#result as T); // A turn that is done has done its work.
  }

  failed(): void {}
}

const inTurn = <T>(partition: Partition, act: (turn: TurnTools) => Promise<T>): Promise<T> =>
  new Promise((resolve) => partition.enqueue(new TurnJob(act, resolve)));

/** Somebody else rebuilds the view. */
class Overtaken extends Error {
  constructor(view: string) {
    super(`${view} is being rebuilt already.`);
    this.name = 'Overtaken';
  }
}

/** The last generation that was begun, known to the first partition: none is begun twice. */
const begunFact = (view: string): string => `begun:${view}`;

/** The next generation, which nobody else has begun. */
const begin = ({ workspace }: TurnTools, view: string): Promise<number> => {
  const { facts } = workspace;
  const known = [facts[generationFact(view)] ?? 1, facts[begunFact(view)] ?? 1].map(Number);
  const generation = Math.max(...known) + 1;
  workspace.setFact(begunFact(view), generation);
  return Promise.resolve(generation);
};

/**
 * Switches readers, who look at the first partition alone. It is the arbiter as well: whoever has
 * begun later may have stopped other partitions from keeping this generation true.
 */
const switchFirst = (
  { workspace }: TurnTools,
  { view, generation }: Progress,
): Promise<boolean> => {
  const isLast = workspace.facts[begunFact(view.name)] === generation;
  if (isLast) workspace.setFact(generationFact(view.name), generation);
  if (isLast) workspace.setFact(buildingFact(view.name), 0);
  return Promise.resolve(isLast);
};

const switchNext = ({ workspace }: TurnTools, { view, generation }: Progress): Promise<void> => {
  const isOurs = workspace.facts[buildingFact(view.name)] === generation;
  workspace.setFact(generationFact(view.name), generation);
  if (isOurs) workspace.setFact(buildingFact(view.name), 0);
  return Promise.resolve();
};

export class Rebuilds {
  readonly #engine: Engine;
  readonly #partitions: readonly Partition[];
  readonly #progress = new Map<string, Progress>();
  readonly #underWay = new Set<string>();

  constructor(engine: Engine, partitions: readonly Partition[]) {
    this.#engine = engine;
    this.#partitions = partitions;
  }

  all(): readonly Rebuild[] {
    return [...this.#progress.values()].map(({ view, generation, done, of, state }) => ({
      view: view.name,
      generation,
      done,
      of,
      state,
    }));
  }

  /** @throws when there is no such view, or when it is being rebuilt already. */
  async start(name: string): Promise<void> {
    const view = this.#engine.registry.views.get(name);
    if (!view) throw new Error(`There is no view ${name}.`);
    if (this.#underWay.has(name)) throw new Overtaken(name);
    this.#underWay.add(name);
    try {
      await this.#rebuild(view);
    } finally {
      this.#underWay.delete(name);
    }
  }

  async #rebuild(view: View): Promise<void> {
    const { name } = view;
    const [first, ...others] = this.#partitions;
    if (!first) return;
    const generation = await inTurn(first, (turn) => begin(turn, name));
    const tag = rowTag(name, generation);
    const progress: Progress = { view, tag, generation, done: 0, of: 0, state: 'building' };
    this.#progress.set(name, progress);
    await Promise.all(this.#partitions.map((of, number) => this.#build(of, number, progress)));
    if (!(await inTurn(first, (turn) => switchFirst(turn, progress)))) throw new Overtaken(name);
    for (const partition of others) await inTurn(partition, (turn) => switchNext(turn, progress));
    this.#engine.generations.set(name, generation);
    progress.state = 'switched';
    this.#engine.clock.after(CLEARED_AFTER_MS, () => void this.#clearBefore(name, generation));
  }

  async #build(partition: Partition, number: number, progress: Progress): Promise<void> {
    const { facts } = await this.#engine.store.head(number);
    const marks = Object.entries(facts).filter(([name]) => name.startsWith('seen:'));
    progress.of += marks.reduce((sum, [, seen]) => sum + Number(seen), 0);
    const draft = new PartitionRebuild(this.#engine, number, progress);
    for (;;) {
      const step = await inTurn(partition, (turn) => draft.step(turn));
      if (step === 'caught up') return;
      if (step === 'overtaken') throw new Overtaken(progress.view.name);
      if (step === 'waiting') await this.#pause();
    }
  }

  #pause(): Promise<void> {
    return new Promise((resolve) => {
      this.#engine.clock.after(this.#engine.limits.retryFirstMs, resolve);
    });
  }

  /** What is left when the store is away is cleared after the next rebuilding. */
  async #clearBefore(name: string, generation: number): Promise<void> {
    try {
      for (let old = 1; old < generation; old += 1) await this.#clear(rowTag(name, old));
    } catch (cause) {
      const { newCommandId: newId, context, report } = this.#engine;
      report({ id: newId(), context, what: `Old rows of ${name} are left.`, cause });
    }
  }

  /** Takes down the rows of a generation that nobody reads, each in its own partition. */
  async #clear(tag: string): Promise<void> {
    const page = { tag, filters: [], anyOf: [], descending: false, offset: 0 } as const;
    for (;;) {
      const { rows } = await this.#engine.store.query({ ...page, limit: CLEARED_AT_ONCE });
      if (rows.length === 0) return;
      const { partitions } = this.#engine.store;
      const placeOf = ({ id }: ItemId) => partitionOf(rowIn(id).key, partitions);
      await Promise.all(
        this.#partitions.map((partition, number) =>
          remove(
            partition,
            rows.filter((row) => placeOf(row) === number),
          ),
        ),
      );
    }
  }
}

const remove = async (partition: Partition, items: readonly ItemId[]): Promise<void> => {
  if (items.length === 0) return;
  await inTurn(partition, ({ workspace }) => {
    for (const item of items) workspace.remove(item);
    return Promise.resolve();
  });
};
