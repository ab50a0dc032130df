// A process that writes turn after turn, and tells each sequence once it is committed.

import { writeSync } from 'node:fs';
import { openSqliteStore } from './index.ts';

const [file = ''] = process.argv.slice(2);
const store = openSqliteStore({ file });

for (let isGoing = true; isGoing;) {
  const sequence = await store.turn(0, async (turn) => {
    const first = turn.head.sequence + 1;
    const records = Array.from({ length: 1 + (first % 5) }, (_, index) => ({
      sequence: first + index,
      kind: 'event' as const,
      type: 'OrderPlaced',
      subject: 'Order/order-1',
      caseId: 'order-1',
      at: first,
      data: { text: 'x'.repeat((first * 37) % 3_000) },
      causedBy: 'command-1',
      actor: 'Customer:customer-1',
    }));
    const last = first + records.length - 1;
    const body = { last };
    await turn.write({
      append: records,
      insert: [{ collection: 'answer', id: `answer-${last}`, body }],
      put: [{ collection: 'instance', id: 'Order/order-1', body, tag: 'Order:open', at: last }],
      remove: [],
      facts: body,
    });
    return last;
  });
  // Whoever reads these lines may count on the commit.
  isGoing = writeSync(1, `${sequence}\n`) > 0;
}
