// The other ends of a stay, played by people in browsers: what is refused, what is taken back by
// whom, what happens while a part is away, and what the clock decides.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withoutBrowser } from '@dure/web/testing/chromium';
import { isSound, languages, picture } from '@dure/web/testing/people';
import { closeAll, playedIn, stagesOf } from '@dure/web/testing/stage';
import { crossings } from './crossings.testing.ts';
import { go, GUESTHOUSE, HANOK, pay, press, sceneOf, status, sure, task } from './scene.testing.ts';
import { words } from './words.testing.ts';

describe('the other ends of a stay', withoutBrowser(), () => {
  const stages = stagesOf('lodging');

  const scene = sceneOf(stages);
  const { dayIn, guest, owner, placeOf, passUntil } = scene;

  /** What another has done meanwhile may have closed the dialog. */
  const ifThere = (pressed: Promise<void>): Promise<void> => pressed.catch(() => {});

  for (const language of languages) {
    const say = words[language];
    const played = playedIn(language);

    it(`nothing is paid for days, places and prices that are none (${played})`, async () => {
      const one = await guest(language);
      const { page } = one;
      const dates = page.locator('input[type=date]');
      await dates.nth(0).fill(await dayIn(language, 9));
      await dates.nth(1).fill(await dayIn(language, 9));
      await page.getByText(say.badDates).waitFor();
      await go(stages(language), one, await placeOf(language, 'place-99', 9));
      await page.getByText(say.none).waitFor();
      // A page that was read before the owner has changed the price.
      await page.route(/places\/place-2$/, async (route) => {
        const answer = await route.fetch();
        const text = (await answer.text()).replace('120000', '100000');
        await route.fulfill({ response: answer, body: text });
      });
      await go(stages(language), one, await placeOf(language, HANOK, 9));
      await page.getByRole('button', { name: say.pay }).click();
      await page.getByText(say.price).waitFor();
      await isSound(one);
      await page.unroute(/places\/place-2$/);
      await go(stages(language), one, await placeOf(language, HANOK, 9));
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
      await go(stages(language), one, await placeOf(language, HANOK, 12));
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

    it(`a confirmed stay is taken back by its owner, who gives all back (${played})`, async () => {
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
      await go(stages(language), one, await placeOf(language, GUESTHOUSE, 2));
      const taken = await pay(one, language);
      await status(one, say.booked);
      await passUntil(language, `${await dayIn(language, 2)}T16:00+09:00`);
      await go(stages(language), one, `stays/${silent}`);
      await one.page.getByText(say.byLapse).waitFor();
      await go(stages(language), one, `stays/${taken}`);
      await one.page.locator('.closed-action', { hasText: say.started }).waitFor();
      await isSound(one);
      await picture(one, `lodging-started-${language}`);
      const host = await owner(language, '', 'Owner:owner-3');
      await host.page.locator('.row-line').getByRole('button').first().click();
      await host.page.getByRole('dialog').getByRole('textbox').fill('누수');
      await host.page.getByRole('dialog').getByText(say.started).waitFor();
      await passUntil(language, `${await dayIn(language, 1)}T12:00+09:00`);
      await go(stages(language), one, `stays/${taken}`);
      await status(one, say.finished);
      await isSound(one);
      await picture(one, `lodging-finished-${language}`);
      await closeAll(one, host);
    });

    crossings(language, stages(language), scene);
  }
});
