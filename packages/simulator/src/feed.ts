// The logs of all contexts, as consumers see them through a broker: late, again, in any order
// between partitions, and for a while not at all.

import type { Feed, LogEnd, LogPage, LogRecord } from '@dure/kernel/ports';
import { logIdOf } from './history.ts';
import type { History } from './history.ts';
import type { FeedConditions } from './conditions.ts';
import { Membership } from './membership.ts';
import type { Process } from './process.ts';
import type { Timeline } from './timeline.ts';

const AGAIN_MOST = 20;

/** What one process sees of one partition. */
type Link = {
  /** The last sequence that it can read. */
  visible: number;
  /** Whether more becomes visible soon. */
  isComing: boolean;
  /** Whether the next read begins at the very first record. */
  isFromStart: boolean;
  /** Whether a read brought less than is visible, so that its reader is to be called again. */
  isOwed: boolean;
  /** All up to here has had its effects, as its reader says. */
  settledTo: number;
  readonly wakes: Set<() => void>;
};

type Facts = {
  readonly timeline: Timeline;
  readonly history: History;
  readonly conditions: FeedConditions;
  /** Whether each partition of a source is given to one replica. */
  readonly isGiven?: boolean;
  /** Where a log ends whose disk was changed; without it, and else, as was committed. */
  readonly endOf?: (source: string, partition: number) => Promise<LogEnd | undefined>;
};

/** Rejects a read while the broker is out of reach. */
export class CutOff extends Error {
  constructor(source: string) {
    super(`The log of ${source} is out of reach.`);
    this.name = 'CutOff';
  }
}

export class Broker {
  readonly #timeline: Timeline;
  readonly #history: History;
  readonly #links = new Map<Process, Map<string, Link>>();
  readonly #cutOff = new Set<string>();
  readonly #membership: Membership | undefined;
  #conditions: FeedConditions;
  #isDown = false;
  readonly #endOf: NonNullable<Facts['endOf']>;

