// How another process opens a store of the tests.

import type { Store } from '@dure/kernel/ports';
import { openPostgresStore } from './index.ts';
import type { PostgresOptions } from './index.ts';

/** Short enough for tests that wait for them. */
export const testLimits = { lockMs: 1_000, idleInTransactionMs: 2_000 } as const;

export const open = (argument: string): Promise<Store> =>
  // It is what the test has written.
  openPostgresStore({ ...(JSON.parse(argument) as PostgresOptions), ...testLimits });
