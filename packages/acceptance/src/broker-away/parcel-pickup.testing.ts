// Parcel pickup: requests are taken and called off, and couriers carry what they have.

import { isSound, picture } from '@dure/web/testing/people';
import type { Person } from '@dure/web/testing/people';
import { closeAll } from '@dure/web/testing/stage';
import { roles } from './deployed.testing.ts';
import type { Story } from './deployed.testing.ts';

const { onPhone, atDesk, onTheRoad } = roles;

/** Those on duty, as a customer reads them. */
const couriers: { readonly [name: string]: string } = {
  이준영: 'P1',
  박현수: 'P2',
  최가은: 'P3',
};

const request = async ({ page }: Person, place: string, name: RegExp): Promise<void> => {
  await page.getByLabel(place).fill('이수');
  await page.getByRole('button', { name }).click();
  await page.waitForURL(/\/my\/pickupcall-\d+$/);
};

const press = ({ page }: Person, name: string): Promise<void> =>
  page.getByRole('button', { name, exact: true }).click();

const cancel = async (customer: Person): Promise<void> => {
  await press(customer, '픽업 취소');
  const dialog = customer.page.getByRole('dialog');
  await dialog.getByRole('button', { name: '픽업 취소', exact: true }).click();
};

const step = ({ page }: Person, is: string, text: string): Promise<void> =>
  page.locator(`.steps [data-is=${is}]`, { hasText: text }).first().waitFor();

const whoComes = async ({ page }: Person): Promise<string> => {
  const text = (await page.locator('.facts', { hasText: '010-' }).textContent()) ?? '';
  const name = Object.keys(couriers).find((one) => text.includes(one)) ?? '';
  return `Courier:courier-${couriers[name] ?? ''}`;
};

export const parcelPickup: Story = async ({ open }) => {
  const guest = await open('Customer:customer-3', onPhone);
  await request(guest, '픽업 위치', /요청하기$/);
  await step(guest, 'done', '택배기사를 찾았습니다');
  const courier = await open(await whoComes(guest), onTheRoad);
  await press(courier, 'Accept');
  await courier.page.getByRole('button', { name: 'Take over' }).waitFor();
  const third = await open('Customer:customer-1', onPhone);
  await request(third, '픽업 위치', /요청하기$/);
  await step(third, 'done', '택배기사를 찾았습니다');

  return async () => {
    await press(courier, 'Take over');
    await courier.page.getByRole('button', { name: 'Hand in' }).waitFor();
    const other = await open('Customer:customer-2', atDesk);
    await request(other, 'Place', /^Request/);
    await step(other, 'now', 'Finding a courier');
    await isSound(other);
    await picture(other, 'broker-away-pickup');
    // One's own cancellation is seen at once, though the view of the pickups is behind.
    await cancel(third);
    await step(third, 'now', '취소하고 있습니다');
    // What was taken over is not known elsewhere.
    await step(guest, 'now', '택배기사가 오고 있습니다');

    return async () => {
      await step(guest, 'now', '픽업센터로 가고 있습니다');
      await step(third, 'failed', '취소되었습니다');
      await press(courier, 'Hand in');
      await step(guest, 'done', '픽업센터에 도착했습니다');
      await other.page.locator('.facts', { hasText: '010-' }).waitFor();
      const second = await open(await whoComes(other), onTheRoad);
      await press(second, 'Accept');
      await press(second, 'Take over');
      await press(second, 'Hand in');
      await step(other, 'done', 'Arrived at the centre');
      await closeAll(guest, other, third, courier, second);
    };
  };
};
