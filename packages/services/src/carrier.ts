// What carries logs between processes, as it is given to a service.

import type { Feed, LogEnd, LogPage, Store } from '@dure/kernel/ports';
import type { Publishing } from './leases.ts';

/** A context, and the logs that it follows where they lie. */
export type Carried = {
  readonly context: string;
  readonly store: Store;
  readonly sources: { readonly [context: string]: SourceLog };
  /** The logs of the contexts that run here. */
  readonly own: Feed;
  /** The own log; it asks the store for the newest records only where others have made them. */
  readonly readLog: Store['readLog'];
  /** Which partitions of the own log this replica publishes; all of them, where it is alone. */
  readonly publishes?: Publishing | undefined;
};

export type SourceLog = {
  readonly partitions: number;
  readLog(partition: number, after: number, limit: number): Promise<LogPage>;
  end(partition: number): Promise<LogEnd>;
};

/** Carries the logs of other contexts here, and the own log to them. */
export type Carrier = {
  readonly feed: Feed;
  /** The own log has come further in a partition. */
  readonly moved: (partition: number) => void;
  /** The log of a context is not followed any more, for good. */
  readonly leave?: (source: string) => void;
  /** Whether all of the own log was carried; where it is not said, nobody waits for that. */
  readonly hasPublishedAll?: () => Promise<boolean>;
  readonly stop: () => Promise<void>;
};
