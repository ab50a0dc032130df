// What happens out of the way: a car that is called off, two who press at once, and a shop that
// does not decide.

import assert from 'node:assert/strict';
import { it } from 'node:test';
import { hold, isSound, picture } from '@dure/web/testing/people';
import type { Language, Person } from '@dure/web/testing/people';
import { castOf, closeAll, playedIn } from '@dure/web/testing/stage';
import type { Stage } from '@dure/web/testing/stage';
import { balanced, car, inDialog, press, SHOP, stat } from './scene.testing.ts';
import type { Scene } from './scene.testing.ts';
import { words } from './words.testing.ts';

const DAY_MINUTES = 24 * 60;

export const cancellations = (language: Language, stage: Stage, scene: Scene): void => {
  const played = playedIn(language);
  const { open, fault, pass, act, soon } = stage;
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

  it(`cancel before the shop took it in, and write when messages go (${played})`, async () => {
    const { read, staff, role } = castOf(words, language);
    const id = await received('0101');
    await fault('notification', 'down');
    const [customer, desk] = [
      await open('Customer:customer-4', role),
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

  it(`show a car once while it moves, and cancel it for nothing (${played})`, async () => {
    const { read, say, staff, role } = castOf(words, language);
    const id = await received('0101');
    const [customer, desk, shop] = [
      await open('Customer:customer-4', role),
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

  it(`leave to the shop what it took in before the cancellation came (${played})`, async () => {
    const { read, say, staff, role } = castOf(words, language);
    const id = await received('0101');
    const [customer, desk, shop] = [
      await open('Customer:customer-4', role),
      await atDesk(staff, `receipts/${id}`),
      await inShop(staff),
    ];
    // What the shop does is not known at the desk yet.
    await fault('receipt', 'behind');
    await press(car(shop, '0101'), say.takeIn);
    await car(shop, '0101').getByRole('button', { name: say.complete }).waitFor();
    await askToCancel(desk, staff);
    await car(shop, '0101').getByRole('button', { name: say.acceptCancel }).waitFor();
    await fault('receipt', 'none');
    await acceptFor(shop, '0', staff);
    await stat(customer, read.cancelled);
    await closeAll(customer, desk, shop);
  });

  it(`leave to the shop what it finished before the cancellation came (${played})`, async () => {
    const { read, staff, role } = castOf(words, language);
    const id = await inRepair('0101');
    const [customer, desk, shop] = [
      await open('Customer:customer-4', role),
      await atDesk(staff, `receipts/${id}`),
      await inShop(staff),
    ];
    await stat(customer, read.inShop);
    await fault('receipt', 'behind');
    await act(SHOP, `repairs/${id}/complete-repair`, { repairAmt: 180_000 });
    await askToCancel(desk, staff);
    await acceptFor(shop, '30000', staff);
    await fault('receipt', 'none');
    await customer.page.getByRole('button', { name: read.pay('30,000') }).click();
    await stat(customer, read.cancelled);
    await closeAll(customer, desk, shop);
  });

  it(`end as rejected where the shop turned it down before (${played})`, async () => {
    const { read, staff, role } = castOf(words, language);
    const id = await received('0101');
    const [customer, desk] = [
      await open('Customer:customer-4', role),
      await atDesk(staff, `receipts/${id}`),
    ];
    await fault('receipt', 'behind');
    await soon(SHOP, `repairs/${id}/reject-repair`, { reason: '부품이 없습니다' });
    await askToCancel(desk, staff);
    await fault('receipt', 'none');
    await stat(customer, read.rejected);
    await closeAll(customer, desk);
  });

  it(`take no money for what is no longer due (${played})`, async () => {
    const { read, staff, role, otherRole } = castOf(words, language);
    const id = await payable('0101');
    const [first, second, desk, shop] = [
      await open('Customer:customer-4', role),
      await open('Customer:customer-4', otherRole),
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
    await picture(first, `repair-other-amount-${language}`);

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

  it(`waive the fee of a cancellation (${played})`, async () => {
    const { read, say, staff, role } = castOf(words, language);
    const id = await inRepair('0101');
    const [customer, desk, shop] = [
      await open('Customer:customer-4', role),
      await atDesk(staff, `receipts/${id}`),
      await inShop(staff),
    ];
    await askToCancel(desk, staff);
    await acceptFor(shop, '30000', staff);
    await customer.page.getByRole('button', { name: read.pay('30,000') }).waitFor();
    await desk.page.getByRole('button', { name: say.waive }).click();
    await inDialog(desk, say.waive).click();
    await stat(customer, read.cancelled);
    await closeAll(customer, desk, shop);
  });

  it(`pay nothing where the cancellation came first (${played})`, async () => {
    const { read, staff, role } = castOf(words, language);
    const id = await payable('0101');
    const [customer, desk, shop] = [
      await open('Customer:customer-4', role),
      await atDesk(staff, `receipts/${id}`),
      await inShop(staff),
    ];
    const release = await hold(customer, /\/pay(?!ments)/);
    await customer.page.getByRole('button', { name: read.pay('180,000') }).click();
    await askToCancel(desk, staff);
    await stat(customer, read.asked);
    release();
    await customer.page.locator('.notice', { hasText: read.notNow }).waitFor();
    await acceptFor(shop, '0', staff);
    await stat(customer, read.cancelled);
    await balanced(stage, id);
    await closeAll(customer, desk, shop);
  });

  it(`give back what was paid before a cancellation that crosses with it (${played})`, async () => {
    const { read, say, staff, role } = castOf(words, language);
    const id = await payable('0101');
    const [customer, desk, shop] = [
      await open('Customer:customer-4', role),
      await atDesk(staff, `receipts/${id}`),
      await inShop(staff),
    ];
    const release = await hold(desk, /request-cancel$/);
    await desk.page.getByRole('button', { name: say.requestCancel }).click();
    await inDialog(desk, say.requestCancel).click();
    await customer.page.getByRole('button', { name: read.pay('180,000') }).click();
    await stat(customer, read.paid);
    release();
    await acceptFor(shop, '0', staff);
    await stat(customer, read.cancelled);
    await customer.page.locator('.facts', { hasText: read.approval }).waitFor();
    await isSound(customer);
    await picture(customer, `repair-overtaken-${language}`);
    await balanced(stage, id);
    await closeAll(customer, desk, shop);
  });

  it(`decide by themselves after a day, by how far the repair is (${played})`, async () => {
    const { read, say, staff, role, otherRole } = castOf(words, language);
    const [begun, finished] = [await inRepair('0101'), await payable('1234')];
    const [jung, oh, shop] = [
      await open('Customer:customer-4', role),
      await open('Customer:customer-2', otherRole),
      await inShop(staff),
    ];
    const desk = await atDesk(staff, `receipts/${begun}`);
    await askToCancel(desk, staff);
    await desk.page.goto(`${stage.program.url}/repair-shop/receipts/${finished}`);
    await askToCancel(desk, staff);
    await car(shop, '0101').getByText(say.silentCancel).waitFor();
    await car(shop, '1234').getByText(say.silentRefuse).waitFor();
    await isSound(shop);
    await picture(shop, `repair-silent-${language}`);
    await pass(DAY_MINUTES + 1);
    await stat(jung, read.cancelled);
    await oh.page.locator('.notice', { hasText: read.undecided }).waitFor();
    await oh.page.getByRole('button', { name: read.pay('180,000') }).click();
    await stat(oh, read.paid);
    await isSound(oh);
    await picture(oh, `repair-goes-on-${language}`);
    await closeAll(jung, oh, shop, desk);
    await scene.calledOff(finished);
  });
};
