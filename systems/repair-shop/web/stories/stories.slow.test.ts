// The stories of the repair shop, played by people in browsers side by side: a customer with a
// phone, the desk, the shop at its board, a driver, and the display on the wall.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withoutBrowser } from '@dure/web/testing/chromium';
import { isSound, isSoundForAll, languages, picture, sizesOf } from '@dure/web/testing/people';
import type { Language, Person } from '@dure/web/testing/people';
import { castOf, closeAll, stageOf } from '@dure/web/testing/stage';
import type { Role } from '@dure/web/testing/stage';
import { cancellations } from './cancellations.testing.ts';
import { outages } from './outages.testing.ts';
import { car, DESK, inDialog, press, sceneOf, sizeOf, stat } from './scene.testing.ts';
import { words } from './words.testing.ts';

const business = 'repair-shop';
const DESK_SECONDS = 20;

describe('the pages of the repair shop', withoutBrowser(), () => {
  const stage = stageOf(business, '--set', 'DELIVERY_OPEN_MAX=1');
  const { open, fault, soon } = stage;

  const scene = sceneOf(stage);
  const { atDesk, inShop, inRepair, payable, paid, calledOff } = scene;

  const receiveByKeyboard = async ({ page }: Person, language: Language): Promise<void> => {
    const begunMs = performance.now();
    await page.keyboard.type('0101');
    await page.keyboard.press('Tab');
    await page.keyboard.type('배터리 교환');
    await page.keyboard.press('Tab');
    await page.keyboard.type('010-2345-6789');
    await page.keyboard.press('Enter');
    await page.locator('.notice', { hasText: words[language].received }).waitFor();
    assert.ok(performance.now() - begunMs < DESK_SECONDS * 1_000);
    // The field is free for the next car, and has the focus.
    const focused = page.locator('.vehicle-field:focus');
    assert.equal(await focused.inputValue(), '');
  };

  const everyone = async (role: Role) => {
    const { language } = role;
    const [desk, shop, wall, customer, driver] = await Promise.all([
      atDesk(language),
      inShop(language),
      open('ReceptionDesk:desk-2', { language, size: 'desk' }, 'display'),
      open('Customer:customer-4', role),
      open('DeliveryDriver:driver-1', role),
    ]);
    return { desk, shop, wall, customer, driver };
  };

  for (const language of languages) {
    const say = words[language];

    for (const size of sizesOf) {
      const name = `${language}-${size}`;
      it(`bring a car from the desk back to its owner (${name})`, async () => {
        const role = { language, size };
        const { desk, shop, wall, customer, driver } = await everyone(role);
        await receiveByKeyboard(desk, language);
        await picture(desk, `repair-desk-${name}`);
        await press(car(shop, '0101'), say.takeIn);
        await stat(customer, say.inShop);
        await press(car(shop, '0101'), say.complete);
        // The symptom has a usual amount, which stands there already.
        await shop.page.getByRole('button', { name: /180,000/ }).click();
        await picture(shop, `repair-complete-${name}`);
        await inDialog(shop, new RegExp(`^${say.complete} · .*180,000`)).click();
        await press(car(desk, '0101'), say.requestPayment);
        await customer.page.getByRole('button', { name: say.pay('180,000') }).waitFor();
        await isSoundForAll(customer);
        await picture(customer, `repair-pay-${name}`);
        await customer.page.getByRole('button', { name: say.pay('180,000') }).click();
        await stat(customer, say.paid);
        await press(car(desk, '0101'), say.requestDelivery);
        await press(car(driver, '0101'), say.start);
        await car(driver, '0101').getByRole('button', { name: say.handOver }).waitFor();
        await wall.page
          .locator('.display-column', { hasText: say.onRoad })
          .getByText('0101')
          .waitFor();
        // The staff's pages are the same, whatever the customer holds in their hand.
        const staff = size === sizeOf[language] ? [desk, shop, wall, driver] : [];
        await Promise.all(staff.map(isSoundForAll));
        await picture(wall, `repair-display-${name}`);
        await picture(shop, `repair-shop-${name}`);
        await picture(driver, `repair-driver-${name}`);
        await press(car(driver, '0101'), say.handOver);
        await customer.page.locator('.steps [data-is=done]', { hasText: say.delivered }).waitFor();
        await isSound(customer);
        await picture(customer, `repair-delivered-${name}`);
        await closeAll(desk, shop, wall, customer, driver);
      });
    }

    const role = { language, size: sizeOf[language] };

    it(`pay when the card and the payments are well again, in ${language}`, async () => {
      const id = await payable('0101');
      const customer = await open('Customer:customer-4', role);
      const pay = customer.page.getByRole('button', { name: say.pay('180,000') });
      await customer.page.getByRole('radio', { name: say.limitCard }).check();
      await pay.click();
      await customer.page.getByText(say.declined).waitFor();
      await customer.page.getByRole('radio', { name: say.goodCard }).check();
      await fault('payment', 'down');
      await pay.click();
      const paused = customer.page.locator('.notice', { hasText: say.notCharged });
      await paused.waitFor();
      await isSound(customer);
      await picture(customer, `repair-paused-${language}`);
      await fault('payment', 'none');
      await paused.getByRole('button', { name: say.retry }).click();
      await stat(customer, say.paid);
      await customer.page.goto(`${stage.program.url}/${business}/inbox`);
      await customer.page.locator('.message', { hasText: say.paidMessage }).first().waitFor();
      await isSound(customer);
      await closeAll(customer);
      await calledOff(id);
    });

    it(`get money back though the card network is away, in ${language}`, async () => {
      const id = await paid('0101');
      const customer = await open('Customer:customer-4', role);
      const desk = await atDesk(language, `receipts/${id}`);
      await fault('delivery', 'down');
      await desk.page.getByRole('button', { name: say.requestDelivery }).click();
      await desk.page.getByText(say.deliveryAway).waitFor();
      await isSound(desk);
      await fault('delivery', 'none');

      await fault('CardNetwork', 'down');
      await desk.page.getByRole('button', { name: say.requestCancel }).click();
      await inDialog(desk, say.requestCancel).waitFor();
      await isSound(desk);
      await picture(desk, `repair-cancel-${language}`);
      await inDialog(desk, say.requestCancel).click();
      const shop = await inShop(language);
      await press(car(shop, '0101'), say.acceptCancel);
      const dialog = shop.page.getByRole('dialog');
      await dialog.getByRole('textbox').fill('20000');
      await dialog.locator('.preview', { hasText: '20,000' }).waitFor();
      await isSound(shop);
      await picture(shop, `repair-accept-${language}`);
      await inDialog(shop, say.acceptCancel).click();
      // The card network is away: the refund waits, and says so.
      await customer.page.locator('.steps [data-is=now]', { hasText: say.refunding }).waitFor();
      await fault('CardNetwork', 'none');
      await stat(customer, say.cancelled);
      await customer.page.locator('.facts', { hasText: '160,000' }).waitFor();
      await isSound(customer);
      await picture(customer, `repair-refunded-${language}`);
      await closeAll(customer, desk, shop);
    });

    it(`decide a cancellation in repair: refuse it, then take a fee, in ${language}`, async () => {
      const id = await inRepair('0101');
      const customer = await open('Customer:customer-4', role);
      const [desk, shop] = [await atDesk(language, `receipts/${id}`), await inShop(language)];
      await desk.page.getByRole('button', { name: say.requestCancel }).click();
      await inDialog(desk, say.requestCancel).click();
      await press(car(shop, '0101'), say.refuseCancel);
      await shop.page.getByRole('dialog').getByRole('textbox').fill('부품을 이미 뜯었습니다');
      await inDialog(shop, say.refuseCancel).click();
      await customer.page.locator('.notice', { hasText: '부품을 이미 뜯었습니다' }).waitFor();
      await stat(customer, say.inShop);

      await desk.page.getByRole('button', { name: say.requestCancel }).click();
      await inDialog(desk, say.requestCancel).click();
      await press(car(shop, '0101'), say.acceptCancel);
      const fee = shop.page.getByRole('dialog').getByRole('textbox');
      await fee.fill('60000');
      await shop.page.getByRole('dialog').getByText(say.feeTooHigh).waitFor();
      await fee.fill('30000');
      await shop.page.locator('.preview', { hasText: '30,000' }).waitFor();
      await inDialog(shop, say.acceptCancel).click();
      await customer.page.getByRole('button', { name: say.pay('30,000') }).waitFor();
      await isSound(customer);
      await picture(customer, `repair-fee-${language}`);
      if (language === 'ko') {
        await customer.page.getByRole('button', { name: say.pay('30,000') }).click();
      } else {
        await desk.page.getByRole('button', { name: say.waive }).click();
        await inDialog(desk, say.waive).click();
      }
      await stat(customer, say.cancelled);
      await closeAll(customer, desk, shop);
    });

    it(`receive while the shop is away, and turn a car down, in ${language}`, async () => {
      await fault('repair', 'down');
      const desk = await atDesk(language);
      const customer = await open('Customer:customer-4', role);
      await receiveByKeyboard(desk, language);
      await desk.page.keyboard.type('0101');
      await desk.page.keyboard.press('Enter');
      await desk.page.getByText(say.openAlready).waitFor();
      await isSound(desk);
      await picture(desk, `repair-twice-${language}`);
      await desk.page.getByRole('link', { name: say.toReceipt }).click();
      await stat(desk, say.requested);
      await fault('repair', 'none');
      const shop = await inShop(language);
      const rejecting = car(shop, '0101').getByRole('button', { name: say.reject }).first();
      await rejecting.waitFor();
      await fault('receipt', 'down');
      await rejecting.click();
      await shop.page.getByRole('dialog').getByRole('textbox').fill('부품이 없습니다');
      // The shop does not wait for the desk, which reads why later.
      await inDialog(shop, say.reject).click();
      await rejecting.waitFor({ state: 'detached' });
      await fault('receipt', 'none');
      await customer.page
        .locator('.steps [data-is=failed]', { hasText: '부품이 없습니다' })
        .waitFor();
      await stat(desk, say.rejected);
      await isSound(desk);
      await closeAll(desk, customer, shop);
    });
  }

  cancellations(stage, scene);
  outages(stage, scene);

  it('say why a button is closed, and on the wall that it is not up to date', async () => {
    const say = words.en;
    const id = await paid('0101');
    await soon(DESK, `receipts/${id}/request-delivery`);
    const wall = await open('RepairShop:mechanic-2', { language: 'en', size: 'desk' }, 'display');
    await wall.page.locator('.display-live', { hasText: 'Live' }).waitFor();
    const desk = await atDesk('en', `receipts/${id}`);
    await desk.page.getByText(say.tooLate).waitFor();
    await isSoundForAll(desk);
    await fault('display', 'down');
    await wall.page.locator('.display-live', { hasText: say.stopped }).waitFor();
    // The desk works on without it.
    await desk.page.goto(`${stage.program.url}/${business}/receipts`);
    await desk.page.locator('.row-line', { hasText: '0101' }).waitFor();
    await fault('display', 'none');
    await wall.page.locator('.display-live', { hasText: 'Live' }).waitFor();
    await stage.program.kill();
    await wall.page.locator('.display-live', { hasText: say.stopped }).waitFor();
    await isSound(wall);
    await picture(wall, 'repair-display-away');
    await desk.close();
    await wall.close();
  });
});

