// Lodging: stays are reserved, and owners decide what they know of.

import assert from 'node:assert/strict';
import { isSound, picture } from '@dure/web/testing/people';
import type { Person } from '@dure/web/testing/people';
import { closeAll } from '@dure/web/testing/stage';
import { roles } from './deployed.testing.ts';
import type { Story } from './deployed.testing.ts';

const { onPhone, atDesk } = roles;
const [DAY_MS, SEOUL_MS] = [86_400_000, 9 * 3_600_000];

const pay = async ({ page }: Person, name: RegExp): Promise<string> => {
  await page.getByRole('button', { name }).click();
  await page.waitForURL(/stays\/order-\d+$/);
  return /order-\d+/.exec(page.url())?.[0] ?? '';
};

const status = ({ page }: Person, text: string): Promise<void> =>
  page.locator('.page-head .badge').filter({ hasText: text }).waitFor();

/** The card of a reservation, by its number at the end of a line. */
const task = ({ page }: Person, id: string) => {
  const number = page.locator('dd', { hasText: new RegExp(` ${id.slice('order-'.length)}$`) });
  return page.locator('.task').filter({ has: number }).first();
};

export const lodging: Story = async ({ open, now }) => {
  const dayIn = (days: number): string =>
    new Date(now() + SEOUL_MS + days * DAY_MS).toISOString().slice(0, 10);
  const night = (days: number): string =>
    `reserve/place-2?from=${dayIn(days)}&to=${dayIn(days + 1)}&rooms=1`;
  const [guest, host] = await Promise.all([
    open('Customer:customer-2', onPhone, night(20)),
    open('Owner:owner-2', atDesk),
  ]);
  const first = await pay(guest, /결제하고 예약하기/);
  await guest.page.getByText('주인이 확인하고 있습니다').waitFor();
  await task(host, first).waitFor();

  return async () => {
    await task(host, first).getByRole('button', { name: 'Confirm' }).click();
    await task(host, first).waitFor({ state: 'detached' });
    const other = await open('Customer:customer-3', atDesk, night(22));
    const second = await pay(other, /^Pay .* and reserve/);
    await status(other, 'Being confirmed');
    await isSound(other);
    await picture(other, 'broker-away-lodging');
    // What the owner has decided, and what was reserved, is not known elsewhere.
    await status(guest, '결제완료');
    assert.equal(await task(host, second).count(), 0);

    return async () => {
      await status(guest, '예약완료');
      await task(host, second).getByRole('button', { name: 'Confirm' }).click();
      await status(other, 'Confirmed');
      await closeAll(guest, other, host);
    };
  };
};
