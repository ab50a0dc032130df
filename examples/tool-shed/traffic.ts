// #region traffic
// What the street does all day, for the simulator.

import type { Traffic } from '@dure/rehearsal/traffic';
import { command } from './shed/contract.ts';

const toolIds = ['tool-1', 'tool-2', 'tool-3'] as const;
const asNeighbour = { as: 'Neighbour', claims: {} };

export const traffic: Traffic = {
  setUp: () =>
    toolIds.map((toolId) => ({
      ...asNeighbour,
      command: command.AddTool({ toolId, name: toolId, ownerId: 'neighbour-1' }),
    })),

  next: (random) => {
    const toolId = toolIds[Math.floor(random() * toolIds.length)] ?? 'tool-1';
    const lend = command.LendTool({ toolId, neighbourId: 'neighbour-2', days: 3 });
    const giveBack = command.ReturnTool({ toolId });
    return { ...asNeighbour, command: random() < 0.5 ? lend : giveBack };
  },

  finish: ({ states }) =>
    toolIds
      .filter((toolId) => states('Tool').get(toolId)?.['is'] === 'lent')
      .map((toolId) => ({ ...asNeighbour, command: command.ReturnTool({ toolId }) })),
};
// #endregion traffic
