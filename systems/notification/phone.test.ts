import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { By } from '@dure/domain';
import { phoneOf } from './index.ts';

const by = (claims: By['claims']): By => ({ kind: 'actor', name: 'Customer', claims });

it('The phone of a customer is the one that the credential proves', () => {
  assert.deepEqual(phoneOf(by({ tel: '010-2222-3333' })), { tel: '01022223333' });
  assert.deepEqual(phoneOf(by({ tel: '+82 10-2222-3333' })), { tel: '01022223333' });
  assert.deepEqual(phoneOf(by({})), {});
  assert.deepEqual(phoneOf(by({ tel: ['01022223333', '01022224444'] })), {});
});
