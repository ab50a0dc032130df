// One thread of a simulation.

import { parentPort, workerData } from 'node:worker_threads';
import type { System } from '@dure/domain';
import { simulate } from './simulate.ts';
import type { Business, Errand, Exported } from './threads.ts';
import type { Traffic } from './traffic.ts';

const load = async <T>({ module, name }: Exported): Promise<T> => {
  const exported: { readonly [name: string]: unknown } = await import(module);
  if (exported[name] === undefined) throw new Error(`${module} exports no ${name}.`);
  // Who names a business says what the modules export.
  return exported[name] as T;
};

// `threads.ts` starts this script with a business.
const business = workerData as Business;
const system = await load<System>(business.system);
const traffic = await load<Traffic>(business.traffic);

parentPort?.on('message', ({ from, seeds }: Errand) => {
  void simulate({ system, traffic, from, seeds, failuresMax: Infinity }).then((summary) => {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- A thread is no window.
    parentPort?.postMessage(summary);
  });
});
