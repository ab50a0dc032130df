// What parcel pickup is rehearsed with: who comes, what must hold, and simulated systems.

import { simulatedGateway } from '@dure/notification/rehearsal';
import { HOUR_MS } from '@dure/domain';
import { begin, demo } from './demo.ts';
import { invariants } from './invariants/index.ts';
import { rehearsed } from '@dure/rehearsal';
import { ParcelPickup } from './system.ts';

export const rehearsal = rehearsed(ParcelPickup, {
  externals: [simulatedGateway],
  invariants,
  demo,
  // The documents take for granted that there are couriers.
  replay: { settings: {}, steps: (now) => begin(now - HOUR_MS) },
});
