// #region demo
// Who lives in the street, and what they did in the days before the shed was opened here.

import { DAY_MS } from '@dure/domain';
import type { Demo, Persona } from '@dure/rehearsal';
import { by, operator } from '@dure/rehearsal/demo';
import { command } from './shed/contract.ts';

const neighbour = (subject: string, ko: string, en: string): Persona => ({
  actor: 'Neighbour',
  subject,
  label: [ko, en],
  claims: {},
});

const kim = neighbour('neighbour-1', '김하나', 'Kim Hana');
const park = neighbour('neighbour-2', '박두리', 'Park Duri');

const [ladder, drill, saw] = ['tool-ladder', 'tool-drill', 'tool-saw'] as const;

export const demo: Demo = {
  personas: [kim, park, operator],
  steps: (now) => {
    const daysAgo = (days: number): number => now - days * DAY_MS;
    return [
      by(
        kim,
        daysAgo(5),
        command.AddTool({ toolId: ladder, name: '사다리', ownerId: 'neighbour-1' }),
      ),
      by(kim, daysAgo(5), command.AddTool({ toolId: drill, name: '드릴', ownerId: 'neighbour-1' })),
      by(park, daysAgo(4), command.AddTool({ toolId: saw, name: '톱', ownerId: 'neighbour-2' })),
      by(
        park,
        daysAgo(3),
        command.LendTool({ toolId: ladder, neighbourId: 'neighbour-2', days: 2 }),
      ),
      by(park, daysAgo(2), command.ReturnTool({ toolId: ladder })),
      by(
        park,
        daysAgo(1),
        command.LendTool({ toolId: drill, neighbourId: 'neighbour-2', days: 7 }),
      ),
    ];
  },
  tries: [command.LendTool({ toolId: saw, neighbourId: 'neighbour-1', days: 3 })],
};
// #endregion demo
