// #region contract
// Thanks: a context of its own, which hears that a tool came back.

import { contract } from '@dure/domain';
import { count, id } from '@dure/domain/shapes';

const neighbourId = id('neighbour');

export const { context, command, event, view } = contract('thanks', {
  commands: { ThankNeighbour: { neighbourId } },
  events: { NeighbourThanked: { neighbourId, times: count() } },
  views: { Neighbours: { neighbourId, times: count() } },
});
// #endregion contract
