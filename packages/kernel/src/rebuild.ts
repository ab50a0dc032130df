// Rebuilding a view: a new generation is drawn beside the old one from the logs. When a partition
// has caught up it keeps both generations true; when all have, readers are switched. Nobody sees a
// half-built view.

import type { View } from '@dure/domain';
import type { Rebuild } from './api.ts';
import type { Engine, Job, TurnTools } from './engine.ts';
import { partitionOf } from './hash.ts';
import { markOf } from './jobs.ts';
import type { Partition } from './partition.ts';
import type { ItemId, LogRecord, Wanted } from './ports.ts';
import { buildingFact, drawRow, rowsTouched } from './reactions.ts';
import { recordId } from './work.ts';
import type { ViewUnit } from './work.ts';
import { Failure } from './workspace.ts';

type Source = { readonly context: string; readonly partition: number };

type Progress = {
  readonly view: View;
  readonly tag: string;
  readonly generation: number;
  done: number;
  of: number;
  state: Rebuild['state'];
};

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

  wanted(): Wanted {
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

/** How far a draft is: the sequence drawn of each source, and the updates without their rows. */
type Drawn = {
  readonly upTo: Map<Source, number>;
  readonly early: Map<string, readonly ViewUnit[]>;
};

const nothingDrawn = (): Drawn => ({ upTo: new Map(), early: new Map() });

/** `waiting` for logs that are out of reach. */
type Step = 'caught up' | 'on the way' | 'waiting';

/** The new generation of one partition's rows, as far as it is drawn. */
class Draft {
  readonly #engine: Engine;
  readonly #number: number;
  readonly #progress: Progress;
  readonly #sources: readonly Source[];
  /** As committed: a turn that fails begins again from here. */
  #drawn: Drawn | undefined;

  constructor(engine: Engine, number: number, progress: Progress) {
    this.#engine = engine;
    this.#number = number;
    this.#progress = progress;
    this.#sources = sourcesOf(engine);
  }

  /** Draws a piece of every log. How far that led the new generation. */
  async step(turn: TurnTools): Promise<Step> {
    const { upTo, early } = this.#drawn ?? nothingDrawn();
    const drawn = { upTo: new Map(upTo), early: new Map(early) };
    let count = 0;
    let isCaughtUp = true;
    for (const source of this.#sources) {
      const piece = await this.#drawPiece(turn, drawn, source);
      count += piece.count;
      isCaughtUp &&= piece.isAll;
    }
    const { view, generation } = this.#progress;
    // An earlier rebuilding may have died: its generation is not kept true while it is drawn anew.
    turn.workspace.setFact(buildingFact(view.name), isCaughtUp ? generation : 0);
    turn.workspace.afterwards.push(() => {
      this.#drawn = drawn;
      this.#progress.done += count;
    });
    return isCaughtUp ? 'caught up' : stepOf(count);
  }

  async #drawPiece(turn: TurnTools, drawn: Drawn, source: Source) {
    const { records, isAll } = await this.#next(turn, source, drawn.upTo.get(source) ?? 0);
    for (const record of records) await this.#draw(turn, drawn, { source, record });
    const last = records.at(-1);
    if (last) drawn.upTo.set(source, last.sequence);
    return { count: records.length, isAll };
  }

  /** The next records of a source, as far as the partition itself has seen them. */
  async #next(turn: TurnTools, source: Source, after: number) {
    const { context, partition } = source;
    const seen = Number(turn.workspace.facts[markOf(context, partition)] ?? 0);
    if (after >= seen) return { records: [], isAll: true };
    const { limits, feed } = this.#engine;
    const read = await feed.read(context, partition, after, limits.readMax);
    const records = read.filter(({ sequence }) => sequence > after && sequence <= seen);
    return { records, isAll: (records.at(-1)?.sequence ?? after) >= seen };
  }

  async #draw(
    turn: TurnTools,
    drawn: Drawn,
    { source, record }: { readonly source: Source; readonly record: LogRecord },
  ): Promise<void> {
    const { view } = this.#progress;
    const { context, partition } = source;
    if (!view.follows.some((note) => note.context === context && note.type === record.type)) return;
    const id = recordId(context, partition, record.sequence);
    const delivered = { source: context, id, record };
    for (const { key, fields } of rowsTouched(view, delivered)) {
      if (partitionOf(key, this.#engine.store.partitions) !== this.#number) continue;
      await this.#drawRow(turn, drawn, { to: 'view', view: view.name, key, fields, delivered });
    }
  }

  async #drawRow(turn: TurnTools, drawn: Drawn, unit: ViewUnit): Promise<void> {
    const done = await turn.workspace.attempt(() => drawRow(turn, unit, this.#progress.tag));
    if (done instanceof Failure) throw done.cause;
    const waiting = drawn.early.get(unit.key) ?? [];
    if (done === 'early') {
      drawn.early.set(unit.key, [...waiting, unit]);
      return;
    }
    drawn.early.delete(unit.key);
    for (const next of waiting) await this.#drawRow(turn, drawn, next);
  }
}

const stepOf = (count: number): Step => (count > 0 ? 'on the way' : 'waiting');

const sourcesOf = ({ registry, feed }: Engine): readonly Source[] =>
  registry.system.contexts.flatMap(({ name: context }) =>
    Array.from({ length: feed.partitionsOf(context) }, (_, partition) => ({ context, partition })),
  );

export class Rebuilds {
  readonly #engine: Engine;
  readonly #partitions: readonly Partition[];
  readonly #progress = new Map<string, Progress>();

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
    if (this.#progress.get(name)?.state === 'building') {
      throw new Error(`${name} is being rebuilt already.`);
    }
    const { facts } = await this.#engine.store.head(0);
    const old = Number(facts[`generation:${name}`] ?? 1);
    const generation = old + 1;
    const tag = `${name}@${generation}`;
    const progress: Progress = { view, tag, generation, done: 0, of: 0, state: 'building' };
    this.#progress.set(name, progress);
    try {
      await this.#clear(tag);
      await Promise.all(this.#partitions.map((of, number) => this.#build(of, number, progress)));
      for (const partition of this.#partitions) await this.#switch(partition, progress);
    } catch (error) {
      // It can be started again, which begins from nothing.
      this.#progress.delete(name);
      throw error;
    }
    this.#engine.generations.set(name, generation);
    progress.state = 'switched';
    await this.#clear(`${name}@${old}`);
  }

  async #build(partition: Partition, number: number, progress: Progress): Promise<void> {
    const { facts } = await this.#engine.store.head(number);
    const marks = Object.entries(facts).filter(([name]) => name.startsWith('seen:'));
    progress.of += marks.reduce((sum, [, seen]) => sum + Number(seen), 0);
    const draft = new Draft(this.#engine, number, progress);
    for (;;) {
      const step = await inTurn(partition, (turn) => draft.step(turn));
      if (step === 'caught up') return;
      if (step === 'waiting') await this.#pause();
    }
  }

  #pause(): Promise<void> {
    return new Promise((resolve) => {
      this.#engine.runtime.after(this.#engine.limits.retryFirstMs, resolve);
    });
  }

  async #switch(partition: Partition, { view, generation }: Progress): Promise<void> {
    await inTurn(partition, ({ workspace }) => {
      workspace.setFact(`generation:${view.name}`, generation);
      workspace.setFact(buildingFact(view.name), 0);
      return Promise.resolve();
    });
  }

  /** Takes down the rows of a generation that nobody reads, each in its own partition. */
  async #clear(tag: string): Promise<void> {
    const page = { tag, filters: [], anyOf: [], descending: false, offset: 0 } as const;
    for (;;) {
      const { rows } = await this.#engine.store.query({ ...page, limit: CLEARED_AT_ONCE });
      if (rows.length === 0) return;
      const { partitions } = this.#engine.store;
      const placeOf = ({ id }: ItemId) => partitionOf(id.slice(tag.length + 1), partitions);
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
