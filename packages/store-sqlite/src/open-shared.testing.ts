// How another process opens a store in a shared file, for the conformance suite.

import type { Store } from '@dure/kernel/ports';
import { openSharedFile } from './index.ts';

export const open = (file: string): Promise<Store> =>
  openSharedFile({ file }).storeOf({ owner: { business: 'shop', context: 'orders' } });
