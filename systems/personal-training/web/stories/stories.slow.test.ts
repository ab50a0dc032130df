// The stories of personal training, played by people in browsers side by side: a customer, the
// clerk who finds them a trainer, and the trainer.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withoutBrowser } from '@dure/web/testing/chromium';
import { isSound, languages, picture, sizesOf } from '@dure/web/testing/people';
import { castOf, closeAll, playedIn, stageOf, stagesOf, wayIn } from '@dure/web/testing/stage';
import { untilSo } from '@dure/web/testing/until';
import { alternatives } from './alternatives.testing.ts';
import { outages } from './outages.testing.ts';
import {
  apply,
  cancel,
  choosing,
  confirmAt,
  drag,
  isCanceled,
  localIn,
  sceneOf,
  tabTo,
  task,
} from './scene.testing.ts';
import { words } from './words.testing.ts';

describe('the pages of personal training', withoutBrowser(), () => {
  // No one waits for a class to be held here.
  const stages = stagesOf('personal-training', '--set', 'RESULT_ANYTIME=true');

  let hour = 8;

  for (const language of languages) {
    const say = words[language];
    const played = playedIn(language);
    const stage = stages(language);
    const scene = sceneOf(stage);
    const { customer, clerk, yoon, baek } = scene;

    for (const size of sizesOf) {
      const role = { language, size };
      const name = `${language}-${size}`;

      it(`bring an application to its result (${name}, ${wayIn[language]})`, async () => {
        const who = `남궁 ${name}`;
        const [guest, care, trainer] = await Promise.all([customer(role), clerk(role), yoon(role)]);
        await isSound(guest);
        await picture(guest, `personal-training-apply-${name}`);
        await apply(guest, language, who);
        await task(care, who).waitFor();
        await isSound(care);
        await picture(care, `personal-training-board-${name}`);
        await drag(care, who, '윤지수');
        const dialog = await choosing(trainer, who, language);
        hour += 2;
        const time = `${String(hour).padStart(2, '0')}:00`;
        await dialog.getByText(time).click();
        await isSound(trainer);
        await picture(trainer, `personal-training-choose-${name}`);
        await dialog.getByRole('button', { name: say.confirmAt }).click();
        await care.page.locator('.pt-weeks li', { hasText: who }).waitFor();
        await trainer.page.goto(`${stage.program.url}/personal-training/week`);
        await trainer.page.locator('.pt-class', { hasText: who }).click();
        await isSound(trainer);
        await picture(trainer, `personal-training-week-${name}`);
        await trainer.page.getByRole('button', { name: say.write }).click();
        const form = trainer.page.locator('dialog form');
        await form.getByLabel(say.result).fill('코어 좋음\n다음: 어깨');
        await form.getByRole('button', { name: say.write }).click();
        await guest.page.locator('.steps [data-is=done]', { hasText: say.ready }).waitFor();
        await guest.page.getByText('다음: 어깨').waitFor();
        await guest.page.locator('.closed-action', { hasText: say.tooLate }).waitFor();
        await isSound(guest);
        await picture(guest, `personal-training-result-${name}`);
        await closeAll(guest, care, trainer);
      });
    }

    const { role } = castOf(words, language);

    it(`go back to the clerk who gives it to another by keyboard (${played})`, async () => {
      const who = `제갈 ${language}`;
      const [guest, care, trainer] = await Promise.all([customer(role), clerk(role), yoon(role)]);
      await apply(guest, language, who);
      await drag(care, who, '윤지수');
      await task(trainer, who).getByRole('button', { name: say.decline }).click();
      const dialog = trainer.page.getByRole('dialog');
      await dialog.getByLabel(say.reason).fill('휴가');
      await dialog.getByRole('button', { name: say.decline }).click();
      await task(care, who).getByText(say.declined).waitFor();
      await isSound(care);
      await task(care, who).getByRole('button', { name: say.pick }).focus();
      await care.page.keyboard.press('Enter');
      await tabTo(care, say.giveTo('백승현'));
      await isSound(care);
      await picture(care, `personal-training-picked-${language}`);
      await care.page.keyboard.press('Enter');
      const other = await baek(role);
      await task(other, who).waitFor();
      await closeAll(guest, care, trainer, other);
    });

    it(`refuse a time that is taken until it is free again (${played})`, async () => {
      const [first, second] = [`선우 ${language}`, `사공 ${language}`];
      const [guest, other, care, trainer] = await Promise.all([
        customer(role),
        customer(role),
        clerk(role),
        baek(role),
      ]);
      for (const [person, who] of [
        [guest, first],
        [other, second],
      ] as const) {
        await apply(person, language, who);
        await drag(care, who, '백승현');
      }
      const [now, day] = [await stage.now(), language === 'ko' ? 2 : 3];
      await choosing(trainer, first, language);
      await confirmAt(trainer, localIn(now, day, '19:00'), language);
      await task(trainer, first).waitFor({ state: 'detached' });
      const dialog = await choosing(trainer, second, language);
      await confirmAt(trainer, localIn(now, day, '19:30'), language);
      await dialog.getByText(say.overlap).waitFor();
      await isSound(trainer);
      await confirmAt(trainer, localIn(now, -1, '19:00'), language);
      await dialog.getByText(say.past).waitFor();
      await dialog.locator('.pt-days label').nth(day).click();
      const seven = dialog.locator('.pt-hours label', { hasText: '19:00' });
      await seven.filter({ hasText: say.taken }).waitFor();
      await cancel(guest, language);
      await isCanceled(guest, language);
      await isSound(guest);
      await seven.filter({ hasNotText: say.taken }).click();
      await dialog.getByRole('button', { name: say.confirmAt }).click();
      await task(trainer, second).waitFor({ state: 'detached' });
      await closeAll(guest, other, care, trainer);
    });

    it(`cancel before anyone was assigned (${played})`, async () => {
      const who = `독고 ${language}`;
      const [guest, care] = await Promise.all([customer(role), clerk(role)]);
      await apply(guest, language, who);
      await task(care, who).waitFor();
      await cancel(guest, language);
      await isCanceled(guest, language);
      await task(care, who).waitFor({ state: 'detached' });
      await closeAll(guest, care);
    });

    alternatives(language, stage, scene);
    outages(language, stage, scene);
  }

  it('fit into 320 px, in the dark', async () => {
    const narrow = { width: 320, height: 640 };
    const pages = [
      ['Customer:customer-2', ['', 'my', 'my/ptorder-1', 'inbox']],
      ['Clerk:clerk-1', ['', 'status', 'roster']],
      ['Trainer:trainer-2001', ['', 'week']],
    ] as const;
    for (const [persona, paths] of pages) {
      const role = { language: 'en', size: 'phone', scheme: 'dark' } as const;
      const person = await stages('en').open(persona, role);
      await person.page.setViewportSize(narrow);
      for (const path of paths) {
        await person.page.goto(`${stages('en').program.url}/personal-training/${path}`);
        await person.page.locator('h1').first().waitFor();
        await untilSo(person.page, "document.querySelector('.loading') === null");
        await isSound(person);
      }
      await person.close();
    }
  });
});

