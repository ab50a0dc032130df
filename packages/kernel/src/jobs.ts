// Jobs: what waits for a turn of a partition.

import type { Outcome } from './api.ts';
import type { Answered, Kept } from './answers.ts';
import { contentOf } from './answers.ts';
import { closeAsk, openAsk, refusedAtOnce } from './asks.ts';
import { perform } from './commands.ts';
import type { Performed, Result } from './commands.ts';
import { handle, loadedOf, openLane, parkedAt, settleCall, settleParked } from './durable.ts';
import { fire } from './deadlines.ts';
import type { Engine, Job, ParkedPlace, TurnTools } from './engine.ts';
import { wantedFor } from './instances.ts';
import type { Item, Json, Wanted } from './ports.ts';
import { noteStalled } from './reactions.ts';
import type { CommandUnit, Laned } from './work.ts';
import { Failure } from './workspace.ts';

const nothingWanted: Wanted = { ids: [], tags: [] };

export type CommandOrder = {
  readonly unit: CommandUnit;
  /** The key under which the answer is kept. */
  readonly key?: string;
  /** The instant until which somebody waits. */
  readonly until: number;
  readonly reply: (outcome: Outcome) => void;
};

/** A command that somebody waits for. */
export class CommandJob implements Job {
  readonly isDurable = false;
  readonly #engine: Engine;
  readonly #order: CommandOrder;
  readonly #enqueue: (job: Job) => void;
  /** The ask that this is the answer to. */
  readonly #answered: Answered | undefined;
  readonly #round: number;
  #outcome: Outcome | undefined;
  #doubtfulSince: number | undefined;

  constructor(
    engine: Engine,
    order: CommandOrder,
    enqueue: (job: Job) => void,
    ask: { readonly answered?: Answered; readonly round: number } = { round: 0 },
  ) {
    this.#engine = engine;
    this.#order = order;
    this.#enqueue = enqueue;
    this.#answered = ask.answered;
    this.#round = ask.round;
  }

  wanted(): Wanted {
    const { unit, key } = this.#order;
    const command = this.#answered?.command ?? unit.command;
    const aggregate = this.#engine.registry.aggregateOf(command.type);
    const fields = command as unknown as { readonly [field: string]: Json };
    const field = aggregate && fields[aggregate.identifiedBy];
    const wanted =
      aggregate && field !== undefined ? wantedFor(aggregate, String(field)) : nothingWanted;
    if (key === undefined) return wanted;
    return { ...wanted, ids: [...wanted.ids, { drawer: 'answer', id: key }] };
  }

  async work(turn: TurnTools): Promise<void> {
    this.#outcome = undefined;
    if (await this.#wasDone(turn)) return;
    const outcome = await turn.workspace.attempt(() => this.#decide(turn));
    if (!(outcome instanceof Failure)) {
      this.#outcome = outcome;
      return;
    }
    const incident = this.#engine.newCommandId();
    const what = `${this.#order.unit.command.type} could not be decided.`;
    this.#engine.report({
      id: incident,
      context: this.#engine.context,
      what,
      cause: outcome.cause,
    });
    this.#outcome = { is: 'failed', incident };
  }

  /** After a turn of which it is not known whether it was committed: whether this was in it. */
  async #wasDone(turn: TurnTools): Promise<boolean> {
    if (this.#doubtfulSince === undefined) return false;
    const { store, context } = this.#engine;
    const { partition, workspace } = turn;
    const since = await store.readLog(partition, this.#doubtfulSince, 10_000);
    const records = since.filter((record) => record.causedBy === this.#order.unit.id);
    const last = records.filter(({ kind }) => kind === 'event').at(-1);
    if (!last || last.sequence > workspace.head.sequence) return false;
    const data = Object.assign({}, ...records.map((record) => record.data));
    this.#outcome = {
      is: 'done',
      key: last.subject.slice(last.subject.indexOf('/') + 1),
      caseId: last.caseId,
      data,
      events: records.map(({ type }) => type),
      position: { context, partition, sequence: last.sequence },
    };
    return true;
  }

  #decide(turn: TurnTools): Outcome | undefined {
    const { unit, key } = this.#order;
    const kept = key === undefined ? undefined : turn.workspace.get('answer', key);
    if (kept) return this.#again(kept);
    const answered = this.#answered;
    const loaded = answered && loadedOf(turn, answered);
    if (answered && loaded?.ask?.attempt !== answered.attempt) {
      return { is: 'unavailable', retryAfter: 1 };
    }
    const result = perform(turn, unit, answered);
    if (loaded && answered) closeAsk(turn, loaded, isUsed(result, answered));
    return this.#settle(turn, result.performed);
  }

