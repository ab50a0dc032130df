// The kernel of one process, between the ports of the world and the bugs that are planted there.

import { seenFromOutside } from '@dure/embedded';
import { createKernel } from '@dure/kernel';
import type { Kernel, KernelOptions } from '@dure/kernel';
import type { Calls, Feed, Store } from '@dure/kernel/ports';
import type { Finding } from './finding.ts';
import { guardedStore } from './guarded-store.ts';
import type { Guard } from './guarded-store.ts';
import type { WrittenLogs } from './history.ts';
import type { Process } from './process.ts';
import type { Site } from './site.ts';
import { watchedFeed } from './watched-feed.ts';

/** A kernel, and as those outside of its process have it. */
export type Started = { readonly kernel: Kernel; readonly shown: Kernel };

type Given = Pick<Guard, 'conditions' | 'isAway' | 'onCommit'> &
  Pick<KernelOptions, 'system' | 'calls' | 'feed' | 'settings' | 'limits' | 'report' | 'moved'> & {
    readonly logs: WrittenLogs;
    readonly findings: Finding[];
    readonly storeWithBug?: (store: Store) => Store;
    readonly feedWithBug?: (feed: Feed) => Feed;
    readonly callsWithBug?: (calls: Calls) => Calls;
  };

const same = <P>(port: P): P => port;

export const startKernel = async (
  process: Process,
  { context, disk }: Site,
  given: Given,
): Promise<Started> => {
  const { conditions, isAway, onCommit, logs, findings, ...parts } = given;
  const { storeWithBug = same, feedWithBug = same, callsWithBug = same, ...rest } = parts;
  const store = storeWithBug(guardedStore(disk.open(), { process, conditions, isAway, onCommit }));
  const watch = { logs, findings, isAlive: () => process.isAlive };
  const kernel = await createKernel({
    ...rest,
    context: rest.system.contexts.find(({ name }) => name === context.name) ?? context,
    store,
    feed: watchedFeed(feedWithBug(rest.feed), watch),
    calls: callsWithBug(rest.calls),
    clock: process.clock,
  });
  const { durable } = store;
  return { kernel, shown: durable ? seenFromOutside(kernel, durable) : kernel };
};
