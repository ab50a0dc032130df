// The place of one context: its disk, and the replicas that work on it.

import type { BoundedContext } from '@dure/domain';
import type { Disk } from './disk.ts';
import type { Process } from './process.ts';

/** Where one context lives. */
export type Site = {
  readonly context: BoundedContext;
  readonly disk: Disk;
  readonly processes: (Process | undefined)[];
  /** When a replica may come back, in milliseconds since the beginning. */
  readonly backAt: number[];
};
