import assert from 'node:assert/strict';
import { it } from 'node:test';
import { contractOf } from './contract.ts';
import { resolveGivenUp } from './resolving.ts';

it('What was given up, and nothing else, is sent by other means', () => {
  const messages = new Map([
    ['order-1/PAID/customer:1', { is: 'givenUp' }],
    ['order-1/PAID/owner:2', { is: 'sent' }],
    ['order-2/PAID/customer:1', { is: 'resolved' }],
  ]);
  const steps = resolveGivenUp({ states: (of) => (of === 'Message' ? messages : new Map()) });
  const { ResolveMessage } = contractOf('notification').command;
  const command = ResolveMessage({ messageKey: 'order-1/PAID/customer:1', note: '전화로 알림' });
  assert.deepEqual(steps, [{ as: 'Operator', claims: {}, command }]);
});
