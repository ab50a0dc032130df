// A row that an event which could not be lifted would make has been removed since, by an event of
// another case. It stays away when the first is let go.

import { deepEqual } from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { boundedContext, contract } from '@dure/domain';
import { count, text } from '@dure/domain/shapes';
import { openShop } from '../open-shop.testing.ts';
import type { OpenShop } from '../open-shop.testing.ts';
import { desk, Desk, deskBefore, repairs, unlifted } from '../repairs.testing.ts';

const Till = contract('till', { views: { Owed: { channel: text, price: count() } } });

/** What is owed at a desk is there from the first job that is taken to the next that is paid. */
const till = boundedContext('till', {
  views: {
    Owed: Till.view.Owed.follows([Desk.event], {
      key: ['channel'],
      rows: { 'JobTaken, JobPaid': () => [{ channel: 'desk' }] },
      creates: {
        JobTaken: ({ price }) => ({ channel: 'desk', price }),
        JobPaid: ({ price }) => ({ channel: 'desk', price: -price }),
      },
      updates: { JobTaken: (_taken, row) => row, JobPaid: () => undefined },
    }),
  },
});

const operator = { actor: 'Operator:operator-1' };

const retryAll = async (shop: OpenShop): Promise<void> => {
  const { till: kernel } = shop.kernels;
  for (const { id } of (await kernel?.parked())?.items ?? []) void kernel?.retry(id, operator);
  await shop.clock.advance(10_000);
  deepEqual((await kernel?.parked())?.items, []);
};

afterEach(() => unlifted.clear());

for (const partitions of [1, 16]) {
  describe(`A row that was removed behind a stuck event, in ${partitions} partitions`, () => {
    /** A job that cannot be lifted, and another one that was paid after it. */
    const worked = async (): Promise<OpenShop> => {
      const before = await openShop({ system: repairs(deskBefore), partitions });
      const act = async (type: string, of: { readonly [field: string]: unknown }) => {
        await before.send(type, of);
        await before.clock.advance(10);
      };
      await act('Take', { jobId: 'job-1', fee: 700 });
      await act('Take', { jobId: 'job-2', fee: 700 });
      await act('Assign', { jobId: 'job-2', who: 'Jin' });
      await act('Finish', { jobId: 'job-2' });
      await before.stop();
      unlifted.add('job-1');
      const { folder } = before;
      const shop = await openShop({ system: repairs(desk, till), folder, partitions });
      await shop.clock.advance(1_000);
      deepEqual(await shop.list('Owed'), []);
      unlifted.clear();
      return shop;
    };

    it('stays away where the view was drawn anew meanwhile', async () => {
      const shop = await worked();
      const rebuilt = shop.kernels['till']?.rebuild('Owed');
      await shop.clock.advance(5_000);
      await rebuilt;
      deepEqual(await shop.list('Owed'), []);
      await retryAll(shop);
      deepEqual(await shop.list('Owed'), []);
      await shop.stop();
    });

    it('stays away where it was not', async () => {
      const shop = await worked();
      await retryAll(shop);
      deepEqual(await shop.list('Owed'), []);
      await shop.stop();
    });
  });
}
