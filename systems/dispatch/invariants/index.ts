// The invariants that every dispatcher has, given its notes: taxi call and parcel pickup.

import { caseRules } from './case-rules.ts';
import type { Dispatcher } from './notes.ts';
import { poolRules } from './pool-rules.ts';

/** A sentence for each thing that is wrong, by rule. A business names and numbers what it holds. */
export const dispatchRules = (of: Dispatcher) => ({ ...poolRules(of), ...caseRules(of) });

export type { FeeRule } from './case-rules.ts';
export type { Data, Dispatcher } from './notes.ts';
