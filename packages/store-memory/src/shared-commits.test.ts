import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Store } from '@dure/kernel/ports';
import { storeConformance } from '@dure/testing/conformance';
import { memoryCommits, memoryDisk, memoryStore } from './index.ts';
import type { MemoryDisk } from './index.ts';

const features = { reopens: true, shared: true, shares: true, partitions: [1, 3] } as const;

storeConformance('a store in memory that shares its commit', features, () => {
  let disk: MemoryDisk;
  const commits = memoryCommits();
  return {
    open: (partitions) => {
      disk = memoryDisk({ partitions });
      return memoryStore(disk, { commits });
    },
    again: () => memoryStore(disk, { commits }),
    beside: () => memoryStore(memoryDisk(), { commits }),
  };
});

const put = (store: Store, id: string): Promise<void> =>
  store.turn(0, (turn) => {
    const nothing = { append: [], insert: [], remove: [], facts: {} };
    return turn.write({ ...nothing, put: [{ collection: 'claim', id, body: id }] });
  });

const idsOn = async (disk: MemoryDisk): Promise<readonly string[]> =>
  (await memoryStore(disk).list('claim', '', 9)).map(({ id }) => id);

describe('A commit of several disks', () => {
  it('that fails is made again, with all that was written meanwhile', async () => {
    const runs: (() => void)[] = [];
    let isFull = true;
    const before = (): void => {
      if (isFull) throw new Error('The disk is full.');
    };
    const commits = memoryCommits({ later: (run) => runs.push(run), before });
    const disks = [memoryDisk(), memoryDisk()] as const;
    const [one, other] = [memoryStore(disks[0], { commits }), memoryStore(disks[1], { commits })];
    await put(one, 'a');
    const durable = one.durable?.();
    runs.shift()?.();
    await put(other, 'b');
    assert.deepEqual([await idsOn(disks[0]), await idsOn(disks[1])], [[], []]);
    isFull = false;
    runs.shift()?.();
    await durable;
    assert.deepEqual([await idsOn(disks[0]), await idsOn(disks[1])], [['a'], ['b']]);
  });

  it('never comes for what was written before a crash', async () => {
    const runs: (() => void)[] = [];
    const commits = memoryCommits({ later: (run) => runs.push(run) });
    const disk = memoryDisk();
    await put(memoryStore(disk, { commits }), 'lost');
    commits.crash();
    for (const run of runs) run();
    const again = memoryStore(disk, { commits });
    assert.equal((await again.head(0)).turns, 0);
    await put(again, 'kept');
    runs.at(-1)?.();
    assert.deepEqual(await idsOn(disk), ['kept']);
  });
});
