import { deepEqual, equal } from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openShop } from '../open-shop.testing.ts';
import { books, desk, deskBefore, repairs } from '../repairs.testing.ts';

/** Jobs that the desk took before its wall was changed: one was finished, one was not. */
const worked = async (partitions: number) => {
  const desk = await openShop({ system: repairs(deskBefore), partitions });
  for (const jobId of ['job-1', 'job-2']) {
    await desk.send('Take', { jobId, fee: 700 });
    await desk.send('Print', { jobId });
    await desk.send('Assign', { jobId, who: 'Jin' });
  }
  await desk.send('Finish', { jobId: 'job-1' });
  await desk.clock.settle();
  await desk.stop();
  return desk.folder;
};

const rows = new Set([
  { jobId: 'job-1', channel: 'desk', price: 700, who: 'Jin', paid: 700 },
  { jobId: 'job-2', channel: 'desk', price: 700, who: 'Jin' },
]);

for (const partitions of [1, 16]) {
  describe(`A log that was written by an older wall, in ${partitions} partitions`, () => {
    it('is followed by the names and shapes of today', async () => {
      const folder = await worked(partitions);
      const shop = await openShop({ system: repairs(desk, books), folder, partitions });
      await shop.clock.advance(1_000);
      deepEqual(new Set(await shop.list('Jobs')), rows);
      const booked = await shop.kernels['books']?.instance('Booking', 'job-1');
      equal(booked?.state(booked.aggregate.registers[0] as never).is, 'booked');
      deepEqual(shop.incidents, []);
      await shop.stop();
    });

    it('gives a rebuilt view the same rows', async () => {
      const folder = await worked(partitions);
      const shop = await openShop({ system: repairs(desk, books), folder, partitions });
      await shop.clock.advance(1_000);
      const rebuilt = shop.kernels['books']?.rebuild('Jobs');
      await shop.clock.advance(5_000);
      await rebuilt;
      deepEqual(new Set(await shop.list('Jobs')), rows);
      await shop.stop();
    });

    it('goes on in the shapes of today, and says which version that is', async () => {
      const folder = await worked(partitions);
      const shop = await openShop({ system: repairs(desk, books), folder, partitions });
      await shop.send('Take', { jobId: 'job-3', price: 5, channel: 'web' });
      const [taken] = await shop.trail('job-3');
      equal(taken?.version, 3);
      await shop.send('Assign', { jobId: 'job-3', who: 'Jin' });
      const [, assigned] = await shop.trail('job-3');
      equal(assigned && 'version' in assigned, false);
      await shop.stop();
    });
  });
}
