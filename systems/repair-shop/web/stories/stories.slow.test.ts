// The stories of the repair shop, played by people in browsers side by side: a customer with a
// phone, the desk, the shop at its board, a driver, and the display on the wall.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withoutBrowser } from '@dure/web/testing/chromium';
import {
  hold,
  isSound,
  isSoundForAll,
  languages,
  picture,
  sizesOf,
} from '@dure/web/testing/people';
import type { Language, Person } from '@dure/web/testing/people';
import {
  castOf,
  closeAll,
  playedIn,
  sizeOf,
  stageOf,
  stagesOf,
  wayIn,
} from '@dure/web/testing/stage';
import type { Role } from '@dure/web/testing/stage';
import { cancellations } from './cancellations.testing.ts';
import { outages } from './outages.testing.ts';
import { balanced, car, inDialog, press, sceneOf, stat } from './scene.testing.ts';
import { words } from './words.testing.ts';

const business = 'repair-shop';
const DESK_SECONDS = 20;

describe('the pages of the repair shop', withoutBrowser(), () => {
  const stages = stagesOf(business, '--set', 'DELIVERY_OPEN_MAX=1');

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

  for (const language of languages) {
    const say = words[language];
    const played = playedIn(language);
    const stage = stages(language);
    const { open, fault } = stage;
    const scene = sceneOf(stage);
    const { atDesk, inShop, inRepair, payable, paid, calledOff } = scene;

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

    for (const size of sizesOf) {
      const name = `${language}-${size}`;
      it(`bring a car from the desk back to its owner (${name}, ${wayIn[language]})`, async () => {
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

    const { role, otherRole } = castOf(words, language);

    it(`pay when the card and the payments are well again (${played})`, async () => {
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
      // An approval that comes too late is undone.
      await fault('payment', 'late');
      await customer.page.reload();
      await pay.click();
      await paused.waitFor();
      await fault('payment', 'none');
      const second = await open('Customer:customer-4', otherRole, `receipts/${id}`);
      const release = await hold(second, /\/pay(?!ments)/);
      await second.page.getByRole('button', { name: say.pay('180,000') }).click();
      await paused.getByRole('button', { name: say.retry }).click();
      await stat(customer, say.paid);
      // What was pressed in another window comes too late, and takes nothing.
      release();
      await stat(second, say.paid);
      await balanced(stage, id, 180_000);
      assert.equal(await second.page.locator('.facts', { hasText: say.approval }).count(), 1);
      await customer.page.goto(`${stage.program.url}/${business}/inbox`);
      await customer.page.locator('.message', { hasText: say.paidMessage }).first().waitFor();
      await isSound(customer);
      await closeAll(customer, second);
      await calledOff(id);
    });

    it(`get money back though the card network is away (${played})`, async () => {
      const id = await paid('0101');
      const customer = await open('Customer:customer-4', role);
      const desk = await atDesk(language, `receipts/${id}`);
      await fault('delivery', 'down');
      await desk.page.getByRole('button', { name: say.requestDelivery }).click();
      await desk.page.getByText(say.deliveryAway).waitFor();
      await isSound(desk);
      // What the fleet promises too late is taken back.
      await fault('delivery', 'late');
      await desk.page.reload();
      await desk.page.getByRole('button', { name: say.requestDelivery }).click();
      await desk.page.getByText(say.deliveryAway).waitFor();
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

    it(`decide a cancellation in repair: refuse it, then take a fee (${played})`, async () => {
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
      await customer.page.getByRole('button', { name: say.pay('30,000') }).click();
      await stat(customer, say.cancelled);
      await closeAll(customer, desk, shop);
    });

    it(`receive while the shop is away, and turn a car down (${played})`, async () => {
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

    cancellations(language, stage, scene);
    outages(language, stage, scene);
  }
});

describe('the pages of a repair shop that takes each car at once', withoutBrowser(), () => {
  const automatic = ['--set', 'AUTO_TAKE_IN=true', '--set', 'AUTO_START_DELIVERY=true'];
  const stage = stageOf(business, ...automatic);
  const { atDesk, inShop } = sceneOf(stage);

  for (const language of languages)
    it(`show what goes on by itself, in ${language}`, async () => {
      const { read, say, staff, role, staffRole } = castOf(words, language);
      const [desk, shop, customer] = [
        await atDesk(staff),
        await inShop(staff),
        await stage.open('Customer:customer-4', role),
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
      const driver = await stage.open('DeliveryDriver:driver-1', staffRole);
      await press(car(driver, '0101'), say.handOver);
      await customer.page.locator('.steps [data-is=done]', { hasText: read.delivered }).waitFor();
      await closeAll(desk, shop, customer, driver);
    });
});
