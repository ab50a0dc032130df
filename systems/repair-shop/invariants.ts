import type { Invariant } from '@dure/domain';

export const invariants: readonly Invariant[] = [];
