// A bulkhead around each job of a turn: what a job throws, but for the failures of the store, stops
// that job and no other.

import type { Job, TurnTools } from '../engine.ts';
import { StoreUnavailable, Taken } from '../ports.ts';
import type { Head, Store } from '../ports.ts';
import { Missing } from './items.ts';
import type { Mark } from './items.ts';

/** A job that failed a whole turn when it was alone in it. */
export type Broken = { readonly job: Job; readonly cause: unknown };

type Thrown = { readonly mark: Mark; readonly cause: unknown };

/**
 * Runs a job. What it throws leaves nothing, and stops it; what it misses is read, and it runs
 * again. Returns `undefined` when it finished synchronously.
 * @throws {StoreUnavailable | Taken} and what `stopped` throws: these fail the turn.
 */
export const runAlone = (
  job: Job,
  tools: TurnTools,
  broken?: Broken,
): Promise<void> | undefined => {
  const mark = tools.workspace.mark();
  if (broken?.job === job) return stop(job, tools, { mark, cause: broken.cause });
  try {
    return job.work(tools)?.catch((cause: unknown) => stop(job, tools, { mark, cause }));
  } catch (cause) {
    return stop(job, tools, { mark, cause });
  }
};

const stop = async (job: Job, tools: TurnTools, { mark, cause }: Thrown): Promise<void> => {
  if (cause instanceof StoreUnavailable || cause instanceof Taken) throw cause;
  tools.workspace.goBack(mark);
  if (!(cause instanceof Missing)) return job.stopped(cause, tools);
  await tools.workspace.load(cause.reads);
  await runAlone(job, tools);
};

/** Whether the head stands where a turn found it. The lock on it tells that the turn has ended. */
export const isUnmoved = async (store: Store, partition: number, found: Head): Promise<boolean> => {
  try {
    return await store.turn(partition, async ({ head }) => head.turns === found.turns);
  } catch {
    return false;
  }
};
