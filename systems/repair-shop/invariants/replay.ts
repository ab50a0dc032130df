// The log of the repair shop, read receipt by receipt, for its invariants.

import type { World } from '@dure/rehearsal';
import { word } from '@dure/rehearsal/log';
import type { Story } from '@dure/rehearsal/log';

type Row = { readonly [field: string]: unknown };

/** The status that a context has told last. */
export const statIn = ({ all }: Story, context: string): string =>
  word(all.findLast((event) => event.context === context)?.data, 'stat');

/** The payment that a receipt names, if it does. */
export const paymentOf = ({ first }: Story): string =>
  word((first('ReceiptPaid') ?? first('ReceiptCancelled'))?.data, 'paymentId');

/** Of an aggregate, the states of the instances that belong to a receipt, by key. */
export const statesOf = (
  world: World,
  aggregate: string,
): ReadonlyMap<string, readonly (readonly [key: string, state: Row])[]> =>
  Map.groupBy(world.states(aggregate), ([, state]) => word(state, 'receiptId'));
