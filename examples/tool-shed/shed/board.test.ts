// #region test
import { describe, it } from 'node:test';
import { outOfTurn, scenario } from '@dure/testing';
import { Tool } from './board.ts';
import { command, event, reject } from './contract.ts';

const tool = scenario(Tool);

const toolId = 'tool-1';
const add = command.AddTool({ toolId, name: 'ladder', ownerId: 'neighbour-1' });
const lend = command.LendTool({ toolId, neighbourId: 'neighbour-2', days: 3 });
const giveBack = command.ReturnTool({ toolId });

const added = event.ToolAdded(add);
const lent = event.ToolLent({ ...lend, dueDay: '2024-02-23' });
const returned = event.ToolReturned({ ...lend, ownerId: 'neighbour-1' });

describe('a tool', () => {
  it('is lent for some days', () => tool.given(added).when(lend).then(lent));

  it('is not lent for longer than the street agreed', () =>
    tool
      .given(added)
      .when({ ...lend, days: 15 })
      .then(reject.TooLong({ days: 15, daysMax: 14 })));

  it('that somebody has is not lent again', () =>
    tool.given(added, lent).when(lend).then(outOfTurn('lent')));

  it('comes back', () => tool.given(added, lent).when(giveBack).then(returned));
});
// #endregion test
