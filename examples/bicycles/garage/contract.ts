// The garage that keeps the bicycles in order: another context.

import { contract } from '@dure/domain';
import { id, text } from '@dure/domain/shapes';

const bikeId = id('bike');

export const { context, command, event, reject, pads } = contract('garage', {
  commands: {
    InspectBike: { bikeId },
    ReleaseBike: { bikeId },
    ReportDamage: { bikeId, damage: text },
  },
  events: {
    BikeInspected: { bikeId, mechanic: text },
    BikeReleased: { bikeId },
    DamageReported: { bikeId, damage: text },
  },
  rejections: { BikeUnsafe: { bikeId, damage: text } },
});
