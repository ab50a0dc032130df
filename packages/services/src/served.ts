// A context of this process, with what serves it.

import type { Store } from '@dure/kernel/ports';
import type { Commits } from './commits.ts';
import type { Faults } from './faults.ts';
import type { Place } from './protocol.ts';
import type { Retiring } from './retiring.ts';
import type { ServedKernel } from './served-log.ts';

/** A context that runs in this process. */
export type Served = {
  readonly place: Place;
  readonly kernel: ServedKernel;
  readonly store: Pick<Store, 'identity' | 'read' | 'trail'>;
  readonly commits: Commits;
  readonly faults: Faults;
  readonly retiring: Retiring;
  /** All of a retired log has had its effects here. */
  readonly leave: (context: string) => void;
};
