// What people do while a part is away or full, and how it goes on when it is back.

import { it } from 'node:test';
import { isSound, picture } from '@dure/web/testing/people';
import { castOf, closeAll } from '@dure/web/testing/stage';
import type { Stage } from '@dure/web/testing/stage';
import { car, DESK, press, stat } from './scene.testing.ts';
import type { Scene } from './scene.testing.ts';
import { words } from './words.testing.ts';

export const outages = (stage: Stage, scene: Scene): void => {
  const { open, fault, soon } = stage;
  const { atDesk, inShop, received, paid, calledOff } = scene;

  it('ask again when the fleet has room', async () => {
    const { read, say, staff, onPhone, onTheRoad } = castOf(words, 'ko');
    const [first, second] = [await paid('1234', 'Customer:customer-2'), await paid('0101')];
    await soon(DESK, `receipts/${first}/request-delivery`);
    const [desk, driver, customer] = [
      await atDesk(staff, `receipts/${second}`),
      await open('DeliveryDriver:driver-1', onTheRoad),
      await open('Customer:customer-4', onPhone),
    ];
    await desk.page.getByRole('button', { name: say.requestDelivery }).click();
    await desk.page.getByText(say.fleetFull).waitFor();
    await stat(desk, say.paid);
    await isSound(desk);
    await picture(desk, 'repair-fleet-full');
    await press(car(driver, '1234'), say.start);
    await press(car(driver, '1234'), say.handOver);
    await car(driver, '1234').waitFor({ state: 'detached' });
    await desk.page.getByRole('button', { name: say.requestDelivery }).click();
    await press(car(driver, '0101'), say.start);
    await press(car(driver, '0101'), say.handOver);
    await customer.page.locator('.steps [data-is=done]', { hasText: read.delivered }).waitFor();
    await closeAll(desk, driver, customer);
  });

  it('work on while the receipts are away', async () => {
    const { read, say, staff, onPhone, onTheRoad } = castOf(words, 'en');
    const [leaving, listed] = [await paid('0101'), await received('1234')];
    await soon(DESK, `receipts/${leaving}/request-delivery`);
    const [desk, shop, driver, customer, wall] = await Promise.all([
      atDesk(staff),
      inShop(staff),
      open('DeliveryDriver:driver-1', onTheRoad),
      open('Customer:customer-4', onPhone),
      open('ReceptionDesk:desk-2', { language: staff, size: 'desk' }, 'display'),
    ]);
    await press(car(driver, '0101'), say.start);
    const onRoad = wall.page.locator('.display-column', { hasText: say.onRoad });
    await onRoad.getByText('0101').waitFor();
    await fault('receipt', 'down');
    await press(car(driver, '0101'), say.handOver);
    await press(car(shop, '1234'), say.takeIn);
    await car(shop, '1234').getByRole('button', { name: say.complete }).waitFor();
    await desk.page.keyboard.type('7777');
    await desk.page.keyboard.press('Enter');
    const notice = desk.page.locator('.notice', { hasText: say.away });
    await notice.waitFor();
    await isSound(desk);
    await picture(desk, 'repair-receipts-away');
    // The wall has what was last known.
    await onRoad.getByText('0101').waitFor();
    await fault('receipt', 'none');
    await notice.getByRole('button', { name: say.retry }).click();
    await desk.page.locator('.notice', { hasText: /· 7777/ }).waitFor();
    await customer.page.locator('.steps [data-is=done]', { hasText: read.delivered }).waitFor();
    await onRoad.getByText('0101').waitFor({ state: 'detached' });
    await car(shop, '7777').waitFor();
    await closeAll(desk, shop, driver, customer, wall);
    await calledOff(listed);
  });
};