describe('the pages of a repair shop that takes each car at once', withoutBrowser(), () => {
  const automatic = ['--set', 'AUTO_TAKE_IN=true', '--set', 'AUTO_START_DELIVERY=true'];
  const stage = stageOf(business, ...automatic);
  const { atDesk, inShop } = sceneOf(stage);

  it('show what goes on by itself', async () => {
    const { read, say, staff, onPhone, onTheRoad } = castOf(words, 'en');
    const [desk, shop, customer] = [
      await atDesk(staff),
      await inShop(staff),
      await stage.open('Customer:customer-4', onPhone),
    ];
    await desk.page.keyboard.type('0101');
    await desk.page.keyboard.press('Enter');
    await stat(customer, read.inShop);
    await press(car(shop, '0101'), say.complete);
    await shop.page.getByRole('button', { name: /180,000/ }).click();
    await shop.page.getByRole('dialog').getByRole('button', { name: /· / }).click();
    await press(car(desk, '0101'), say.requestPayment);
    await customer.page.getByRole('button', { name: read.pay('180,000') }).click();
    await press(car(desk, '0101'), say.requestDelivery);
    await customer.page.locator('.steps [data-is=now]', { hasText: read.coming }).waitFor();
    await isSound(customer);
    const driver = await stage.open('DeliveryDriver:driver-1', onTheRoad);
    await press(car(driver, '0101'), say.handOver);
    await customer.page.locator('.steps [data-is=done]', { hasText: read.delivered }).waitFor();
    await closeAll(desk, shop, customer, driver);
  });
});
