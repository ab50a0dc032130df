// A crossing as a saga: the seat is offered, then the boatman confirms; otherwise it goes back.

import { contract, saga } from '@dure/domain';
import { id } from '@dure/domain/shapes';

const crossingId = id('crossing');

export const Desk = contract('desk', {
  commands: { ConfirmCrossing: { crossingId } },
  events: { CrossingRequested: { crossingId }, CrossingConfirmed: { crossingId } },
});

export const Pier = contract('pier', {
  commands: { HoldBerth: { crossingId }, ReleaseBerth: { crossingId } },
  events: { BerthHeld: { crossingId }, BerthRefused: { crossingId } },
});

// #region saga
export const Cross = saga('Cross', {
  startedBy: Desk.event.CrossingRequested,
  followedBy: 'crossingId',
  steps: [
    {
      name: 'hold a berth',
      send: Pier.command.HoldBerth,
      until: Pier.event.BerthHeld,
      unless: [Pier.event.BerthRefused],
      undo: Pier.command.ReleaseBerth,
    },
    {
      name: 'confirm',
      send: Desk.command.ConfirmCrossing,
      until: Desk.event.CrossingConfirmed,
    },
  ],
});
// #endregion saga
