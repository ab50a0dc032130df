// What is promised of stores that share their commit: a turn that has ended is there for whoever
// goes on in this process, and those outside see it once it is durable.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Store } from '@dure/kernel/ports';
import { append, item, record, sequencesOf, wantIds, write } from './place.ts';
import type { OpenFresh } from './place.ts';

type Pair = { readonly one: Store; readonly other: Store };

/** Two stores as they are, whose turns resolve when they are written. */
const together = async (
  openFresh: OpenFresh,
  partitions: number,
  test: (pair: Pair) => Promise<void>,
): Promise<void> => {
  const place = await openFresh();
  const one = await place.open(partitions);
  const other = await place.beside?.();
  assert.ok(other, 'The place does not say how a store beside it is opened.');
  try {
    await test({ one, other });
  } finally {
    await other.close();
    await one.close();
    await place.clear?.();
  }
};

export const shareFacts = (openFresh: OpenFresh, partitions: number): void => {
  const last = partitions - 1;
  const fact = (name: string, test: (pair: Pair) => Promise<void>): void =>
    void it(name, () => together(openFresh, partitions, test));

  describe('stores that share their commit', () => {
    fact('have nothing to wait for, as long as nothing was written', async ({ one, other }) => {
      assert.equal(one.durable, other.durable);
      await one.turn(0, async () => {});
      assert.equal(one.durable?.(), undefined);
    });

    fact('go on at once with what was written, and show it once it is durable', async ({ one }) => {
      await write(one, { append: [record(1)], put: [item('deadline', 'a', { at: 5 })] }, last);
      const durable = one.durable?.();
      assert.deepEqual(await one.read(wantIds('deadline', 'a')), []);
      assert.equal((await one.head(last)).sequence, 1);
      assert.deepEqual(sequencesOf(await one.readLog(last, 0, 9)), [1]);
      assert.equal(await one.nextDue(last, 'deadline'), 5);
      assert.equal((await one.due(last, 'deadline', 5, 9)).length, 1);
      const read = await one.turn(last, (turn) => turn.read(wantIds('deadline', 'a')));
      assert.equal(read.length, 1);
      await durable;
      assert.equal((await one.read(wantIds('deadline', 'a'))).length, 1);
    });

    fact('are durable together, in the order of their turns', async ({ one, other }) => {
      await append(one, 1, last);
      await write(other, { append: [record(1)], put: [item('claim', 'b')] });
      await other.durable?.();
      assert.equal(one.durable?.(), undefined);
      assert.equal((await other.read(wantIds('claim', 'b'))).length, 1);
    });

    fact('keep their records and items apart', async ({ one, other }) => {
      await write(one, { append: [record(1)], put: [item('claim', 'a')] });
      await other.durable?.();
      assert.equal((await other.head(0)).sequence, 0);
      assert.deepEqual(await other.read(wantIds('claim', 'a')), []);
      assert.notEqual(one.identity.logId, other.identity.logId);
    });

    fact('have all on the disk that was written, once one has closed', async ({ one, other }) => {
      await append(one, 2, last);
      await one.close();
      assert.equal(other.durable?.(), undefined);
      await append(other, 1);
      await other.durable?.();
      assert.equal((await other.head(0)).sequence, 1);
    });
  });
};
