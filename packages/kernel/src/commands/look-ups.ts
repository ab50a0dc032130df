// What a decision looks up, and what it mints: below all that makes either.

import type { Known } from '@dure/domain';

export type LookUps = Pick<Known, 'find' | 'row' | 'count'>;

/** The ids that a decision has minted, so that it mints the same ones when it is repeated. */
export type Minted = string[];
