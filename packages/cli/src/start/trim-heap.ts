// What only the start needed is given back to the machine.

import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

type Collect = (how: { readonly type: 'major'; readonly flavor: 'last-resort' }) => void;

/**
 * Opening everything fills the young part of the heap and grows it to its most, of which an idle
 * process needs a hundredth. V8 shrinks it in a thorough collection, which
 * it puts off for as long as no request comes. Takes some tens of milliseconds.
 */
export const trimHeap = (): void => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as Collect; // The flag has put it there.
  setFlagsFromString('--no-expose-gc');
  collect({ type: 'major', flavor: 'last-resort' });
};
