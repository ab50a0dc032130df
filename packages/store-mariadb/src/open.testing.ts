// How another process opens a store of the tests.

import type { Store } from '@dure/kernel/ports';
import { openMariadbStore } from './index.ts';
import type { MariadbOptions } from './index.ts';

/** Short enough for tests that wait for them. */
export const testLimits = { lockMs: 1_000, idleInTransactionMs: 1_000 } as const;

export const open = (argument: string): Promise<Store> =>
  // It is what the test has written.
  openMariadbStore({ ...(JSON.parse(argument) as MariadbOptions), ...testLimits });
