// What taxi is rehearsed with: who comes, what must hold, and simulated systems.

import { simulatedGateway } from '@dure/notification/rehearsal';
import { HOUR_MS } from '@dure/domain';
import { demo, fleet } from './demo.ts';
import { invariants } from './invariants/index.ts';
import { rehearsed } from '@dure/rehearsal';
import { Taxi } from './system.ts';

export const rehearsal = rehearsed(Taxi, {
  externals: [simulatedGateway],
  invariants,
  demo,
  // The documents take for granted that there are taxis.
  replay: { settings: {}, steps: (now) => fleet(now - HOUR_MS) },
});
