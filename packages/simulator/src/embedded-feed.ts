// The feed of a business in one process, in the weather of a storm: the logs themselves, and what
// kernels hand on from memory. What was committed and not answered is in the log alone.

import { LogFeed } from '@dure/embedded';
import type { Kernel } from '@dure/kernel';
import { StoreUnavailable } from '@dure/kernel/ports';
import type { Feed, Store } from '@dure/kernel/ports';
import type { Process } from './process.ts';
import type { Site } from './site.ts';
import type { Timeline } from './timeline.ts';
import type { WrittenLogs } from './history.ts';

type Facts = {
  readonly timeline: Timeline;
  readonly sites: ReadonlyMap<string, Site>;
  /** What is there, as far as the world has noted it. */
  readonly logs: WrittenLogs;
  isAway(context: string): boolean;
};

export class EmbeddedFeed {
  readonly #logs: LogFeed;

  constructor(world: Facts) {
    const stores = new Map<string, Store>();
    for (const [name, { disk }] of world.sites) stores.set(name, guarded(disk.open(), name, world));
    this.#logs = new LogFeed(stores, () => world.timeline.now);
  }

  /** The feed of one process, for as long as it lives. */
  feedOf(process: Process): Feed {
    const logs = this.#logs;
    return {
      partitionsOf: (source) => logs.partitionsOf(source),
      read: (...asked) => process.ask(() => logs.read(...asked)),
      end: (...asked) => process.ask(() => logs.end(...asked)),
      follow: (source, partition, wake) => {
        const unfollow = logs.follow(source, partition, wake);
        const forget = process.onDeath(unfollow);
        return () => {
          forget();
          unfollow();
        };
      },
    };
  }

  /** Hands on what a kernel commits, as long as its process lives. */
  listen(process: Process, kernel: Kernel): void {
    const stop = kernel.listen(({ context, record }) => {
      this.#logs.committed(context, record.partition, record);
    });
    process.onDeath(stop);
  }

  moved(context: string, partition: number): void {
    this.#logs.moved(context, partition);
  }
}

const guarded = (store: Store, context: string, world: Facts): Store => {
  const there = async <T>(read: () => Promise<T>): Promise<T> => {
    if (world.isAway(context)) throw new StoreUnavailable(`The store of ${context} is away.`);
    return read();
  };
  // What the world has not noted yet is not there yet.
  const noted = (partition: number): number => world.logs.log(context, partition).length;
  const readLog: Store['readLog'] = (partition, after, limit) =>
    there(async () => {
      const records = await store.readLog(partition, after, limit);
      return records.filter(({ sequence }) => sequence <= noted(partition));
    });
  const head: Store['head'] = (partition) =>
    there(async () => {
      const last = await store.head(partition);
      return { ...last, sequence: Math.min(last.sequence, noted(partition)) };
    });
  // A store in memory is an object of a class: what the feed needs of it is given on by name.
  return Object.create(store, { readLog: { value: readLog }, head: { value: head } }) as Store;
};
