// The password of a store.

import { secretValueOf } from '../environment.ts';
import { nameIn } from './environment.ts';

/**
 * A file is read again whenever a connection is made, so that another password counts at once.
 * While the file is exchanged it may be away for a moment, and what it held before counts.
 */
export const passwordOf = (context: string): (() => string) | undefined => {
  const names = [`DURE_STORE_PASSWORD_${nameIn(context)}`, 'DURE_STORE_PASSWORD'];
  const name = names.find((one) => secretValueOf(process.env, one) !== undefined);
  if (name === undefined) return undefined;
  let last = '';
  return () => {
    try {
      last = secretValueOf(process.env, name) ?? last;
    } catch (cause) {
      if (last === '') throw cause;
    }
    return last;
  };
};
