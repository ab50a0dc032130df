// Contexts of one process that share their commit: they go on with what is written, and whoever is
// outside sees what is durable.

import { deepEqual, equal, ok, rejects } from 'node:assert/strict';
import { describe, it } from 'node:test';
import { memoryCommits, memoryDisk, memoryStore } from '@dure/store-memory';
import { openShop } from './open-shop.testing.ts';
import type { OpenShop } from './open-shop.testing.ts';
import type { Answer, Call } from './ports.ts';

/** A shop whose commits are made when the test says so, or by themselves until then. */
const opened = async () => {
  let isHeld = false;
  const held: (() => void)[] = [];
  const later = (commit: () => void): void => {
    if (isHeld) held.push(commit);
    else setImmediate(commit);
  };
  const commits = memoryCommits({ later });
  const asked: Call[] = [];
  const call = (of: Call): Promise<Answer> => {
    asked.push(of);
    return Promise.resolve({ is: 'taken', fields: { receipt: 'of the bank' } });
  };
  const disks = new Map<string, ReturnType<typeof memoryDisk>>();
  const storeOf = ({ name }: { readonly name: string }) => {
    const disk = disks.get(name) ?? memoryDisk();
    disks.set(name, disk);
    return memoryStore(disk, { commits });
  };
  const shop = await openShop({ externals: { Bank: { call } }, storeOf });
  await shop.send('FillShelf', { shelfId: 'shelf-1', qty: 9 });
  await shop.quiet();
  const hold = (): void => {
    isHeld = true;
  };
  const commit = async (): Promise<void> => {
    for (const run of held.splice(0)) run();
    await shop.clock.settle();
  };
  const release = async (): Promise<void> => {
    isHeld = false;
    await commit();
  };
  return { shop, asked, hold, commit, release };
};

/** How many records the contexts have written. */
const recordsIn = async ({ stores }: OpenShop): Promise<number> => {
  const heads = [...stores.values()].map((store) => store.head(0));
  return (await Promise.all(heads)).reduce((sum, { sequence }) => sum + sequence, 0);
};

const order = { phone: '010', shelfId: 'shelf-1', qty: 1, amount: 500 };

describe('Contexts that share their commit', () => {
  it('ask no one outside for what could be lost', async () => {
    const { shop, asked, hold, release } = await opened();
    hold();
    const outcome = shop.send('PlaceOrder', order);
    await shop.clock.settle();
    equal(asked.length, 0);
    await release();
    equal((await outcome).is, 'done');
    equal(asked.length, 1);
    await shop.stop();
  });

  it('answer and tell no one outside what could be lost, and go on inside', async () => {
    const { shop, hold, commit, release } = await opened();
    const told: string[] = [];
    const answers: string[] = [];
    shop.listen(({ record }) => told.push(record.type));
    const before = await recordsIn(shop);
    hold();
    void shop.send('FillShelf', { shelfId: 'shelf-2', qty: 3 }).then(({ is }) => answers.push(is));
    await shop.clock.settle();
    deepEqual([told, answers], [[], []]);
    ok((await recordsIn(shop)) > before);
    await commit();
    equal(answers[0], 'done');
    equal(told[0], 'ShelfFilled');
    await release();
    await shop.stop();
  });

  it('do not run beside contexts that do not share it', async () => {
    const commits = memoryCommits();
    let opening = 0;
    const storeOf = () => memoryStore(memoryDisk(), (opening += 1) === 1 ? { commits } : {});
    await rejects(openShop({ storeOf }), /do not share their commit/);
  });
});
