// Rebuilding a view: a new generation is drawn beside the old one from the logs. When a partition
// has caught up it keeps both generations true; when all have, readers are switched. Nobody sees a
// half-built view.

import type { View } from '@dure/domain';
import type { Rebuild } from './api.ts';
import type { Engine, Job, TurnTools } from './engine.ts';
import { partitionOf } from './hash.ts';
import { markOf } from './jobs.ts';
import type { Partition } from './partition.ts';
import type { LogRecord, Wanted } from './ports.ts';
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

/** The new generation of one partition's rows, as far as it is drawn. */
class Draft {
  readonly #engine: Engine;
  readonly #number: number;
  readonly #progress: Progress;
  readonly #sources: readonly Source[];
  readonly #drawn = new Map<Source, number>();
  /** Updates whose rows are not there yet. */
  readonly #early = new Map<string, ViewUnit[]>();

  constructor(engine: Engine, number: number, progress: Progress) {
    this.#engine = engine;
    this.#number = number;
    this.#progress = progress;
    this.#sources = engine.registry.system.contexts.flatMap(({ name: context }) =>
      Array.from({ length: engine.feed.partitionsOf(context) }, (_, partition) => ({
        context,
        partition,
      })),
    );
  }

  /** Draws a piece of every log. Whether the new generation has caught up, and is kept true. */
  async step(turn: TurnTools): Promise<boolean> {
    const { limits, feed } = this.#engine;
    let isCaughtUp = true;
    for (const source of this.#sources) {
      const seen = Number(turn.workspace.facts[markOf(source.context, source.partition)] ?? 0);
      const after = this.#drawn.get(source) ?? 0;
      if (after >= seen) continue;
      const { context, partition } = source;
      const read = await feed.read(context, partition, after, limits.readMax);
      const records = read.filter(({ sequence }) => sequence <= seen);
      for (const record of records) await this.#draw(turn, source, record);
      const upTo = records.at(-1)?.sequence ?? after;
      this.#drawn.set(source, upTo);
      this.#progress.done += records.length;
      if (upTo < seen) isCaughtUp = false;
    }
    const { view, generation } = this.#progress;
    if (isCaughtUp) turn.workspace.setFact(buildingFact(view.name), generation);
    return isCaughtUp;
  }

  async #draw(turn: TurnTools, source: Source, record: LogRecord): Promise<void> {
    const { view } = this.#progress;
    const { context, partition } = source;
    if (!view.follows.some((note) => note.context === context && note.type === record.type)) return;
    const id = recordId(context, partition, record.sequence);
    const delivered = { source: context, id, record };
    for (const { key, fields } of rowsTouched(view, delivered)) {
      if (partitionOf(key, this.#engine.store.partitions) !== this.#number) continue;
      await this.#drawRow(turn, { to: 'view', view: view.name, key, fields, delivered });
    }
  }

  async #drawRow(turn: TurnTools, unit: ViewUnit): Promise<void> {
    const drawn = await turn.workspace.attempt(() => drawRow(turn, unit, this.#progress.tag));
    if (drawn instanceof Failure) throw drawn.cause;
    if (drawn === 'early') {
      this.#early.set(unit.key, [...(this.#early.get(unit.key) ?? []), unit]);
      return;
    }
    const waiting = this.#early.get(unit.key) ?? [];
    this.#early.delete(unit.key);
    for (const next of waiting) await this.#drawRow(turn, next);
  }
}

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
    await this.#clear(tag);
    await Promise.all(this.#partitions.map((of, number) => this.#build(of, number, progress)));
    for (const partition of this.#partitions) await this.#switch(partition, progress);
    progress.state = 'switched';
    await this.#clear(`${name}@${old}`);
  }

  async #build(partition: Partition, number: number, progress: Progress): Promise<void> {
    const { facts } = await this.#engine.store.head(number);
    const marks = Object.entries(facts).filter(([name]) => name.startsWith('seen:'));
    progress.of += marks.reduce((sum, [, seen]) => sum + Number(seen), 0);
    const draft = new Draft(this.#engine, number, progress);
    while (!(await inTurn(partition, (turn) => draft.step(turn))));
  }

  async #switch(partition: Partition, { view, generation }: Progress): Promise<void> {
    await inTurn(partition, ({ workspace }) => {
      workspace.setFact(`generation:${view.name}`, generation);
      workspace.setFact(buildingFact(view.name), 0);
      return Promise.resolve();
    });
  }

  /** Takes down the rows of a generation that nobody reads. */
  async #clear(tag: string): Promise<void> {
    const [partition] = this.#partitions;
    const page = { tag, filters: [], anyOf: [], descending: false, offset: 0 } as const;
    for (;;) {
      const { rows } = await this.#engine.store.query({ ...page, limit: CLEARED_AT_ONCE });
      if (rows.length === 0 || !partition) return;
      await inTurn(partition, ({ workspace }) => {
        for (const row of rows) workspace.remove(row);
        return Promise.resolve();
      });
    }
  }
}
