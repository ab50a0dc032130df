// What must hold in taxi call, whatever breaks.

import type { Invariant } from '@dure/domain';

export const invariants: readonly Invariant[] = [];
