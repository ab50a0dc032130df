// The tool shed of the tutorial has pages to work with, without a line of page code.

import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { openBrowser, withoutBrowser } from '../testing/chromium.testing.ts';
import { isSound, languages, openPerson, picture, sizesOf } from '../testing/people.testing.ts';
import type { Person } from '../testing/people.testing.ts';
import { startProgram } from '../testing/program.testing.ts';
import type { Program } from '../testing/program.testing.ts';

const words = {
  ko: {
    add: '공구를 들이다',
    lend: '공구를 빌려주다',
    give: '공구를 돌려주다',
    name: '이름',
    days: '며칠',
    hammer: '망치',
    needed: '꼭 필요합니다',
    tooLong: /너무 오래/,
    lent: '공구가 나감',
    shelf: '공구가 돌아옴',
  },
  en: {
    add: 'Add tool',
    lend: 'Lend tool',
    give: 'Return tool',
    name: 'Name',
    days: 'Days',
    hammer: 'Hammer',
    needed: 'This is needed',
    tooLong: /Too long/i,
    lent: 'Tool lent',
    shelf: 'Tool returned',
  },
} as const;

const shed = fileURLToPath(new URL('../../examples/tool-shed', import.meta.url));

describe('the pages of a wall of one’s own', withoutBrowser(), () => {
  let browser: Browser;
  let program: Program;
  before(async () => {
    [browser, program] = await Promise.all([openBrowser(), startProgram(shed)]);
  });
  after(async () => {
    await browser.close();
    await program.close();
  });

  for (const language of languages)
    for (const size of sizesOf)
      it(`let a tool be added, lent and returned, in ${language} on a ${size}`, async () => {
        const say = words[language];
        const of = { browser, url: program.url, business: 'shed', language, size };
        const person = await openPerson(of);
        const { page } = person;
        const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
        await isSound(person);
        await picture(person, `tool-shed-${language}-${size}`);
        await page.getByRole('link', { name: say.add }).click();
        await press(say.add);
        await page.getByText(say.needed).first().waitFor();
        const tool = `${say.hammer} ${size}`;
        await page.getByLabel(say.name).fill(tool);
        await fillRest(person);
        await isSound(person);
        await press(say.add);
        await page.getByRole('heading', { name: tool }).waitFor();
        await press(say.lend);
        const dialog = page.getByRole('dialog');
        await fillRest(person, 'dialog ');
        await dialog.getByLabel(say.days).fill('99');
        await dialog.getByRole('button', { name: say.lend, exact: true }).click();
        await dialog.getByText(say.tooLong).waitFor();
        await dialog.getByLabel(say.days).fill('3');
        await dialog.getByRole('button', { name: say.lend, exact: true }).click();
        await dialog.waitFor({ state: 'detached' });
        await page.getByText(say.lent).first().waitFor();
        await isSound(person);
        await picture(person, `tool-shed-lent-${language}-${size}`);
        await press(say.give);
        await page.getByText(say.shelf).first().waitFor();
        await person.close();
      });
});

/** Whoever is asked for is chosen from those that there are, or named by their number. */
const fillRest = async ({ page }: Person, within = ''): Promise<void> => {
  const busy = page.locator(`${within}form [aria-busy=true]`);
  await page.locator(`${within}form`).waitFor();
  while ((await busy.count()) > 0) await busy.first().waitFor({ state: 'detached' });
  for (const select of await page.locator(`${within}form select`).all())
    await select.selectOption({ index: 1 });
  for (const input of await page.locator(`${within}form input`).all())
    if ((await input.inputValue()) === '') await input.fill('1');
};
