// The bakery as it is before its next version is deployed: orders have a last call,
// too, and are fulfilled in two steps.

import { deadline, HOUR_MS } from '@dure/domain';
import type { BoundedContext } from '@dure/domain';
import type { Rehearsed } from '@dure/rehearsal';
import { Counter } from './bakery-contracts.testing.ts';
import { bakery } from './bakery.testing.ts';
import { fulfillingInTwo } from './deployed-saga.testing.ts';

const LAST_CALL = deadline({
  starts: Counter.event.OrderPlaced,
  at: (_placed, { now }) => now + HOUR_MS,
  isAbsolute: true,
  ends: [Counter.event.OrderFinished, Counter.event.OrderCanceled],
  due: ({ orderId: of }) => Counter.command.CancelOrder({ orderId: of }),
  sends: [Counter.command.CancelOrder],
});

const withLastCall = (of: BoundedContext): BoundedContext => ({
  ...of,
  deadlines: { ...of.deadlines, LAST_CALL },
});

export const formerBakery: Rehearsed = {
  ...bakery,
  contexts: bakery.contexts
    .map(fulfillingInTwo)
    .map((of) => (of.name === 'counter' ? withLastCall(of) : of)),
};
