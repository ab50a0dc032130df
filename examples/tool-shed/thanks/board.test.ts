// #region test
import { describe, it } from 'node:test';
import { policy, scenario } from '@dure/testing';
import * as Shed from '../shed/contract.ts';
import { Neighbour, thankOwner } from './board.ts';
import { command, event } from './contract.ts';

const toolId = 'tool-1';
const neighbourId = 'neighbour-1';
const thank = command.ThankNeighbour({ neighbourId });
const thanked = event.NeighbourThanked({ neighbourId, times: 1 });
const returned = Shed.event.ToolReturned({
  toolId,
  neighbourId: 'neighbour-2',
  ownerId: neighbourId,
});

describe('the owner of a tool', () => {
  it('is thanked when it comes back', () => policy(thankOwner).when(returned).then(thank));
});

describe('a neighbour', () => {
  const neighbour = scenario(Neighbour);

  it('is thanked for the first time', () => neighbour.when(thank).then(thanked));

  it('is thanked again, and both count', () =>
    neighbour
      .given(thanked)
      .when(thank)
      .then({ ...thanked, times: 2 }));
});
// #endregion test
