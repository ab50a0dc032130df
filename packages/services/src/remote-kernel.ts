// A context that runs in other processes, as if it ran here. What it is asked is asked of one of
// its replicas; how it is was asked of all of them a moment ago.

import type { BoundedContext } from '@dure/domain';
import type {
  CommitNotice,
  Decided,
  Health,
  Kernel,
  Metrics,
  Order,
  Outcome,
  Position,
  Retirement,
} from '@dure/kernel';
import { committedIn, retiredOutcome, retiredStore } from '@dure/kernel';
import type { Answer, Call, PlacedRecord, Store, TrailPlace } from '@dure/kernel/ports';
import type { Ask, Client } from './client.ts';
import { OutcomeUnknown, StoreUnavailable } from '@dure/kernel/ports';
import { methods, Unreachable } from './protocol.ts';
import type { Fault, Method, ReplicaState } from './protocol.ts';
import { sumOf } from './sums.ts';
import { TailReader } from './tail-reader.ts';

const LOOK_MS = 1_000;
/** For so long a command that was not sent yet waits for a replica, while others are replaced. */
const PATIENCE_MS = 3_000;
const PAUSE_MS = 50;
/** What is read is there by then, or it is said that it is not. */
const READ_MS = 8_000;
/** Where no replica answered a moment ago: a process that stands still takes what it is sent. */
const READ_AWAY_MS = 500;
/** So long the beginning waits for a context that may be away. */
const BEGIN_MS = 1_000;
const pause = (delayMs: number): Promise<void> =>
  new Promise((resolve) => void setTimeout(resolve, delayMs));

export type RemoteKernelOptions = {
  readonly context: BoundedContext;
  readonly client: Client;
  readonly partitions: number;
  readonly toldAt?: () => number | undefined;
};

export class RemoteKernel implements Kernel {
  readonly context: BoundedContext;
  readonly partitions: number;
  readonly #client: Client;
  readonly #tail: TailReader;
  #states: readonly ReplicaState[] = [];
  #awaySince: number | undefined;
  readonly #toldAt: () => number | undefined;
  #look: NodeJS.Timeout;

