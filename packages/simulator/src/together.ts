// All contexts in one process, as they are in one file: their stores share the commit, and the
// process dies as a whole. What is written is seen within it; what is committed is history.

import { memoryCommits } from '@dure/store-memory';
import type { MemoryCommits } from '@dure/store-memory';
import type { Changes, LogRecord } from '@dure/kernel/ports';
import { Chance } from './chance.ts';
import type { StoreConditions } from './conditions.ts';
import { logIdOf } from './history.ts';
import type { WrittenLogs } from './history.ts';
import type { Timeline } from './timeline.ts';

/** Called at the very moment of a commit, for each turn in it. */
export type OnCommit = (context: string, partition: number, changes: Changes) => void;

type Facts = {
  readonly seed: number;
  readonly contexts: readonly string[];
  readonly timeline: Timeline;
  /** Looked at each time, since the storm passes. */
  readonly conditions: () => StoreConditions;
  readonly onCommit: OnCommit;
  readonly strike: (kind: string) => void;
};

const place = (context: string, partition: number): string => `${context}.${partition}`;

export class Together {
  readonly commits: MemoryCommits;
  readonly #logs = new Map<string, LogRecord[]>();
  /** How many of its records are durable, by the place of a log. */
  readonly #durable = new Map<string, number>();

  constructor({ seed, contexts, timeline, conditions, onCommit, strike }: Facts) {
    const chance = new Chance(`seed ${seed}/together`);
    const byLog = new Map(contexts.map((name) => [logIdOf(name), name]));
    this.commits = memoryCommits({
      later: (commit) => {
        const { slowChance, slowMostMs } = conditions();
        timeline.after(chance.is(slowChance) ? chance.between(0, slowMostMs) : 0, commit);
      },
      before: () => {
        if (!chance.is(conditions().failBeforeChance)) return;
        strike('a commit of several fails');
        throw new Error('The commit failed.');
      },
      written: ({ identity }, partition, { append }) => {
        const at = place(byLog.get(identity.logId) ?? '', partition);
        const log = this.#logs.get(at);
        if (log) log.push(...append);
        else this.#logs.set(at, [...append]);
      },
      committed: ({ identity }, partition, changes) => {
        const context = byLog.get(identity.logId) ?? '';
        const at = place(context, partition);
        this.#durable.set(at, (this.#durable.get(at) ?? 0) + changes.append.length);
        onCommit(context, partition, changes);
      },
    });
  }

  readonly log: WrittenLogs['log'] = (context, partition) =>
    this.#logs.get(place(context, partition)) ?? [];

  /** The process has died: what was written and not committed never was. */
  crash(): void {
    this.commits.crash();
    for (const [at, log] of this.#logs) log.length = this.#durable.get(at) ?? 0;
  }
}
