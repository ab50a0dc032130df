// The log of the repair shop, read receipt by receipt, for its invariants.

import type { Happened, World } from '@dure/domain';

type Row = { readonly [field: string]: unknown };

export const won = (of: Row | undefined, field: string): number => {
  const value = of?.[field];
  return typeof value === 'number' ? value : 0;
};

export const word = (of: Row | undefined, field: string): string => {
  const value = of?.[field];
  return typeof value === 'string' ? value : '';
};

/** One receipt: what happened to it in all contexts, a cause before its effect. */
export type Story = {
  readonly receiptId: string;
  readonly all: readonly Happened[];
  readonly of: (type: string) => readonly Happened[];
  readonly first: (type: string) => Happened | undefined;
  /** The status that a context has told last. */
  readonly stat: (context: string) => string;
};

const storyOf = (receiptId: string, all: readonly Happened[]): Story => ({
  receiptId,
  all,
  of: (type) => all.filter((event) => event.type === type),
  first: (type) => all.find((event) => event.type === type),
  stat: (context) => word(all.findLast((event) => event.context === context)?.data, 'stat'),
});

export const storiesIn = ({ events }: World): readonly Story[] => {
  const byReceipt = new Map<string, Happened[]>();
  for (const event of events) {
    const receiptId = word(event.data, 'receiptId');
    if (receiptId === '') continue;
    const known = byReceipt.get(receiptId);
    if (known) known.push(event);
    else byReceipt.set(receiptId, [event]);
  }
  return [...byReceipt].map(([receiptId, all]) => storyOf(receiptId, all));
};

/** The payment that a receipt names, if it does. */
export const paymentOf = ({ first }: Story): string =>
  word((first('ReceiptPaid') ?? first('ReceiptCancelled'))?.data, 'paymentId');

/** Of an aggregate, the states of the instances that belong to a receipt, by key. */
export const statesOf = (
  world: World,
  aggregate: string,
): ReadonlyMap<string, readonly (readonly [key: string, state: Row])[]> =>
  Map.groupBy(world.states(aggregate), ([, state]) => word(state, 'receiptId'));
