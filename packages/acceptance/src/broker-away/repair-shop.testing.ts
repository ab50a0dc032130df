// Repair shop: cars are received, paid and handed to a driver, and the display stands still.

import assert from 'node:assert/strict';
import { isSound, picture } from '@dure/web/testing/people';
import type { Person } from '@dure/web/testing/people';
import { closeAll } from '@dure/web/testing/stage';
import { roles } from './deployed.testing.ts';
import type { Deployed, Story } from './deployed.testing.ts';

const { onPhone, atDesk, onTheRoad } = roles;
const [DESK, SHOP] = ['ReceptionDesk:desk-1', 'RepairShop:mechanic-1'];
const PRICE = 180_000;

const car = ({ page }: Person, plate: string) =>
  page.locator('.ticket, .task').filter({ has: page.getByText(plate, { exact: true }) });

const press = (of: ReturnType<typeof car>, name: string): Promise<void> =>
  of.getByRole('button', { name, exact: true }).click();

const stat = ({ page }: Person, text: string): Promise<void> =>
  page.locator('.page > .row-title .badge').filter({ hasText: text }).waitFor();

/** The fleet has promised to bring it, and has not heard yet that it is to be fetched. */
const isOnlyPromised = async (driver: Person, plate: string): Promise<void> => {
  const off = car(driver, plate).getByRole('button', { name: 'Set off' });
  await off.waitFor();
  assert.equal(await off.getAttribute('aria-disabled'), 'true');
};

/** By the key that leads to the field of the vehicle from anywhere. */
const receive = async ({ page }: Person, plate: string): Promise<void> => {
  await page.keyboard.press('F2');
  await page.keyboard.type(plate);
  await page.keyboard.press('Enter');
  await page.locator('.notice', { hasText: `· ${plate}` }).waitFor();
};

const onRoad = ({ page }: Person, plate: string) =>
  page.locator('.display-column', { hasText: 'On the road' }).getByText(plate);

/** A car that is repaired, and is to be paid; by its receipt. */
const payable = async ({ act, soon }: Deployed, vehiNo: string): Promise<string> => {
  // The gateway's own answer.
  const { receiptId } = (await act(DESK, 'receipts', { vehiNo, symptom: '브레이크 패드' })) as {
    readonly receiptId: string;
  };
  await soon(SHOP, `repairs/${receiptId}/take-in-repair`);
  await soon(SHOP, `repairs/${receiptId}/complete-repair`, { repairAmt: PRICE });
  await soon(DESK, `receipts/${receiptId}/request-payment`);
  return receiptId;
};

/** What was paid for it, each payment by itself. */
const paidFor = async ({ url }: Deployed, receiptId: string): Promise<readonly number[]> => {
  const response = await fetch(`${url}/payments?receiptId=${receiptId}`, {
    headers: { 'dure-persona': DESK },
  });
  // The gateway's own answer.
  const body = (await response.json()) as {
    readonly _embedded: { readonly payments: readonly { readonly payAmt: number }[] };
  };
  return body._embedded.payments.map(({ payAmt }) => payAmt);
};

export const repairShop: Story = async (on) => {
  const { open } = on;
  const receiptId = await payable(on, '1234');
  const [guest, desk, shop, driver, wall] = await Promise.all([
    open('Customer:customer-2', onPhone),
    open(DESK, atDesk),
    open(SHOP, atDesk),
    open('DeliveryDriver:driver-1', onTheRoad),
    open('ReceptionDesk:desk-2', atDesk, 'display'),
  ]);
  await guest.page.getByRole('button', { name: /^180,000원 결제하기$/ }).waitFor();

  return async () => {
    await guest.page.getByRole('button', { name: /^180,000원 결제하기$/ }).click();
    await stat(guest, '결제승인');
    await press(car(desk, '1234'), 'Request delivery');
    await isOnlyPromised(driver, '1234');
    await receive(desk, '0101');
    const other = await open('Customer:customer-4', atDesk);
    await stat(other, 'Repair requested');
    await isSound(other);
    await picture(other, 'broker-away-repair');
    // What was received is not known elsewhere.
    assert.equal(await car(shop, '0101').count(), 0);

    return async () => {
      await press(car(driver, '1234'), 'Set off');
      await onRoad(wall, '1234').waitFor();
      await press(car(driver, '1234'), 'Handed over');
      await guest.page
        .locator('.steps [data-is=done]', { hasText: '차를 돌려받았습니다' })
        .waitFor();
      await press(car(shop, '0101'), 'Take in');
      await stat(other, 'In the shop');
      assert.deepEqual(await paidFor(on, receiptId), [PRICE]);
      await closeAll(guest, other, desk, shop, driver, wall);
    };
  };
};
