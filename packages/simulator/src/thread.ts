// One thread of a simulation.

import { parentPort, workerData } from 'node:worker_threads';
import type { Rehearsed } from '@dure/rehearsal';
import { simulate } from './simulate.ts';
import type { Business, SeedRange, Exported } from './threads.ts';
import type { Traffic } from './traffic.ts';
import type { Sabotage } from './world.ts';

const load = async <T>({ module, name }: Exported): Promise<T> => {
  const exported: { readonly [name: string]: unknown } = await import(module);
  if (exported[name] === undefined) throw new Error(`${module} exports no ${name}.`);
  // Who names a business says what the modules export.
  return exported[name] as T;
};

// `threads.ts` starts this script with a business.
const business = workerData as Business;
const system = await load<Rehearsed>(business.system);
const next = business.next && (await load<Rehearsed>(business.next));
const traffic = await load<Traffic>(business.traffic);

const planted = business.sabotage && (await load<Sabotage | (() => Sabotage)>(business.sabotage));

parentPort?.on('message', (range: SeedRange) => {
  const sabotage = typeof planted === 'function' ? planted() : planted;
  void simulate({ system, next, traffic, sabotage, ...range }).then((summary) => {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- A thread is no window.
    parentPort?.postMessage(summary);
  });
});
