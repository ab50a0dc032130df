// Five times as many orders as there is room for: what is done, how long it takes, and how much
// memory it costs; beside the same gateway without a limit to what is under way.

import { setTimeout as sleep } from 'node:timers/promises';
import { inFolder, measured, serving } from './harness.ts';
import type { Server } from './harness.ts';

const TIMES = 5;
const AT_ONCE = 64;
const WARM_UP_S = 6;
const LOOK_MS = 2_000;
/** A server at rest needs no more of a processor in this time. */
const REST_S = 0.2;

export type Flood = {
  readonly perSecond: number;
  readonly sentPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** By the gateway, as too much was under way. */
  readonly refused: number;
  /** As the business was out of reach of itself: an ask had no answer in its time. */
  readonly unavailable: number;
  /** By status; by the name of the fault, where there was no answer. */
  readonly broken: { readonly [status: string]: number };
  /** Had no answer when the load ended. */
  readonly waiting: number;
  /** Could not be sent, as too many were waiting for their answers. */
  readonly unsent: number;
};

export type Overloaded = {
  readonly best: Flood;
  readonly flood: Flood;
  /** Of the server's processor, for each order that was taken and all that was refused. */
  readonly bestCpuMs: number;
  readonly floodCpuMs: number;
  readonly memoryBeforeMiB: number;
  readonly memoryAfterMiB: number;
};

export type Overload = { readonly limited: Overloaded; readonly unlimited: Overloaded };

type Form = { readonly overloadSeconds: number };

const load = (server: Server, args: readonly string[]): Promise<Flood> =>
  measured<Flood>('flood.ts', [`--url=${server.url}`, `--bearer=${server.bearer ?? ''}`, ...args]);

/** What the orders have set in motion is done. */
const settled = async (server: Server): Promise<void> => {
  for (let used = Infinity; used > REST_S;) {
    const before = server.cpuS();
    await sleep(LOOK_MS);
    used = server.cpuS() - before;
  }
};

/** The load, and what each order that was taken has cost until all that follows it is done. */
const costed = async (
  server: Server,
  { overloadSeconds }: Form,
  args: readonly string[],
): Promise<readonly [Flood, cpuMs: number]> => {
  const before = server.cpuS();
  const flood = await load(server, args);
  await settled(server);
  const taken = flood.perSecond * overloadSeconds;
  return [flood, ((server.cpuS() - before) * 1_000) / taken];
};

const overloaded = (form: Form, more: readonly string[]): Promise<Overloaded> =>
  inFolder(async (folder) => {
    const server = await serving('stays-server.ts', ['--folder', folder, '--sign-in', ...more]);
    try {
      const room = [`--at-once=${AT_ONCE}`];
      await load(server, [...room, `--seconds=${WARM_UP_S}`]);
      await settled(server);
      // As long as the flood: what follows an order is part of its cost.
      const seconds = `--seconds=${form.overloadSeconds}`;
      const [best, bestCpuMs] = await costed(server, form, [...room, seconds]);
      const memoryBeforeMiB = server.residentMiB();
      const rate = Math.ceil(best.perSecond * TIMES);
      const [flood, floodCpuMs] = await costed(server, form, [`--rate=${rate}`, seconds]);
      return {
        best,
        flood,
        bestCpuMs,
        floodCpuMs,
        memoryBeforeMiB,
        memoryAfterMiB: server.residentMiB(),
      };
    } finally {
      await server.end();
    }
  });

export const measureOverload = async (form: Form): Promise<Overload> => ({
  limited: await overloaded(form, []),
  unlimited: await overloaded(form, ['--unlimited']),
});
