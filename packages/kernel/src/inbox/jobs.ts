// Durable jobs: what waits for a turn of a partition, and is done whatever it takes.

import { NewerVersion } from '@dure/domain';
import type { Answered, Answering } from '../commands/ask-answers.ts';
import { closeAsk } from '../commands/asks.ts';
import { dueUnit } from '../deadlines/deadlines.ts';
import { instanceIn } from '../ids.ts';
import { handle, openLane, parkedAt, settleAsk, settleCall } from './lanes.ts';
import type { Job, ParkedPlace, TurnTools } from '../engine.ts';
import type { Head, Item, ReadSet } from '../ports.ts';
import { noteMissed } from '../projections/generations.ts';
import { noteStalled } from './reactions.ts';
import { noteUnfolded, loadedIn } from '../turn/aggregate-repository.ts';
import type { Laned } from '../turn/messages.ts';
import { logFact, logIn, watermarkFact, watermarkIn } from './watermarks.ts';
import type { Source } from './watermarks.ts';

/** How a durable job ended: one that stopped is to be looked at again, and not at once. */
export type JobEnd = 'done' | 'stopped';

abstract class DurableJob implements Job {
  readonly isDurable = true;
  readonly #ended: ((end: JobEnd) => void) | undefined;
  #end: JobEnd = 'done';

  constructor(ended?: (end: JobEnd) => void) {
    this.#ended = ended;
  }

  abstract reads(): ReadSet;
  abstract work(turn: TurnTools): Promise<void> | undefined;

  /**
   * What a board's function throws stops its unit within the job. Other defects come here: whoever
   * wrote the job down finds it again later.
   */
  stopped(cause: unknown, { engine }: TurnTools): void {
    this.#end = 'stopped';
    noteUnfolded(engine.unfolded, cause);
    if (cause instanceof NewerVersion) return;
    const { newCommandId, context, report } = engine;
    report({ id: newCommandId(), context, what: `A job of ${context} failed.`, cause });
  }

  done(): void {
    this.#ended?.(this.#end);
  }

  /** A durable job is tried until it is done. */
  failed(): void {
    this.#ended?.('stopped');
  }
}

/** The records of one source's partition, with the work that they make in this partition. */
export class BatchJob extends DurableJob {
  readonly isLazy: boolean;
  readonly #source: Source;
  readonly #logId: string;
  readonly #astray: (facts: Head['facts']) => void;
  readonly #entries: readonly { readonly sequence: number; readonly laned: readonly Laned[] }[];
  readonly #upTo: number;
  readonly #reads: ReadSet;
  readonly #spent: (ms: number) => void;

  constructor(
    batch: {
      readonly source: Source;
      /** The log that the records are from. */
      readonly logId: string;
      readonly entries: readonly { readonly sequence: number; readonly laned: readonly Laned[] }[];
      readonly upTo: number;
      readonly reads: ReadSet;
      readonly isLazy: boolean;
      /** Called with the facts of a partition that follows another log. */
      readonly astray: (facts: Head['facts']) => void;
      /** Called with how long the work took, each time that it is done. */
      readonly spent: (ms: number) => void;
    },
    ended: (end: JobEnd) => void,
  ) {
    super(ended);
    this.#source = batch.source;
    this.#logId = batch.logId;
    this.#astray = batch.astray;
    this.#entries = batch.entries;
    this.#upTo = batch.upTo;
    this.#reads = batch.reads;
    this.isLazy = batch.isLazy;
    this.#spent = batch.spent;
  }

  reads(): ReadSet {
    return this.#reads;
  }

