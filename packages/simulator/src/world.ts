// A whole business under simulation: contexts on disks, replicas that come and go, and a broker.

import { vocabulariesOn } from '@dure/domain';
import type { BoundedContext } from '@dure/domain';
import type { Rehearsed } from '@dure/rehearsal';
import type { Incident } from '@dure/kernel';
import type { Call, Calls, Changes, Feed, Store } from '@dure/kernel/ports';
import { Chance } from './chance.ts';
import { Lines } from './calls.ts';
import { openDisk } from './disk.ts';
import type { Disk } from './disk.ts';
import { EmbeddedFeed } from './embedded-feed.ts';
import { Broker } from './feed.ts';
import { History, logIdOf } from './history.ts';
import type { WrittenLogs } from './history.ts';
import { AggregateModel } from './aggregate-model.ts';
import { StoreModel } from './store-model.ts';
import type { Finding } from './finding.ts';
import type { Conditions, StoreConditions } from './conditions.ts';
import type { Plan } from './plan.ts';
import { Poisons } from './poison.ts';
import { Process } from './process.ts';
import { checkBeforeStart, endInPlace, isAtPast } from './restore.ts';
import { openSite } from './site.ts';
import type { Site } from './site.ts';
import { startKernel } from './start-kernel.ts';
import type { Started } from './start-kernel.ts';
import { stopReplica } from './stopping.ts';
import { Timeline } from './timeline.ts';
import { Together } from './together.ts';
import { Versions } from './versions.ts';
import { committed, Trace } from './trace.ts';
import type { Noted } from './trace.ts';

const REBOOT_MS = 1_000;
const STEPS_MAX = 400_000;

/** Puts a planted bug between a kernel and its ports. */
export type Sabotage = {
  readonly disk?: (disk: Disk) => Disk;
  readonly store?: (store: Store, process: Process, world: World) => Store;
  readonly feed?: (feed: Feed, process: Process, world: World) => Feed;
  readonly calls?: (calls: Calls, process: Process, world: World) => Calls;
};

export type WorldParts = {
  readonly system: Rehearsed;
  /** The version that is deployed during the storm, and that all replicas run at its end. */
  readonly next?: Rehearsed | undefined;
  readonly plan: Plan;
  readonly isTraced?: boolean;
  readonly sabotage?: Sabotage | undefined;
};

export class World {
  readonly system: Rehearsed;
  readonly plan: Plan;
  readonly timeline: Timeline;
  readonly history: History;
  readonly aggregateModel: AggregateModel;
  readonly broker: Broker;
  readonly lines: Lines;
  readonly trace: Trace;
  readonly sites = new Map<string, Site>();
  readonly storeModels = new Map<string, StoreModel>();
  /** What was seen to go wrong while it went wrong. */
  readonly findings: Finding[] = [];
  /** What the machine itself complained about. */
  readonly incidents: Incident[] = [];
  /** How often each kind of fault struck. */
  readonly struck = new Map<string, number>();
  /** The functions of the boards that have a mistake for now. */
  readonly poisons: Poisons;
  /** The boards as kernels run them; what they should do is what those of `system` do. */
  readonly versions: Versions;
  readonly #sabotage: Sabotage;
  readonly #away = new Set<string>();
  #store: StoreConditions;
  /** As processes have them: ahead of history, where these are one process. */
  readonly logs: WrittenLogs;
  readonly #together: Together | undefined;
  #feed: EmbeddedFeed | undefined;
  #boots = 0;

  constructor({ system: former, next, plan, isTraced, sabotage }: WorldParts) {
    const { conditions } = plan;
    const system = (this.system = next ?? former);
    this.history = new History(vocabulariesOn(system.contexts));
    this.poisons = new Poisons(system.businessKey, (part) => this.strike(`poisoned: ${part}`));
    this.versions = new Versions(former, next, this.poisons);
    this.plan = plan;
    this.trace = new Trace(isTraced ?? false);
    this.timeline = new Timeline(conditions.startsAt, STEPS_MAX);
    this.#sabotage = sabotage ?? {};
    this.#store = conditions.store;
    const { timeline, history } = this;
    this.aggregateModel = new AggregateModel(system, history);
    this.broker = new Broker({
      timeline,
      history,
      conditions: conditions.feed,
      isGiven: conditions.isGiven,
      endOf: (context, partition) => endInPlace(this.site(context), partition),
    });
    this.lines = new Lines({
      timeline,
      conditions: conditions.calls,
      externals: system.externals,
      serving: (context) => this.serving(context),
      onFault: (call, words) => {
        this.strike(words);
        this.#tellCall('loss', call, words);
      },
      onProgress: (call, words) => this.#tellCall('call', call, words),
    });
    this.#together = conditions.isTogether ? this.#oneProcess(plan.seed) : undefined;
    this.logs = this.#together ?? history;
    for (const context of system.contexts) this.#open(context, conditions);
    if (conditions.broker === 'logs') this.#feed = new EmbeddedFeed(this);
  }

