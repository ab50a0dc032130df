// What must be true of any business after it was killed again and again.

import type { Host, Outcome } from '@dure/kernel';
import type { Rehearsed } from '@dure/rehearsal';
import type { Step, Traffic } from '@dure/rehearsal/traffic';
import type { Exported } from '../project.ts';
import { openBusinessHost } from '../start/business-host.ts';
import { worldOf } from '../world.ts';
import type { Answers, Asked } from './protocol.ts';

const QUIET_MS = 20_000;

const issue = (running: Host, { command, as, claims }: Step, key: string): Promise<Outcome> =>
  running.issue({ command, by: { kind: 'actor', name: as, claims }, key });

const asIs = (outcome: Outcome): string =>
  outcome.is === 'done'
    ? JSON.stringify([outcome.key, outcome.caseId, outcome.events, outcome.data])
    : outcome.is;

/** What was answered with success is answered so again, and changes nothing. */
const repeat = async (running: Host, answers: Answers): Promise<readonly string[]> => {
  const findings: string[] = [];
  for (const [key, first] of answers.answered) {
    const asked: Asked | undefined = answers.asked.get(key);
    if (first.is !== 'done' || !asked) continue;
    const again = await issue(running, asked.step, key);
    if (asIs(again) !== asIs(first))
      findings.push(`${asked.step.command.type} (${key}) was done, and is now: ${asIs(again)}`);
  }
  return findings;
};

const parkedIn = async ({ kernels }: Host): Promise<readonly string[]> => {
  const findings: string[] = [];
  for (const [context, kernel] of Object.entries(kernels)) {
    for (const { state, cause } of (await kernel.parked()).items)
      findings.push(`${context} has a parked message, ${state}: ${cause}`);
  }
  return findings;
};

type Rested = {
  readonly system: Rehearsed;
  readonly running: Host;
  /** So long it may take to come to rest. */
  readonly restMs: number;
};

const broken = async ({ system, running, restMs }: Rested): Promise<readonly string[]> => {
  const isQuiet = await running.quiet(restMs);
  const world = await worldOf(running, Date.now());
  return [
    ...(isQuiet ? [] : ['It did not come to rest.']),
    ...(await parkedIn(running)),
    ...system.invariants.flatMap(({ id, broken: of }) =>
      of(world).map((words) => `${id}: ${words}`),
    ),
  ];
};

/** Lets people finish what they have begun in a business that runs, and looks before and after. */
export const examineHost = async (
  of: Rested & { readonly traffic: Traffic; readonly answers: Answers },
): Promise<readonly string[]> => {
  const { running, traffic, answers } = of;
  const before = await broken(of);
  const lost = await repeat(running, answers);
  const steps = traffic.finish(await worldOf(running, Date.now()));
  for (const [index, step] of steps.entries()) await issue(running, step, `finish-${index}`);
  return [...before, ...lost, ...(await broken(of))];
};

type Examined = {
  readonly system: Rehearsed;
  readonly traffic: Exported;
  readonly folder: string;
  readonly answers: Answers;
};

/** Opens the business once more, and lets people finish what they have begun. */
export const examineByTraffic = async (of: Examined): Promise<readonly string[]> => {
  const module = (await import(of.traffic.module)) as { readonly [name: string]: unknown };
  const traffic = module[of.traffic.name] as Traffic; // The processes have used the same.
  const incidents: string[] = [];
  const host = await openBusinessHost({
    system: of.system,
    folder: of.folder,
    settings: traffic.settings ?? {},
    isReplay: false,
    withDemo: false,
    logger: {
      incident: (_business, { what, cause }) => void incidents.push(`${what} ${String(cause)}`),
      happened: () => {},
      warn: () => {},
    },
  });
  try {
    const { system, answers } = of;
    const { running } = host;
    const seen = await examineHost({ system, running, traffic, answers, restMs: QUIET_MS });
    return [...seen, ...incidents];
  } finally {
    await host.close();
  }
};
