// The console in a browser: what happens is seen on the wall, and one case is followed over it.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { openBrowser, withoutBrowser } from '../testing/chromium.testing.ts';
import { isSound, languages, openPerson, picture } from '../testing/people.testing.ts';
import type { Language, Person } from '../testing/people.testing.ts';
import { startProgram } from '../testing/program.testing.ts';
import type { Program } from '../testing/program.testing.ts';
import { untilSo } from '../testing/until.testing.ts';

const pages = [
  '',
  'cases',
  'parked',
  'work',
  'views',
  'traffic',
  'services',
  'audit',
  'faults',
] as const;

const names = {
  ko: { down: '꺼짐', none: '멀쩡함', payment: '결제' },
  en: { down: 'Down', none: 'Well', payment: 'Payment' },
} as const;

describe('the console', withoutBrowser(), () => {
  let browser: Browser;
  let program: Program;
  before(async () => {
    [browser, program] = await Promise.all([openBrowser(), startProgram('lodging')]);
  });
  after(async () => {
    await browser.close();
    await program.close();
  });

  const operator = (path: string, language: Language = 'ko'): Promise<Person> =>
    openPerson({
      browser,
      url: program.url,
      business: 'lodging',
      persona: 'Operator:operator-1',
      language,
      size: 'desk',
      path,
    });

  const dayIn = (days: number): string =>
    new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

  /** A stay that is confirmed at once; answers its number. */
  const book = async (): Promise<string> => {
    const response = await fetch(`${program.url}/lodging/accommodations`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({
        placeId: 'place-3',
        usrId: 'customer-2',
        qty: 1,
        strDt: dayIn(20),
        endDt: dayIn(21),
      }),
    });
    assert.equal(response.status, 201);
    // The gateway's own answer.
    const { orderId } = (await response.json()) as { readonly orderId: string };
    return orderId;
  };

  for (const language of languages)
    it(`has pages that everyone can use, in ${language}`, async () => {
      for (const path of pages) {
        const person = await operator(path, language);
        await person.page.locator('.loading').waitFor({ state: 'detached' });
        await isSound(person);
        await picture(person, `console-${path === '' ? 'wall' : path}-${language}`);
        await person.close();
      }
    });

  it('counts on a note what happens, and follows the case over the wall', async () => {
    const person = await operator('');
    const { page } = person;
    await page.locator('.wall-note').first().waitFor();
    const orderId = await book();
    await page.locator('.wall-note[data-kind=event] .wall-badge').first().waitFor();
    await page.locator('.wall-lately button', { hasText: orderId }).last().click();
    await page.locator('.wall-note[data-walk=now]').first().waitFor();
    // The case is a second old, and goes on while one follows it.
    await untilSo(page, "document.querySelector('.walk-steps input')?.max > 5");
    // Two steps may have the same words, and the case goes on: only the number tells.
    const step = page.locator('.walk-steps input');
    const end = Number(await step.inputValue());
    await page.locator('.walk-steps button').first().click();
    const isBack = '({ value, max }) => Number(value) < Number(max)';
    await untilSo(page, `(${isBack})(document.querySelector('.walk-steps input'))`);
    assert.ok(Number(await step.inputValue()) >= end - 1);
    await isSound(person);
    await picture(person, 'console-walk-ko');
    await person.close();
  });

  it('shows a case as a story, between contexts and by its causes', async () => {
    const orderId = await book();
    const person = await operator(`cases/${orderId}`);
    const { page } = person;
    await page.locator('.record').first().waitFor();
    for (const [at, shown] of ['.case-story', '.sequence', '.causes', '.why'].entries()) {
      await page.locator('.ways button').nth(at).click();
      await page.locator(shown).first().waitFor();
      await isSound(person);
    }
    await person.close();
  });

  it('draws a view anew, and says when the new one is in use', async () => {
    const person = await operator('views');
    const { page } = person;
    await page.locator('.card button').first().click();
    await page.locator('.card .notice[data-tone=good]').first().waitFor();
    assert.deepEqual(person.troubles, []);
    await person.close();
  });

  it('switches a context off, so that a booking is turned away, and on again', async () => {
    const person = await operator('faults');
    const { page } = person;
    const part = page.locator('.fault', { hasText: names.ko.payment }).first();
    await part.getByRole('button', { name: names.ko.down }).click();
    await page.locator('.fault[data-fault=down]').waitFor();
    await isSound(person);
    await assert.rejects(book());
    await part.getByRole('button', { name: names.ko.none }).click();
    await page.locator('.fault[data-fault=down]').waitFor({ state: 'detached' });
    await person.close();
  });
});