  async work(turn: TurnTools): Promise<void> {
    const { workspace, engine } = turn;
    const { context } = this.#source;
    const followed = logIn(workspace.facts, context);
    // Another replica has met another log meanwhile.
    if (followed !== undefined && followed !== this.#logId) return this.#astray(workspace.facts);
    const seen = watermarkIn(workspace.facts, this.#source);
    const due: Laned[] = [];
    for (const { sequence, laned } of this.#entries) if (sequence > seen) due.push(...laned);
    await this.#handle(turn, due);
    noteMissed(turn);
    if (this.#upTo > seen) workspace.setFact(watermarkFact(this.#source), this.#upTo);
    // A context's own log and its marks lie in one store.
    if (followed === undefined && context !== engine.context) {
      workspace.setFact(logFact(context), this.#logId);
    }
  }

  /** Others have a turn in between, however many of them there are. */
  async #handle(turn: TurnTools, due: readonly Laned[]): Promise<void> {
    const { clock, pace } = turn.engine;
    let spentMs = 0;
    for (const laned of due) {
      const breath = pace.breathe((run) => clock.soon(run));
      if (breath) await breath;
      const began = clock.now();
      const handling = handle(turn, laned);
      if (handling) await handling;
      const ms = clock.now() - began;
      pace.worked(ms);
      spentMs += ms;
    }
    this.#spent(spentMs);
  }

  /** The watermark must not pass what was not handled: the turn is tried again. */
  override stopped(cause: unknown): void {
    throw cause;
  }
}

/** A deadline that is due. */
export class DeadlineJob extends DurableJob {
  readonly #item: Item;

  constructor(item: Item, ended: (end: JobEnd) => void) {
    super(ended);
    this.#item = item;
  }

  reads(): ReadSet {
    return { ids: [{ collection: 'deadline', id: this.#item.id }], tags: [] };
  }

  work(turn: TurnTools): Promise<void> | undefined {
    const { id, at } = this.#item;
    const item = turn.workspace.get('deadline', id);
    return item && item.at === at ? handle(turn, dueUnit(turn, item)) : undefined;
  }
}

/** Sagas that stand still, and answers that are kept no longer. */
export class SweepJob extends DurableJob {
  readonly #items: readonly Item[];

  constructor(items: readonly Item[], ended: (end: JobEnd) => void) {
    super(ended);
    this.#items = items;
  }

  reads(): ReadSet {
    return { ids: this.#items.map(({ collection, id }) => ({ collection, id })), tags: [] };
  }

  work(turn: TurnTools): undefined {
    const { workspace } = turn;
    for (const { collection, id, at } of this.#items) {
      const item = workspace.get(collection, id);
      if (!item || item.at !== at) continue;
      if (collection === 'process') noteStalled(turn, item);
      else workspace.remove(item);
    }
  }
}

/** A lane whose first message is due to be tried again. */
export class LaneJob extends DurableJob {
  readonly #lane: string;

  constructor(lane: string, ended?: (end: JobEnd) => void) {
    super(ended);
    this.#lane = lane;
  }

  reads(): ReadSet {
    return { ids: [], tags: [{ collection: 'parked', tag: this.#lane }] };
  }

  work(turn: TurnTools): Promise<void> {
    return openLane(turn, this.#lane);
  }
}

/** The end of a parked message's ask, or of a parked call. */
export class EndJob extends DurableJob {
  readonly #place: ParkedPlace;
  readonly #end: Answered | Answering;

  constructor(place: ParkedPlace, end: Answered | Answering) {
    super();
    this.#place = place;
    this.#end = end;
  }

  reads(): ReadSet {
    return { ids: [], tags: [{ collection: 'parked', tag: this.#place.lane }] };
  }

  async work(turn: TurnTools): Promise<void> {
    const item = parkedAt(turn, this.#place);
    if (!item) return;
    if ('attempt' in this.#end) await settleAsk(turn, item, this.#end);
    else await settleCall(turn, item, this.#end);
  }
}

/** An ask whose client is gone, or whose process died: it is closed, and undone. */
export class ExpiredJob extends DurableJob {
  readonly #id: string;

  constructor(id: string, ended: (end: JobEnd) => void) {
    super(ended);
    this.#id = id;
  }

  reads(): ReadSet {
    return { ids: [{ collection: 'instance', id: this.#id }], tags: [] };
  }

  work(turn: TurnTools): undefined {
    const { type, key } = instanceIn(this.#id);
    const aggregate = turn.engine.registry.aggregates.get(type);
    if (!aggregate) return;
    const loaded = loadedIn(turn, aggregate, key);
    const { ask } = loaded;
    if (!ask || ask.parked !== undefined || ask.expiresAt > turn.now) return;
    turn.engine.metrics.add('asks_expired');
    closeAsk(turn, loaded, false);
  }
}
