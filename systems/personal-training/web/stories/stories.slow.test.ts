// The stories of personal training, played by people in browsers side by side: a customer, the
// clerk who finds them a trainer, and the trainer.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withoutBrowser } from '@dure/web/testing/chromium';
import { isSound, languages, picture, sizesOf } from '@dure/web/testing/people';
import type { Language, Person } from '@dure/web/testing/people';
import { closeAll, stageOf } from '@dure/web/testing/stage';
import type { Role } from '@dure/web/testing/stage';
import { words } from './words.testing.ts';

const DAY_MS = 86_400_000;
const SEOUL_MS = 9 * 3_600_000;

/** As a field takes it: an hour of a day so many days from now, in Seoul. */
const localIn = (days: number, time: string): string =>
  `${new Date(new Date().getTime() + SEOUL_MS + days * DAY_MS).toISOString().slice(0, 10)}T${time}`;

describe('the pages of personal training', withoutBrowser(), () => {
  // No one waits for a class to be held here.
  const stage = stageOf('personal-training', '--set', 'RESULT_ANYTIME=true');
  const { open } = stage;

  const customer = (role: Role) => open('Customer:customer-1', role);
  const clerk = ({ language }: Role) => open('Clerk:clerk-1', { language, size: 'desk' });
  const yoon = (role: Role, path = '') => open('Trainer:trainer-2002', role, path);
  const baek = (role: Role) => open('Trainer:trainer-2003', role);

  /** Under a name of their own, by which everyone finds the application. */
  const apply = async ({ page }: Person, language: Language, name: string): Promise<void> => {
    await page.getByLabel(words[language].name, { exact: true }).fill(name);
    await page.getByRole('button', { name: words[language].apply }).click();
    await page.waitForURL(/\/my\/ptorder-\d+$/);
  };

  const task = ({ page }: Person, name: string) => page.locator('.task', { hasText: name }).first();

  const drag = async (of: Person, name: string, trainer: string): Promise<void> => {
    const application = of.page.locator('.pt-application[draggable=true]', { hasText: name });
    await application.dragTo(of.page.locator('.pt-weeks tbody tr', { hasText: trainer }));
    await task(of, name).waitFor({ state: 'detached' });
  };

  const choosing = async (of: Person, name: string, language: Language) => {
    await task(of, name).getByRole('button', { name: words[language].confirm }).click();
    return of.page.getByRole('dialog');
  };

  /** Tab by tab, as someone without a mouse gets there. */
  const tabTo = async ({ page }: Person, label: string): Promise<void> => {
    const focused = `document.activeElement.ariaLabel ?? document.activeElement.textContent`;
    for (let steps = 0; (await page.evaluate(focused)) !== label; steps += 1) {
      assert.ok(steps < 60, `"${label}" cannot be reached by keyboard.`);
      await page.keyboard.press('Tab');
    }
  };

  const confirmAt = async (of: Person, local: string, language: Language): Promise<void> => {
    const dialog = of.page.getByRole('dialog');
    await dialog.getByLabel(words[language].otherTime).fill(local);
    await dialog.getByRole('button', { name: words[language].confirmAt }).click();
  };

  const isCanceled = ({ page }: Person, language: Language): Promise<void> =>
    page.locator('.steps [data-is=failed]', { hasText: words[language].canceled }).waitFor();

  const cancel = async ({ page }: Person, language: Language): Promise<void> => {
    const { cancel: name } = words[language];
    await page.getByRole('button', { name, exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name, exact: true }).click();
  };

  let hour = 8;

  for (const language of languages) {
    const say = words[language];
    for (const size of sizesOf) {
      const role = { language, size };
      const name = `${language}-${size}`;

      it(`bring an application to its result (${name})`, async () => {
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
        await isSound(guest);
        await picture(guest, `personal-training-result-${name}`);
        await cancel(guest, language);
        await guest.page.getByText(say.tooLate).first().waitFor();
        await closeAll(guest, care, trainer);
      });
    }

    const role = { language, size: 'phone' } as const;

    it(`go back to the clerk who gives it to another by keyboard, in ${language}`, async () => {
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

    it(`refuse a time that is taken until it is free again, in ${language}`, async () => {
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
      const day = language === 'ko' ? 2 : 3;
      await choosing(trainer, first, language);
      await confirmAt(trainer, localIn(day, '19:00'), language);
      await task(trainer, first).waitFor({ state: 'detached' });
      const dialog = await choosing(trainer, second, language);
      await confirmAt(trainer, localIn(day, '19:30'), language);
      await dialog.getByText(say.overlap).waitFor();
      await isSound(trainer);
      await confirmAt(trainer, localIn(-1, '19:00'), language);
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

    it(`cancel before anyone was assigned, in ${language}`, async () => {
      const who = `독고 ${language}`;
      const [guest, care] = await Promise.all([customer(role), clerk(role)]);
      await apply(guest, language, who);
      await task(care, who).waitFor();
      await cancel(guest, language);
      await isCanceled(guest, language);
      await task(care, who).waitFor({ state: 'detached' });
      await closeAll(guest, care);
    });
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
      const person = await open(persona, role);
      await person.page.setViewportSize(narrow);
      for (const path of paths) {
        await person.page.goto(`${stage.program.url}/personal-training/${path}`);
        await person.page.locator('h1').first().waitFor();
        await person.page.waitForFunction("document.querySelector('.loading') === null");
        await isSound(person);
      }
      await person.close();
    }
  });
});

describe('the pages of personal training, by the rules of the gym', withoutBrowser(), () => {
  const { open } = stageOf('personal-training');

  it('refuse a result before its class', async () => {
    const role = { language: 'ko', size: 'phone' } as const;
    const trainer = await open('Trainer:trainer-2001', role, 'week');
    await trainer.page.locator('.pt-class', { hasText: '홍길동' }).click();
    await trainer.page.getByRole('button', { name: words.ko.write }).click();
    const form = trainer.page.locator('dialog form');
    await form.getByLabel(words.ko.result).fill('좋음');
    await form.getByRole('button', { name: words.ko.write }).click();
    await form.getByText(words.ko.early).waitFor();
    await isSound(trainer);
    await closeAll(trainer);
  });
});
