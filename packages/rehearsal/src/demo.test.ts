import assert from 'node:assert/strict';
import { it } from 'node:test';
import { inTurn, operator } from './demo.ts';

it('What people did one after the other has its instants, and their claims', () => {
  const owner = { ...operator, actor: 'Owner', claims: { ownerId: 'owner-2' } };
  const turns = [
    [owner, { type: 'Open' }],
    [operator, { type: 'Look' }],
    [owner, { type: 'Close' }],
  ] as const;
  assert.deepEqual(inTurn(1000, 50, turns), [
    { at: 1000, as: 'Owner', claims: { ownerId: 'owner-2' }, command: { type: 'Open' } },
    { at: 1050, as: 'Operator', claims: {}, command: { type: 'Look' } },
    { at: 1100, as: 'Owner', claims: { ownerId: 'owner-2' }, command: { type: 'Close' } },
  ]);
});