describe('the pages of personal training, by the rules of the gym', withoutBrowser(), () => {
  const stages = stagesOf('personal-training');

  for (const language of languages)
    it(`take a result after the class, and not before (${playedIn(language)})`, async () => {
      const { read, say, staff, role, staffRole } = castOf(words, language);
      const { open } = stages(language);
      const trainer = await open('Trainer:trainer-2001', staffRole, 'week');
      const guest = await open('Customer:customer-1', role, 'my/ptorder-2');
      await trainer.page.locator('.pt-class', { hasText: '홍길동' }).click();
      await trainer.page.getByRole('button', { name: say.write }).click();
      const form = trainer.page.locator('dialog form');
      await form.getByLabel(say.result).fill('좋음');
      await form.getByRole('button', { name: say.write }).click();
      await form.getByText(say.early).waitFor();
      await isSound(trainer);
      const desk = { language: staff, size: 'desk' } as const;
      const operator = await open('Operator:operator-1', desk, 'faults');
      for (let days = 0; days < 2; days += 1) {
        await operator.page.getByRole('button', { name: say.dayOn }).click();
        await operator.page.getByRole('button', { name: say.dayOn, disabled: false }).waitFor();
      }
      await isSound(operator);
      await picture(operator, `console-clock-${staff}`);
      await form.getByRole('button', { name: say.write }).click();
      await guest.page.locator('.steps [data-is=done]', { hasText: read.ready }).waitFor();
      await guest.page.getByText('좋음').waitFor();
      await isSound(guest);
      await closeAll(trainer, guest, operator);
    });
});

describe('the pages of a gym that leaves it to a machine', withoutBrowser(), () => {
  const automatic = ['AUTO_ASSIGN=true', 'AUTO_CONFIRM=true', 'RESULT_ANYTIME=true'];
  const stage = stageOf('personal-training', ...automatic.flatMap((of) => ['--set', of]));
  const { customer, clerk } = sceneOf(stage);

  for (const language of languages)
    it(`show a date that no one had to set, in ${language}`, async () => {
      const { read, staff, role } = castOf(words, language);
      const who = `표 가람 ${language}`;
      const guest = await customer(role);
      const care = await clerk({ language: staff, size: 'desk' });
      await apply(guest, language, who);
      await guest.page.locator('.steps [data-is=done]', { hasText: read.dated }).waitFor();
      await isSound(guest);
      await care.page.locator('.pt-weeks li', { hasText: who }).waitFor();
      assert.equal(await task(care, who).count(), 0);
      await closeAll(guest, care);
    });
});
