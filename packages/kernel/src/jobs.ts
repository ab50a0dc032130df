// Durable jobs: what waits for a turn of a partition, and is done whatever it takes.

import type { Answered } from './answers.ts';
import { closeAsk } from './asks.ts';
import { fire } from './deadlines.ts';
import { handle, handleAll, openLane, parkedAt, settleAsk, settleCall } from './lane-work.ts';
import type { Job, ParkedPlace, TurnTools } from './engine.ts';
import type { Item, Wanted } from './ports.ts';
import { noteStalled } from './reactions.ts';
import type { Laned } from './work.ts';
import { Failure } from './workspace.ts';

abstract class DurableJob implements Job {
  readonly isDurable = true;
  readonly #ended: (() => void) | undefined;

  constructor(ended?: () => void) {
    this.#ended = ended;
  }

  abstract wanted(): Wanted;
  abstract work(turn: TurnTools): Promise<void> | undefined;

  done(): void {
    this.#ended?.();
  }

  /** A durable job is tried until it is done. */
  failed(): void {
    this.#ended?.();
  }
}

/** The records of one source's partition, with the work that they make in this partition. */
export class BatchJob extends DurableJob {
  readonly isLazy: boolean;
  readonly #mark: string;
  readonly #entries: readonly { readonly sequence: number; readonly laned: readonly Laned[] }[];
  readonly #upTo: number;
  readonly #wanted: Wanted;

  constructor(
    batch: {
      readonly source: string;
      readonly partition: number;
      readonly entries: readonly { readonly sequence: number; readonly laned: readonly Laned[] }[];
      readonly upTo: number;
      readonly wanted: Wanted;
      readonly isLazy: boolean;
    },
    ended: () => void,
  ) {
    super(ended);
    this.#mark = markOf(batch.source, batch.partition);
    this.#entries = batch.entries;
    this.#upTo = batch.upTo;
    this.#wanted = batch.wanted;
    this.isLazy = batch.isLazy;
  }

  wanted(): Wanted {
    return this.#wanted;
  }

  async work(turn: TurnTools): Promise<void> {
    const { workspace } = turn;
    const seen = Number(workspace.facts[this.#mark] ?? 0);
    for (const { sequence, laned } of this.#entries) {
      if (sequence <= seen) continue;
      await handleAll(turn, laned);
    }
    if (this.#upTo > seen) workspace.setFact(this.#mark, this.#upTo);
  }
}

/** The watermark of a source's partition among the facts of a partition of ours. */
export const markOf = (source: string, partition: number): string => `seen:${source}/${partition}`;

/** Deadlines that are due. */
export class DueJob extends DurableJob {
  readonly #items: readonly Item[];

  constructor(items: readonly Item[], ended: () => void) {
    super(ended);
    this.#items = items;
  }

  wanted(): Wanted {
    return { ids: this.#items.map(({ drawer, id }) => ({ drawer, id })), tags: [] };
  }

  async work(turn: TurnTools): Promise<void> {
    for (const { drawer, id, at } of this.#items) {
      const item = turn.workspace.get(drawer, id);
      if (!item || item.at !== at) continue;
      if (drawer === 'deadline') {
        const laned = fire(turn, item);
        if (laned) await handle(turn, laned);
      } else if (drawer === 'process') noteStalled(turn, item);
      else if (drawer === 'answer') turn.workspace.remove(item);
    }
  }
}

/** A lane whose first message is due to be tried again. */
export class LaneJob extends DurableJob {
  readonly #lane: string;

  constructor(lane: string, ended?: () => void) {
    super(ended);
    this.#lane = lane;
  }

  wanted(): Wanted {
    return { ids: [], tags: [{ drawer: 'parked', tag: this.#lane }] };
  }

  work(turn: TurnTools): Promise<void> {
    return openLane(turn, this.#lane);
  }
}

/** The end of a parked message's ask, or of a parked call. */
export class EndJob extends DurableJob {
  readonly #place: ParkedPlace;
  readonly #end: Answered | boolean;

  constructor(place: ParkedPlace, end: Answered | boolean) {
    super();
    this.#place = place;
    this.#end = end;
  }

  wanted(): Wanted {
    return { ids: [], tags: [{ drawer: 'parked', tag: this.#place.lane }] };
  }

  async work(turn: TurnTools): Promise<void> {
    const item = parkedAt(turn, this.#place);
    if (!item) return;
    if (typeof this.#end === 'boolean') await settleCall(turn, item, this.#end);
    else await settleAsk(turn, item, this.#end);
  }
}

/** An ask whose client is gone, or whose process died: it is closed, and undone. */
export class ExpiredJob extends DurableJob {
  readonly #id: string;

  constructor(id: string, ended: () => void) {
    super(ended);
    this.#id = id;
  }

  wanted(): Wanted {
    return { ids: [{ drawer: 'instance', id: this.#id }], tags: [] };
  }

  async work(turn: TurnTools): Promise<void> {
    const slash = this.#id.indexOf('/');
    const aggregate = turn.engine.registry.aggregate(this.#id.slice(0, slash));
    if (!aggregate) return;
    const closed = await turn.workspace.attempt(() => {
      const loaded = turn.instances.get(aggregate, this.#id.slice(slash + 1));
      const { ask } = loaded;
      if (!ask || ask.parked !== undefined || ask.expiresAt > turn.now) return;
      turn.engine.figures.add('asks_expired');
      closeAsk(turn, loaded, false);
    });
    if (closed instanceof Failure) throw closed.cause;
  }
}
