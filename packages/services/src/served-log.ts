// A context that was retired, as its process serves it: the log can be read, and that is all.

import type { Kernel } from '@dure/kernel';
import type { Store } from '@dure/kernel/ports';

/** What the process of a context needs of its kernel by itself. */
export type ServedKernel = Pick<
  Kernel,
  | 'partitions'
  | 'head'
  | 'readLog'
  | 'listen'
  | 'troubles'
  | 'rebuilding'
  | 'metrics'
  | 'health'
  | 'probe'
  | 'retired'
  | 'noteRetired'
>;

export const servedLog = (store: Store): ServedKernel => ({
  partitions: store.partitions,
  head: (partition) => store.head(partition),
  readLog: (...of) => store.readLog(...of),
  listen: () => () => {},
  troubles: () => [],
  rebuilding: () => [],
  metrics: () => ({ counters: {}, gauges: {} }),
  health: () => ({ is: 'up' }),
  probe: async () => void (await store.head(0)),
  retired: () => new Map(),
  noteRetired: async (_, of) => ({ ...of, isRead: true, sentUpTo: [] }),
});