  #settle(turn: TurnTools, performed: Performed): Outcome | undefined {
    if (performed.is === 'asking') return this.#ask(turn, performed);
    if (performed.is === 'waits') {
      turn.keepWaiting(performed.loaded.id, this);
      return undefined;
    }
    if (performed.is === 'done' && performed.events.length > 0) {
      const { registry } = turn.engine;
      const name = registry.aggregateOf(this.#order.unit.command.type)?.name ?? '';
      turn.release(`${name}/${performed.key}`);
    }
    this.#keep(turn, performed);
    return performed;
  }

  #ask(turn: TurnTools, asking: Extract<Performed, { is: 'asking' }>): Outcome | undefined {
    const { unit, until } = this.#order;
    const { asked, command, minted } = asking;
    const round = this.#round + 1;
    const answer =
      round > this.#engine.limits.conflictRetries
        ? ({ is: 'unavailable', retryAfter: 1 } as const)
        : refusedAtOnce(turn, asked);
    if (answer) {
      const never = { attempt: '', ask: asked.ask.name, command, message: asked.message, minted };
      return this.#settle(turn, perform(turn, unit, { ...never, answer }).performed);
    }
    openAsk(turn, { unit, asking, round, until }, (answered) => {
      const next = new CommandJob(this.#engine, this.#order, this.#enqueue, { answered, round });
      this.#enqueue(next);
    });
    return undefined;
  }

  #again({ body }: Item): Outcome {
    const kept = body as unknown as Kept; // Put there by `#keep`.
    if (kept.content !== this.#content()) return { is: 'keyReused' };
    return kept.outcome as unknown as Outcome;
  }

  #content(): string {
    const { command } = this.#order.unit;
    const fields = this.#engine.registry.aggregateOf(command.type)?.accepts[command.type]?.fields;
    const secrets = Object.entries(fields ?? {}).flatMap(([name, { isSecret }]) =>
      isSecret ? [name] : [],
    );
    return contentOf(command, secrets);
  }

  #keep(turn: TurnTools, outcome: Exclude<Performed, { is: 'asking' | 'waits' }>): void {
    const { key } = this.#order;
    if (key === undefined || outcome.is === 'unavailable' || outcome.is === 'conflict') return;
    if (outcome.is === 'refused' && outcome.rejection['retryAfter'] !== undefined) return;
    const kept: Kept = { content: this.#content(), outcome: outcome as unknown as Json };
    const at = turn.now + this.#engine.limits.answersKeptMs;
    turn.workspace.put({ drawer: 'answer', id: key, body: kept, at });
  }

  done(): void {
    if (this.#outcome) this.#order.reply(this.#outcome);
  }

  failed(why: 'unavailable' | 'conflict'): void {
    this.#order.reply(
      why === 'conflict' ? { is: 'conflict' } : { is: 'unavailable', retryAfter: 1 },
    );
  }

  doubt(sinceSequence: number): void {
    this.#doubtfulSince ??= sinceSequence;
  }
}

const isUsed = ({ isMet, performed }: Result, { answer }: Answered): boolean =>
  answer.is === 'refused' || (isMet && performed.is === 'done' && answer.is === 'taken');

abstract class DurableJob implements Job {
  readonly isDurable = true;
  readonly #ended: (() => void) | undefined;

  constructor(ended?: () => void) {
    this.#ended = ended;
  }

  abstract wanted(): Wanted;
  abstract work(turn: TurnTools): Promise<void>;

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
    },
    ended: () => void,
  ) {
    super(ended);
    this.#mark = markOf(batch.source, batch.partition);
    this.#entries = batch.entries;
    this.#upTo = batch.upTo;
    this.#wanted = batch.wanted;
  }

  wanted(): Wanted {
    return this.#wanted;
  }

  async work(turn: TurnTools): Promise<void> {
    const { workspace } = turn;
    const seen = Number(workspace.facts[this.#mark] ?? 0);
    for (const { sequence, laned } of this.#entries) {
      if (sequence <= seen) continue;
      for (const unit of laned) await handle(turn, unit);
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
    else await settleParked(turn, item, this.#end);
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
