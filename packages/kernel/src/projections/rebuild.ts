// Rebuilding a view: a new generation is drawn beside the old one from the logs. When a partition
// has caught up it keeps both generations true; when all have, readers are switched. Nobody sees a
// half-built view.

import type { View } from '@dure/domain';
import type { Rebuild } from '../api.ts';
import { PartitionRebuild, RecordFailed, sourcesOf } from './rebuild-partition.ts';
import type { Progress } from './rebuild-partition.ts';
import type { Engine, TurnTools } from '../engine.ts';
import {
  viewVersionFact,
  buildingFact,
  generationFact,
  partitionOf,
  rowIn,
  rowTag,
} from '../ids.ts';
import { noteRead } from './generations.ts';
import { inTurn } from './in-turn.ts';
import type { Partition } from '../partition.ts';
import { watermarkIn } from '../inbox/watermarks.ts';
import type { ItemId } from '../ports.ts';

/** Who has begun to read the old generation has read it by then. */
const CLEARED_AFTER_MS = 60_000;
const CLEARED_AT_ONCE = 500;

/** Another rebuild of the view is under way. */
class Overtaken extends Error {
  constructor(view: string) {
    super(`${view} is being rebuilt already.`);
    this.name = 'Overtaken';
  }
}

/** A person has called the rebuilding off, or it failed in another partition. */
class CalledOff extends Error {
  constructor(view: string) {
    super(`The rebuilding of ${view} was called off.`);
    this.name = 'CalledOff';
  }
}

/** The last generation that was begun, known to the first partition: none is begun twice. */
const begunFact = (view: string): string => `begun:${view}`;

/** The next generation, which no other has begun. */
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
const switchFirst = (turn: TurnTools, { view, generation }: Progress): Promise<boolean> => {
  const { workspace } = turn;
  const isLast = workspace.facts[begunFact(view.name)] === generation;
  if (isLast) workspace.setFact(generationFact(view.name), generation);
  if (isLast) workspace.setFact(buildingFact(view.name), 0);
  if (isLast) noteVersion(workspace, view);
  if (isLast) noteRead(turn, view);
  return Promise.resolve(isLast);
};

/**
 * Whether a partition keeps the new generation true until readers are switched.
 * @throws {Error} an event that came meanwhile could not be drawn in it.
 */
const needKept = async (
  { workspace }: TurnTools,
  { view: { name }, generation }: Progress,
): Promise<void> => {
  const building = Number(workspace.facts[buildingFact(name)] ?? 0);
  if (building > generation) throw new Overtaken(name);
  if (building < generation) throw new Error(`${name} could not be kept true while it was built.`);
};

/** A partition draws a generation that will never be read no longer. */
const giveUp = async ({ workspace }: TurnTools, { view, generation }: Progress): Promise<void> => {
  const isOurs = workspace.facts[buildingFact(view.name)] === generation;
  if (isOurs) workspace.setFact(buildingFact(view.name), 0);
};

const noteVersion = (workspace: TurnTools['workspace'], { name, version = 1 }: View): void => {
  const fact = viewVersionFact(name);
  if (Number(workspace.facts[fact] ?? 1) !== version) workspace.setFact(fact, version);
};

const switchNext = (turn: TurnTools, { view, generation }: Progress): Promise<void> => {
  const { workspace } = turn;
  const isOurs = workspace.facts[buildingFact(view.name)] === generation;
  workspace.setFact(generationFact(view.name), generation);
  if (isOurs) workspace.setFact(buildingFact(view.name), 0);
  if (isOurs) noteRead(turn, view);
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
    return [...this.#progress.values()].map(({ view, tag: _tag, ...progress }) => ({
      view: view.name,
      ...progress,
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

  callOff(name: string): boolean {
    const progress = this.#progress.get(name);
    if (progress?.state !== 'building') return false;
    progress.state = 'called off';
    return true;
  }

  async #rebuild(view: View): Promise<void> {
    const { name } = view;
    const [first] = this.#partitions;
    if (!first) return;
    const generation = await inTurn(first, (turn) => begin(turn, name));
    const tag = rowTag(name, generation);
    const progress: Progress = { view, tag, generation, done: 0, of: 0, state: 'building' };
    this.#progress.set(name, progress);
    try {
      await this.#buildAll(progress);
      await this.#switch(progress);
    } catch (cause) {
      await this.#fail(progress, cause);
      throw cause;
    }
    this.#engine.clock.after(CLEARED_AFTER_MS, () => void this.#clearBefore(name, generation));
  }

  /** Builds in all partitions; none goes on when one has failed. */
  async #buildAll(progress: Progress): Promise<void> {
    const building = this.#partitions.map((of, number) =>
      this.#build(of, number, progress).catch((cause: unknown) => {
        if (progress.state === 'building') progress.state = 'failed';
        throw cause;
      }),
    );
    const ends = await Promise.allSettled(building);
    const failed = ends.find(({ status }) => status === 'rejected');
    if (failed?.status === 'rejected') throw failed.reason;
  }

  async #switch(progress: Progress): Promise<void> {
    const { view, generation } = progress;
    const [first, ...others] = this.#partitions;
    for (const partition of this.#partitions) {
      await inTurn(partition, (turn) => needKept(turn, progress));
    }
    if (progress.state !== 'building') throw new CalledOff(view.name);
    if (!first || !(await inTurn(first, (turn) => switchFirst(turn, progress)))) {
      throw new Overtaken(view.name);
    }
    progress.state = 'switched';
    // The others keep both generations true until they are switched.
    this.#engine.generations.set(view.name, generation);
    for (const partition of others) await inTurn(partition, (turn) => switchNext(turn, progress));
  }

  /** What was drawn is taken down again, and no partition goes on drawing it. */
  async #fail(progress: Progress, cause: unknown): Promise<void> {
    const { view, tag, state } = progress;
    // Readers were switched: the partitions that were not are switched by the next rebuilding.
    if (state === 'switched') return;
    if (!(cause instanceof CalledOff)) {
      progress.state = 'failed';
      progress.failure = cause instanceof RecordFailed ? cause.failure : { cause: String(cause) };
    }
    try {
      for (const of of this.#partitions) await inTurn(of, (turn) => giveUp(turn, progress));
      await this.#clear(tag);
    } catch (failure) {
      this.#reportLeft(view.name, failure);
    }
  }

  async #build(partition: Partition, number: number, progress: Progress): Promise<void> {
    const { facts } = await this.#engine.store.head(number);
    const sources = sourcesOf(this.#engine, progress.view);
    progress.of += sources.reduce((sum, source) => sum + watermarkIn(facts, source), 0);
    const draft = new PartitionRebuild(this.#engine, number, progress);
    while (progress.state === 'building') {
      const step = await inTurn(partition, (turn) => draft.step(turn));
      if (step === 'caught up') return;
      if (step === 'overtaken') throw new Overtaken(progress.view.name);
      if (step === 'waiting') await this.#pause();
    }
    throw new CalledOff(progress.view.name);
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
      this.#reportLeft(name, cause);
    }
  }

  #reportLeft(view: string, cause: unknown): void {
    const { newCommandId: newId, context, report } = this.#engine;
    report({ id: newId(), context, what: `Rows of ${view} that nobody reads are left.`, cause });
  }

  /** Takes down the rows of a generation that no reader uses, each in its own partition. */
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
