// What people do while a part is away or full, and how it goes on when it is back.

import { it } from 'node:test';
import { isSound, isSoundForAll, picture } from '@dure/web/testing/people';
import type { Language } from '@dure/web/testing/people';
import { castOf, closeAll, playedIn } from '@dure/web/testing/stage';
import type { Stage } from '@dure/web/testing/stage';
import { car, DESK, press, stat } from './scene.testing.ts';
import type { Scene } from './scene.testing.ts';
import { words } from './words.testing.ts';

export const outages = (language: Language, stage: Stage, scene: Scene): void => {
  const played = playedIn(language);
  const { open, fault, soon } = stage;
  const { atDesk, inShop, received, paid, calledOff } = scene;

  it(`ask again when the fleet has room (${played})`, async () => {
    const { read, say, staff, role, staffRole } = castOf(words, language);
    const [first, second] = [await paid('1234', 'Customer:customer-2'), await paid('0101')];
    await soon(DESK, `receipts/${first}/request-delivery`);
    const [desk, driver, customer] = [
      await atDesk(staff, `receipts/${second}`),
      await open('DeliveryDriver:driver-1', staffRole),
      await open('Customer:customer-4', role),
    ];
    await desk.page.getByRole('button', { name: say.requestDelivery }).click();
    await desk.page.getByText(say.fleetFull).waitFor();
    await stat(desk, say.paid);
    await isSound(desk);
    await picture(desk, `repair-fleet-full-${language}`);
    await press(car(driver, '1234'), say.start);
    await press(car(driver, '1234'), say.handOver);
    await car(driver, '1234').waitFor({ state: 'detached' });
    await desk.page.getByRole('button', { name: say.requestDelivery }).click();
    await press(car(driver, '0101'), say.start);
    await press(car(driver, '0101'), say.handOver);
    await customer.page.locator('.steps [data-is=done]', { hasText: read.delivered }).waitFor();
    await closeAll(desk, driver, customer);
  });

  it(`work on while the receipts are away (${played})`, async () => {
    const { read, say, staff, role, staffRole } = castOf(words, language);
    const [leaving, listed] = [await paid('0101'), await received('1234')];
    await soon(DESK, `receipts/${leaving}/request-delivery`);
    const [desk, shop, driver, customer, wall] = await Promise.all([
      atDesk(staff),
      inShop(staff),
      open('DeliveryDriver:driver-1', staffRole),
      open('Customer:customer-4', role),
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
    await picture(desk, `repair-receipts-away-${language}`);
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

  it(`say why a button is closed, and that a display is stale (${played})`, async () => {
    const say = words[language];
    const id = await paid('0101');
    await soon(DESK, `receipts/${id}/request-delivery`);
    const wall = await open('RepairShop:mechanic-2', { language, size: 'desk' }, 'display');
    await wall.page.locator('.display-live', { hasText: say.live }).waitFor();
    const desk = await atDesk(language, `receipts/${id}`);
    await desk.page.getByText(say.tooLate).waitFor();
    await isSoundForAll(desk);
    await fault('display', 'down');
    await wall.page.locator('.display-live', { hasText: say.stopped }).waitFor();
    // The desk works on without it.
    await desk.page.goto(`${stage.program.url}/repair-shop/receipts`);
    await desk.page.locator('.row-line', { hasText: '0101' }).waitFor();
    await fault('display', 'none');
    await wall.page.locator('.display-live', { hasText: say.live }).waitFor();
    await stage.program.kill();
    await wall.page.locator('.display-live', { hasText: say.stopped }).waitFor();
    await isSound(wall);
    await picture(wall, `repair-display-away-${language}`);
    await desk.close();
    await wall.close();
  });
};
