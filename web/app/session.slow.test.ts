// A session that ends while its page is open: the page says so, and goes on where it was.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { openBrowser, withoutBrowser } from '../testing/chromium.testing.ts';
import { accessibilityFindings, isSound, openPerson } from '../testing/people.testing.ts';
import { signIn } from '../testing/sign-in.testing.ts';
import { startProgram } from '../testing/program.testing.ts';
import type { Program } from '../testing/program.testing.ts';

const person = /정유진/;
const PRESS_MS_MAX = 5_000;

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
    // The page says so when it is pressed, or by itself once its stream has ended with the session.
    await pay.click({ timeout: PRESS_MS_MAX }).catch(() => {});
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

  /** Someone who writes something and whose session ends meanwhile. */
  const openWriter = async () => {
    const context = await browser.newContext({ locale: 'ko-KR' });
    const page = await context.newPage();
    return {
      page,
      enter: (persona: string, to: string): Promise<void> =>
        signIn(page, { url: program.url, business: 'lodging', persona, to }),
      kept: (): Promise<string> => page.evaluate("sessionStorage['dure.drafts'] ?? ''"),
      endSession: async (): Promise<void> => {
        await context.clearCookies();
        const send = page.locator('form.form button[type=submit]');
        await send.click({ timeout: PRESS_MS_MAX }).catch(() => {});
        await page.getByText('먼저 로그인해 주세요').waitFor();
      },
      close: () => context.close(),
    };
  };

  it('shows what was typed to the one who typed it, and to no one else', async () => {
    const { page, enter, kept, endSession, close } = await openWriter();
    const form = '/lodging/begin/place-reservation';
    const [qty, card] = [page.getByLabel('객실 수'), page.locator('input[type=password]')];
    await enter('Customer:customer-2', form);
    await page.getByLabel('숙소번호').selectOption({ index: 1 });
    await page.getByLabel('체크인 날짜').fill('2030-02-21');
    await page.getByLabel('체크아웃 날짜').fill('2030-02-23');
    await qty.fill('3');
    await card.fill('card-0009');
    await endSession();
    assert.match(await kept(), /"qty":"3"/);
    assert.doesNotMatch(await kept(), /card-0009/);
    await page.getByRole('link', { name: '로그인' }).click();
    await page.getByRole('button', { name: person }).click();
    await card.waitFor();
    assert.deepEqual([await qty.inputValue(), await card.inputValue()], ['3', '']);
    assert.equal(await kept(), '');
    await endSession();
    assert.match(await kept(), /"qty":"3"/);
    await enter('Customer:customer-3', form);
    await card.waitFor();
    assert.deepEqual([await qty.inputValue(), await kept()], ['', '']);
    await close();
  });

  it('opens again the dialog in which something was typed', async () => {
    const { page, enter, endSession, close } = await openWriter();
    await enter('Owner:owner-1', '/lodging/calendar');
    await page.locator('.nights td button').nth(3).click();
    const rooms = page.getByRole('dialog').getByLabel('객실 재고');
    await rooms.fill('7');
    await endSession();
    await enter('Owner:owner-1', '/lodging/calendar');
    await rooms.waitFor();
    assert.equal(await rooms.inputValue(), '7');
    await close();
  });

  const open = (persona: string, path = '') =>
    openPerson({ browser, url: program.url, business: 'lodging', persona, path, size: 'desk' });

  it('lets someone of several roles be one of them after the other', async () => {
    const everyone = await openPerson({
      browser,
      url: program.url,
      business: 'lodging',
      persona: 'everyone',
      size: 'desk',
    });
    const { page } = everyone;
    const become = async (name: string): Promise<void> => {
      await page.locator('.top-menu [aria-haspopup=dialog]').click();
      await page.getByRole('dialog').getByRole('button', { name }).click();
    };
    await become('이한옥');
    await page.getByRole('heading', { name: '예약 요청' }).waitFor();
    await page.locator('.task').first().waitFor();
    await become('정유진');
    await page.getByRole('heading', { name: '숙소 찾기' }).waitFor();
    await isSound(everyone);
    await everyone.close();
  });

  it('shows and does nothing of what is not theirs', async () => {
    const other = await open('Customer:customer-3', 'stays/order-3');
    const { page } = other;
    await page.getByText('권한').or(page.getByText('없습니다')).first().waitFor();
    assert.equal(await page.getByRole('button', { name: '예약 취소' }).count(), 0);
    assert.equal(await page.getByText('북촌 한옥스테이').count(), 0);
    await isSound(other);
    await other.close();
  });
});
