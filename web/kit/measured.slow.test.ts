// How quick the pages are, measured in the browser: the first page of a customer on a middling
// phone, what one person does on another's screen, and the wall while much happens.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { openBrowser, withoutBrowser } from '../testing/chromium.testing.ts';
import {
  bestOf,
  framesPerSecond,
  medianOf,
  observeVitals,
  slowDown,
  vitalsOf,
} from '../testing/measured.testing.ts';
import { openPerson } from '../testing/people.testing.ts';
import type { Person } from '../testing/people.testing.ts';
import { startProgram } from '../testing/program.testing.ts';
import type { Program } from '../testing/program.testing.ts';
import { untilSo } from '../testing/until.testing.ts';

const [LCP_MS, CLS, INP_MS] = [2_000, 0.02, 150];
const SEEN_MS = 300;
const TRIES = 8;
const ROUNDS = 5;
const LOOKED_AT_MS = 4_000;
const CHANGE_MS = 200;
/** What comes late is still waited for: it may push away what is read, or be the largest thing. */
const LATE_MS = 1_500;
/** Of the pictures that the same browser shows of a page on which nothing happens. */
const WALL_SHARE = 0.8;
const FRAMES = 60;
const BUSINESSES = 6;

const firstPages = [
  ['lodging', 'Customer:customer-2'],
  ['restaurant', 'Customer:customer-1'],
  ['personal-training', 'Customer:customer-1'],
  ['taxi', 'Customer:customer-1'],
] as const;

describe('the pages, measured', withoutBrowser(), () => {
  let browser: Browser;
  let program: Program;
  before(async () => {
    program = await startProgram();
    browser = await openBrowser();
  });
  after(async () => {
    await browser.close();
    await program.close();
  });

  /** Nothing of the pages is kept on the phone yet. */
  const onPhone = async (business: string, persona: string) => {
    const context = await browser.newContext({
      viewport: { width: 390, height: 844 },
      locale: 'ko-KR',
      hasTouch: true,
      serviceWorkers: 'block',
    });
    await observeVitals(context);
    const page = await context.newPage();
    await slowDown(context, page);
    await page.goto(`${program.url}/${business}?as=${persona}`);
    await page.locator('h1').waitFor();
    await page.locator('.loading').waitFor({ state: 'detached' });
    await untilSo(page, 'window.vitals.lcp > 0');
    await page.waitForTimeout(LATE_MS);
    const seen = await vitalsOf(page);
    await page.locator('.top-button').first().tap();
    await page.locator('html[lang=en]').waitFor();
    await page.locator('.nav a').nth(1).tap();
    await page.waitForTimeout(CHANGE_MS);
    const { inp } = await vitalsOf(page);
    await context.close();
    return { ...seen, inp };
  };

  for (const [business, persona] of firstPages)
    it(`show the first page of ${business} soon and still, and answer at once`, async (t) => {
      const shifts: number[] = [];
      const paints: number[] = [];
      const answers: number[] = [];
      await bestOf(TRIES, 1, async () => {
        const seen = await onPhone(business, persona);
        shifts.push(seen.cls);
        paints.push(seen.lcp);
        answers.push(seen.inp);
        return Math.max(Math.min(...paints) / LCP_MS, Math.min(...answers) / INP_MS);
      });
      const [lcp, inp] = [Math.min(...paints), Math.min(...answers)];
      t.diagnostic(`${business}: LCP ${lcp}, CLS ${Math.max(...shifts)}, INP ${inp}`);
      assert.ok(lcp > 0 && lcp <= LCP_MS, `LCP ${lcp} ms`);
      assert.ok(Math.max(...shifts) <= CLS, `CLS ${shifts.join()}`);
      assert.ok(inp <= INP_MS, `INP ${answers.join()} ms`);
    });

  const open = (business: string, persona: string, path = ''): Promise<Person> =>
    openPerson({ browser, url: program.url, business, persona, path, size: 'desk' });

  it('show what one person does on the screen of another within 300 ms', async (t) => {
    const customer = await open('restaurant', 'Customer:customer-1');
    const kitchen = await open('restaurant', 'Kitchen:restaurant-2');
    await kitchen.page.locator('.ticket').first().waitFor();
    const dish = customer.page.locator('.dish', { hasText: '김밥' });
    const ordered = async (): Promise<number> => {
      await dish.waitFor();
      await kitchen.page.evaluate(seeNext);
      await customer.page.evaluate(`addEventListener('click', () => {
        window.pressed ??= performance.timeOrigin + performance.now();
      }, { capture: true })`);
      await dish.getByRole('button', { name: '주문하기' }).click();
      const seen: number = await kitchen.page.evaluate('window.seen');
      const pressed: number = await customer.page.evaluate('window.pressed');
      await customer.page.goto(`${program.url}/restaurant`);
      return seen - pressed;
    };
    const best = await bestOf(TRIES / 2, SEEN_MS, async () => {
      const took: number[] = [];
      for (let round = 0; round < ROUNDS; round += 1) took.push(await ordered());
      return medianOf(took);
    });
    t.diagnostic(`seen after ${best} ms`);
    assert.ok(best <= SEEN_MS, `${best} ms`);
    await Promise.all([customer.close(), kitchen.close()]);
  });

  it('move the wall as smoothly as a page that stands still, under load of all six', async (t) => {
    const still = await open('lodging', 'Customer:customer-2', 'stays');
    const quiet = await framesPerSecond(still.page, LOOKED_AT_MS / 2);
    await still.close();
    const wall = await open('lodging', 'Operator:operator-1');
    await wall.page.locator('.wall-note').first().waitFor();
    await wall.page.evaluate(`window.notes = [...document.querySelectorAll('.wall-note')]`);
    const taken = new Set<string>();
    const timer = setInterval(() => void busy(program.url, taken), CHANGE_MS);
    const frames = await bestOf(TRIES / 2, -WALL_SHARE * Math.min(quiet, FRAMES), async () => {
      return -(await framesPerSecond(wall.page, LOOKED_AT_MS));
    });
    clearInterval(timer);
    t.diagnostic(`${-frames} pictures a second on the wall, ${quiet} where nothing happens`);
    await wall.page.locator('.wall-note[data-kind=event] .wall-badge').first().waitFor();
    // Only what changes is drawn anew: the notes are those that were there.
    assert.ok(await wall.page.evaluate('window.notes.every((note) => note.isConnected)'));
    assert.equal(taken.size, BUSINESSES, [...taken].join());
    assert.ok(-frames >= WALL_SHARE * Math.min(quiet, FRAMES), `${-frames} of ${quiet}`);
    assert.deepEqual(wall.troubles, []);
    await wall.close();
  });
});

