// What personal training is rehearsed with: who comes, what must hold, and simulated systems.

import { simulatedGateway } from '@dure/notification/rehearsal';
import { addDays } from '@dure/domain';
import { dayOf } from '@dure/domain/korea';
import { demo, opening } from './demo.ts';
import { invariants } from './invariants/index.ts';
import { rehearsed } from '@dure/rehearsal';
import { PersonalTraining } from './system.ts';

export const rehearsal = rehearsed(PersonalTraining, {
  externals: [simulatedGateway],
  invariants,
  demo,
  // The documents let a machine assign and confirm, and take a result at any time; and they have
  // trainers.
  replay: {
    settings: { AUTO_ASSIGN: true, AUTO_CONFIRM: true, RESULT_ANYTIME: true },
    steps: (now) => opening(addDays(dayOf(now), -1)),
  },
});
