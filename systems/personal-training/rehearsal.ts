// What personal training is rehearsed with: who comes, what must hold, and simulated systems.

import { simulatedGateway } from '@dure/notification/rehearsal';
import { demo } from './demo.ts';
import { invariants } from './invariants/index.ts';
import { rehearsed } from '@dure/rehearsal';
import { PersonalTraining } from './system.ts';

export const rehearsal = rehearsed(PersonalTraining, {
  externals: [simulatedGateway],
  invariants,
  demo,
  // The documents let a machine assign and confirm, and take a result at any time.
  replay: { settings: { AUTO_ASSIGN: true, AUTO_CONFIRM: true, RESULT_ANYTIME: true } },
});
