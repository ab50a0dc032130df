// The other ends of a stay, played by people in browsers: what is refused, what is taken back by
// whom, what happens while a part is away, and what the clock decides.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withoutBrowser } from '@dure/web/testing/chromium';
import { isSound, languages, picture } from '@dure/web/testing/people';
import type { Language, Person, Size } from '@dure/web/testing/people';
import { closeAll, stagesOf, wayIn } from '@dure/web/testing/stage';

const words = {
  ko: {
    pay: /결제하고 예약하기/,
    badDates: '체크아웃은 체크인보다 뒤여야 합니다',
    none: '대상을 찾을 수 없습니다',
    price: /요금이 바뀌었습니다/,
    expires: /만료되는 카드/,
    byCard: /카드사가 결제를 거절해/,
    byCustomer: '요청하신 대로 취소했습니다.',
    byOwner: /주인이 받지 못해/,
    byLapse: /제때 답하지 않아/,
    confirm: '확정',
    cancel: '예약 취소',
    ownerCancel: '예약 취소',
    reject: '거절',
    canceled: '예약취소',
    canceling: '취소처리',
    paid: '결제완료',
    booked: '예약완료',
    finished: '이용완료',
    fewer: /이미 예약된 객실보다/,
    started: /체크인 이후에는 취소할 수 없습니다/,
    paused: /예약되지 않았고 청구되지 않았으니/,
    waiting: '주인이 확인하고 있습니다',
    message: /북촌 한옥스테이/,
  },
  en: {
    pay: /^Pay .* and reserve/,
    badDates: 'Check-out must be after check-in',
    none: 'There is no such thing',
    price: /The price differs/,
    expires: /expires before it is charged/,
    byCard: /card network refused/,
    byCustomer: 'Cancelled as you asked.',
    byOwner: /owner could not take it/,
    byLapse: /did not answer in time/,
    confirm: 'Confirm',
    cancel: 'Cancel the stay',
    ownerCancel: 'Cancel the stay',
    reject: 'Reject',
    canceled: 'Cancelled',
    canceling: 'Cancelling',
    paid: 'Paid',
    booked: 'Confirmed',
    finished: 'Stay finished',
    fewer: /Fewer rooms than already reserved/,
    started: /[Nn]ot possible after check-in/,
    paused: /Nothing was reserved or charged/,
    waiting: 'The owner is looking at it',
    message: /북촌 한옥스테이/,
  },
} as const;

const SOON_MS = 5_000;
const DAY_MS = 86_400_000;
const [HANOK, GUESTHOUSE] = ['place-2', 'place-3'];
const sizeOf = { ko: 'phone', en: 'desk' } as const satisfies { [L in Language]: Size };

