// What happens out of the way: a trainer who is silent, and what crosses with a cancellation.

import assert from 'node:assert/strict';
import { it } from 'node:test';
import { hold, isSound, picture } from '@dure/web/testing/people';
import type { Language, Person } from '@dure/web/testing/people';
import { castOf, closeAll, playedIn } from '@dure/web/testing/stage';
import type { Stage } from '@dure/web/testing/stage';
import {
  apply,
  cancel,
  choosing,
  confirmAt,
  drag,
  give,
  isCanceled,
  localIn,
  task,
  writeResult,
} from './scene.testing.ts';
import type { Scene } from './scene.testing.ts';
import { words } from './words.testing.ts';

const DAY_MINUTES = 24 * 60;

export const alternatives = (
  language: Language,
  stage: Stage,
  { customer, clerk, yoon, baek }: Scene,
): void => {
  const played = playedIn(language);
  const { fault, pass, now } = stage;

  const dated = async (trainer: Person, who: string, of: [string, Language]): Promise<void> => {
    const [time, language] = of;
    await choosing(trainer, who, language);
    await confirmAt(trainer, localIn(await now(), 1, time), language);
    await task(trainer, who).waitFor({ state: 'detached' });
  };

  it(`go back to the clerk where the trainer is silent (${played})`, async () => {
    const { read, say, staff, role, staffRole } = castOf(words, language);
    const who = '황보 en';
    const [guest, care, trainer] = [
      await customer(role),
      await clerk(staffRole),
      await yoon(staffRole),
    ];
    await apply(guest, language, who);
    await drag(care, who, '윤지수');
    await task(trainer, who).waitFor();
    await pass(DAY_MINUTES + 1);
    await task(care, who).getByText(say.silent).waitFor();
    await task(trainer, who).waitFor({ state: 'detached' });
    await isSound(care);
    await picture(care, `personal-training-silent-${language}`);
    await drag(care, who, '백승현');
    const other = await baek(staffRole);
    await dated(other, who, ['08:00', staff]);
    await guest.page.locator('.steps [data-is=done]', { hasText: read.dated }).waitFor();
    await cancel(guest, language);
    await isCanceled(guest, language);
    await closeAll(guest, care, trainer, other);
  });

  it(`stay with the clerk where the trainer is not on the roster (${played})`, async () => {
    const { say, role, staffRole } = castOf(words, language);
    const who = `독고 명단 ${language}`;
    const [guest, care, trainer] = [
      await customer(role),
      await clerk(staffRole),
      await yoon(staffRole),
    ];
    await apply(guest, language, who);
    // As from a page that shows someone who is not there.
    await care.page.route(/assign-trainer$/, (route) => {
      const body = route.request().postData() ?? '';
      return route.continue({ postData: body.replace('trainer-2002', 'trainer-9999') });
    });
    await give(care, who, '윤지수');
    await care.page.locator('.notice', { hasText: say.unknownTrainer }).waitFor();
    await task(care, who).waitFor();
    assert.equal(await task(trainer, who).count(), 0);
    await isSound(care);
    await picture(care, `personal-training-unknown-trainer-${language}`);
    await care.page.unroute(/assign-trainer$/);
    // With what was refused still above the trainers, it goes to the one to whom it is dragged.
    await drag(care, who, '윤지수');
    await task(trainer, who).waitFor();
    await cancel(guest, language);
    await isCanceled(guest, language);
    await closeAll(guest, care, trainer);
  });

  it(`keep a result that came before the cancellation (${played})`, async () => {
    const { read, staff, role, staffRole } = castOf(words, language);
    const who = '남궁 결과';
    const [guest, care, trainer] = [
      await customer(role),
      await clerk(staffRole),
      await yoon(staffRole),
    ];
    await apply(guest, language, who);
    await drag(care, who, '윤지수');
    await task(trainer, who).waitFor();
    await fault('ptmanager', 'down');
    await dated(trainer, who, ['09:00', staff]);
    await cancel(guest, language);
    await guest.page.locator('.steps [data-is=now]', { hasText: read.canceling }).waitFor();
    await isSound(guest);
    await picture(guest, `personal-training-canceling-${language}`);
    await trainer.page.goto(`${stage.program.url}/personal-training/week`);
    await writeResult(trainer, who, staff);
    await fault('ptmanager', 'none');
    await guest.page.locator('.notice', { hasText: read.cancelRefused }).waitFor();
    await guest.page.locator('.steps [data-is=done]', { hasText: read.ready }).waitFor();
    await isSound(guest);
    await picture(guest, `personal-training-cancel-refused-${language}`);
    await guest.page.goto(`${stage.program.url}/personal-training/inbox`);
    await guest.page.locator('.message', { hasText: read.cancelRefusedMessage }).waitFor();
    await closeAll(guest, care, trainer);
  });

  it(`show the result though the clerk has not heard of the date (${played})`, async () => {
    const { read, staff, role, staffRole } = castOf(words, language);
    const who = '서문 결과';
    const [guest, care, trainer] = [
      await customer(role),
      await clerk(staffRole),
      await yoon(staffRole),
    ];
    await apply(guest, language, who);
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

  it(`end as cancelled, once, where the trainer declines meanwhile (${played})`, async () => {
    const { say, role, otherRole, staffRole } = castOf(words, language);
    const who = '동방 취소';
    const [guest, care, trainer] = [
      await customer(role),
      await clerk(staffRole),
      await yoon(staffRole),
    ];
    await apply(guest, language, who);
    const second = await customer(otherRole);
    await second.page.goto(guest.page.url());
    await drag(care, who, '윤지수');
    await task(trainer, who).waitFor();
    await fault('ptmanager', 'down');
    await task(trainer, who).getByRole('button', { name: say.decline }).click();
    const dialog = trainer.page.getByRole('dialog');
    await dialog.getByLabel(say.reason).fill('휴가');
    await dialog.getByRole('button', { name: say.decline }).click();
    const release = await hold(second, /cancel-pt-order/);
    await cancel(second, language);
    await cancel(guest, language);
    release();
    await fault('ptmanager', 'none');
    await isCanceled(guest, language);
    await isCanceled(second, language);
    assert.equal(await task(care, who).count(), 0);
    await closeAll(guest, second, care, trainer);
  });

  it(`call off what the trainer has not read of yet (${played})`, async () => {
    const { role, staffRole } = castOf(words, language);
    const who = `남궁 앞서 ${language}`;
    const [guest, care, trainer] = [
      await customer(role),
      await clerk(staffRole),
      await yoon(staffRole),
    ];
    await apply(guest, language, who);
    await task(care, who).waitFor();
    await fault('pttrainer', 'behind');
    await drag(care, who, '윤지수');
    await cancel(guest, language);
    await isCanceled(guest, language);
    await fault('pttrainer', 'none');
    // One that came later is there: the earlier one was read before it.
    const next = `남궁 다음 ${language}`;
    await guest.page.goto(`${stage.program.url}/personal-training`);
    await apply(guest, language, next);
    await drag(care, next, '윤지수');
    await task(trainer, next).waitFor();
    assert.equal(await task(trainer, who).count(), 0);
    await closeAll(guest, care, trainer);
  });

  it(`call off what the trainers confirm too late to be heard (${played})`, async () => {
    const { read, role, staffRole } = castOf(words, language);
    const who = `남궁 늦게 ${language}`;
    const [guest, care, trainer] = [
      await customer(role),
      await clerk(staffRole),
      await yoon(staffRole),
    ];
    await apply(guest, language, who);
    await drag(care, who, '윤지수');
    await task(trainer, who).waitFor();
    await fault('pttrainer', 'late');
    await cancel(guest, language);
    await task(trainer, who).waitFor({ state: 'detached' });
    await guest.page.locator('.steps [data-is=now]', { hasText: read.canceling }).waitFor();
    await fault('pttrainer', 'none');
    await pass(2);
    await isCanceled(guest, language);
    await closeAll(guest, care, trainer);
  });
};
