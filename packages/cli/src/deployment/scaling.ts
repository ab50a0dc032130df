// Looks again and again how far each context that may have more replicas is behind, and begins or
// ends one where its scaler says so.

import { setTimeout as sleep } from 'node:timers/promises';
import type { Words } from '@dure/domain';
import { lagTogether } from '@dure/kernel';
import type { Figures } from '@dure/kernel';
import { Client, Signer } from '@dure/services';
import type { Environment } from '../terminal.ts';
import type { Part } from './deployment.ts';
import { secretIn } from './environment.ts';
import { isStanding } from './replicas.ts';
import type { Replica } from './replicas.ts';
import { JUDGE_MS, Scaler } from './scaler.ts';
import type { Look, Step } from './scaler.ts';

/** How often it is looked, and by which clock, in milliseconds. */
type Pace = { readonly everyMs: number; readonly now: () => number };

const standard: Pace = { everyMs: 1_000, now: () => performance.now() };

/** Whoever has too much to do answers late, which is just when it is to be known. */
const ANSWER_MS = JUDGE_MS;

export type Scaled = {
  readonly replicas: readonly Replica[];
  readonly environment: Environment;
  readonly add: (replica: Replica) => void;
  readonly retire: (replica: Replica) => Promise<void>;
  readonly say: (words: Words) => void;
  readonly pace?: Pace;
};

/** What a replica has said, and when its answer came. */
type Said = { readonly figures: Figures; readonly atMs: number };

/**
 * What the replicas of a context say together. Some answer later than others: what was consumed was
 * so at the middle of their answers.
 */
export const lookIn = (said: readonly Said[]): Look => {
  const { behind, seen } = lagTogether(said.map(({ figures }) => figures));
  return {
    atMs: sumOf(said.map(({ atMs }) => atMs)) / Math.max(1, said.length),
    ready: said.length,
    lag: behind,
    consumed: seen,
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
  /** One for each replica: what one of them says has an instant of its own. */
  readonly #clients: readonly Client[];
  readonly #of: Scaled;

  constructor(part: Part, replicas: readonly Replica[], of: Scaled) {
    const { replicas: min, replicasMax: max, lagPerReplica } = part;
    this.#part = part;
    this.#replicas = replicas;
    this.#scaler = new Scaler({ min, max, lagPerReplica });
    const signer = new Signer(secretIn(of.environment), 'scaler');
    this.#clients = replicas.map(({ url }) => new Client(part, [url], signer));
    this.#of = of;
  }

  async look(): Promise<void> {
    const before = this.#scaler.replicas;
    const { add, retire, say } = this.#of;
    const asked = this.#clients.slice(0, before).map((client) => this.#ask(client));
    const step = this.#scaler.look(lookIn((await Promise.all(asked)).flat()));
    if (!step) return;
    say(wordsOf(this.#part.name, step, this.#part.replicasMax));
    for (const replica of this.#replicas.slice(before, step.to)) add(replica);
    for (const replica of this.#replicas.slice(step.to, before)) await retire(replica);
  }

  /** Nothing, where it does not answer. */
  async #ask(client: Client): Promise<readonly Said[]> {
    const { pace = standard } = this.#of;
    // The internal port answers with what the kernel's interface has.
    const answers = await client.askAll<Figures>('figures', ['lag'], ANSWER_MS);
    return answers.map((figures) => ({ figures, atMs: pace.now() }));
  }

  /** What is asked just then has no answer. */
  async close(): Promise<void> {
    await Promise.all(this.#clients.map((client) => client.close()));
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
  });
  return async () => {
    over.abort();
    await Promise.all(scaled.map((context) => context.close()));
    await Promise.all(all);
  };
};
