// What those who run a business read in the console while refunds are parked, the payments are
// switched off and a view is being drawn anew: each page answers its question.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { openBrowser, withoutBrowser } from '../testing/chromium.testing.ts';
import { isSound, languages, openPerson, picture } from '../testing/people.testing.ts';
import type { Language, Person } from '../testing/people.testing.ts';
import { untilSo } from '../testing/until.testing.ts';
import { openTroubled } from './troubled.testing.ts';
import type { Troubled } from './troubled.testing.ts';

const words = {
  ko: {
    payment: '결제',
    refund: '결제 취소',
    cause: '물어볼 곳이 응답하지 않습니다',
    group: '3건 · 사람을 기다리는 것 0건',
    waits: '물어볼 곳이 응답하지 않아 기다리는 메시지',
    drawing: /다시 그리는 중: [\d,]+개 중 [\d,]+개/,
    drawn: '새로 그린 것으로 바뀌었습니다',
    refused: '거절 1건',
    paused: '결제가 잠시 되지 않습니다',
    up: '돌고 있음',
    away: '멈춰 있음',
    canceling: '취소처리',
    none: '멈춘 메시지가 없습니다',
  },
  en: {
    payment: 'Payment',
    refund: 'Cancel payment',
    cause: 'What it has to ask does not answer',
    group: '3 messages, 0 wait for a person',
    waits: 'A message waits for what does not answer',
    drawing: /Rebuilding: [\d,]+ of [\d,]+/,
    drawn: 'The new one is in use',
    refused: '1 refused',
    paused: 'Payment is paused',
    up: 'Up',
    away: 'Away',
    canceling: 'Cancelling',
    none: 'Nothing is parked',
  },
} as const;

const PHONE = { width: 390, height: 844 };
const CONTEXTS = 5;
const ANSWERS_MS_MAX = 60_000;

type Say = (typeof words)[Language];
type Answers = (person: Person, say: Say) => Promise<void>;

const card = ({ page }: Person, name: string) =>
  page.locator('.card').filter({ has: page.getByRole('heading', { name, exact: true }) });

/** How far the view is that is being drawn. */
const drawn = ({ page }: Person): Promise<number> =>
  page.evaluate('document.querySelector(".rebuild progress").value');

/** By the path of the page: what is to be read on it. */
const pages: { readonly [path: string]: Answers } = {
  '': async ({ page }, say) => {
    await page.locator('.notice', { hasText: `: ${say.payment}` }).waitFor();
    const parked = page.locator('.wall-badge[data-is=parked]');
    await parked.filter({ hasText: '3' }).waitFor();
    assert.equal(await parked.count(), 1);
  },
  'cases?q=order-1': async ({ page }, say) => {
    await page.locator('.rows > li', { hasText: say.canceling }).first().waitFor();
  },
  'cases/order-1': async (person, say) => {
    await person.page.locator('.record').first().waitFor();
    await person.page.locator('.ways button').nth(3).click();
    await card(person, say.refund).filter({ hasText: say.cause }).waitFor();
  },
  parked: async ({ page }, say) => {
    const group = page.locator('.parked-group', { hasText: say.refund });
    await group.filter({ hasText: say.group }).filter({ hasText: say.cause }).waitFor();
  },
  work: async ({ page }, say) => {
    const tasks = page.locator('.task', { hasText: `${say.waits}: ${say.refund}` });
    await tasks.nth(2).waitFor();
    assert.doesNotMatch((await page.locator('.task-title').allTextContents()).join(), /[a-z][A-Z]/);
  },
  views: async (person) => {
    const { page } = person;
    await page.locator('.rebuild').waitFor();
    const before = await drawn(person);
    await untilSo(page, `document.querySelector('.rebuild progress').value > ${before}`);
    // One is drawn at a time, and the others may be begun.
    assert.equal(await page.locator('.card button[aria-busy=true]').count(), 1);
  },
  traffic: async ({ page }, say) => {
    await page.locator('.traffic', { hasText: say.refused }).waitFor();
    const refusals = page.locator('.counts li', { hasText: say.paused });
    await refusals.locator('.code-names', { hasText: 'PaymentUnavailable' }).waitFor();
  },
  services: async (person, say) => {
    await card(person, say.payment).locator('.badge', { hasText: say.away }).waitFor();
    const up = person.page.locator('.service .badge', { hasText: say.up });
    assert.equal(await up.count(), CONTEXTS - 1);
  },
  audit: async ({ page }, say) => {
    const refused = page.locator('.rows > li', { hasText: 'PaymentUnavailable' }).first();
    await refused.filter({ hasText: say.paused }).waitFor();
  },
  faults: async ({ page }) => {
    await page.locator('.fault[data-fault=down]').nth(1).waitFor();
  },
};

describe('the console of a business in trouble', withoutBrowser(), () => {
  let browser: Browser;
  let troubled: Troubled;
  before(async () => {
    [browser, troubled] = await Promise.all([openBrowser(), openTroubled()]);
    await troubled.trouble();
  });
  after(async () => {
    await browser.close();
    await troubled.close();
  });

  const open = async (path: string, language: Language): Promise<Person> => {
    const person = await openPerson({
      browser,
      url: troubled.url,
      business: 'lodging',
      persona: 'Operator:operator-1',
      size: 'desk',
      language,
      path,
    });
    person.page.setDefaultTimeout(ANSWERS_MS_MAX);
    return person;
  };

  for (const language of languages)
    it(`answers the question of each page, on a desk and a phone, in ${language}`, async () => {
      for (const [path, answers] of Object.entries(pages)) {
        // The pages of one language take longer than a view that is slow.
        if (path === '' || path === 'views') await troubled.drawAnew('Mypage');
        const person = await open(path, language);
        await answers(person, words[language]);
        const name = `console-trouble-${path.replaceAll(/\W+/g, '-') || 'wall'}-${language}`;
        await isSound(person);
        await picture(person, `${name}-desk`);
        await person.page.setViewportSize(PHONE);
        await isSound(person);
        await picture(person, `${name}-phone`);
        await person.close();
      }
    });

  it('shows that a view is in use, and what was parked go on by itself', async () => {
    const say = words.en;
    await troubled.drawAnew('Mypage');
    const [views, parked] = [await open('views', 'en'), await open('parked', 'en')];
    await views.page.getByText(say.drawing).waitFor();
    await parked.page.getByText(say.group).waitFor();
    troubled.hurry();
    await views.page.getByText(say.drawn).waitFor();
    await troubled.mend();
    await parked.page.getByText(say.none).waitFor();
    await views.close();
    await parked.close();
  });
});
