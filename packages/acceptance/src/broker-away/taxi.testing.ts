// Taxi: calls are taken, rides go on, and whoever waits is told that it takes longer.

import assert from 'node:assert/strict';
import { isSound, picture } from '@dure/web/testing/people';
import type { Person } from '@dure/web/testing/people';
import { closeAll } from '@dure/web/testing/stage';
import { roles } from './deployed.testing.ts';
import type { Story } from './deployed.testing.ts';

const { onPhone, atDesk, onTheRoad } = roles;
const SILENCE_MINUTES = 3;

/** For a large taxi, of which one is on duty. */
const call = async ({ page }: Person, from: string, large: string): Promise<void> => {
  await page.getByLabel(from).fill('중구');
  await page.getByRole('radio', { name: large }).check();
  await page.locator('button[type=submit]').click();
  await page.waitForURL(/\/my\/taxicall-\d+$/);
};

const press = ({ page }: Person, name: string): Promise<void> =>
  page.getByRole('button', { name, exact: true }).first().click();

const step = ({ page }: Person, is: 'now' | 'done', text: string): Promise<void> =>
  page.locator(`.steps [data-is=${is}]`, { hasText: text }).first().waitFor();

/** It takes longer: a customer was written so, once. */
const longerOnce = async ({ page }: Person, inbox: string): Promise<void> => {
  await page.goto(inbox);
  const longer = page.locator('.message', { hasText: '배정이 늦어지고 있습니다' });
  await longer.waitFor();
  assert.equal(await longer.count(), 1);
};

export const taxi: Story = async ({ open, url, passMinutes }) => {
  const [guest, driver, manager] = await Promise.all([
    open('Customer:customer-1', onPhone),
    open('Driver:driver-6', onTheRoad),
    open('TaxiManager:manager-1', atDesk),
  ]);
  await press(driver, 'Go off duty');
  await driver.page.getByRole('button', { name: 'Go on duty' }).waitFor();
  await call(guest, '출발지', '대형');
  await step(guest, 'now', '택시를 찾고 있습니다');
  await manager.page.locator('.task').first().waitFor();
  const own = guest.page.url();

  return async () => {
    passMinutes(SILENCE_MINUTES);
    const other = await open('Customer:customer-2', atDesk);
    await call(other, 'From', 'Large');
    await step(other, 'now', 'Finding a taxi');
    await isSound(other);
    await picture(other, 'broker-away-taxi');
    // Whoever called before is in the line of the drivers, and the one who calls now is not.
    await press(driver, 'Go on duty');
    await press(driver, 'Set off');
    await driver.page.getByRole('button', { name: 'Arrived', exact: true }).waitFor();
    await step(guest, 'now', '택시를 찾고 있습니다');

    return async () => {
      await step(guest, 'now', '타고 있습니다');
      await longerOnce(guest, `${url}/inbox`);
      await guest.page.goto(own);
      await press(driver, 'Arrived');
      await step(guest, 'done', '도착했습니다');
      await press(driver, 'Set off');
      await press(driver, 'Arrived');
      await step(other, 'done', 'Arrived');
      await closeAll(guest, other, driver, manager);
    };
  };
};
