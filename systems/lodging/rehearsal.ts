// What lodging is rehearsed with: who comes, what must hold, and simulated systems.

import { instantAt } from '@dure/domain/korea';
import { simulatedGateway } from '@dure/notification/rehearsal';
import { simulatedCardNetwork } from '@dure/card-network/rehearsal';
import { demo, registerTest01 } from './demo.ts';
import { invariants } from './invariants/index.ts';
import { rehearsed } from '@dure/rehearsal';
import { Lodging } from './system.ts';

/** The documented lines take a day in February 2024 for tomorrow. */
const replayedAt = instantAt('2024-02-20', '10:00');

export const rehearsal = rehearsed(Lodging, {
  externals: [simulatedCardNetwork, simulatedGateway],
  invariants,
  demo,
  replay: { now: replayedAt, settings: {}, steps: (now) => [registerTest01(now)] },
});
