// What people do while a part is away, and how it goes on when it is back.

import assert from 'node:assert/strict';
import { it } from 'node:test';
import { isSound, picture } from '@dure/web/testing/people';
import { castOf, closeAll } from '@dure/web/testing/stage';
import type { Stage } from '@dure/web/testing/stage';
import {
  apply,
  cancel,
  choosing,
  confirmAt,
  drag,
  isCanceled,
  localIn,
  task,
} from './scene.testing.ts';
import type { Scene } from './scene.testing.ts';
import { words } from './words.testing.ts';

export const outages = (stage: Stage, { customer, clerk, yoon }: Scene): void => {
  const { fault, pass, now } = stage;
  const business = () => `${stage.program.url}/personal-training`;

  it('cancel while the trainers are away, and tell it once when messages go', async () => {
    const { read, say, staff, onPhone, onTheRoad } = castOf(words, 'en');
    const who = '제갈 취소';
    const [guest, care, trainer] = [
      await customer(onPhone),
      await clerk(onTheRoad),
      await yoon(onTheRoad),
    ];
    await apply(guest, 'en', who);
    await drag(care, who, '윤지수');
    await choosing(trainer, who, staff);
    await confirmAt(trainer, localIn(await now(), 1, '13:00'), staff);
    await guest.page.locator('.steps [data-is=done]', { hasText: read.dated }).waitFor();
    await fault('pttrainer', 'down');
    await fault('notification', 'down');
    await cancel(guest, 'en');
    await guest.page.locator('.steps [data-is=now]', { hasText: read.canceling }).waitFor();
    await care.page.goto(`${business()}/status`);
    await care.page
      .locator('.row-line', { hasText: who })
      .filter({ hasText: say.pending })
      .waitFor();
    await isSound(care);
    await picture(care, 'personal-training-pending');
    await fault('pttrainer', 'none');
    await pass(2);
    await isCanceled(guest, 'en');
    await trainer.page.goto(`${business()}/week`);
    await trainer.page.locator('.pt-week').waitFor();
    assert.equal(await trainer.page.locator('.pt-class', { hasText: who }).count(), 0);
    await guest.page.goto(`${business()}/inbox`);
    await fault('notification', 'none');
    await guest.page.locator('.message', { hasText: read.canceledMessage }).first().waitFor();
    await closeAll(guest, care, trainer);
  });

  it('apply when the applications are back, which clerk and trainer did not wait for', async () => {
    const { read, staff, atScreen, onTheRoad } = castOf(words, 'ko');
    const [first, second] = ['강전 하나', '강전 둘'];
    const [guest, other, care, trainer] = [
      await customer(atScreen),
      await customer(atScreen),
      await clerk(onTheRoad),
      await yoon(onTheRoad),
    ];
    await apply(guest, 'ko', first);
    await task(care, first).waitFor();
    await fault('ptorder', 'down');
    await other.page.getByLabel(read.name, { exact: true }).fill(second);
    await other.page.getByRole('button', { name: read.apply }).click();
    const notice = other.page.locator('.notice', { hasText: read.away });
    await notice.waitFor();
    await isSound(other);
    await picture(other, 'personal-training-away');
    await drag(care, first, '윤지수');
    await choosing(trainer, first, staff);
    await confirmAt(trainer, localIn(await now(), 1, '15:00'), staff);
    await care.page.locator('.pt-weeks li', { hasText: first }).waitFor();
    await fault('ptorder', 'none');
    await guest.page.locator('.row-title .badge', { hasText: read.completed }).waitFor();
    await notice.getByRole('button', { name: read.retry }).click();
    await other.page.waitForURL(/\/my\/ptorder-\d+$/);
    await task(care, second).waitFor();
    await cancel(guest, 'ko');
    await cancel(other, 'ko');
    await isCanceled(other, 'ko');
    await closeAll(guest, other, care, trainer);
  });

  it('show an application though the page about it is away', async () => {
    const { read, onPhone } = castOf(words, 'en');
    await fault('ptstatus', 'down');
    const guest = await customer(onPhone);
    await apply(guest, 'en', '망절 현황');
    await guest.page.locator('.notice', { hasText: read.lessKnown }).waitFor();
    await guest.page.locator('.row-title .badge').first().waitFor();
    await isSound(guest);
    await picture(guest, 'personal-training-status-away');
    const one = guest.page.url();
    await guest.page.goto(`${business()}/my`);
    await guest.page.locator('.notice', { hasText: read.lessKnown }).waitFor();
    await guest.page.locator('.row-line').first().waitFor();
    await isSound(guest);
    await guest.page.goto(one);
    await cancel(guest, 'en');
    await isCanceled(guest, 'en');
    await fault('ptstatus', 'none');
    await guest.page.locator('.notice').waitFor({ state: 'detached' });
    await isCanceled(guest, 'en');
    await closeAll(guest);
  });
};
