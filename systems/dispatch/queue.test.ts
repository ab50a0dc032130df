import assert from 'node:assert/strict';
import { it } from 'node:test';
import { inTurn, isOlder } from './queue.ts';

const [ten, later] = ['2024-02-20T10:00:00+09:00', '2024-02-20T10:00:01+09:00'];

it('Who gives up first is the older', () => {
  assert.equal(isOlder({ id: 'call-2', until: ten }, { id: 'call-1', until: later }), true);
  assert.equal(isOlder({ id: 'call-1', until: later }, { id: 'call-2', until: ten }), false);
});

it('Of two within a second, the lower ordinal is the older; none is older than itself', () => {
  assert.equal(isOlder({ id: 'call-9', until: ten }, { id: 'call-10', until: ten }), true);
  assert.equal(isOlder({ id: 'call-11', until: ten }, { id: 'call-10', until: ten }), false);
  assert.equal(isOlder({ id: 'call-10', until: ten }, { id: 'call-10', until: ten }), false);
});

it('Those whose time is over are out of the queue; the others stand in it by age', () => {
  const waiting = [
    { id: 'call-10', until: later },
    { id: 'call-9', until: later },
    { id: 'call-1', until: ten },
  ];
  const left = (nowMs: number) => inTurn(waiting, nowMs).map(({ id }) => id);
  assert.deepEqual(left(Date.parse(ten) - 1), ['call-1', 'call-9', 'call-10']);
  assert.deepEqual(left(Date.parse(ten)), ['call-9', 'call-10']);
  assert.deepEqual(left(Date.parse(later)), []);
});
