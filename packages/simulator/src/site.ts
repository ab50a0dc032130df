// The place of one context: its disk, and the replicas that work on it.

import type { BoundedContext } from '@dure/domain';
import type { Disk } from './disk.ts';
import type { Process } from './process.ts';

/** Where one context lives. */
export type Site = {
  readonly context: BoundedContext;
  /** The one that replicas start on. */
  disk: Disk;
  /** The newest one, as long as another has taken its place. */
  newest: Disk | undefined;
  /** The last backup of its disk. */
  backup: Disk | undefined;
  readonly processes: (Process | undefined)[];
  /** When a replica may come back, in milliseconds since the beginning. */
  readonly backAt: number[];
};

export const openSite = (context: BoundedContext, disk: Disk, replicas: number): Site => ({
  context,
  disk,
  newest: undefined,
  backup: undefined,
  processes: Array.from({ length: replicas }, () => undefined),
  backAt: Array.from({ length: replicas }, () => 0),
});
