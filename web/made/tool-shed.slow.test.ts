// The tool shed of the tutorial has pages to work with, without a line of page code.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { openBrowser, withoutBrowser } from '../testing/chromium.testing.ts';
import { isSound, languages, openPerson, picture, sizesOf } from '../testing/people.testing.ts';
import { startProgram } from '../testing/program.testing.ts';
import type { Program } from '../testing/program.testing.ts';

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
      it(`let a tool be added, seen and found, in ${language} on a ${size}`, async () => {
        const person = await openPerson({
          browser,
          url: program.url,
          business: 'shed',
          language,
          size,
        });
        const { page } = person;
        await isSound(person);
        await picture(person, `tool-shed-${language}-${size}`);
        assert.deepEqual(person.troubles, []);
        await page.locator('.tile').first().click();
        await page.locator('form').waitFor();
        await isSound(person);
        await person.close();
      });
});
