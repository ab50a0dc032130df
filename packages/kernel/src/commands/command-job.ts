// A command that a client waits for: decided, asked for, and answered.

import { NewerVersion } from '@dure/domain';
import type { Outcome } from '../api.ts';
import { contentOf, keptOf, outcomeOf } from './idempotency.ts';
import type { Kept, KeptAnswer } from './idempotency.ts';
import type { Answered } from './ask-answers.ts';
import { doneBy } from './outcome.ts';
import { closeAsk, openAsk, refusedAtOnce } from './asks.ts';
import { loadedFor, perform } from './decide.ts';
import type { Asking, Performed } from './decide.ts';
import type { Ended } from './knowledge.ts';
import type { Engine, Job, TurnTools } from '../engine.ts';
import { asJson, keyIn } from '../turn/messages.ts';
import type { CommandUnit } from '../turn/messages.ts';
import { noteUnfolded, readSetFor } from '../turn/aggregate-repository.ts';
import type { OpenAsk } from '../turn/aggregate-repository.ts';
import { usesAnswer } from '../inbox/lanes.ts';
import { isAsShown, NOT_AS_SHOWN, notAsShown, performAsShown } from '../previews/as-shown.ts';
import type { Json, ReadSet } from '../ports.ts';
import { emptyReadSet } from '../turn/items.ts';

export type CommandOrder = {
  readonly unit: CommandUnit;
  /** The key under which the answer is kept. */
  readonly key: string | undefined;
  /** What its sender was shown, if that is to be what is done. */
  readonly expects: string | undefined;
  /** The instant until which a client waits. */
  readonly until: number;
  /** The instant until which it waits for an instance that asks. */
  readonly waitsUntil: number;
  readonly reply: (outcome: Outcome) => void;
  readonly enqueue: (job: Job) => void;
};

/** How far the asks of a command are: those before were not used. */
type Asks = {
  readonly answered?: Answered;
  readonly round: number;
  /** The digest of what the command says, where it was made before. */
  readonly content?: string | undefined;
};

type UnderWayKept = Extract<Kept, { underWay: object }>;

const DOUBTED_MAX = 10_000;

export class CommandJob implements Job {
  readonly isDurable = false;
  readonly #engine: Engine;
  readonly #order: CommandOrder;
  readonly #asks: Asks;
  #outcome: Outcome | undefined;
  #content: string | undefined;
  /** Whether it has waited for the answer to the same key. */
  #hasJoined = false;
  #doubtfulSince: number | undefined;

  constructor(engine: Engine, order: CommandOrder, asks: Asks = { round: 0 }) {
    this.#engine = engine;
    this.#order = order;
    this.#asks = asks;
    this.#content = asks.content;
  }

  reads(): ReadSet {
    const { unit, key } = this.#order;
    const command = this.#asks.answered?.command ?? unit.command;
    const aggregate = this.#engine.registry.deciders.get(command.type);
    const named = aggregate && keyIn(command, aggregate.identifiedBy);
    const answer = key === undefined ? undefined : ({ collection: 'answer', id: key } as const);
    if (aggregate && named !== undefined) return readSetFor(aggregate, named, answer);
    return answer ? { ids: [answer], tags: emptyReadSet.tags } : emptyReadSet;
  }

  work(turn: TurnTools): Promise<void> | undefined {
    const { key } = this.#order;
    if (key !== undefined) return this.#decideOnce(turn, key);
    if (this.#doubtfulSince !== undefined) return this.#decideInDoubt(turn, this.#doubtfulSince);
    this.#outcome = this.#decide(turn);
    return undefined;
  }

  /** What has a key leaves its answer under it, by which it is known again whatever happens. */
  #decideOnce(turn: TurnTools, key: string): Promise<void> | undefined {
    // Put there by `#keep`.
    const kept = turn.workspace.get('answer', key)?.body as Kept | undefined;
    if (kept && !('underWay' in kept)) return this.#again(turn, kept);
    this.#outcome = kept ? this.#join(turn, kept) : this.#decideFirst(turn);
    return undefined;
  }

