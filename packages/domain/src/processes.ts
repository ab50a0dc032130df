// Processes of one's own make: policies with a memory for each case.

import type { Process } from './policies.ts';

/** Declares a process; what its memory is, only its own step needs to know. */
export const process = <Memory>(of: Process<Memory>): Process => of;
