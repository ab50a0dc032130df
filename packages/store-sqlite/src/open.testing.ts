// How another process opens a store of the tests.

import type { Store } from '@dure/kernel/ports';
import { openSqliteStore } from './index.ts';

export const open = (file: string): Store => openSqliteStore({ file });
