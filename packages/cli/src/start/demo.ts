// Plays the steps of a demo at the instants at which they are said to have happened, so that what
// lies in the past is history like any other.

import { setImmediate as immediately } from 'node:timers/promises';
import type { DemoStep } from '@dure/rehearsal';
import type { Host, Kernel, Outcome } from '@dure/kernel';
import { UserError } from '../command.ts';
import type { AdjustableClock } from './clock.ts';

export type Stage = {
  readonly running: Host;
  readonly clock: AdjustableClock;
  /** Called with a step that was not accepted. */
  readonly refused: (step: DemoStep, outcome: Outcome) => void;
  /** Whether the start is called off. */
  readonly signal?: AbortSignal | undefined;
};

/** What is needed to let time pass. */
export type Passing = Omit<Stage, 'refused'>;

const DEADLINES_MAX = 10_000;
const QUIET_MS = 5_000;
const GRACE_STEP_MS = 60_000;

/**
 * Looks again at once: a demo is many short waits, and a person waits for it to end.
 * @throws {UserError} a store is away, and has not come back meanwhile.
 */
const quiet = async ({ running, signal }: Passing): Promise<void> => {
  const latestMs = performance.now() + QUIET_MS;
  while (!(await isQuiet(running)) && performance.now() < latestMs) {
    signal?.throwIfAborted();
    await immediately();
  }
  checkStores(running);
};

/** A demo without one of its stores would be refused step by step. */
const checkStores = (running: Host): void => {
  for (const kernel of kernelsOf(running)) {
    const health = kernel.health();
    if (health.is !== 'away') continue;
    const { ko, en } = health.words ?? { ko: health.cause, en: health.cause };
    const name = kernel.context.name;
    throw new UserError({
      ko: `데모를 마치지 못했습니다. 다음을 고친 뒤 다시 시작해 주세요. ${name}: ${ko}`,
      en: `The demo was not played to its end. Mend this, then start again. ${name}: ${en}`,
    });
  }
};

/** Without those that are switched off: what they have to do waits until they are back. */
const kernelsOf = (running: Host): readonly Kernel[] => {
  const faults = running.faults();
  return Object.values(running.kernels).filter(({ context }) => faults[context.name] !== 'down');
};

const isQuiet = async (running: Host): Promise<boolean> => {
  const kernels = kernelsOf(running);
  // Twice, because one may wake another that was asked before it.
  for (const kernel of [...kernels, ...kernels]) {
    if (!(await kernel.isQuiet())) return false;
  }
  return true;
};

const nextDeadline = async ({ running }: Passing): Promise<number | undefined> => {
  const instants = await Promise.all(kernelsOf(running).map((kernel) => kernel.nextDeadline()));
  const due = instants.filter((instant) => instant !== undefined);
  return due.length === 0 ? undefined : Math.min(...due);
};

/** Moves the clock to an instant, and lets happen on the way what falls due. */
export const passUntil = async (stage: Passing, instantMs: number): Promise<void> => {
  const { clock } = stage;
  for (let rung = 0; rung < DEADLINES_MAX; rung += 1) {
    await quiet(stage);
    const due = await nextDeadline(stage);
    const now = clock.now();
    if (due === undefined || due > instantMs || now >= instantMs) break;
    // What is overdue and does not ring is given its grace after an outage.
    clock.jump(due > now ? due : Math.min(instantMs, now + GRACE_STEP_MS));
  }
  clock.jump(instantMs);
  await quiet(stage);
};

/**
 * Plays the steps in their order. A step that was played before, by a run that was killed, is
 * known by its key and does nothing.
 */
export const playSteps = async (stage: Stage, steps: readonly DemoStep[]): Promise<void> => {
  const ordered = steps.toSorted((a, b) => a.at - b.at);
  for (const [index, step] of ordered.entries()) {
    await passUntil(stage, step.at);
    stage.signal?.throwIfAborted();
    const by = { kind: 'actor', name: step.as, claims: step.claims } as const;
    const { command } = step;
    const outcome = await stage.running.issue({ command, by, key: `demo-${index}` });
    if (outcome.is === 'unavailable') checkStores(stage.running);
    if (outcome.is !== 'done') stage.refused(step, outcome);
  }
  await quiet(stage);
};
