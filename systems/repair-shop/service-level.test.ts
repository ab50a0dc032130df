// What the desk is held to while all others come and go.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { HOUR_MS } from '@dure/domain';
import type { Business } from '@dure/acceptance/business';
import { desk, opened, stepsOf } from './repair-shop.testing.ts';
import { rehearsal } from './rehearsal.ts';

const DAYS = 5;
const SHOP_DAYS = 3;
const HOURS_BETWEEN = 2;
const SERVICE_LEVEL = 0.999_99;
const CARS = (DAYS * 24) / HOURS_BETWEEN;

/** Lets a context run, or be away, whatever it did before. */
const letRun = async ({ running }: Business, name: string, isUp: boolean): Promise<void> => {
  if (isUp === name in running.kernels) return;
  const context = rehearsal.contexts.find((one) => one.name === name);
  assert.ok(context);
  await (isUp ? running.join(context) : running.retire(name));
};

const others = ['payment', 'delivery', 'display', 'notification'];

describe('REP-N8: the desk', () => {
  it('receives every car while the shop is up three days of five, and others less', async () => {
    const garage = await opened();
    const received: string[] = [];
    for (let car = 1; car <= CARS; car += 1) {
      const day = Math.floor(((car - 1) * HOURS_BETWEEN) / 24);
      await letRun(garage, 'repair', day < SHOP_DAYS);
      for (const [index, name] of others.entries())
        await letRun(garage, name, (car + index) % 3 === 0);
      const steps = stepsOf(`receipt-${car}`);
      const { is } = await garage.issue(steps.receive({ vehiNo: String(1000 + car) }), desk);
      if (is === 'done') received.push(`receipt-${car}`);
      await garage.pass(HOURS_BETWEEN * HOUR_MS);
    }
    assert.ok(received.length / CARS >= SERVICE_LEVEL, `${received.length} of ${CARS}`);
    for (const name of ['repair', ...others]) await letRun(garage, name, true);
    await garage.pass(HOUR_MS);
    const listed = (await garage.rows('RepairTasks')).map((row) => String(row['receiptId']));
    assert.deepEqual(listed.toSorted(), received.toSorted());
    await garage.holds();
  });

  it('goes on while the shop is deployed, and has nothing of it to deploy', async () => {
    const garage = await opened('received');
    const before = garage.running.kernels['receipt'];
    await letRun(garage, 'repair', false);
    await garage.done(stepsOf('receipt-2').receive({ vehiNo: '0202' }), desk);
    await letRun(garage, 'repair', true);
    await garage.pass(HOUR_MS);
    assert.equal(garage.running.kernels['receipt'], before);
    assert.equal((await garage.rows('RepairTasks')).length, 2);
    await garage.holds();
  });
});
