// A context that was retired, beside those that run: it takes nothing and shows nothing. What is
// kept of its log can be read, as long as that is there.

import type { BoundedContext } from '@dure/domain';
import { retiredOutcome, retiredStore } from '@dure/kernel';
import type { Kernel, Retirement } from '@dure/kernel';
import type { Store } from '@dure/kernel/ports';

export type RetiredContext = {
  readonly context: BoundedContext;
  readonly retirement: Retirement;
  /** What it has left; nothing, where that was dropped. */
  readonly store: Store | undefined;
};

const silent = {
  troubles: () => [],
  rebuilding: () => [],
  callOffRebuild: () => false,
  metrics: () => ({ counters: {}, gauges: {} }),
  retired: () => new Map(),
  nextDeadline: async () => undefined,
  isQuiet: async () => true,
  seen: async () => true,
  listen: () => () => {},
  stop: async () => {},
} satisfies Partial<Kernel>;

export const retiredKernel = ({ context, retirement, store }: RetiredContext): Kernel => {
  const { name } = context;
  const gone = (): Promise<never> => Promise.reject(retiredStore(name));
  return {
    ...silent,
    context,
    partitions: store?.partitions ?? 0,
    health: () => ({ is: 'retired', since: retirement.at }),
    head: (partition) => store?.head(partition) ?? gone(),
    readLog: (...of) => store?.readLog(...of) ?? gone(),
    issue: async () => retiredOutcome(name),
    preview: async () => ({
      is: 'ended',
      outcome: retiredOutcome(name),
      events: [],
      deadlines: [],
      unknown: [],
    }),
    noteRetired: async (_, of) => ({ ...of, isRead: true, sentUpTo: [] }),
    answer: gone,
    foresee: gone,
    instance: gone,
    row: gone,
    rows: gone,
    parked: gone,
    groups: gone,
    work: gone,
    retry: gone,
    mend: gone,
    skip: gone,
    actOnGroup: gone,
    closeWork: gone,
    resend: gone,
    figures: gone,
    awaited: gone,
    previewRetry: gone,
    rebuild: gone,
    probe: gone,
  };
};
