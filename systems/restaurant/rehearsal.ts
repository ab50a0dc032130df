// What restaurant is rehearsed with: who comes, what must hold, and simulated systems.

import { simulatedGateway } from '@dure/notification/rehearsal';
import { demo } from './demo.ts';
import { invariants } from './invariants/index.ts';
import { rehearsed } from '@dure/rehearsal';
import { Restaurant } from './system.ts';

export const rehearsal = rehearsed(Restaurant, {
  externals: [simulatedGateway],
  invariants,
  demo,
  // The documents let a machine cook and deliver.
  replay: { settings: { AUTO_COOK: true, AUTO_SHIP: true } },
});
