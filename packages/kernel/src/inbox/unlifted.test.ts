// A record that an upcast cannot lift stops its own case, and is lifted when a person says so.

import { deepEqual, equal, rejects } from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { boundedContext, deadline, MINUTE_MS } from '@dure/domain';
import { NOON, openShop } from '../open-shop.testing.ts';
import type { OpenShop } from '../open-shop.testing.ts';
import {
  books,
  Desk,
  desk,
  DeskBefore,
  deskBefore,
  Job,
  repairs,
  unlifted,
} from '../repairs.testing.ts';

const row = (jobId: string) => ({ jobId, channel: 'desk', price: 700, who: 'Jin', paid: 700 });

/** Two jobs that were done before the wall was changed. */
const worked = async (partitions: number) => {
  const shop = await openShop({ system: repairs(deskBefore), partitions });
  for (const jobId of ['job-1', 'job-2']) {
    await shop.send('Take', { jobId, fee: 700 });
    await shop.send('Assign', { jobId, who: 'Jin' });
    await shop.send('Finish', { jobId });
  }
  await shop.clock.settle();
  await shop.stop();
  return shop.folder;
};

const parkedIn = async (shop: OpenShop, context = 'books') =>
  (await shop.kernels[context]?.parked())?.items ?? [];

const retryAll = async (shop: OpenShop, context = 'books') => {
  for (const { id } of await parkedIn(shop, context)) {
    void shop.kernels[context]?.retry(id, { actor: 'Operator:operator-1' });
  }
  await shop.clock.advance(1_000);
};

afterEach(() => unlifted.clear());

for (const partitions of [1, 16]) {
  describe(`A record that an upcast cannot lift, in ${partitions} partitions`, () => {
    const after = async () => {
      const folder = await worked(partitions);
      unlifted.add('job-1');
      const shop = await openShop({ system: repairs(desk, books), folder, partitions });
      await shop.clock.advance(1_000);
      return shop;
    };

    it('stops its case, is listed, and leaves the others alone', async () => {
      const shop = await after();
      deepEqual(await shop.list('Jobs'), [row('job-2')]);
      const parked = await parkedIn(shop);
      deepEqual(
        parked.filter(({ isListed }) => isListed).map((of) => [of.state, of.caseId, of.cause]),
        [['stopped', 'job-1', 'This job is bad luck.']],
      );
      equal(new Set(parked.map(({ caseId }) => caseId)).size, 1);
      await shop.stop();
    });

    it('stays stopped when tried in vain, and goes on in order when it is mended', async () => {
      const shop = await after();
      await retryAll(shop);
      equal((await parkedIn(shop))[0]?.state, 'stopped');
      unlifted.clear();
      await retryAll(shop);
      await shop.clock.advance(1_000);
      deepEqual(await parkedIn(shop), []);
      deepEqual(new Set(await shop.list('Jobs')), new Set([row('job-1'), row('job-2')]));
      await shop.stop();
    });

    it('stops its case through a restart', async () => {
      const shop = await after();
      await shop.stop();
      unlifted.clear();
      const { folder } = shop;
      const at = NOON + MINUTE_MS;
      const again = await openShop({ system: repairs(desk, books), folder, partitions, at });
      await again.clock.advance(1_000);
      deepEqual(await again.list('Jobs'), [row('job-2')]);
      await retryAll(again);
      equal((await again.list('Jobs')).length, 2);
      await again.stop();
    });
  });
}

for (const partitions of [1, 16]) {
  describe(`A view whose record cannot be lifted, in ${partitions} partitions`, () => {
    it('fails a rebuilding alone, which says where', async () => {
      const folder = await worked(partitions);
      const shop = await openShop({ system: repairs(desk, books), folder, partitions });
      await shop.clock.advance(1_000);
      unlifted.add('job-1');
      const rebuilt = rejects(async () => shop.kernels['books']?.rebuild('Jobs'), /JobTaken/);
      await shop.clock.advance(5_000);
      await rebuilt;
      const [rebuild] = shop.kernels['books']?.rebuilding() ?? [];
      equal(rebuild?.state, 'failed');
      deepEqual([rebuild.failure?.type, rebuild.failure?.caseId], ['JobTaken', 'job-1']);
      equal((await shop.list('Jobs')).length, 2);
      await shop.stop();
    });
  });

  describe(`A deadline whose event cannot be lifted, in ${partitions} partitions`, () => {
    const at = (_taken: object, { now }: { readonly now: number }) => now + MINUTE_MS;

    it('stops in its case, and is sent when it is mended', async () => {
      const starts = DeskBefore.event.JobTaken;
      const due = DeskBefore.command.Print;
      const TERM = deadline({ starts, at, isAbsolute: true, ends: [], due });
      const first = { ...deskBefore, deadlines: { TERM } };
      const old = await openShop({ system: repairs(first), partitions });
      await old.send('Take', { jobId: 'job-1', fee: 700 });
      await old.stop();
      unlifted.add('job-1');
      const next = boundedContext('desk', {
        aggregates: { Job },
        deadlines: {
          TERM: deadline({
            starts: Desk.event.JobTaken,
            at,
            isAbsolute: true,
            ends: [],
            due: ({ jobId }) => Desk.command.Assign({ jobId, who: 'Min' }),
            sends: [Desk.command.Assign],
          }),
        },
      });
      const { folder } = old;
      const shop = await openShop({ system: repairs(next), folder, partitions });
      await shop.clock.advance(2 * MINUTE_MS);
      const [parked] = await parkedIn(shop, 'desk');
      deepEqual([parked?.state, parked?.cause], ['stopped', 'This job is bad luck.']);
      unlifted.clear();
      await retryAll(shop, 'desk');
      deepEqual(
        (await shop.trail('job-1')).flatMap(({ kind, type }) => (kind === 'event' ? [type] : [])),
        ['JobTaken', 'JobAssigned'],
      );
      await shop.stop();
    });
  });
}
