// What a server between two failures shows: lost answers, lost commits, and a server that ends or
// can only be read.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { StoreUnavailable } from '@dure/kernel/ports';
import type { Store } from '@dure/kernel/ports';
import { append, inPlace, item, nothing, record, wantIds, write } from './place.ts';
import type { Disturbed, Opened, OpenFresh, ServerOfPlace } from './place.ts';
import { assertGapless, untilDone } from './processes.ts';

/** The facts of a store whose server or whose way to it fails, on the last partition. */
export const disturbedFacts = (name: string, openFresh: OpenFresh, partitions: number): void => {
  const last = partitions - 1;

  const overLine: OverLine = (name, test) =>
    void it(name, () =>
      inPlace(openFresh, partitions, async (opened) => {
        const line = await opened.place.disturbed?.();
        assert.ok(line, 'The place has no way to disturb a connection.');
        try {
          await test(opened, line);
        } finally {
          await line.store.close();
        }
      }),
    );

  const onServer: OnServer = (name, test) =>
    void it(name, () =>
      inPlace(openFresh, partitions, async (opened) => {
        const { server } = opened.place;
        assert.ok(server, 'The place has no server.');
        await test(opened, server);
      }),
    );

  describe(`${name}, when answers are lost`, () => lostFacts(overLine, last));
  describe(`${name}, when its server fails`, () => serverFacts(onServer, last));
};

type OverLine = (name: string, test: (opened: Opened, line: Disturbed) => Promise<void>) => void;
type OnServer = (name: string, test: (opened: Opened, to: ServerOfPlace) => Promise<void>) => void;

/** How many turns there are, by another turn, which waits for the lost one to end. */
const turnsIn = async (store: Store, partition: number): Promise<number> => {
  let turns = 0;
  await untilDone(() => store.turn(partition, async ({ head }) => void ({ turns } = head)));
  return turns;
};

const lostFacts = (it: OverLine, last: number): void => {
  it('says by the head that a commit is there', async ({ store }, line) => {
    await append(line.store, 1, last);
    line.loseNextAnswer();
    await assert.rejects(append(line.store, 1, last), StoreUnavailable);
    assert.equal(await turnsIn(line.store, last), 2);
    await assertGapless(store, last, 2);
    await append(line.store, 1, last);
    await assertGapless(store, last, 3);
  });

  it('says by the head that a commit did not arrive', async ({ store }, line) => {
    await append(line.store, 1, last);
    line.loseNextCommit();
    await assert.rejects(append(line.store, 1, last), StoreUnavailable);
    assert.equal(await turnsIn(line.store, last), 1);
    await assertGapless(store, last, 1);
  });
};

const serverFacts = (it: OnServer, last: number): void => {
  it('takes nothing of a turn in the middle of which it ends', async ({ store }, server) => {
    await append(store, 2, last);
    const turn = store.turn(last, async (turn) => {
      const appended = [record(turn.head.sequence + 1)];
      await turn.write({ ...nothing, append: appended, put: [item('claim', 'half')] });
      await server.kill();
    });
    await assert.rejects(turn, StoreUnavailable);
    await assert.rejects(store.head(last), StoreUnavailable);
    await server.restart();
    await untilDone(() => append(store, 1, last));
    assert.deepEqual(await store.read(wantIds('claim', 'half')), []);
    await assertGapless(store, last, 3);
  });

  it('can be read where it cannot be written, and goes on', async ({ store }, server) => {
    await append(store, 1, last);
    await server.setReadOnly(true);
    try {
      await assert.rejects(write(store, { put: [item('claim', 'a')] }, last), StoreUnavailable);
      await assertGapless(store, last, 1);
    } finally {
      await server.setReadOnly(false);
    }
    await untilDone(() => append(store, 1, last));
    await assertGapless(store, last, 2);
  });
};