/** When the next ticket stands on the display. */
const seeNext = `void (window.seen = new Promise((resolve) => {
  const count = document.querySelectorAll('.ticket').length;
  new MutationObserver((_, observer) => {
    if (document.querySelectorAll('.ticket').length <= count) return;
    observer.disconnect();
    resolve(performance.timeOrigin + performance.now());
  }).observe(document.body, { childList: true, subtree: true });
}))`;

let calls = 0;

/** Each of another phone, since one phone has one call. */
const nextPhone = (): string => {
  calls += 1;
  return `010${String(20_000_000 + calls)}`;
};

const wishes = (tel: string): { readonly [path: string]: object } => ({
  '/lodging/places': { placeNm: '작은 방', ownerId: 'owner-1', pricePerNight: 10_000 },
  '/personal-training/ptorders': {
    ptClassId: 1,
    ptClassName: '체형교정',
    customerId: 1,
    customerName: '홍길동',
  },
  '/taxi/taxicalls': { tel, location: '홍대' },
  '/restaurant/orders': {
    restaurantId: 'restaurant-2',
    restaurantMenuId: 'menu-22',
    customerId: 'customer-1',
    qty: 1,
  },
  '/parcel-pickup/pickupcalls': { tel, location: '이수', parcelType: '10KG_UNDER' },
  '/repair-shop/receipts': { vehiNo: tel.slice(-4), symptom: '점검', customerTel: tel },
});

/** One change in every business; those that took it are added. */
const busy = async (url: string, taken: Set<string>): Promise<void> => {
  const post = async (path: string, body: object): Promise<void> => {
    const answer = await fetch(`${url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify(body),
    });
    if (answer.status === 201) taken.add(path);
  };
  const all = Object.entries(wishes(nextPhone()));
  await Promise.allSettled(all.map(([path, body]) => post(path, body)));
};
