// The seal of the audit log: a hash of the entry and of the seal before it, so that nothing can be
// changed, put in or taken out without all that follows being written anew.

import { createHash } from 'node:crypto';
import type { Seal } from '@dure/access';

export const hashChain: Seal = (entry, before) =>
  createHash('sha256').update(`${before}\n${entry}`).digest('base64url');