  readonly readLog: Kernel['readLog'] = async (...args) => {
    const { records } = await this.#ask<{
      readonly records: Awaited<ReturnType<Kernel['readLog']>>;
    }>('readLog', args);
    return records;
  };
  readonly head: Kernel['head'] = (...args) => this.#ask('head', args);
  readonly instance: Kernel['instance'];
  readonly row: Kernel['row'] = (...args) => this.#ask('row', args);
  readonly rows: Kernel['rows'] = (...args) => this.#ask('rows', args);
  readonly parked: Kernel['parked'] = (...args) => this.#ask('parked', args);
  readonly groups: Kernel['groups'] = (...args) => this.#ask('groups', args);
  readonly work: Kernel['work'] = (...args) => this.#ask('work', args);
  readonly retry: Kernel['retry'] = (...args) => this.#ask('retry', args);
  readonly mend: Kernel['mend'] = (...args) => this.#ask('mend', args);
  readonly skip: Kernel['skip'] = (...args) => this.#ask('skip', args);
  readonly actOnGroup: Kernel['actOnGroup'] = (...args) => this.#ask('actOnGroup', args);
  readonly closeWork: Kernel['closeWork'] = (...args) => this.#ask('closeWork', args);
  readonly resend: Kernel['resend'] = (...args) => this.#ask('resend', args);
  readonly figures: Kernel['figures'] = (...args) => this.#ask('figures', args);
  readonly awaited: Kernel['awaited'] = (...args) => this.#ask('awaited', args);
  readonly previewRetry: Kernel['previewRetry'] = (...args) => this.#ask('previewRetry', args);
  readonly foresee: Kernel['foresee'] = (...args) => this.#ask('foresee', args);
  readonly rebuild: Kernel['rebuild'] = (...args) => this.#ask('rebuild', args);
  readonly probe: Kernel['probe'] = () => this.#ask('probe', []);
  readonly nextDeadline: Kernel['nextDeadline'] = () => this.#ask('nextDeadline', []);
  readonly noteRetired: Kernel['noteRetired'] = (...args) => this.#ask('noteRetired', args);

  /**
   * @param toldAt since when it is retired, as other contexts of the business say it: its own
   *   processes may be ended.
   */
  constructor({ context, client, partitions, toldAt = () => undefined }: RemoteKernelOptions) {
    this.context = context;
    this.#toldAt = toldAt;
    this.partitions = partitions;
    this.#client = client;
    this.#tail = new TailReader(client, 'records');
    const read: Store['read'] = (reads) => this.#ask('read', [reads]);
    const aggregates = new Map(Object.values(context.aggregates).map((of) => [of.name, of]));
    this.instance = committedIn({ store: { read }, registry: { aggregates } });
    this.#look = setInterval(() => void this.look(), LOOK_MS);
    this.#look.unref();
  }

  /** Follows the log from now on, so that who listens later misses nothing. It may be away. */
  async begin(): Promise<void> {
    const begun = Promise.withResolvers<void>();
    this.#tail.listen(
      () => {},
      () => begun.resolve(),
    );
    await Promise.race([begun.promise, pause(BEGIN_MS)]);
    await this.look();
  }

  /** Asks every replica how it is. */
  async look(): Promise<void> {
    const states = await this.#client.askAll<ReplicaState>('state');
    this.#states = states;
    if (states.length > 0) this.#awaySince = undefined;
    else this.#awaySince ??= Date.now();
    if (states.length === 0 && this.#retiredAt !== undefined) this.#rest();
  }

  /** Since when it takes nothing more; nothing, as long as it does. */
  get #retiredAt(): number | undefined {
    const own = this.#states.find(({ health }) => health.is === 'retired')?.health;
    return own?.is === 'retired' ? own.since : this.#toldAt();
  }

  /** It has said its last, and is not asked for more. */
  #rest(): void {
    clearInterval(this.#look);
    this.#tail.stop();
  }

  /** How its replicas are, as far as they were reached a moment ago. */
  get replicas(): readonly ReplicaState[] {
    return this.#states;
  }

  /**
   * @throws {OutcomeUnknown} it was sent without a key, and no answer came.
   */
  async issue(order: Order): Promise<Outcome> {
    if (this.#retiredAt !== undefined) {
      return retiredOutcome(this.context.name);
    }
    const isRepeatable = order.key !== undefined;
    const affinity = this.#routingOf(order);
    const asked = { method: 'issue', args: [order], affinity, isRepeatable } as const;
    try {
      return await this.#patiently(asked);
    } catch (cause) {
      if (cause instanceof Unreachable) return { is: 'unavailable', retryAfter: 1 };
      throw cause;
    }
  }

  /** As the partition is chosen: by the instance, or by the key of a command that opens one. */
  #routingOf({ command, key }: Order): string | undefined {
    const aggregate = Object.values(this.context.aggregates).find((of) =>
      Object.hasOwn(of.accepts, command.type),
    );
    const instance: unknown = aggregate && Reflect.get(command, aggregate.identifiedBy);
    return typeof instance === 'string' ? instance : key;
  }

  async preview(...args: Parameters<Kernel['preview']>): Promise<Decided> {
    try {
      return await this.#ask('preview', args);
    } catch (cause) {
      if (!(cause instanceof StoreUnavailable)) throw cause;
      const outcome = { is: 'unavailable', retryAfter: 1 } as const;
      return { is: 'ended', outcome, events: [], deadlines: [], unknown: [] };
    }
  }

  async answer(call: Call): Promise<Answer> {
    const { budgetMs } = call;
    return this.#client.ask({ method: 'answer', args: [call], affinity: call.key, budgetMs });
  }

  /** The records of a case in its log, after one of them. */
  trail(caseId: string, limit: number, after?: TrailPlace): Promise<readonly PlacedRecord[]> {
    return this.#ask('trail', [caseId, limit, after]);
  }

  /**
   * Each replica knows of the partitions that it follows itself, and all of them read one store:
   * what one of them has seen is there for all.
   */
  seen(position: Position, timeoutMs: number): Promise<boolean> {
    const asked = { method: 'seen', args: [position, timeoutMs], budgetMs: READ_MS } as const;
    return this.#orUnavailable(this.#client.askForAny<boolean>(asked, (isSeen) => isSeen));
  }

  async isQuiet(): Promise<boolean> {
    if (this.#retiredAt !== undefined) return true;
    return this.#client.allSay('isQuiet');
  }

  /** Replicas each have work of their own under way; the calling off reaches whoever rebuilds. */
  callOffRebuild(view: string): boolean {
    const isUnderWay = this.rebuilding().some(
      (one) => one.view === view && one.state === 'building',
    );
    void this.#client.askAll('callOffRebuild', [view]);
    return isUnderWay;
  }

  /** Switches a fault of a rehearsal on or off, in every replica. */
  async fault(fault: Fault): Promise<void> {
    await this.#client.askAll('fault', [fault]);
  }

  troubles(): ReturnType<Kernel['troubles']> {
    if (this.#retiredAt !== undefined) return [];
    const all = this.#states.flatMap(({ troubles }) => troubles);
    // Each replica meets the same log.
    return [...new Map(all.map((trouble) => [trouble.of, trouble])).values()];
  }

  rebuilding(): ReturnType<Kernel['rebuilding']> {
    return this.#states.flatMap(({ rebuilding }) => rebuilding);
  }

  /** Of all replicas together. A replica that begins again counts from nothing. */
  metrics(): Metrics {
    const all = this.#states.map(({ metrics }) => metrics);
    return {
      counters: sumOf(all.map(({ counters }) => counters)),
      gauges: sumOf(all.map(({ gauges }) => gauges)),
    };
  }

  retired(): ReadonlyMap<string, Retirement> {
    const all = this.#states.flatMap(({ retired = {} }) => Object.entries(retired));
    return new Map(all);
  }

  health(): Health {
    const retiredAt = this.#retiredAt;
    if (retiredAt !== undefined) return { is: 'retired', since: retiredAt };
    const since = this.#awaySince;
    if (since !== undefined) {
      return { is: 'away', since, cause: `No replica of ${this.context.name} answers.` };
    }
    const healthy = this.#states.find(({ health }) => health.is === 'up');
    return healthy?.health ?? this.#states[0]?.health ?? { is: 'up' };
  }

  listen(listener: (notice: CommitNotice) => void): () => void {
    const { name } = this.context;
    return this.#tail.listen(({ partition, record }) => {
      if (record) listener({ is: 'record', context: name, record: { ...record, partition } });
    });
  }

  async stop(): Promise<void> {
    this.#rest();
    await this.#client.close();
  }

  /** @throws {StoreUnavailable} no replica answers in time: what is read can be read again. */
  async #ask<T>(method: Method, args: readonly unknown[]): Promise<T> {
    // Its log can be read as long as a process of it is there.
    const isOver = this.#retiredAt !== undefined && !ofLog.has(method);
    if (isOver) throw retiredStore(this.context.name);
    const isRead = methods[method] === 'safe';
    const budgetMs = this.#awaySince === undefined ? READ_MS : READ_AWAY_MS;
    const answer = this.#client.ask<T>({ method, args, ...(isRead && { budgetMs }) });
    return this.#orUnavailable(answer, isRead);
  }

  async #orUnavailable<T>(answer: Promise<T>, isRead = true): Promise<T> {
    try {
      return await answer;
    } catch (cause) {
      const isLost = cause instanceof Unreachable || (isRead && cause instanceof OutcomeUnknown);
      if (!isLost) throw cause;
      throw new StoreUnavailable(`No replica of ${this.context.name} answers.`, { cause });
    }
  }

  /** A command that no replica took is sent again for a while: a rollout is not seen by people. */
  async #patiently(asked: Ask): Promise<Outcome> {
    const until = performance.now() + PATIENCE_MS;
    for (;;) {
      try {
        return await this.#client.ask<Outcome>(asked);
      } catch (cause) {
        const isOver = performance.now() + PAUSE_MS > until;
        const mayRepeat = cause instanceof Unreachable || asked.isRepeatable === true;
        if (isOver || !mayRepeat) throw cause;
        await pause(PAUSE_MS);
      }
    }
  }
}

const ofLog: ReadonlySet<Method> = new Set(['head', 'readLog', 'trail', 'noteRetired']);
