// What restaurant is rehearsed with: who comes, what must hold, and simulated systems.

import { simulatedGateway } from '@dure/notification/rehearsal';
import { addDays } from '@dure/domain';
import { dayOf } from '@dure/domain/korea';
import { demo, opening } from './demo.ts';
import { invariants } from './invariants/index.ts';
import { rehearsed } from '@dure/rehearsal';
import { Restaurant } from './system.ts';

export const rehearsal = rehearsed(Restaurant, {
  externals: [simulatedGateway],
  invariants,
  demo,
  // The documents let a machine cook and deliver; and they have menus.
  replay: {
    settings: { AUTO_COOK: true, AUTO_SHIP: true },
    steps: (now) => opening(addDays(dayOf(now), -1)),
  },
});
