// The log of a restaurant, read order by order, for its invariants.

import type { World } from '@dure/rehearsal';
import { storiesIn, word } from '@dure/rehearsal/log';
import type { Story } from '@dure/rehearsal/log';

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
  const stateOf = (of: keyof typeof states, { id }: Story) =>
    word(states[of].get(id), 'is') || 'absent';
  return storiesIn(world, 'orderId').map((story) => ({
    story,
    order: stateOf('order', story),
    cook: stateOf('cook', story),
    reservation: stateOf('reservation', story),
    delivery: stateOf('delivery', story),
  }));
};
