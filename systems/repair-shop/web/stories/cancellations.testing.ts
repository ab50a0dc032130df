// What happens out of the way: a car that is called off, two who press at once, and a shop that
// does not decide.

import assert from 'node:assert/strict';
import { it } from 'node:test';
import { hold, isSound, picture } from '@dure/web/testing/people';
import type { Language, Person } from '@dure/web/testing/people';
import { castOf, closeAll } from '@dure/web/testing/stage';
import type { Stage } from '@dure/web/testing/stage';
import { balanced, car, inDialog, press, stat } from './scene.testing.ts';
import type { Scene } from './scene.testing.ts';
import { words } from './words.testing.ts';

const DAY_MINUTES = 24 * 60;

export const cancellations = (stage: Stage, scene: Scene): void => {
  const { open, fault, pass } = stage;
  const { atDesk, inShop, received, inRepair, payable } = scene;

  const askToCancel = async (desk: Person, language: Language): Promise<void> => {
    const { requestCancel } = words[language];
    await desk.page.getByRole('button', { name: requestCancel }).click();
    await inDialog(desk, requestCancel).click();
    await inDialog(desk, requestCancel).waitFor({ state: 'detached' });
  };

  const acceptFor = async (shop: Person, fee: string, language: Language): Promise<void> => {
    await press(car(shop, '0101'), words[language].acceptCancel);
    await shop.page.getByRole('dialog').getByRole('textbox').fill(fee);
    await shop.page.locator('.preview').waitFor();
    await inDialog(shop, words[language].acceptCancel).click();
  };

  it('cancel before the shop took it in, and write when messages go', async () => {
    const { read, staff, onPhone } = castOf(words, 'ko');
    const id = await received('0101');
    await fault('notification', 'down');
    const [customer, desk] = [
      await open('Customer:customer-4', onPhone),
      await atDesk(staff, `receipts/${id}`),
    ];
    await askToCancel(desk, staff);
    await stat(customer, read.cancelled);
    await isSound(customer);
    await customer.page.goto(`${stage.program.url}/repair-shop/inbox`);
    await fault('notification', 'none');
    const messages = customer.page.locator('.message', { hasText: read.cancelledMessage(id) });
    await messages.waitFor();
    assert.equal(await messages.count(), 1);
    await closeAll(customer, desk);
  });

  it('show a car once while it moves, and cancel it for nothing', async () => {
    const { read, say, staff, atScreen } = castOf(words, 'en');
    const id = await received('0101');
    const [customer, desk, shop] = [
      await open('Customer:customer-4', atScreen),
      await atDesk(staff, `receipts/${id}`),
      await inShop(staff),
    ];
    const release = await hold(shop, /stat=REPAIRLISTED/);
    await press(car(shop, '0101'), say.takeIn);
    const moving = car(shop, '0101').locator('footer');
    await moving.getByRole('button', { name: say.complete }).waitFor();
    assert.equal(await moving.count(), 1);
    release();
    await stat(customer, read.inShop);
    await customer.page.getByText(read.costLater).waitFor();
    assert.equal(await customer.page.getByRole('button', { name: read.pay('.*') }).count(), 0);
    await askToCancel(desk, staff);
    await acceptFor(shop, '0', staff);
    await stat(customer, read.cancelled);
    await closeAll(customer, desk, shop);
  });

  it('leave to the shop what it does while a cancellation comes', async () => {
    const { read, say, staff, onPhone } = castOf(words, 'ko');
    const id = await received('0101');
    const [customer, desk, shop] = [
      await open('Customer:customer-4', onPhone),
      await atDesk(staff, `receipts/${id}`),
      await inShop(staff),
    ];
    await desk.page.getByRole('button', { name: say.requestCancel }).click();
    const takeIn = car(shop, '0101').getByRole('button', { name: say.takeIn, exact: true });
    await Promise.all([
      // It may be gone before it is reached.
      takeIn.click({ timeout: 3_000 }).catch(() => {}),
      inDialog(desk, say.requestCancel).click(),
    ]);
    const accepting = car(shop, '0101').getByRole('button', { name: say.acceptCancel });
    const over = stat(customer, read.cancelled);
    over.catch(() => {});
    // Taken in first, the shop decides; else it was cancelled before.
    await Promise.any([accepting.waitFor(), over]);
    if (await accepting.isVisible()) await acceptFor(shop, '0', staff);
    await stat(customer, read.cancelled);
    await closeAll(customer, desk, shop);
  });

  it('take no money for what is no longer due', async () => {
    const { read, staff, onPhone, atScreen } = castOf(words, 'en');
    const id = await payable('0101');
    const [first, second, desk, shop] = [
      await open('Customer:customer-4', onPhone),
      await open('Customer:customer-4', atScreen),
      await atDesk(staff, `receipts/${id}`),
      await inShop(staff),
    ];
    const release = await hold(first, /\/pay$/);
    await first.page.getByRole('button', { name: read.pay('180,000') }).click();
    await askToCancel(desk, staff);
    await acceptFor(shop, '30000', staff);
    const fee = first.page.getByRole('button', { name: read.pay('30,000') });
    await fee.waitFor();
    release();
    await first.page.locator('.notice', { hasText: read.otherAmount }).waitFor();
    await isSound(first);
    await picture(first, 'repair-other-amount');

    const releaseFee = await hold(first, /\/pay(?!ments)/);
    await fee.click();
    await second.page.getByRole('button', { name: read.pay('30,000') }).click();
    await stat(second, read.cancelled);
    releaseFee();
    await stat(first, read.cancelled);
    await first.page.locator('.facts', { hasText: '30,000' }).waitFor();
    assert.equal(await first.page.locator('.facts', { hasText: read.approval }).count(), 1);
    await closeAll(first, second, desk, shop);
  });

  it('undo a payment that a cancellation overtakes', async () => {
    const { read, say, staff, onPhone } = castOf(words, 'ko');
    const id = await payable('0101');
    const [customer, desk, shop] = [
      await open('Customer:customer-4', onPhone),
      await atDesk(staff, `receipts/${id}`),
      await inShop(staff),
    ];
    await fault('payment', 'slow');
    await desk.page.getByRole('button', { name: say.requestCancel }).click();
    await inDialog(desk, say.requestCancel).waitFor();
    await customer.page.getByRole('button', { name: read.pay('180,000') }).click();
    await inDialog(desk, say.requestCancel).click();
    await acceptFor(shop, '0', staff);
    await fault('payment', 'none');
    await stat(customer, read.cancelled);
    await isSound(customer);
    await picture(customer, 'repair-overtaken');
    await balanced(stage, id);
    await closeAll(customer, desk, shop);
  });

  it('decide by themselves after a day, by how far the repair is', async () => {
    const { read, say, staff, onPhone, atScreen } = castOf(words, 'en');
    const [begun, finished] = [await inRepair('0101'), await payable('1234')];
    const [jung, oh, shop] = [
      await open('Customer:customer-4', onPhone),
      await open('Customer:customer-2', atScreen),
      await inShop(staff),
    ];
    const desk = await atDesk(staff, `receipts/${begun}`);
    await askToCancel(desk, staff);
    await desk.page.goto(`${stage.program.url}/repair-shop/receipts/${finished}`);
    await askToCancel(desk, staff);
    await car(shop, '0101').getByText(say.silentCancel).waitFor();
    await car(shop, '1234').getByText(say.silentRefuse).waitFor();
    await isSound(shop);
    await picture(shop, 'repair-silent');
    await pass(DAY_MINUTES + 1);
    await stat(jung, read.cancelled);
    await oh.page.locator('.notice', { hasText: read.undecided }).waitFor();
    await oh.page.getByRole('button', { name: read.pay('180,000') }).click();
    await stat(oh, read.paid);
    await isSound(oh);
    await picture(oh, 'repair-goes-on');
    await closeAll(jung, oh, shop, desk);
    await scene.calledOff(finished);
  });
};
