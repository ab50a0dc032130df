// What repair shop is rehearsed with: who comes, what must hold, and simulated systems.

import { simulatedCardNetwork } from '@dure/card-network/rehearsal';
import { simulatedGateway } from '@dure/notification/rehearsal';
import { demo } from './demo.ts';
import { invariants } from './invariants/index.ts';
import { rehearsed } from '@dure/rehearsal';
import { RepairShop } from './system.ts';

export const rehearsal = rehearsed(RepairShop, {
  externals: [simulatedCardNetwork, simulatedGateway],
  invariants,
  demo,
  // The documents let a machine take in every car, and start every delivery.
  replay: { settings: { AUTO_TAKE_IN: true, AUTO_START_DELIVERY: true } },
});