  #oneProcess(seed: number): Together {
    return new Together({
      seed,
      contexts: this.system.contexts.map(({ name }) => name),
      timeline: this.timeline,
      conditions: () => this.#store,
      onCommit: (...turn) => this.#committed(...turn),
      strike: (kind) => this.strike(kind),
    });
  }

  #open(context: BoundedContext, { contexts }: Conditions): void {
    const { replicas, partitions } = contexts[context.name] ?? { replicas: 1, partitions: 1 };
    const logId = logIdOf(context.name);
    const disk = openDisk({ partitions, logId, commits: this.#together?.commits });
    this.history.open(context.name, partitions);
    this.storeModels.set(context.name, new StoreModel());
    const own = this.#sabotage.disk?.(disk) ?? disk;
    this.sites.set(context.name, openSite(context, own, replicas));
  }

  /** Starts every replica. */
  start(): void {
    for (const [context, { processes }] of this.sites) {
      for (const replica of processes.keys()) this.boot(context, replica);
    }
  }

  site(context: string): Site {
    const site = this.sites.get(context);
    if (!site) throw new Error(`There is no context ${context}.`);
    return site;
  }

  /** The replicas of a context that serve. */
  serving(context: string): readonly Process[] {
    const { processes } = this.site(context);
    return processes.filter((process): process is Process => process?.kernel !== undefined);
  }

  /** Whether every replica serves. */
  get isUp(): boolean {
    return [...this.sites.values()].every(({ processes }) =>
      processes.every((process) => process?.kernel !== undefined),
    );
  }

  boot(context: string, replica: number): void {
    const site = this.site(context);
    if (site.processes[replica]) return;
    this.#boots += 1;
    const chance = new Chance(`seed ${this.plan.seed}/boot ${this.#boots}`);
    const process = new Process({ context, replica, timeline: this.timeline, chance });
    site.processes[replica] = process;
    this.#tell(process, 'starts');
    checkBeforeStart(this, context)
      .then(() => this.#kernelFor(process, site))
      .then(
        ({ kernel, shown }) => {
          if (!process.isAlive) return;
          const astray = `${process.name} serves, and its log is not what others have followed.`;
          if (isAtPast(this, context)) this.findings.push({ of: 'P1', words: astray });
          process.kernel = kernel;
          process.shown = shown;
          this.#feed?.listen(process, kernel);
          this.#tell(process, 'serves');
        },
        (cause: unknown) => {
          this.#tell(process, `cannot start: ${String(cause)}`);
          this.crash(context, replica, REBOOT_MS);
        },
      );
  }

  #kernelFor(process: Process, site: Site): Promise<Started> {
    const { store, feed, calls } = this.#sabotage;
    const { settings, limits } = this.plan.conditions;
    return startKernel(process, site, {
      system: this.versions.boardOf(process.context, process.replica),
      feed: (this.#feed ?? this.broker).feedOf(process),
      calls: this.lines.callsOf(process),
      logs: this.logs,
      findings: this.findings,
      conditions: () => this.#store,
      isAway: () => this.isAway(process.context),
      settings,
      limits,
      moved: (partition) => this.#feed?.moved(process.context, partition),
      report: (incident) => this.#complain(process, incident),
      onCommit: (partition, changes) => {
        if (this.trace.isOn)
          for (const entry of committed(process.name, partition, changes)) this.note(entry);
        if (!this.#together) this.#committed(process.context, partition, changes);
      },
      ...(store && { storeWithBug: (port) => store(port, process, this) }),
      ...(feed && { feedWithBug: (port) => feed(port, process, this) }),
      ...(calls && { callsWithBug: (port) => calls(port, process, this) }),
    });
  }

  #committed(context: string, partition: number, changes: Changes): void {
    this.storeModels.get(context)?.take(partition, changes);
    this.history.note(context, partition, changes.append);
    this.#findAstray();
  }

  #complain(process: Process, incident: Incident): void {
    this.incidents.push(incident);
    this.#tell(process, `${incident.what} ${String(incident.cause)}`);
  }

  /** Kills a replica at this very instant, and whatever is one process with it. */
  crash(context: string, replica: number, forMs: number): void {
    if (!this.#together) return this.#kill(context, replica, forMs);
    for (const name of this.sites.keys()) this.#kill(name, 0, forMs);
    this.#together.crash();
    this.#feed = new EmbeddedFeed(this);
  }

  /** It starts again later, on the same disk. */
  #kill(context: string, replica: number, forMs: number): void {
    const site = this.site(context);
    const process = site.processes[replica];
    site.processes[replica] = undefined;
    if (process) this.#tell(process, 'dies');
    process?.die();
    const backAt = this.timeline.elapsedMs + forMs;
    site.backAt[replica] = Math.max(site.backAt[replica] ?? 0, backAt);
    this.timeline.after(forMs, () => {
      if (this.timeline.elapsedMs >= (site.backAt[replica] ?? 0)) this.boot(context, replica);
    });
  }

  stop(context: string, replica: number, forMs: number): void {
    stopReplica(this, { context, replica }, forMs);
  }

  /** A record that does not follow the one before it: two turns were there at once. */
  #findAstray(): void {
    for (const { id, record } of this.history.astray.splice(0)) {
      const words = `${record.type} was committed as ${id}, which does not follow.`;
      this.findings.push({ of: 'P3', words, caseId: record.caseId });
    }
  }

  isAway(context: string): boolean {
    return this.#away.has(context);
  }

  setAway(context: string, isAway: boolean): void {
    if (isAway) this.#away.add(context);
    else this.#away.delete(context);
  }

  setStore(conditions: StoreConditions): void {
    this.#store = conditions;
  }

  strike(kind: string): void {
    this.struck.set(kind, (this.struck.get(kind) ?? 0) + 1);
  }

  note(entry: Noted): void {
    if (!this.trace.isOn) return;
    const { elapsedMs, now } = this.timeline;
    this.trace.add({ elapsedMs, at: now, ...entry });
  }

  #tell({ name }: Process, words: string): void {
    this.note({ kind: 'machine', who: name, words });
  }

  #tellCall(kind: 'loss' | 'call', { to, caller, type, caseId }: Call, words: string): void {
    this.note({ kind, who: to, caseId, words: `${type} by ${caller}: ${words}` });
  }
}
