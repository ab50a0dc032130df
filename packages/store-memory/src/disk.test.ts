// A backup of a disk holds what lay on it at one instant, and goes its own way from then on.

import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Changes } from '@dure/kernel/ports';
import { memoryDisk, memoryStore } from './index.ts';

const record = (sequence: number): Changes['append'][number] => ({
  sequence,
  kind: 'event',
  type: 'CakeBaked',
  subject: 'Cake/cake-1',
  caseId: 'cake-1',
  at: sequence,
  data: {},
  causedBy: 'client 1',
  actor: 'Baker',
});

const turn = (sequence: number): Changes => ({
  append: [record(sequence)],
  put: [{ collection: 'instance', id: 'Cake/cake-1', body: { sequence }, tag: 'cakes', at: 1 }],
  insert: [],
  remove: [],
  facts: { sequence },
});

it('has the log, the head and the collections, and keeps the id of the log', async () => {
  const disk = memoryDisk({ partitions: 2 });
  const store = memoryStore(disk);
  await store.turn(1, (open) => open.write(turn(1)));
  const copy = memoryStore(disk.copy());
  await store.turn(1, (open) => open.write(turn(2)));
  assert.deepEqual(copy.identity, store.identity);
  assert.deepEqual(await copy.head(1), { sequence: 1, turns: 1, facts: { sequence: 1 } });
  assert.deepEqual(await copy.readLog(1, 0, 10), [record(1)]);
  assert.deepEqual(
    (await copy.due(1, 'instance', 1, 10)).map(({ body }) => body),
    [{ sequence: 1 }],
  );
  assert.equal((await copy.trail('cake-1', 10)).length, 1);
  assert.equal(await copy.count('instance', 'cakes'), 1);
});

it('is another log under another id', () => {
  const disk = memoryDisk({ logId: 'one' });
  assert.equal(disk.copy('two').identity.logId, 'two');
  assert.equal(disk.identity.logId, 'one');
});
