// The logs that the contexts of one process follow: those that lie here, and those of others.

import { LogFeed } from '@dure/embedded';
import type { Clock, Feed, Store } from '@dure/kernel/ports';
import type { Look } from './commits.ts';

/** The logs of the contexts here from their stores, and those of others from afar. */
export class MixedFeed implements Feed {
  readonly #here: ReadonlyMap<string, Store>;
  readonly near: LogFeed;
  readonly #far: Feed;

  constructor(here: ReadonlyMap<string, Store>, far: Feed, clock: Clock) {
    this.#here = here;
    this.near = new LogFeed(here, () => clock.now());
    this.#far = far;
  }

  #of(source: string): Feed {
    return this.#here.has(source) ? this.near : this.#far;
  }

  partitionsOf(source: string): number {
    return this.#of(source).partitionsOf(source);
  }

  /** The log of a context here: what it has just committed is known without asking its store. */
  logOf(context: string): Store['readLog'] {
    return async (...asked) => (await this.near.read(context, ...asked))?.records ?? [];
  }

  /** The same for those in other processes, who say how far they have heard that it goes. */
  lookOf(context: string): Look {
    return (partition, page) => this.near.look(context, partition, page);
  }

  read: Feed['read'] = (source, ...rest) => this.#of(source).read(source, ...rest);
  end: Feed['end'] = (source, partition) => this.#of(source).end(source, partition);
  follow: Feed['follow'] = (source, ...rest) => this.#of(source).follow(source, ...rest);
}
