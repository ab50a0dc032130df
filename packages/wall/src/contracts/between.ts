// What a comparison of one context looks at.

import type { Needs } from './needs.ts';
import type { ContractRecord, RecordedContext } from './record.ts';

/** Two records of one context. */
export type Between = {
  readonly before: RecordedContext;
  readonly now: RecordedContext;
  /** All of what is now: a message may have moved to another context. */
  readonly all: ContractRecord;
  /** What other repositories need of this business. */
  readonly needs: readonly Needs[];
};