  constructor({ timeline, history, conditions, isGiven = false, endOf }: Facts) {
    this.#endOf = endOf ?? (async () => undefined);
    const lateMostMs = (): number => this.#conditions.lateMostMs;
    const onChange = (process: Process): void => this.#wakeAll(process);
    if (isGiven) this.#membership = new Membership({ timeline, lateMostMs, onChange });
    this.#timeline = timeline;
    this.#history = history;
    this.#conditions = conditions;
    history.onCommit((source, partition) => this.#spread(source, partition));
  }

  /** The feed of one process, for as long as it lives. */
  feedOf(process: Process): Feed {
    this.#links.set(process, new Map());
    process.onDeath(() => this.#links.delete(process));
    this.#membership?.join(process);
    return {
      partitionsOf: (source) => this.#history.partitionsOf(source),
      settled: (source, partition, sequence) => {
        this.#link(process, source, partition).settledTo = sequence;
      },
      read: (...[source, partition, after, limit]) =>
        process.ask(() => this.#page(process, { source, partition, after, limit })),
      readAgain: (...[source, partition, after, limit]) =>
        process.ask(async () => ({
          logId: logIdOf(source),
          records: await this.#read(process, { source, partition, after, limit }),
        })),
      end: (source, partition) =>
        process.ask(async () => {
          if (!this.#reaches(process.context, source)) throw new CutOff(source);
          const changed = await this.#endOf(source, partition);
          const sequence = this.#history.log(source, partition).length;
          return changed ?? { logId: logIdOf(source), sequence };
        }),
      follow: (source, partition, wake) => {
        const { wakes } = this.#link(process, source, partition);
        wakes.add(wake);
        return () => wakes.delete(wake);
      },
    };
  }

  /** Whether every process sees everything. */
  get isCaughtUp(): boolean {
    for (const links of this.#links.values()) {
      for (const [place, { visible }] of links) {
        const [source = '', partition = ''] = place.split('.');
        if (visible < this.#history.log(source, Number(partition)).length) return false;
      }
    }
    return true;
  }

  setConditions(conditions: FeedConditions): void {
    this.#conditions = conditions;
  }

  setDown(isDown: boolean): void {
    this.#isDown = isDown;
    this.#spreadAll();
  }

  setCutOff(context: string, isCutOff: boolean): void {
    if (isCutOff) this.#cutOff.add(context);
    else this.#cutOff.delete(context);
    this.#spreadAll();
  }

  /**
   * What it was about to bring is lost, and whoever reads finds it in the logs alone: no one is
   * called for it before something else is committed.
   */
  replaceByAnEmptyOne(): void {
    for (const [process, links] of this.#links) {
      for (const [place, link] of links) {
        const [source = '', partition = ''] = place.split('.');
        if (source === process.context || !this.#reaches(process.context, source)) continue;
        link.visible = this.#history.log(source, Number(partition)).length;
        link.isOwed = false;
      }
    }
  }

  #wakeAll(process: Process): void {
    for (const { wakes } of this.#links.get(process)?.values() ?? []) {
      for (const wake of wakes) wake();
    }
  }

  /** All that a context ever read comes once more. */
  rewind(context: string): void {
    for (const [process, links] of this.#links) {
      if (process.context !== context) continue;
      for (const link of links.values()) {
        link.isFromStart = true;
        for (const wake of link.wakes) wake();
      }
    }
  }

  #link(process: Process, source: string, partition: number): Link {
    const links = this.#links.get(process);
    const known = links?.get(`${source}.${partition}`);
    if (known) return known;
    const visible = this.#reaches(process.context, source)
      ? this.#history.log(source, partition).length
      : 0;
    const link: Link = {
      visible,
      isComing: false,
      isFromStart: false,
      isOwed: false,
      settledTo: 0,
      wakes: new Set(),
    };
    links?.set(`${source}.${partition}`, link);
    return link;
  }

  /** A context's own log needs no broker. */
  #reaches(consumer: string, source: string): boolean {
    if (consumer === source) return true;
    return !this.#isDown && !this.#cutOff.has(consumer) && !this.#cutOff.has(source);
  }

  #spreadAll(): void {
    for (const source of this.#history.contexts) {
      for (let partition = 0; partition < this.#history.partitionsOf(source); partition += 1) {
        this.#spread(source, partition);
      }
    }
  }

  #spread(source: string, partition: number): void {
    for (const [process, links] of this.#links) {
      const link = links.get(`${source}.${partition}`);
      if (link) this.#bring(process, link, { source, partition });
    }
  }

  /** Lets a process see, some time later, all that is there by then. */
  #bring(process: Process, link: Link, { source, partition }: Place): void {
    const isNew = link.visible < this.#history.log(source, partition).length;
    if (link.isComing || !(isNew || link.isOwed)) return;
    link.isComing = true;
    const { lateMostMs, wakeTwiceChance } = this.#conditions;
    this.#timeline.after(process.chance.between(0, lateMostMs), () => {
      link.isComing = false;
      if (!process.isAlive || !this.#reaches(process.context, source)) return;
      const isNothing = link.visible >= this.#history.log(source, partition).length;
      // What was to come got lost on the way, and has been read from the log since.
      if (isNothing && !link.isOwed) return;
      link.visible = this.#history.log(source, partition).length;
      link.isOwed = false;
      const times = process.chance.is(wakeTwiceChance) ? 2 : 1;
      for (let time = 0; time < times; time += 1) for (const wake of link.wakes) wake();
    });
  }

  async #page(process: Process, asked: Asked): Promise<LogPage> {
    const { source, partition, after } = asked;
    const { settledTo } = this.#link(process, source, partition);
    const isElsewhere =
      source !== process.context && this.#membership?.isGiven(process, partition) === false;
    const logId = logIdOf(source);
    if (isElsewhere && after >= settledTo) return { logId, records: [], isElsewhere };
    return { logId, records: await this.#read(process, asked) };
  }

  async #read(process: Process, asked: Asked): Promise<readonly LogRecord[]> {
    const { source, partition, after, limit } = asked;
    const { chance } = process;
    const link = this.#link(process, source, partition);
    if (!this.#reaches(process.context, source)) {
      link.isOwed = true;
      if (chance.is(0.5)) throw new CutOff(source);
      return [];
    }
    const most = chance.is(this.#conditions.shortChance) ? chance.between(1, limit) : limit;
    const until = Math.min(link.visible, after + most);
    if (most < limit && until < link.visible) {
      link.isOwed = true;
      this.#bring(process, link, asked);
    }
    const from = this.#beginning(link, { process, source, after, until });
    if (from > after) {
      link.isOwed = true;
      this.#bring(process, link, asked);
    }
    return this.#history.log(source, partition).slice(from, until);
  }

  /** Behind what a read begins: before what was asked for, or behind a gap. */
  #beginning(link: Link, { process, source, after, until }: Beginning): number {
    const { chance, context } = process;
    if (link.isFromStart) {
      link.isFromStart = false;
      return 0;
    }
    const { againChance, lossChance } = this.#conditions;
    if (chance.is(againChance)) return Math.max(0, after - chance.between(1, AGAIN_MOST));
    const mayLose = lossChance > 0 && source !== context && until - after > 1;
    return mayLose && chance.is(lossChance) ? after + chance.between(1, until - after - 1) : after;
  }
}

type Beginning = {
  readonly process: Process;
  readonly source: string;
  readonly after: number;
  readonly until: number;
};

type Place = { readonly source: string; readonly partition: number };
type Asked = Place & { readonly after: number; readonly limit: number };
