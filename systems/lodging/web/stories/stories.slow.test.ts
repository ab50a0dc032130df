// The stories of lodging, played by people in browsers: a customer and an owner side by side, in
// both languages, on a phone and at a desk.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withoutBrowser } from '@dure/web/testing/chromium';
import { isSound, languages, picture, sizesOf } from '@dure/web/testing/people';
import type { Language, Person, Size } from '@dure/web/testing/people';
import { playedIn, sizeOf, stagesOf, wayIn } from '@dure/web/testing/stage';

const words = {
  ko: {
    pay: /결제하고 예약하기/,
    confirm: '확정',
    reject: '거절',
    cancel: '예약 취소',
    booked: '예약완료',
    canceled: '예약취소',
    limit: /한도 초과/,
    declined: /결제가 거절/,
    waiting: '주인이 확인하고 있습니다',
    byOwner: /주인이 받지 못해/,
    byStock: /남은 객실이 없어/,
    fee: '취소수수료',
    rooms: '객실 수 바꾸기',
    stock: '객실 재고',
  },
  en: {
    pay: /^Pay .* and reserve/,
    confirm: 'Confirm',
    reject: 'Reject',
    cancel: 'Cancel the stay',
    booked: 'Confirmed',
    canceled: 'Cancelled',
    limit: /over its limit/,
    declined: /payment was declined/,
    waiting: 'The owner is looking at it',
    byOwner: /owner could not take it/,
    byStock: /no room left/,
    fee: 'Cancellation fee',
    rooms: 'Change the rooms',
    stock: 'Rooms',
  },
} as const;

/** The day so many days from now, as a business in Seoul counts it. */
const dayIn = (days: number): string =>
  new Date(new Date().getTime() + (days * 24 + 9) * 3_600_000).toISOString().slice(0, 10);

describe('lodging in browsers', withoutBrowser(), () => {
  const stages = stagesOf('lodging');

  type Role = { readonly language: Language; readonly size: Size };

  const customer = (role: Role, path = '', persona = 'Customer:customer-2') =>
    stages(role.language).open(persona, role, path);

  const owner = (role: Role, persona = 'Owner:owner-2', path = '') =>
    stages(role.language).open(persona, role, path);

  type Stay = { readonly place: string; readonly from: number; readonly to: number };

  /** From the search to the button that pays. */
  const choose = async ({ page }: Person, { place, from, to }: Stay): Promise<void> => {
    const dates = page.locator('input[type=date]');
    await dates.nth(0).fill(dayIn(from));
    await dates.nth(1).fill(dayIn(to));
    await page.getByRole('heading', { name: place }).click();
    await page.locator('.choice').waitFor();
  };

  const reserve = async (person: Person, stay: Stay, language: Language): Promise<string> => {
    await choose(person, stay);
    await person.page.getByRole('button', { name: words[language].pay }).click();
    await person.page.waitForURL(/stays\/order-\d+$/);
    return /order-\d+/.exec(person.page.url())?.[0] ?? '';
  };

  const status = ({ page }: Person, text: string) =>
    page.locator('.page-head .badge').filter({ hasText: text }).waitFor();

  /** The card of a reservation, by its number at the end of a line. */
  const task = ({ page }: Person, id: string) => {
    const number = page.locator('dd', { hasText: new RegExp(` ${id.slice('order-'.length)}$`) });
    return page.locator('.task').filter({ has: number }).first();
  };

  for (const language of languages)
    for (const size of sizesOf) {
      const say = words[language];
      const role = { language, size };
      const name = `${language}-${size}`;
      const played = `${name}, ${wayIn[language]}`;

      it(`a stay is reserved, paid, confirmed, and cancelled again (${played})`, async () => {
        const guest = await customer(role);
        const host = await owner({ ...role, size: 'desk' });
        await isSound(guest);
        await picture(guest, `lodging-search-${name}`);
        const id = await reserve(guest, { place: '북촌 한옥스테이', from: 1, to: 2 }, language);
        await guest.page.getByText(say.waiting).waitFor();
        await isSound(guest);
        await picture(guest, `lodging-stay-${name}`);
        await task(host, id).waitFor();
        await isSound(host);
        await picture(host, `lodging-requests-${name}`);
        await task(host, id).getByRole('button', { name: say.confirm }).click();
        await status(guest, say.booked);
        await task(host, id).waitFor({ state: 'detached' });
        await guest.page.getByRole('button', { name: say.cancel, exact: true }).click();
        const dialog = guest.page.getByRole('dialog');
        await dialog.getByText(say.fee).waitFor();
        assert.match(await dialog.innerText(), /36,000/);
        assert.match(await dialog.innerText(), /84,000/);
        await isSound(guest);
        await picture(guest, `lodging-cancel-${name}`);
        await dialog.getByRole('button', { name: say.cancel, exact: true }).click();
        await status(guest, say.canceled);
        await isSound(guest);
        await picture(guest, `lodging-canceled-${name}`);
        await guest.close();
        await host.close();
      });

      it(`a request that is rejected gives everything back (${played})`, async () => {
        const guest = await customer(role);
        const host = await owner({ ...role, size: 'desk' });
        const id = await reserve(guest, { place: '북촌 한옥스테이', from: 8, to: 9 }, language);
        await task(host, id).getByRole('button', { name: say.reject }).click();
        const dialog = host.page.getByRole('dialog');
        await dialog.getByRole('textbox').fill('수리 중');
        await dialog.getByRole('button', { name: say.reject, exact: true }).click();
        await guest.page.getByText(say.byOwner).waitFor();
        await status(guest, say.canceled);
        await isSound(host);
        await guest.close();
        await host.close();
      });

      it(`a card that is declined reserves nothing (${played})`, async () => {
        const guest = await customer(role);
        await choose(guest, { place: '홍대 게스트하우스', from: 20, to: 21 });
        await guest.page.getByRole('radio', { name: say.limit }).check();
        await guest.page.getByRole('button', { name: say.pay }).click();
        await guest.page.getByText(say.declined).waitFor();
        await isSound(guest);
        await picture(guest, `lodging-declined-${name}`);
        await guest.close();
      });
    }

  for (const language of languages)
    it(`a place confirms at once, a full one gives all back (${playedIn(language)})`, async () => {
      const say = words[language];
      const role = { language, size: sizeOf[language] };
      const host = await owner({ ...role, size: 'desk' }, 'Owner:owner-3', 'calendar');
      const night = host.page.getByRole('button', { name: /홍대 게스트하우스/ }).nth(5);
      await isSound(host);
      await picture(host, `lodging-calendar-${language}`);
      await night.click();
      const dialog = host.page.getByRole('dialog');
      await dialog.getByLabel(say.stock).fill('1');
      await dialog.getByRole('button').last().click();
      await dialog.waitFor({ state: 'detached' });
      await night.filter({ hasText: '1 / 1' }).waitFor();
      const stay = { place: '홍대 게스트하우스', from: 5, to: 6 };
      const guest = await customer(role);
      await reserve(guest, stay, language);
      await status(guest, say.booked);
      await night.filter({ hasText: '0 / 1' }).waitFor();
      const late = await customer(role, '', 'Customer:customer-3');
      await reserve(late, stay, language);
      await late.page.getByText(say.byStock).waitFor();
      for (const person of [host, guest, late]) {
        assert.deepEqual(person.troubles, []);
        await person.close();
      }
    });
});
