// Restaurant: orders are taken and called off, and the kitchen works on what it has.

import assert from 'node:assert/strict';
import { isSound, picture } from '@dure/web/testing/people';
import type { Person } from '@dure/web/testing/people';
import { closeAll } from '@dure/web/testing/stage';
import { roles } from './deployed.testing.ts';
import type { Story } from './deployed.testing.ts';

const { onPhone, atDesk, onTheRoad } = roles;

const ticket = ({ page }: Person, number: string) =>
  page
    .locator('.ticket, .task')
    .filter({ has: page.getByText(new RegExp(`^Order ${number}$`)) })
    .first();

const dish = ({ page }: Person, menu: string) => page.locator('.dish', { hasText: menu });

const press = (of: ReturnType<typeof dish>, name: string): Promise<void> =>
  of.getByRole('button', { name, exact: true }).click();

const order = async (customer: Person, menu: string, name: string): Promise<string> => {
  await press(dish(customer, menu), name);
  await customer.page.waitForURL(/\/my\/order-\d+$/);
  return /order-(\d+)$/.exec(customer.page.url())?.[1] ?? '';
};

const step = ({ page }: Person, is: 'now' | 'done', text: string) =>
  page.locator(`.steps [data-is=${is}]`, { hasText: text });

/** Takes orders to their customers. */
const deliver = async (rider: Person, numbers: readonly string[]): Promise<void> => {
  for (const number of numbers) {
    await press(ticket(rider, number), 'Pick up');
    await press(ticket(rider, number), 'Handed over');
  }
};

const cancel = async (customer: Person): Promise<void> => {
  await customer.page.getByRole('button', { name: 'Cancel order' }).click();
  await press(customer.page.getByRole('dialog'), 'Cancel order');
  await customer.page.getByText('You have cancelled this order.').waitFor();
};

export const restaurant: Story = async ({ open, url }) => {
  const [guest, kitchen, rider] = await Promise.all([
    open('Customer:customer-1', onPhone),
    open('Kitchen:restaurant-2', atDesk),
    open('Rider:rider-1', onTheRoad),
  ]);
  const first = await order(guest, '김밥', '주문하기');
  await ticket(kitchen, first).getByRole('button', { name: 'Start' }).waitFor();
  const other = await open('Customer:customer-2', atDesk);
  const left = (await dish(other, '떡볶이').locator('.faint').textContent()) ?? '?';
  const canceled = await order(other, '떡볶이', 'Order');
  await ticket(kitchen, canceled).waitFor();

  return async () => {
    await press(ticket(kitchen, first), 'Start');
    await press(ticket(kitchen, first), 'Finish');
    await cancel(other);
    await other.page.goto(url);
    const second = await order(other, '김밥', 'Order');
    await other.page.locator('.steps').waitFor();
    await isSound(other);
    await picture(other, 'broker-away-restaurant');
    // What the kitchen has done, and what was ordered, is not known elsewhere.
    assert.equal(await step(guest, 'now', '요리가 끝났습니다').count(), 0);
    assert.equal(await ticket(kitchen, second).count(), 0);

    return async () => {
      await step(guest, 'now', '요리가 끝났습니다').waitFor();
      await press(ticket(kitchen, second), 'Start');
      await press(ticket(kitchen, second), 'Finish');
      await deliver(rider, [first, second]);
      await step(guest, 'done', '배달이 끝났습니다').waitFor();
      await step(other, 'done', 'Delivered').waitFor();
      assert.equal(await ticket(kitchen, canceled).count(), 0);
      await other.page.goto(url);
      await dish(other, '떡볶이').locator('.faint', { hasText: left }).waitFor();
      await closeAll(guest, other, kitchen, rider);
    };
  };
};
