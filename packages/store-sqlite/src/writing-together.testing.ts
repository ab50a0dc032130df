// Writes into two contexts of one file until it is killed: each order, and then in the stock how
// far it has followed the orders. It goes on at once, and says only what is durable.

import type { Changes } from '@dure/kernel/ports';
import { openSharedFile } from './index.ts';

const [file = ''] = process.argv.slice(2);
const shared = openSharedFile({ file });
const owned = (context: string) => shared.storeOf({ owner: { business: 'shop', context } });
const [orders, stock] = [await owned('orders'), await owned('stock')];

const nothing: Changes = { append: [], insert: [], put: [], remove: [], facts: {} };

const order = (): Promise<number> =>
  orders.turn(0, async (turn) => {
    const sequence = turn.head.sequence + 1;
    const who = { subject: 'Order/a', caseId: 'a', causedBy: 'c', actor: 'Customer:a' };
    const record = { sequence, kind: 'event', type: 'Ordered', at: sequence, data: {}, ...who };
    await turn.write({ ...nothing, append: [{ ...record, kind: 'event' }] });
    return sequence;
  });

const follow = (seen: number): Promise<void> =>
  stock.turn(0, (turn) => turn.write({ ...nothing, facts: { seen } }));

const say = (sequence: number): void => void process.stdout.write(`${sequence}\n`);

for (;;) {
  const sequence = await order();
  await follow(sequence);
  const durable = stock.durable?.();
  if (durable) void durable.then(() => say(sequence));
  else say(sequence);
  // As a kernel does: the next turn begins behind what waits for I/O.
  await new Promise((resolve) => void setImmediate(resolve));
}
