// Where a test holds a store up, or lets it fail.

import type { Changes } from '@dure/kernel/ports';

/**
 * `begin` is before the lock is asked for, `commit` before anything is written, and `answer` after
 * everything is written and the lock is free again.
 */
export type Step = 'begin' | 'read' | 'write' | 'commit' | 'answer';

/** The partition of the turn; none for a read outside a turn. */
export type StepInfo = { readonly partition?: number; readonly changes?: Changes };

export type Hooks = {
  /** May return a promise to be waited for. When it fails, the step does: `StoreUnavailable`. */
  readonly before?: (step: Step, info: StepInfo) => Promise<void> | void;
};
