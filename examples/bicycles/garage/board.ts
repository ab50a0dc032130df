// The garage's board: one aggregate, so that its contract is all of it.

import { aggregate, boundedContext, initial, rest, states, unchanged } from '@dure/domain';
import { text } from '@dure/domain/shapes';
import { context, event, pads, reject } from './contract.ts';

const state = states({
  unseen: initial(),
  inspected: rest('inspected', { mechanic: text }),
  damaged: rest('damaged', { damage: text }),
});

// #region pads
export const Inspection = aggregate('Inspection', {
  ...pads,
  identifiedBy: 'bikeId',
  states: state,
  decide: {
    InspectBike: {
      'unseen, inspected': (inspect) => event.BikeInspected({ ...inspect, mechanic: 'Kim' }),
      damaged: reject.BikeUnsafe,
    },
    ReleaseBike: { inspected: event.BikeReleased },
    ReportDamage: { '*': event.DamageReported },
  },
  evolve: {
    BikeInspected: { 'unseen, inspected': state.inspected },
    BikeReleased: { inspected: unchanged },
    DamageReported: { '*': state.damaged },
  },
});
// #endregion pads

export const Garage = boundedContext(context, {
  actors: { Mechanic: { issues: ['ReportDamage'] } },
  aggregates: { Inspection },
});
