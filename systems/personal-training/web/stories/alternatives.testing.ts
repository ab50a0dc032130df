// What happens out of the way: a trainer who is silent, and what crosses with a cancellation.

import assert from 'node:assert/strict';
import { it } from 'node:test';
import { hold, isSound, picture } from '@dure/web/testing/people';
import type { Language, Person } from '@dure/web/testing/people';
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
  writeResult,
} from './scene.testing.ts';
import type { Scene } from './scene.testing.ts';
import { words } from './words.testing.ts';

const DAY_MINUTES = 24 * 60;

export const alternatives = (stage: Stage, { customer, clerk, yoon, baek }: Scene): void => {
  const { fault, pass, now } = stage;

  const dated = async (trainer: Person, who: string, of: [string, Language]): Promise<void> => {
    const [time, language] = of;
    await choosing(trainer, who, language);
    await confirmAt(trainer, localIn(await now(), 1, time), language);
    await task(trainer, who).waitFor({ state: 'detached' });
  };

  it('go back to the clerk where the trainer is silent', async () => {
    const { read, say, staff, atScreen, onTheRoad } = castOf(words, 'en');
    const who = '황보 en';
    const [guest, care, trainer] = [
      await customer(atScreen),
      await clerk(onTheRoad),
      await yoon(onTheRoad),
    ];
    await apply(guest, 'en', who);
    await drag(care, who, '윤지수');
    await task(trainer, who).waitFor();
    await pass(DAY_MINUTES + 1);
    await task(care, who).getByText(say.silent).waitFor();
    await task(trainer, who).waitFor({ state: 'detached' });
    await isSound(care);
    await picture(care, 'personal-training-silent');
    await drag(care, who, '백승현');
    const other = await baek(onTheRoad);
    await dated(other, who, ['08:00', staff]);
    await guest.page.locator('.steps [data-is=done]', { hasText: read.dated }).waitFor();
    await cancel(guest, 'en');
    await isCanceled(guest, 'en');
    await closeAll(guest, care, trainer, other);
  });

  it('keep a result that came before the cancellation', async () => {
    const { read, staff, onPhone, onTheRoad } = castOf(words, 'ko');
    const who = '남궁 결과';
    const [guest, care, trainer] = [
      await customer(onPhone),
      await clerk(onTheRoad),
      await yoon(onTheRoad),
    ];
    await apply(guest, 'ko', who);
    await drag(care, who, '윤지수');
    await task(trainer, who).waitFor();
    await fault('ptmanager', 'down');
    await dated(trainer, who, ['09:00', staff]);
    await cancel(guest, 'ko');
    await guest.page.locator('.steps [data-is=now]', { hasText: read.canceling }).waitFor();
    await isSound(guest);
    await picture(guest, 'personal-training-canceling');
    await trainer.page.goto(`${stage.program.url}/personal-training/week`);
    await writeResult(trainer, who, staff);
    await fault('ptmanager', 'none');
    await guest.page.locator('.notice', { hasText: read.cancelRefused }).waitFor();
    await guest.page.locator('.steps [data-is=done]', { hasText: read.ready }).waitFor();
    await isSound(guest);
    await picture(guest, 'personal-training-cancel-refused');
    await guest.page.goto(`${stage.program.url}/personal-training/inbox`);
    await guest.page.locator('.message', { hasText: read.cancelRefusedMessage }).waitFor();
    await closeAll(guest, care, trainer);
  });

  it('show the result though the clerk has not heard of the date', async () => {
    const { read, staff, onPhone, onTheRoad } = castOf(words, 'en');
    const who = '서문 결과';
    const [guest, care, trainer] = [
      await customer(onPhone),
      await clerk(onTheRoad),
      await yoon(onTheRoad),
    ];
    await apply(guest, 'en', who);
    await drag(care, who, '윤지수');
    await task(trainer, who).waitFor();
    await fault('ptmanager', 'down');
    await dated(trainer, who, ['11:00', staff]);
    await trainer.page.goto(`${stage.program.url}/personal-training/week`);
    await writeResult(trainer, who, staff);
    const ready = guest.page.locator('.steps [data-is=done]', { hasText: read.ready });
    await ready.waitFor();
    await fault('ptmanager', 'none');
    await care.page.locator('.pt-weeks li', { hasText: who }).waitFor();
    await ready.waitFor();
    await closeAll(guest, care, trainer);
  });

  it('end as cancelled, once, where the trainer declines at the same time', async () => {
    const { say, onPhone, atScreen, onTheRoad } = castOf(words, 'ko');
    const who = '동방 취소';
    const [guest, care, trainer] = [
      await customer(onPhone),
      await clerk(onTheRoad),
      await yoon(onTheRoad),
    ];
    await apply(guest, 'ko', who);
    const second = await customer(atScreen);
    await second.page.goto(guest.page.url());
    await drag(care, who, '윤지수');
    await task(trainer, who).waitFor();
    await fault('ptmanager', 'down');
    await task(trainer, who).getByRole('button', { name: say.decline }).click();
    const dialog = trainer.page.getByRole('dialog');
    await dialog.getByLabel(say.reason).fill('휴가');
    await dialog.getByRole('button', { name: say.decline }).click();
    const release = await hold(second, /cancel-pt-order/);
    await cancel(second, 'ko');
    await cancel(guest, 'ko');
    release();
    await fault('ptmanager', 'none');
    await isCanceled(guest, 'ko');
    await isCanceled(second, 'ko');
    assert.equal(await task(care, who).count(), 0);
    await closeAll(guest, second, care, trainer);
  });
};