describe('the other ends of a stay', withoutBrowser(), () => {
  const stages = stagesOf('lodging');

  /** The day so many days after the business' own today. */
  const dayIn = async (language: Language, days: number): Promise<string> =>
    new Date((await stages(language).now()) + 9 * 3_600_000 + days * DAY_MS)
      .toISOString()
      .slice(0, 10);

  const guest = (language: Language, path = '', persona = 'Customer:customer-2') =>
    stages(language).open(persona, { language, size: sizeOf[language] }, path);

  const owner = (language: Language, path = '', persona = 'Owner:owner-2') =>
    stages(language).open(persona, { language, size: 'desk' }, path);

  const placeOf = async (language: Language, place: string, days: number): Promise<string> => {
    const [from, to] = [await dayIn(language, days), await dayIn(language, days + 1)];
    return `reserve/${place}?from=${from}&to=${to}&rooms=1`;
  };

  const pay = async ({ page }: Person, language: Language): Promise<string> => {
    await page.getByRole('button', { name: words[language].pay }).click();
    await page.waitForURL(/stays\/order-\d+$/);
    return /order-\d+/.exec(page.url())?.[0] ?? '';
  };

  /** Goes to a place in the same window, as by a link. */
  const go = async ({ page }: Person, language: Language, path: string): Promise<void> => {
    await page.goto(`${stages(language).program.url}/lodging/${path}`);
  };

  const status = ({ page }: Person, text: string) =>
    page.locator('.page-head .badge').filter({ hasText: text }).waitFor();

  const task = ({ page }: Person, id: string) => {
    const number = page.locator('dd', { hasText: new RegExp(` ${id.slice('order-'.length)}$`) });
    return page.locator('.task').filter({ has: number }).first();
  };

  const press = ({ page }: Person, name: string) =>
    page.getByRole('button', { name, exact: true }).first().click();

  /** What is shown first, and then done. */
  const sure = ({ page }: Person, name: string) =>
    page.getByRole('dialog').getByRole('button', { name, exact: true }).click({ timeout: SOON_MS });

  /** What another has done meanwhile may have closed the dialog. */
  const ifThere = (pressed: Promise<void>): Promise<void> => pressed.catch(() => {});

  for (const language of languages) {
    const say = words[language];
    const played = `in ${language} on a ${sizeOf[language]}, ${wayIn[language]}`;

    it(`nothing is paid for days, places and prices that are none (${played})`, async () => {
      const one = await guest(language);
      const { page } = one;
      const dates = page.locator('input[type=date]');
      await dates.nth(0).fill(await dayIn(language, 9));
      await dates.nth(1).fill(await dayIn(language, 9));
      await page.getByText(say.badDates).waitFor();
      await go(one, language, await placeOf(language, 'place-99', 9));
      await page.getByText(say.none).waitFor();
      // A page that was read before the owner has changed the price.
      await page.route(/places\/place-2$/, async (route) => {
        const answer = await route.fetch();
        const text = (await answer.text()).replace('120000', '100000');
        await route.fulfill({ response: answer, body: text });
      });
      await go(one, language, await placeOf(language, HANOK, 9));
      await page.getByRole('button', { name: say.pay }).click();
      await page.getByText(say.price).waitFor();
      await isSound(one);
      await page.unroute(/places\/place-2$/);
      await go(one, language, await placeOf(language, HANOK, 9));
      await page.getByRole('radio', { name: say.expires }).check();
      await pay(one, language);
      await page.getByText(say.byCard).waitFor();
      await status(one, say.canceled);
      await isSound(one);
      await picture(one, `lodging-expired-${language}`);
      await closeAll(one);
    });

    it(`cancelling costs nothing before a word, nor in good time, twice (${played})`, async () => {
      const one = await guest(language, await placeOf(language, HANOK, 12));
      const host = await owner(language);
      const first = await pay(one, language);
      await task(host, first).waitFor();
      await press(one, say.cancel);
      await one.page.getByRole('dialog').getByText('120,000').first().waitFor();
      assert.match(await one.page.getByRole('dialog').innerText(), /₩0|\s0원/);
      await sure(one, say.cancel);
      await one.page.getByText(say.byCustomer).waitFor();
      await task(host, first).waitFor({ state: 'detached' });
      await go(one, language, await placeOf(language, HANOK, 12));
      const second = await pay(one, language);
      await task(host, second).getByRole('button', { name: say.confirm }).click();
      await status(one, say.booked);
      const other = await guest(language, `stays/${second}`);
      for (const person of [one, other]) {
        await press(person, say.cancel);
        await person.page.getByRole('dialog').getByText('120,000').first().waitFor();
      }
      await Promise.all([sure(one, say.cancel), ifThere(sure(other, say.cancel))]);
      for (const person of [one, other]) await status(person, say.canceled);
      await closeAll(one, other, host);
    });

    it(`a confirmed stay is taken back by its owner; both at once is one (${played})`, async () => {
      const one = await guest(language, await placeOf(language, HANOK, 15));
      const host = await owner(language);
      const first = await pay(one, language);
      await task(host, first).getByRole('button', { name: say.confirm }).click();
      await status(one, say.booked);
      const past = host.page.locator('.row-line');
      await past.getByRole('button', { name: say.ownerCancel }).first().click();
      const dialog = host.page.getByRole('dialog');
      await dialog.getByRole('textbox').fill('누수');
      await sure(host, say.ownerCancel);
      await one.page.getByText(say.byOwner).waitFor();
      await status(one, say.canceled);
      await go(one, language, await placeOf(language, HANOK, 15));
      const second = await pay(one, language);
      await task(host, second).getByRole('button', { name: say.reject }).click();
      await host.page.getByRole('dialog').getByRole('textbox').fill('누수');
      await press(one, say.cancel);
      await one.page.getByRole('dialog').getByText('120,000').first().waitFor();
      await Promise.all([ifThere(sure(one, say.cancel)), ifThere(sure(host, say.reject))]);
      await status(one, say.canceled);
      await one.page.getByText(say.byOwner).or(one.page.getByText(say.byCustomer)).waitFor();
      await task(host, second).waitFor({ state: 'detached' });
      await closeAll(one, host);
    });

    it(`an owner cannot give fewer rooms than are reserved (${played})`, async () => {
      const stage = stages(language);
      const [strDt, endDt] = [await dayIn(language, 4), await dayIn(language, 5)];
      const stay = { placeId: HANOK, usrId: 'customer-3', qty: 2, strDt, endDt };
      await stage.act('Customer:customer-3', 'accommodations', stay);
      const host = await owner(language, 'calendar');
      const cell = host.page.locator('.nights tbody td button').nth(4);
      await cell.filter({ hasText: /[12] \/ 4/ }).click();
      const dialog = host.page.getByRole('dialog');
      await dialog.locator('input').last().fill('1');
      await dialog.getByRole('button').last().click();
      await dialog.getByText(say.fewer).waitFor();
      await isSound(host);
      await closeAll(host);
    });

    it(`a stay goes on while a part is away, and is caught up with (${played})`, async () => {
      const stage = stages(language);
      const one = await guest(language, await placeOf(language, HANOK, 18));
      await stage.fault('payment', 'down');
      await one.page.getByRole('button', { name: say.pay }).click();
      await one.page.getByText(say.paused).waitFor();
      await isSound(one);
      await picture(one, `lodging-paused-${language}`);
      await stage.fault('payment', 'none');
      // Reserved and paid though the owners' part is away; and cancelled before it hears of it.
      await stage.fault('management', 'down');
      await pay(one, language);
      await status(one, say.paid);
      await press(one, say.cancel);
      await sure(one, say.cancel);
      await status(one, say.canceling);
      await stage.fault('management', 'none');
      await one.page.getByText(say.byCustomer).waitFor();
      await status(one, say.canceled);
      await closeAll(one);
    });

    it(`it is decided, and cancelled, while what customers ask is away (${played})`, async () => {
      const stage = stages(language);
      const host = await owner(language);
      const one = await guest(language, await placeOf(language, HANOK, 18));
      // They hear of it when it is back.
      const second = await pay(one, language);
      await one.page.getByText(say.waiting).waitFor();
      await stage.fault('place', 'down');
      await task(host, second).getByRole('button', { name: say.confirm }).click();
      await task(host, second).waitFor({ state: 'detached' });
      await stage.fault('place', 'none');
      await status(one, say.booked);
      // Their own page is away: what they have reserved is shown by the place.
      await stage.fault('customer', 'down');
      await stage.fault('notification', 'down');
      const other = await guest(language, `stays/${second}`);
      await status(other, say.booked);
      await press(other, say.cancel);
      await sure(other, say.cancel);
      await status(other, say.canceled);
      await stage.fault('customer', 'none');
      await stage.fault('notification', 'none');
      await status(one, say.canceled);
      await closeAll(one, other, host);
    });

    it(`an owner who is silent has said no; after check-in it is late (${played})`, async () => {
      const one = await guest(language, await placeOf(language, HANOK, 21));
      const silent = await pay(one, language);
      await one.page.getByText(say.waiting).waitFor();
      await go(one, language, await placeOf(language, GUESTHOUSE, 2));
      const taken = await pay(one, language);
      await status(one, say.booked);
      await passUntil(language, `${await dayIn(language, 2)}T16:00+09:00`);
      await go(one, language, `stays/${silent}`);
      await one.page.getByText(say.byLapse).waitFor();
      await go(one, language, `stays/${taken}`);
      await one.page.locator('.closed-action', { hasText: say.started }).waitFor();
      await isSound(one);
      await picture(one, `lodging-started-${language}`);
      const host = await owner(language, '', 'Owner:owner-3');
      await host.page.locator('.row-line').getByRole('button').first().click();
      await host.page.getByRole('dialog').getByRole('textbox').fill('누수');
      await host.page.getByRole('dialog').getByText(say.started).waitFor();
      await passUntil(language, `${await dayIn(language, 1)}T12:00+09:00`);
      await go(one, language, `stays/${taken}`);
      await status(one, say.finished);
      await isSound(one);
      await picture(one, `lodging-finished-${language}`);
      await closeAll(one, host);
    });
  }

  const passUntil = async (language: Language, instant: string): Promise<void> => {
    const left = Date.parse(instant) - (await stages(language).now());
    await stages(language).pass(Math.ceil(left / 60_000));
  };
});
