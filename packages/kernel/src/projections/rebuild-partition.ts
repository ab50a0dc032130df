// A draft: the new generation of a view's rows in one partition, drawn from the logs piece by
// piece, each in a turn of its own.

import type { View } from '@dure/domain';
import type { Rebuild, RebuildFailure } from '../api.ts';
import type { Engine, TurnTools } from '../engine.ts';
import { buildingFact, generationFact, mixedFact, partitionOf, recordId } from '../ids.ts';
import { followerOf } from '../inbox/followers.ts';
import { noteUndrawn } from '../inbox/parking-lot.ts';
import { watermarkIn } from '../inbox/watermarks.ts';
import type { Source } from '../inbox/watermarks.ts';
import { noteBuiltBy } from './generations.ts';
import { merged } from './log-merge.ts';
import type { Placed, Unread } from './log-merge.ts';
import { drawRow, rowsTouched } from './project.ts';
import type { LogRecord } from '../ports.ts';
import { deliveriesOf, knownPart, traces } from '../turn/messages.ts';
import type { Delivered, ViewUnit } from '../turn/messages.ts';
import { Failure } from '../turn/items.ts';

/** How far a rebuilding is, over all partitions. */
export type Progress = {
  readonly view: View;
  readonly tag: string;
  readonly generation: number;
  done: number;
  of: number;
  state: Rebuild['state'];
  failure?: RebuildFailure;
};

/** A record that cannot be drawn. */
export class RecordFailed extends Error {
  readonly failure: RebuildFailure;

  constructor(view: string, { record, id }: Pick<Delivered, 'record' | 'id'>, cause: unknown) {
    const words = cause instanceof Error ? cause.message : String(cause);
    super(`${view} cannot draw ${record.type} (${id}): ${words}`, { cause });
    this.name = 'RecordFailed';
    this.failure = { cause: words, record: id, type: record.type, caseId: record.caseId };
  }
}

/** How far a draft is: the sequence drawn of each source, and the updates without their rows. */
type Drawn = {
  readonly upTo: Map<Source, number>;
  readonly early: Map<string, readonly ViewUnit[]>;
};

const nothingDrawn = (): Drawn => ({ upTo: new Map(), early: new Map() });

/** `waiting` for logs that are out of reach; `overtaken` by a rebuilding that was begun later. */
type Step = 'caught up' | 'on the way' | 'waiting' | 'overtaken';

/** The step of the draft that a partition has committed: `2.7` is the seventh of generation 2. */
const stepFact = (view: string): string => `step:${view}`;

/** The new generation of one partition's rows, as far as it is drawn. */
export class PartitionRebuild {
  readonly #engine: Engine;
  readonly #number: number;
  readonly #progress: Progress;
  readonly #sources: readonly Source[];
  /** As committed: a turn that fails begins again from here. */
  #drawn = nothingDrawn();
  #steps = 0;
  /** What was read of each source and is not drawn yet. */
  readonly #read = new Map<Source, readonly LogRecord[]>();
  /** What the last try would lead to, in case that it was committed and its answer was lost. */
  #tried: Drawn | undefined;

  constructor(engine: Engine, number: number, progress: Progress) {
    this.#engine = engine;
    this.#number = number;
    this.#progress = progress;
    this.#sources = sourcesOf(engine, progress.view);
  }

  /** Draws a piece of every log. How far that led the new generation. */
  async step(turn: TurnTools): Promise<Step> {
    const { view, generation } = this.#progress;
    const { facts } = turn.workspace;
    const building = Number(facts[buildingFact(view.name)] ?? 0);
    if (building > generation) return 'overtaken';
    // The last step was committed, and its answer was lost.
    if (building === generation) return 'caught up';
    if (facts[stepFact(view.name)] === this.#nextStep) this.#accept();
    return this.#drawAll(turn);
  }

  get #nextStep(): string {
    return `${this.#progress.generation}.${this.#steps + 1}`;
  }

  async #drawAll(turn: TurnTools): Promise<Step> {
    const { upTo, early } = this.#drawn;
    const drawn = { upTo: new Map(upTo), early: new Map(early) };
    const logs: readonly Unread[] = await Promise.all(
      this.#sources.map((source) => this.#unread(turn, source, upTo.get(source) ?? 0)),
    );
    const placed = merged(logs);
    for (const one of placed) {
      await this.#draw(turn, drawn, one);
      drawn.upTo.set(one.source, one.record.sequence);
    }
    const count = placed.length;
    const known = logs.reduce((sum, { records }) => sum + records.length, 0);
    const isCaughtUp = count === known && logs.every(({ isAll }) => isAll);
    if (isCaughtUp) await this.#keepTrue(turn, drawn);
    turn.workspace.setFact(stepFact(this.#progress.view.name), this.#nextStep);
    this.#tried = drawn;
    turn.workspace.afterwards.push(() => {
      this.#accept();
      this.#progress.done += count;
    });
    return isCaughtUp ? 'caught up' : stepOf(count);
  }

  #accept(): void {
    this.#drawn = this.#tried ?? this.#drawn;
    this.#tried = undefined;
    this.#steps += 1;
  }

