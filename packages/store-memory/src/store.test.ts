import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { StoreUnavailable } from '@dure/kernel/ports';
import type { Changes, Json } from '@dure/kernel/ports';
import { memoryDisk, memoryStore } from './index.ts';
import type { MemoryStore, Step } from './index.ts';

const noted = (facts: { readonly [name: string]: Json }): Changes => ({
  append: [],
  insert: [],
  put: [{ collection: 'work', id: 'note', body: facts }],
  remove: [],
  facts,
});

const write = (store: MemoryStore, facts: { readonly [name: string]: Json }): Promise<string> =>
  store.turn(0, async (turn) => {
    await turn.write(noted(facts));
    return 'done';
  });

const failingAt = (reads: Step) => ({
  hooks: {
    before: (step: Step) => {
      if (step === reads) throw new Error('hook');
    },
  },
});

const note = { ids: [{ collection: 'work', id: 'note' }], tags: [] } as const;

/** Lets everything run that waits for nothing but promises. */
const settled = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

describe('A store that crashes', () => {
  it('rejects its turn in flight, and commits nothing of it', async () => {
    const disk = memoryDisk();
    const store = memoryStore(disk);
    const gate = Promise.withResolvers<void>();
    const turn = store.turn(0, async (turn) => {
      await turn.write(noted({ a: 1 }));
      await gate.promise;
    });
    await settled();
    store.crash();
    await assert.rejects(turn, StoreUnavailable);
    gate.resolve();
    await settled();
    const after = memoryStore(disk);
    assert.deepEqual(await after.head(0), { sequence: 0, turns: 0, facts: {} });
    assert.deepEqual(await after.read(note), []);
  });

  it('lets go of the lock, so that another store goes on', async () => {
    const disk = memoryDisk();
    const [dying, living] = [memoryStore(disk), memoryStore(disk)];
    const first = dying.turn(0, () => new Promise(() => {}));
    const second = dying.turn(0, async () => 'never');
    const third = write(living, { by: 'living' });
    const lost = Promise.all([
      assert.rejects(first, StoreUnavailable),
      assert.rejects(second, StoreUnavailable),
    ]);
    await settled();
    dying.crash();
    await lost;
    assert.equal(await third, 'done');
    assert.deepEqual((await living.head(0)).facts, { by: 'living' });
  });

  it('cannot be written by work that outlives it', async () => {
    const disk = memoryDisk();
    const store = memoryStore(disk);
    const gate = Promise.withResolvers<void>();
    let outcome: unknown;
    const turn = store.turn(0, async (turn) => {
      await gate.promise;
      outcome = await turn.write(noted({})).catch((error: unknown) => error);
    });
    const lost = assert.rejects(turn, StoreUnavailable);
    await settled();
    store.crash();
    gate.resolve();
    await lost;
    await settled();
    assert.ok(outcome instanceof StoreUnavailable);
    assert.equal((await memoryStore(disk).head(0)).turns, 0);
  });

  it('rejects every later call', async () => {
    const store = memoryStore();
    store.crash();
    await assert.rejects(store.head(0), StoreUnavailable);
    await assert.rejects(write(store, {}), StoreUnavailable);
    await assert.rejects(store.count('row', 'x'), StoreUnavailable);
    await store.close();
  });

  it('commits nothing or all, at whichever moment it happens', async () => {
    for (let waits = 0; waits < 40; waits += 1) {
      const disk = memoryDisk();
      const store = memoryStore(disk);
      const told = write(store, { a: 1 }).catch(() => 'lost');
      for (let wait = 0; wait < waits; wait += 1) await Promise.resolve();
      store.crash();
      const after = memoryStore(disk);
      const [item] = await after.read(note);
      const { turns } = await after.head(0);
      assert.equal(turns, item ? 1 : 0);
      if ((await told) === 'done') assert.equal(turns, 1);
    }
  });
});

describe('A hook', () => {
  for (const step of ['begin', 'read', 'write', 'commit'] as const) {
    it(`that throws at ${step} leaves nothing written`, async () => {
      const disk = memoryDisk();
      const store = memoryStore(disk, failingAt(step));
      const turn = store.turn(0, async (turn) => {
        await turn.read(note);
        await turn.write(noted({ a: 1 }));
      });
      await assert.rejects(turn, StoreUnavailable);
      const other = memoryStore(disk);
      assert.equal((await other.head(0)).turns, 0);
      assert.equal(await write(other, { b: 2 }), 'done');
    });
  }

  it('that throws at the answer leaves everything written and the caller in doubt', async () => {
    const disk = memoryDisk();
    const store = memoryStore(disk, failingAt('answer'));
    await assert.rejects(write(store, { a: 1 }), StoreUnavailable);
    assert.deepEqual(await memoryStore(disk).head(0), { sequence: 0, turns: 1, facts: { a: 1 } });
  });

  it('holds a turn up, and with it those behind it, until its promise resolves', async () => {
    const disk = memoryDisk();
    const gate = Promise.withResolvers<void>();
    const before = (step: Step) => (step === 'commit' ? gate.promise : undefined);
    const slow = write(memoryStore(disk, { hooks: { before } }), { by: 'slow' });
    const quick = memoryStore(disk);
    const behind = write(quick, { by: 'quick' });
    await settled();
    assert.equal((await quick.head(0)).turns, 0);
    gate.resolve();
    await Promise.all([slow, behind]);
    assert.deepEqual(await quick.head(0), { sequence: 0, turns: 2, facts: { by: 'quick' } });
  });

  it('sees each step of a turn in order, with what is written', async () => {
    const seen: unknown[] = [];
    const store = memoryStore(memoryDisk(), {
      hooks: { before: (step, { changes }) => void seen.push(changes ? `${step}!` : step) },
    });
    await store.turn(0, async (turn) => {
      await turn.read(note);
      await turn.write(noted({}));
    });
    await store.head(0);
    assert.deepEqual(seen, ['begin', 'read', 'write!', 'commit!', 'answer!', 'read']);
  });
});

describe('A body', () => {
  it('is shared with no one who wrote or read it', async () => {
    const store = memoryStore();
    const body = { list: [1] };
    await store.turn(0, async (turn) => {
      await turn.write({ ...noted({}), put: [{ collection: 'work', id: 'note', body }] });
      body.list.push(2);
    });
    body.list.push(3);
    const read = async () => (await store.read(note))[0]?.body as { list: number[] };
    (await read()).list.push(4);
    assert.deepEqual(await read(), { list: [1] });
  });
});
