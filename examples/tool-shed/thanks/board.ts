// #region board
// Whoever lends a tool is thanked when it comes back.

import { aggregate, boundedContext, initial, rest, states, take, whenever } from '@dure/domain';
import { count } from '@dure/domain/shapes';
import * as Shed from '../shed/contract.ts';
import { command, context, event, view } from './contract.ts';

const state = states({ unthanked: initial(), thanked: rest('thanked', { times: count() }) });

export const Neighbour = aggregate('Neighbour', {
  identifiedBy: 'neighbourId',
  accepts: command,
  emits: event,
  refuses: {},
  states: state,
  decide: {
    ThankNeighbour: {
      unthanked: event.NeighbourThanked.with({ times: 1 }),
      thanked: (thank, { times }) => event.NeighbourThanked({ ...thank, times: times + 1 }),
    },
  },
  evolve: { NeighbourThanked: { 'unthanked, thanked': state.thanked } },
});

const Neighbours = view.Neighbours.follows([event], {
  key: ['neighbourId'],
  creates: { NeighbourThanked: take },
  updates: { NeighbourThanked: take },
});

export const thankOwner = whenever(
  Shed.event.ToolReturned,
  ({ ownerId }) => command.ThankNeighbour({ neighbourId: ownerId }),
  { sends: [command.ThankNeighbour] },
);

export const Thanks = boundedContext(context, {
  labels: { context: ['감사', 'Thanks'] },
  actors: { Neighbour: { reads: 'all' } },
  aggregates: { Neighbour },
  policies: { thankOwner },
  views: { Neighbours },
});
// #endregion board