  /** From here on the partition draws the new generation together with the one that is read. */
  async #keepTrue(turn: TurnTools, { early }: Drawn): Promise<void> {
    const { engine, workspace } = turn;
    const { view, generation } = this.#progress;
    const { facts } = await engine.store.head(0);
    // A rebuilding that died while it switched has left readers with what was being built here.
    const read = Number(facts[generationFact(view.name)] ?? 1);
    if (workspace.facts[buildingFact(view.name)] === read) {
      workspace.setFact(generationFact(view.name), read);
    }
    workspace.setFact(buildingFact(view.name), generation);
    noteBuiltBy(turn, view);
    // As it was noted before generations were told apart.
    if (workspace.facts[mixedFact(view.name)] === true)
      workspace.setFact(mixedFact(view.name), read);
    for (const unit of [...early.values()].flat()) await noteUndrawn(turn, unit, generation);
  }

  /** What a source has behind a sequence, as far as it was read and the partition has seen it. */
  async #unread(turn: TurnTools, source: Source, after: number): Promise<Unread> {
    const seen = watermarkIn(turn.workspace.facts, source);
    const read = this.#read.get(source) ?? [];
    const rest = read.filter(({ sequence }) => sequence > after);
    if (rest.length > 0) this.#read.set(source, rest);
    else if (after < seen) this.#read.set(source, await this.#next(source, after));
    else return { source, records: [], isAll: true };
    const records = (this.#read.get(source) ?? []).filter(({ sequence }) => sequence <= seen);
    return { source, records, isAll: (records.at(-1)?.sequence ?? after) >= seen };
  }

  /** The next records of a source; none where it is out of reach. */
  async #next(source: Source, after: number): Promise<readonly LogRecord[]> {
    const { context, partition } = source;
    const { limits, feed, registry } = this.#engine;
    const asked = [context, partition, after, limits.readMax] as const;
    const page = await (feed.readAgain?.(...asked) ?? feed.read(...asked)).catch(() => undefined);
    const records = (page?.records ?? []).filter(({ sequence }) => sequence > after);
    return knownPart(registry, { context, after, records });
  }

  async #draw(turn: TurnTools, drawn: Drawn, { source, record }: Placed): Promise<void> {
    for (const delivery of this.#lifted(source, record)) {
      if (this.#isFollowed(delivery)) await this.#drawRows(turn, drawn, delivery);
    }
  }

  /** @throws {RecordFailed} an upcast throws. */
  #lifted(source: Source, record: LogRecord): readonly Delivered[] {
    try {
      return deliveriesOf(this.#engine.registry, source, record);
    } catch (cause) {
      const id = recordId(source.context, source.partition, record.sequence);
      throw new RecordFailed(this.#progress.view.name, { record, id }, cause);
    }
  }

  /** Notes of what people did, or of what was refused, have the name of their message. */
  #isFollowed({ source, record }: Delivered): boolean {
    const { follows } = this.#progress.view;
    if (record.kind === 'command' || traces.has(record.kind)) return false;
    return follows.some(({ context, type }) => context === source && type === record.type);
  }

  async #drawRows(turn: TurnTools, drawn: Drawn, delivery: Delivered): Promise<void> {
    const { view } = this.#progress;
    const drawing = await turn.workspace.attempt(() => rowsTouched(view, delivery));
    if (drawing instanceof Failure) throw new RecordFailed(view.name, delivery, drawing.cause);
    for (const unit of drawing) {
      if (partitionOf(unit.key, this.#engine.store.partitions) !== this.#number) continue;
      await this.#drawRow(turn, drawn, unit);
    }
  }

  async #drawRow(turn: TurnTools, drawn: Drawn, unit: ViewUnit): Promise<void> {
    const done = await turn.workspace.attempt(() => drawRow(turn, unit, this.#progress.tag));
    if (done instanceof Failure) {
      throw new RecordFailed(unit.view, unit.delivered, done.cause);
    }
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

/** A view that reads apart from the others is drawn up to where it has read. */
export const sourcesOf = ({ followers, feed }: Engine, view: View): readonly Source[] => {
  const contexts = new Set(view.follows.map(({ context }) => context));
  const name = followerOf({ of: 'view', name: view.name });
  const reader = followers.apart.includes(name) ? name : undefined;
  return [...contexts].flatMap((context) =>
    Array.from({ length: feed.partitionsOf(context) }, (_, partition) => ({
      context,
      partition,
      reader,
    })),
  );
};
