// Every piece of the kit in its states, for everyone: both languages, light and dark, phone and
// desk, a narrow window, and by keyboard alone.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { openBrowser, withoutBrowser } from '../testing/chromium.testing.ts';
import { isSound, languages, openPerson, picture, sizesOf } from '../testing/people.testing.ts';
import { startProgram } from '../testing/program.testing.ts';
import type { Program } from '../testing/program.testing.ts';

const shed = fileURLToPath(new URL('../../examples/tool-shed', import.meta.url));

describe('the pieces of the kit', withoutBrowser(), () => {
  let browser: Browser;
  let program: Program;
  before(async () => {
    [browser, program] = await Promise.all([openBrowser(), startProgram(shed)]);
  });
  after(async () => {
    await browser.close();
    await program.close();
  });

  const open = (of: object) =>
    openPerson({ browser, url: program.url, business: 'shed', path: 'kit', ...of });

  for (const language of languages)
    for (const size of sizesOf)
      for (const scheme of ['light', 'dark'] as const)
        it(`are sound in ${language} on a ${size}, ${scheme}`, async () => {
          const person = await open({ language, size, scheme });
          await isSound(person);
          await picture(person, `kit-${language}-${size}-${scheme}`);
          await person.close();
        });

  it('fit into a window of 320 pixels, as with letters of twice the size', async () => {
    const person = await open({ language: 'ko', size: 'phone' });
    await person.page.setViewportSize({ width: 320, height: 640 });
    await isSound(person);
    await person.close();
  });

  it('are reached by keyboard: a dialog keeps the focus, closes, and gives it back', async () => {
    const { page, close } = await open({ language: 'en', size: 'desk' });
    const opener = page.getByRole('button', { name: 'Open a dialog' });
    await opener.focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    // Between the last and the first thing in it, the browser itself may have the focus.
    const isBehind = 'document.activeElement.matches("main *:not(dialog *):not(dialog)")';
    for (let pressed = 0; pressed < 4; pressed += 1) {
      await page.keyboard.press('Tab');
      assert.equal(await page.evaluate(isBehind), false);
    }
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    assert.match(await page.evaluate('document.activeElement.textContent'), /Open a dialog/);
    await close();
  });

  it('change their language at once, and keep it', async () => {
    const { page, close } = await open({ language: 'ko', size: 'phone' });
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('heading', { name: 'The pieces of a page' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'The pieces of a page' }).waitFor();
    assert.equal(await page.evaluate('document.documentElement.lang'), 'en');
    await close();
  });
});
