// A replica that is asked to finish what it has begun, and to go; as SIGTERM does.

import { standardLimits } from '@dure/kernel';
import type { Finding } from './finding.ts';
import type { Plan } from './plan.ts';
import type { Site } from './site.ts';
import type { Timeline } from './timeline.ts';

const STOP_MOST_MS = 60_000;

type World = {
  readonly plan: Plan;
  readonly timeline: Timeline;
  readonly findings: Finding[];
  site(context: string): Site;
  crash(context: string, replica: number, forMs: number): void;
};

type Of = { readonly context: string; readonly replica: number };

export const stopReplica = (world: World, { context, replica }: Of, forMs: number): void => {
  const { timeline, findings, plan } = world;
  const process = world.site(context).processes[replica];
  const kernel = process?.kernel;
  if (!process || !kernel) return;
  // Whoever is outside waits for the commit as well, and so does a process that ends.
  const { shown = kernel } = process;
  process.kernel = undefined;
  process.shown = undefined;
  const { askTimeoutMs = standardLimits.askTimeoutMs } = plan.conditions.limits;
  const latestMs = timeline.elapsedMs + askTimeoutMs;
  const leave = (): void => {
    const { name, serving, isAlive } = process;
    if (!isAlive) return;
    // What takes longer than asks do is not waited for.
    const words = `${name} stopped, and ${serving} still wait for it.`;
    if (serving > 0 && timeline.elapsedMs < latestMs) findings.push({ of: 'P8', words });
    world.crash(context, replica, forMs);
  };
  // A replica that dies while it stops is no worse than one that just dies.
  process
    .tell(() => shown.stop())
    .then(
      () => timeline.after(0, leave),
      () => {},
    );
  timeline.after(STOP_MOST_MS, () => {
    const words = `${process.name} was asked to stop, and does not.`;
    if (process.isAlive) findings.push({ of: 'P8', words });
  });
};
