// What people do while a part is away, and how it goes on when it is back.

import assert from 'node:assert/strict';
import { it } from 'node:test';
import { isSound, picture } from '@dure/web/testing/people';
import type { Language } from '@dure/web/testing/people';
import { castOf, closeAll, playedIn } from '@dure/web/testing/stage';
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

export const outages = (
  language: Language,
  stage: Stage,
  { customer, clerk, yoon }: Scene,
): void => {
  const played = playedIn(language);
  const { fault, pass, now } = stage;
  const business = () => `${stage.program.url}/personal-training`;

  it(`cancel while the trainers are away, and write when messages go (${played})`, async () => {
    const { read, say, staff, role, staffRole } = castOf(words, language);
    const who = '제갈 취소';
    const [guest, care, trainer] = [
      await customer(role),
      await clerk(staffRole),
      await yoon(staffRole),
    ];
    await apply(guest, language, who);
    await drag(care, who, '윤지수');
    await choosing(trainer, who, staff);
    await confirmAt(trainer, localIn(await now(), 1, '13:00'), staff);
    await guest.page.locator('.steps [data-is=done]', { hasText: read.dated }).waitFor();
    await fault('pttrainer', 'down');
    await fault('notification', 'down');
    await cancel(guest, language);
    await guest.page.locator('.steps [data-is=now]', { hasText: read.canceling }).waitFor();
    await care.page.goto(`${business()}/status`);
    await care.page
      .locator('.row-line', { hasText: who })
      .filter({ hasText: say.pending })
      .waitFor();
    await isSound(care);
    await picture(care, `personal-training-pending-${language}`);
    await fault('pttrainer', 'none');
    await pass(2);
    await isCanceled(guest, language);
    await trainer.page.goto(`${business()}/week`);
    await trainer.page.locator('.pt-week').waitFor();
    assert.equal(await trainer.page.locator('.pt-class', { hasText: who }).count(), 0);
    await guest.page.goto(`${business()}/inbox`);
    await fault('notification', 'none');
    await guest.page.locator('.message', { hasText: read.canceledMessage }).first().waitFor();
    await closeAll(guest, care, trainer);
  });

  it(`apply when the applications are back, for which no one waited (${played})`, async () => {
    const { read, staff, role, staffRole } = castOf(words, language);
    const [first, second] = ['강전 하나', '강전 둘'];
    const [guest, other, care, trainer] = [
      await customer(role),
      await customer(role),
      await clerk(staffRole),
      await yoon(staffRole),
    ];
    await apply(guest, language, first);
    await task(care, first).waitFor();
    await fault('ptorder', 'down');
    await other.page.getByLabel(read.name, { exact: true }).fill(second);
    await other.page.getByRole('button', { name: read.apply }).click();
    const notice = other.page.locator('.notice', { hasText: read.away });
    await notice.waitFor();
    await isSound(other);
    await picture(other, `personal-training-away-${language}`);
    await drag(care, first, '윤지수');
    await choosing(trainer, first, staff);
    await confirmAt(trainer, localIn(await now(), 1, '15:00'), staff);
    await care.page.locator('.pt-weeks li', { hasText: first }).waitFor();
    await fault('ptorder', 'none');
    await guest.page.locator('.row-title .badge', { hasText: read.completed }).waitFor();
    await notice.getByRole('button', { name: read.retry }).click();
    await other.page.waitForURL(/\/my\/ptorder-\d+$/);
    await task(care, second).waitFor();
    await cancel(guest, language);
    await cancel(other, language);
    await isCanceled(other, language);
    await closeAll(guest, other, care, trainer);
  });

  it(`show an application though the page about it is away (${played})`, async () => {
    const { read, role } = castOf(words, language);
    await fault('ptstatus', 'down');
    const guest = await customer(role);
    await apply(guest, language, '망절 현황');
    await guest.page.locator('.notice', { hasText: read.lessKnown }).waitFor();
    await guest.page.locator('.row-title .badge').first().waitFor();
    await isSound(guest);
    await picture(guest, `personal-training-status-away-${language}`);
    const one = guest.page.url();
    await guest.page.goto(`${business()}/my`);
    await guest.page.locator('.notice', { hasText: read.lessKnown }).waitFor();
    await guest.page.locator('.row-line').first().waitFor();
    await isSound(guest);
    await guest.page.goto(one);
    await cancel(guest, language);
    await isCanceled(guest, language);
    await fault('ptstatus', 'none');
    await guest.page.locator('.notice').waitFor({ state: 'detached' });
    await isCanceled(guest, language);
    await closeAll(guest);
  });
};
