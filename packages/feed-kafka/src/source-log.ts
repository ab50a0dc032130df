// The log of a context where it lies.

import type { LogEnd, LogPage, Store } from '@dure/kernel/ports';

/** The log of a context where it lies: over HTTP, or in the same process. */
export type SourceLog = {
  readonly partitions: number;
  /** Committed records after a sequence, in order and without a gap, at most `limit`. */
  readLog(partition: number, after: number, limit: number): Promise<LogPage>;
  end(partition: number): Promise<LogEnd>;
};

/** The log of a store in this process. */
export const logOf = (store: Store): SourceLog => {
  const { logId } = store.identity;
  return {
    partitions: store.partitions,
    readLog: async (...asked) => ({ logId, records: await store.readLog(...asked) }),
    end: async (partition) => ({ logId, sequence: (await store.head(partition)).sequence }),
  };
};
