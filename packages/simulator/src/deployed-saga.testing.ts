// How an order of the bakery comes about, as a saga that gets a step in between: cakes are packed
// from the next version on.

import { aggregate, contract, final, initial, nothing, saga, states } from '@dure/domain';
import type { BoundedContext } from '@dure/domain';
import { id } from '@dure/domain/shapes';
import { Counter, Kitchen, Till } from './bakery-contracts.testing.ts';

const orderId = id('order');

const Boxes = contract('counter', {
  commands: { PackCake: { orderId } },
  events: { CakePacked: { orderId } },
});

const box = states({ absent: initial(), packed: final('packed') });

const Box = aggregate('Box', {
  identifiedBy: 'orderId',
  ...Boxes.pads,
  states: box,
  decide: { PackCake: { absent: Boxes.event.CakePacked, packed: nothing } },
  evolve: { CakePacked: { absent: () => box.packed() } },
});

const start = { startedBy: Counter.event.OrderPlaced, followedBy: 'orderId' } as const;
const canceled = Counter.event.OrderCanceled;

const [bake, pack, take] = [
  {
    name: 'bake',
    send: ({ orderId: of, cake }: { readonly orderId: `order-${string}`; readonly cake: string }) =>
      Kitchen.command.BakeCake({ ovenId: 'oven-1', orderId: of, cake }),
    sends: [Kitchen.command.BakeCake],
    until: Kitchen.event.CakeBaked,
    unless: [Kitchen.event.CakeSpoilt, canceled],
  },
  { name: 'pack', send: Boxes.command.PackCake, until: Boxes.event.CakePacked, unless: [canceled] },
  { name: 'take', send: Till.command.TakeMoney, until: Till.event.MoneyTaken, unless: [canceled] },
] as const;

const ofTwo = saga('FulfilOrder', { ...start, steps: [bake, take] });
const ofThree = saga('FulfilOrder', { ...start, steps: [bake, pack, take] });

/** What policies send otherwise. */
const sent = new Set(['bakeOrderedCake', 'takeForBakedCake']);

const withoutSent = (of: BoundedContext): BoundedContext => ({
  ...of,
  policies: Object.fromEntries(Object.entries(of.policies).filter(([name]) => !sent.has(name))),
});

/** A context as it is before the next version, with a saga of two steps in place of policies. */
export const fulfillingInTwo = (of: BoundedContext): BoundedContext =>
  of.name === 'counter' ? { ...of, sagas: { FulfilOrder: ofTwo } } : withoutSent(of);

/** A context of the next version, where a step was put in between. */
export const fulfillingInThree = (of: BoundedContext): BoundedContext =>
  of.name === 'counter'
    ? {
        ...of,
        sagas: { FulfilOrder: ofThree },
        aggregates: { ...of.aggregates, Box },
      }
    : withoutSent(of);
