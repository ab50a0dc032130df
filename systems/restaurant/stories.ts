// The log of a restaurant, read order by order, for its invariants.

import type { Happened, World } from '@dure/domain';

type Row = { readonly [field: string]: unknown };

export const word = (of: Row | undefined, field: string): string => {
  const value = of?.[field];
  return typeof value === 'string' ? value : '';
};

export const number = (of: Row | undefined, field: string): number => Number(of?.[field] ?? 0);

/** One order: what happened to it in all contexts, a cause before its effect. */
export type Story = {
  readonly orderId: string;
  readonly of: (type: string) => readonly Happened[];
  readonly has: (type: string) => boolean;
  /** Whether an event of one type, if it is there, comes after one of another. */
  readonly follows: (type: string, before: string) => boolean;
};

const storyOf = (orderId: string, all: readonly Happened[]): Story => {
  const placeOf = (type: string) => all.findIndex((event) => event.type === type);
  const has = (type: string) => placeOf(type) >= 0;
  return {
    orderId,
    of: (type) => all.filter((event) => event.type === type),
    has,
    follows: (type, before) => !has(type) || (has(before) && placeOf(before) < placeOf(type)),
  };
};

export const storiesIn = ({ events }: World): readonly Story[] => {
  const cases = Map.groupBy(events, ({ data }) => word(data, 'orderId'));
  cases.delete('');
  return [...cases].map(([orderId, all]) => storyOf(orderId, all));
};

/** How an order, its dish, its portions and its delivery stand. */
export type Standing = {
  readonly story: Story;
  readonly order: string;
  readonly cook: string;
  readonly reservation: string;
  readonly delivery: string;
};

export const standingsIn = (world: World): readonly Standing[] => {
  const states = {
    order: world.states('Order'),
    cook: world.states('Cook'),
    reservation: world.states('MenuStock', 'Reservation'),
    delivery: world.states('Delivery'),
  };
  // What is not there yet is absent.
  const stateOf = (of: keyof typeof states, { orderId }: Story) =>
    word(states[of].get(orderId), 'is') || 'absent';
  return storiesIn(world).map((story) => ({
    story,
    order: stateOf('order', story),
    cook: stateOf('cook', story),
    reservation: stateOf('reservation', story),
    delivery: stateOf('delivery', story),
  }));
};
