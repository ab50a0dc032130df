// Processes of one's own make: policies with a memory for each case.

import type { Process } from './policies.ts';

/**
 * A policy with a memory of its own making, for each case. Its commands are written in the
 * transaction of the memory, so that each is sent once. Where steps follow each other, use a saga.
 */
export const process = <Memory>(of: Process<Memory>): Process => of;
