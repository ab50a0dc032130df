// A session that ends while its page is open: the page says so, and goes on where it was.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { openBrowser, withoutBrowser } from '../testing/chromium.testing.ts';
import { accessibilityFindings } from '../testing/people.testing.ts';
import { startProgram } from '../testing/program.testing.ts';
import type { Program } from '../testing/program.testing.ts';

const person = /정유진/;

describe('a page whose session ends', withoutBrowser(), () => {
  let browser: Browser;
  let program: Program;
  before(async () => {
    program = await startProgram('lodging', '--sign-in');
    browser = await openBrowser();
  });
  after(async () => {
    await browser.close();
    await program.close();
  });

  it('offers to sign in, leads back to where one was, and has done nothing', async () => {
    const context = await browser.newContext({ locale: 'ko-KR' });
    const page = await context.newPage();
    await page.goto(`${program.url}/lodging/stays`);
    await page.getByRole('link', { name: '로그인' }).click();
    await page.getByRole('button', { name: person }).click();
    await page.getByRole('heading', { name: '내 예약' }).waitFor();
    const rows = page.locator('.rows > li');
    await rows.first().waitFor();
    const count = await rows.count();
    await page.goto(`${program.url}/lodging`);
    await page.getByRole('heading', { name: '홍대 게스트하우스' }).click();
    const pay = page.getByRole('button', { name: /결제하고 예약하기/ });
    await pay.waitFor();
    const { pathname } = new URL(page.url());
    await context.clearCookies({ name: /session/ });
    await pay.click();
    await page.getByText('먼저 로그인해 주세요').waitFor();
    assert.deepEqual(await accessibilityFindings({ page }), []);
    await page.getByRole('link', { name: '로그인' }).click();
    const asked = page.getByRole('button', { name: person });
    await pay.or(asked).first().waitFor();
    if (await asked.isVisible()) await asked.click();
    await pay.waitFor();
    assert.equal(new URL(page.url()).pathname, pathname);
    await page.goto(`${program.url}/lodging/stays`);
    await rows.first().waitFor();
    assert.equal(await rows.count(), count);
    await context.close();
  });
});
