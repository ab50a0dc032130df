// Lines that break and clocks that are wrong: nothing that happened meanwhile is missed.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { openBrowser, withoutBrowser } from '../testing/chromium.testing.ts';
import { openCutLine } from '../testing/cut-line.testing.ts';
import { isSound, openPerson } from '../testing/people.testing.ts';
import type { Person } from '../testing/people.testing.ts';
import { startProgram } from '../testing/program.testing.ts';
import type { Program } from '../testing/program.testing.ts';

const SEEN_MS_MAX = 30_000;
const CUT_EVERY_MS = 1_500;
const ORDERS = 6;
const ORDER_EVERY_MS = 700;
const HOUR_MS = 3_600_000;

describe('a page on a line that breaks', withoutBrowser(), () => {
  const data = mkdtempSync(join(tmpdir(), 'dure-lines-'));
  let browser: Browser;
  let program: Program;
  before(async () => {
    program = await startProgram('restaurant', 'lodging', '--data', data);
    browser = await openBrowser();
  });
  after(async () => {
    await browser.close();
    await program.close();
    rmSync(data, { recursive: true });
  });

  /** An order of kimbap; answers its number. */
  const order = async (): Promise<string> => {
    const answer = await fetch(`${program.url}/restaurant/orders`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({
        restaurantId: 'restaurant-2',
        restaurantMenuId: 'menu-22',
        customerId: 'customer-1',
        qty: 1,
      }),
    });
    const text = await answer.text();
    assert.equal(answer.status, 201, text);
    return /"orderId":"order-(\d+)"/.exec(text)?.[1] ?? '';
  };

  const kitchen = (url: string): Promise<Person> =>
    openPerson({
      browser,
      url,
      business: 'restaurant',
      persona: 'Kitchen:restaurant-2',
      size: 'desk',
    });

  const ticket = ({ page }: Person, number: string) =>
    page.locator('.ticket', { hasText: new RegExp(`주문 ${number}(?!\\d)`) });

  const start = ({ page }: Person, number: string): Promise<void> =>
    ticket({ page } as Person, number)
      .getByRole('button', { name: '요리 시작' })
      .click();

  it('misses nothing while the server is killed and comes back', async () => {
    const display = await kitchen(program.url);
    const before = await order();
    await ticket(display, before).waitFor();
    const { port } = new URL(program.url);
    await program.kill();
    program = await startProgram('restaurant', 'lodging', '--data', data, '--port', port);
    const meanwhile = await order();
    await ticket(display, meanwhile).waitFor({ timeout: SEEN_MS_MAX });
    // What it read once more on its return does not show that it listens again.
    const afterwards = await order();
    await ticket(display, afterwards).waitFor({ timeout: SEEN_MS_MAX });
    await start(display, before);
    await ticket(display, before).getByRole('button', { name: '요리 완료' }).waitFor();
    await display.close();
  });

  it('misses nothing while its tab sleeps and the server goes and comes back', async () => {
    const display = await kitchen(program.url);
    const before = await order();
    await ticket(display, before).waitFor();
    const tab = await display.page.context().newCDPSession(display.page);
    // As Chromium does with tabs in the background: no timer rings and no line is read.
    await tab.send('Page.setWebLifecycleState', { state: 'frozen' });
    const { port } = new URL(program.url);
    await program.kill();
    program = await startProgram('restaurant', 'lodging', '--data', data, '--port', port);
    const asleep = await order();
    await tab.send('Page.setWebLifecycleState', { state: 'active' });
    await ticket(display, asleep).waitFor({ timeout: SEEN_MS_MAX });
    const awake = await order();
    await ticket(display, awake).waitFor({ timeout: SEEN_MS_MAX });
    await display.close();
  });

  it('misses nothing on a line that is cut every second or two', async (t) => {
    const line = await openCutLine(program.url, CUT_EVERY_MS);
    t.after(() => line.close());
    const display = await kitchen(line.url);
    const numbers: string[] = [];
    for (let at = 0; at < ORDERS; at += 1) {
      numbers.push(await order());
      await display.page.waitForTimeout(ORDER_EVERY_MS);
    }
    for (const number of numbers) await ticket(display, number).waitFor({ timeout: SEEN_MS_MAX });
    assert.ok(line.cuts() > 1, `${line.cuts()} cuts`);
    // What is pressed on such a line is done, and done once.
    await start(display, numbers[0] ?? '');
    const cooking = ticket(display, numbers[0] ?? '').getByRole('button', { name: '요리 완료' });
    await cooking.waitFor({ timeout: SEEN_MS_MAX });
    await display.close();
  });

  it('says that its business is not there any more, and goes on when it is again', async () => {
    const guest = await openPerson({ browser, url: program.url, business: 'lodging' });
    const { port } = new URL(program.url);
    const again = async (...businesses: readonly string[]): Promise<void> => {
      await program.kill();
      program = await startProgram(...businesses, '--data', data, '--port', port);
    };
    await again('restaurant');
    const retired = guest.page.getByText('“lodging”이라는 가게는 지금 돌고 있지 않습니다');
    await retired.waitFor({ timeout: SEEN_MS_MAX });
    await isSound(guest);
    await again('restaurant', 'lodging');
    const search = guest.page.getByRole('heading', { name: '숙소 찾기' });
    await search.waitFor({ timeout: SEEN_MS_MAX });
    await guest.close();
  });

  it('counts down by the clock of the server, though its own is an hour fast or slow', async () => {
    const left = async (wrongMs: number): Promise<string> => {
      const context = await browser.newContext({ locale: 'ko-KR' });
      await context.addInitScript(`
        const Right = Date;
        globalThis.Date = class extends Right {
          constructor(...given) {
            if (given.length === 0) super(Right.now() + ${wrongMs});
            else super(...given);
          }
          static now() { return Right.now() + ${wrongMs}; }
        };
      `);
      const page = await context.newPage();
      await page.goto(`${program.url}/lodging?as=Owner:owner-2`);
      const text = (await page.locator('.countdown').first().innerText()).trim();
      await context.close();
      return text;
    };
    const hoursIn = (text: string): string => /(\d+)시간/.exec(text)?.[1] ?? text;
    const [right, fast, slow] = [await left(0), await left(HOUR_MS), await left(-HOUR_MS)];
    assert.match(right, /시간/);
    assert.deepEqual([hoursIn(fast), hoursIn(slow)], [hoursIn(right), hoursIn(right)]);
  });
});