  #decideFirst(turn: TurnTools): Outcome | undefined {
    // What was under way for this key has ended, and said to try again.
    return this.#hasJoined ? { is: 'unavailable', retryAfter: 1 } : this.#decide(turn);
  }

  /** Waits for the answer that is asked for under the same key, unless the ask is its own. */
  #join(turn: TurnTools, { content, underWay }: UnderWayKept): Outcome | undefined {
    if (content !== this.#said()) return { is: 'keyReused' };
    const isOurs = underWay.attempt === this.#asks.answered?.attempt;
    // The process that asked has died; the ask is undone.
    if (isOurs || underWay.until <= turn.now) return this.#decide(turn);
    this.#hasJoined = true;
    turn.keepWaiting(this.#room, this);
    return undefined;
  }

  /** What those wait for who came with a key that is under way. */
  get #room(): string {
    return `answer/${this.#order.key ?? ''}`;
  }

  stopped(cause: unknown): void {
    // Another replica runs the next version of the wall, and has moved the instance.
    if (cause instanceof NewerVersion) {
      noteUnfolded(this.#engine.unfolded, cause);
      this.#outcome = { is: 'unavailable', retryAfter: 1 };
      return;
    }
    const { newCommandId, context, report } = this.#engine;
    const incident = newCommandId();
    report({ id: incident, context, what: `${this.#type} could not be decided.`, cause });
    this.#outcome = { is: 'failed', incident };
  }

  get #type(): string {
    return this.#order.unit.command.type;
  }

  /**
   * After a turn of which it is not known whether it was committed: what was in it of this is its
   * answer. What that turn would have answered otherwise is answered no more.
   */
  async #decideInDoubt(turn: TurnTools, sinceSequence: number): Promise<void> {
    const { partition, workspace } = turn;
    const since = await this.#engine.store.readLog(partition, sinceSequence, DOUBTED_MAX);
    const ours = since.filter(
      ({ causedBy, kind, sequence }) =>
        causedBy === this.#order.unit.causedBy &&
        kind === 'event' &&
        sequence <= workspace.head.sequence,
    );
    this.#outcome = doneBy(turn, { records: ours, data: {} }) ?? this.#decide(turn);
  }

  /** The same content gets the same answer again. */
  async #again(turn: TurnTools, kept: KeptAnswer): Promise<void> {
    const isSame = kept.content === this.#said();
    this.#outcome = isSame ? await outcomeOf(kept, turn) : { is: 'keyReused' };
  }

  #decide(turn: TurnTools): Outcome | undefined {
    const { unit, expects } = this.#order;
    const { answered } = this.#asks;
    if (!answered) {
      const isFree = expects === undefined;
      const performed = isFree
        ? perform(turn, unit).performed
        : performAsShown(turn, unit, expects);
      return this.#settle(turn, performed);
    }
    const loaded = loadedFor(turn, answered.command);
    // A person has closed it because it took too long, and has taken it back.
    if (loaded.ask?.attempt !== answered.attempt) return { is: 'unavailable', retryAfter: 1 };
    const result = perform(turn, unit, answered);
    closeAsk(turn, loaded, usesAnswer(result, answered));
    return this.#settle(turn, result.performed);
  }

  #settle(turn: TurnTools, performed: Performed): Outcome | undefined {
    if (performed.is === 'asking') return this.#ask(turn, performed);
    if (performed.is === 'waits') {
      turn.keepWaiting(performed.loaded.id, this);
      return undefined;
    }
    const { key } = this.#order;
    if (key !== undefined) this.#keep(turn, key, performed);
    return performed;
  }

  #ask(turn: TurnTools, asking: Asking): Outcome | undefined {
    const { asked, context } = asking;
    const { unit, command, minted } = context;
    const { expects } = this.#order;
    if (expects !== undefined && !isAsShown(asking, expects)) return this.#settle(turn, notAsShown);
    const round = this.#asks.round + 1;
    const isHopeless = round > this.#engine.limits.conflictRetries;
    const hopeless = { is: 'unavailable', retryAfter: 1 } as const;
    const answer = isHopeless ? hopeless : refusedAtOnce(turn, asked);
    if (answer) {
      const never = { attempt: '', ask: asked.ask.name, command, message: asked.message, minted };
      return this.#settle(turn, perform(turn, unit, { ...never, answer }).performed);
    }
    const open = openAsk(turn, { unit, asking, round, until: this.#order.until }, (answered) => {
      const asks = { answered, round, content: this.#content };
      this.#order.enqueue(new CommandJob(this.#engine, this.#order, asks));
    });
    this.#noteUnderWay(turn, open);
    return undefined;
  }

  /** Whoever comes with the same key meanwhile, here or in another process, waits. */
  #noteUnderWay(turn: TurnTools, { attempt, expiresAt }: OpenAsk): void {
    const { key } = this.#order;
    if (key === undefined) return;
    const underWay = { attempt, until: expiresAt };
    const body = this.#placed({ content: this.#said(), underWay });
    turn.workspace.put({ collection: 'answer', id: key, body, at: expiresAt });
  }

  /** Tells one content from another. It is asked for in each turn of a command, and made once. */
  #said(): string {
    if (this.#content !== undefined) return this.#content;
    const { command } = this.#order.unit;
    const note = this.#engine.registry.deciders.get(command.type)?.accepts[command.type];
    this.#content = note ? contentOf(command, note) : command.type;
    return this.#content;
  }

  /**
   * Keeps the answer for who asks again, unless it says to try again, or to say it otherwise. An
   * ask is tried again as another attempt: the refusal of this one stands, whenever it is delivered
   * once more.
   */
  #keep(turn: TurnTools, key: string, outcome: Ended): void {
    turn.release(this.#room);
    const isFinal = this.#order.unit.by.kind === 'ask' && isRefusal(outcome);
    if (isTryAgain(this.#engine, outcome) && !isFinal) {
      if (this.#asks.answered) turn.workspace.remove({ collection: 'answer', id: key });
      return;
    }
    const left = outcome.is === 'done' ? outcome.events.length : 0;
    const records = turn.workspace.appended.slice(turn.workspace.appended.length - left);
    const body = this.#placed(keptOf(this.#said(), outcome, records));
    const at = turn.now + this.#engine.limits.answersKeptMs;
    turn.workspace.put({ collection: 'answer', id: key, body, at });
  }

  /** With the instance that the command names: the answer lies where that does. */
  #placed(kept: Kept): Json {
    const { command } = this.#order.unit;
    const field = this.#engine.registry.deciders.get(command.type)?.identifiedBy;
    const key = field === undefined ? undefined : keyIn(command, field);
    return asJson(key === undefined ? kept : { ...kept, key });
  }

  done(): void {
    if (this.#outcome) this.#order.reply(this.#outcome);
  }

  get waitsUntil(): number {
    return this.#order.waitsUntil;
  }

  failed(why: 'unavailable' | 'conflict' | 'busy'): void {
    this.#order.reply(ends[why]);
  }

  doubt(sinceSequence: number): void {
    this.#doubtfulSince ??= sinceSequence;
  }
}

const ends: { readonly [W in Parameters<Job['failed']>[0]]: Outcome } = {
  conflict: { is: 'conflict' },
  unavailable: { is: 'unavailable', retryAfter: 1 },
  busy: { is: 'unavailable', retryAfter: 1, isBusy: true },
};

const isRefusal = ({ is }: Ended): boolean =>
  is === 'refused' || is === 'invalid' || is === 'forbidden';

/** Nothing was done, and the same may be accepted later, or once it is said otherwise. */
const isTryAgain = ({ registry }: Engine, outcome: Ended): boolean =>
  outcome.is === 'unavailable' ||
  outcome.is === 'conflict' ||
  outcome.is === 'invalid' ||
  outcome.is === 'forbidden' ||
  (outcome.is === 'refused' &&
    (registry.passing.has(outcome.rejection.type) || outcome.rejection.type === NOT_AS_SHOWN));
