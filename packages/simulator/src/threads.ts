// Many seeds on all cores: each thread takes the next few seeds when it is done with its last.

import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { nothingYet, together } from './simulate.ts';
import type { Simulation, Summary } from './simulate.ts';

/** Where a thread finds a business: modules, as URLs, and the names of what they export. */
export type Business = {
  readonly system: Exported;
  /** The version that is deployed during the storm. */
  readonly next?: Exported;
  readonly traffic: Exported;
  /** A planted bug, or a function that plants it anew. */
  readonly sabotage?: Exported;
};

export type Exported = { readonly module: string; readonly name: string };

export type ThreadedSimulation = {
  readonly business: Business;
  readonly seeds: number;
  /** The first seed. */
  readonly from?: number;
  /** As many as there are cores, unless given. */
  readonly threads?: number;
  /** No more seeds are handed out after so many failures. */
  readonly failuresMax?: number;
  readonly onProgress?: (summary: Summary) => void;
};

/** What a thread is asked to do next. */
export type SeedRange = Required<Pick<Simulation, 'from' | 'seeds' | 'failuresMax'>>;

const SEEDS_AT_ONCE = 10;
/** A thread that says nothing for so long is caught in a loop. */
const SILENCE_MOST_MS = 300_000;

// The compiled package has a script of the other kind beside this one.
const script = import.meta.url.endsWith('.ts') ? './thread.ts' : './thread.js';

export const simulateInThreads = async (simulation: ThreadedSimulation): Promise<Summary> => {
  const { seeds, from = 1, failuresMax = 10, onProgress } = simulation;
  const { business, threads = availableParallelism() } = simulation;
  let summary = nothingYet;
  let next = from;
  const handOut = (): SeedRange | undefined => {
    const left = from + seeds - next;
    if (left <= 0 || summary.failures.length >= failuresMax) return undefined;
    const range = { from: next, seeds: Math.min(SEEDS_AT_ONCE, left), failuresMax };
    next += range.seeds;
    return range;
  };
  const take = (part: Summary): void => {
    summary = together(summary, part);
    onProgress?.(summary);
  };
  await Promise.all(Array.from({ length: threads }, () => runThread(business, handOut, take)));
  // Threads are quicker at times than those before them; failures are listed in order.
  return { ...summary, failures: summary.failures.toSorted((a, b) => a.seed - b.seed) };
};

const runThread = (
  business: Business,
  handOut: () => SeedRange | undefined,
  take: (part: Summary) => void,
): Promise<void> => {
  const worker = new Worker(new URL(script, import.meta.url), { workerData: business });
  return new Promise((resolve, reject) => {
    let silence: ReturnType<typeof setTimeout> | undefined;
    const goOn = (): void => {
      const range = handOut();
      if (!range) return void worker.terminate();
      silence = setTimeout(() => {
        reject(new Error(`The ${range.seeds} seeds from ${range.from} do not end.`));
        void worker.terminate();
      }, SILENCE_MOST_MS);
      // A thread is no window.
      // oxlint-disable-next-line unicorn/require-post-message-target-origin
      worker.postMessage(range);
    };
    worker.on('message', (part: Summary) => {
      clearTimeout(silence);
      take(part);
      goOn();
    });
    worker.on('error', (error) => {
      clearTimeout(silence);
      reject(error);
    });
    worker.on('exit', () => resolve());
    goOn();
  });
};
