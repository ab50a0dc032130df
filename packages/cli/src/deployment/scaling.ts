// Looks again and again how far each context that may have more replicas is behind, and begins or
// ends one where its scaler says so.

import { setTimeout as sleep } from 'node:timers/promises';
import type { Words } from '@dure/domain';
import type { Figures } from '@dure/kernel';
import { Client, Signer } from '@dure/services';
import type { Environment } from '../terminal.ts';
import type { Part } from './deployment.ts';
import { secretIn } from './environment.ts';
import { isStanding } from './replicas.ts';
import type { Replica } from './replicas.ts';
import { Scaler } from './scaler.ts';
import type { Look, Step } from './scaler.ts';

/** How often it is looked, and by which clock, in milliseconds. */
type Pace = { readonly everyMs: number; readonly now: () => number };

const standard: Pace = { everyMs: 1_000, now: () => performance.now() };

export type Scaled = {
  readonly replicas: readonly Replica[];
  readonly environment: Environment;
  readonly add: (replica: Replica) => void;
  readonly retire: (replica: Replica) => Promise<void>;
  readonly say: (words: Words) => void;
  readonly pace?: Pace;
};

/**
 * What the replicas of a context say together. Each of them knows of the partitions that it follows
 * itself, and what one of them has seen is done for all.
 */
export const lookIn = (states: readonly Figures[], atMs: number): Look => {
  const places = Map.groupBy(
    states.flatMap(({ lag }) => lag),
    ({ source, partition }) => `${source}/${partition}`,
  );
  const all = [...places.values()];
  return {
    atMs,
    ready: states.length,
    lag: sumOf(all.map((found) => Math.min(...found.map(({ behind }) => behind)))),
    consumed: sumOf(all.map((found) => Math.max(...found.map(({ seen }) => seen)))),
  };
};

const sumOf = (all: readonly number[]): number => all.reduce((sum, one) => sum + one, 0);

const countOf = (of: number): string => (of === 1 ? '1 process' : `${of} processes`);

const wordsOf = (name: string, { to, why, lag }: Step, max: number): Words =>
  ({
    behind: {
      ko: `${name}: 기록 ${lag}개가 밀려 프로세스를 ${to}개로 늘립니다 (최대 ${max}개)`,
      en: `${name} is ${lag} records behind: ${countOf(to)} from now on (of at most ${max})`,
    },
    noFaster: {
      ko: `${name}: 하나 더 두어도 빨라지지 않아 프로세스를 ${to}개로 되돌립니다`,
      en: `${name} is no faster with one more: ${countOf(to)} again`,
    },
    caughtUp: {
      ko: `${name}: 밀린 기록이 없어 프로세스를 ${to}개로 줄입니다`,
      en: `${name} has caught up: ${countOf(to)} from now on`,
    },
  })[why];

/** One context, and who is asked about it. */
class ScaledContext {
  readonly #part: Part;
  readonly #replicas: readonly Replica[];
  readonly #scaler: Scaler;
  readonly #client: Client;
  readonly #of: Scaled;

  constructor(part: Part, replicas: readonly Replica[], of: Scaled) {
    const { replicas: min, replicasMax: max, lagPerReplica } = part;
    this.#part = part;
    this.#replicas = replicas;
    this.#scaler = new Scaler({ min, max, lagPerReplica });
    const urls = replicas.map(({ url }) => url);
    this.#client = new Client(part, urls, new Signer(secretIn(of.environment), 'scaler'));
    this.#of = of;
  }

  async look(): Promise<void> {
    // The internal port answers with what the kernel's interface has.
    const states = await this.#client.askAll<Figures>('figures', ['lag']);
    const before = this.#scaler.replicas;
    const { add, retire, say, pace = standard } = this.#of;
    const step = this.#scaler.look(lookIn(states, pace.now()));
    if (!step) return;
    say(wordsOf(this.#part.name, step, this.#part.replicasMax));
    for (const replica of this.#replicas.slice(before, step.to)) add(replica);
    for (const replica of this.#replicas.slice(step.to, before)) await retire(replica);
  }

  close(): Promise<void> {
    return this.#client.close();
  }
}

/** Begins to look. Returns the way to stop, which resolves when nothing more is begun or ended. */
export const startScaling = (of: Scaled): (() => Promise<void>) => {
  const byName = Map.groupBy(of.replicas, ({ part }) => part.name);
  const scaled = [...byName.values()].flatMap((replicas) => {
    const [first] = replicas;
    const isScaled = first !== undefined && !replicas.every(isStanding);
    return isScaled ? [new ScaledContext(first.part, replicas, of)] : [];
  });
  const over = new AbortController();
  const { signal } = over;
  const { everyMs } = of.pace ?? standard;
  const all = scaled.map(async (context) => {
    while (!signal.aborted) {
      await context.look();
      await sleep(everyMs, undefined, { signal }).catch(() => {});
    }
    await context.close();
  });
  return async () => {
    over.abort();
    await Promise.all(all);
  };
};
