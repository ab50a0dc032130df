// The other ends of an order, played by people in browsers: what runs out, what comes too late, two
// at once, what happens while a part is away, and what the clock decides.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withoutBrowser } from '@dure/web/testing/chromium';
import { hold, isSound, languages, picture } from '@dure/web/testing/people';
import type { Language, Person } from '@dure/web/testing/people';
import { closeAll, playedIn, sizeOf, stageOf, stagesOf } from '@dure/web/testing/stage';
import { dish, done, ifThere, nowAt, press, sure, ticket } from './scene.testing.ts';
import { words } from './words.testing.ts';

describe('the other ends of an order', withoutBrowser(), () => {
  const stages = stagesOf('restaurant');

  const open = (language: Language, persona: string, path = ''): Promise<Person> => {
    const size = persona.startsWith('Kitchen') ? 'desk' : sizeOf[language];
    return stages(language).open(persona, { language, size }, path);
  };

  const go = async ({ page }: Person, language: Language, path: string): Promise<void> => {
    await page.goto(`${stages(language).program.url}/restaurant/${path}`);
  };

  const shown = async ({ page }: Person): Promise<string> => {
    await page.waitForURL(/\/my\/order-\d+$/);
    return /order-(\d+)$/.exec(page.url())?.[1] ?? '';
  };

  const ordered = async (customer: Person, menu: string, language: Language): Promise<string> => {
    await dish(customer, menu).getByRole('button', { name: words[language].order }).click();
    return shown(customer);
  };

  for (const language of languages) {
    const say = words[language];
    const played = playedIn(language);

    it(`two want the last portions, and one gets them (${played})`, async () => {
      const one = await open(language, 'Customer:customer-1');
      const out = await open(language, 'Customer:customer-2');
      for (const person of [one, out]) {
        const more = dish(person, '족발 대').getByRole('button', { name: say.more });
        for (let portions = 1; portions < 5; portions += 1) await more.click();
      }
      // Both have pressed: the one whose wish comes first has the portions.
      const release = await hold(out, /\/orders$/);
      await dish(out, '족발 대').getByRole('button', { name: say.order }).click();
      const first = await ordered(one, '족발 대', language);
      await nowAt(one, say.inKitchen);
      release();
      assert.notEqual(await shown(out), first);
      const isOut = ({ page }: Person) => page.getByText(say.soldOut).waitFor();
      await isOut(out);
      await isSound(out);
      await picture(out, `restaurant-out-${language}`);
      await go(out, language, '');
      // A restaurant has its name, also for those who signed in.
      await out.page.getByRole('heading', { name: say.restaurant }).waitFor();
      // Whoever went away with what was left has it; the other took nothing of it.
      await dish(out, '족발 대')
        .filter({ hasText: /\b2\b|2인분/ })
        .waitFor();
      // A page may ask for a dish that there is no more.
      await out.page.route(/\/orders$/, (route) => {
        const body = route.request().postData() ?? '';
        return route.continue({ postData: body.replace('menu-22', 'menu-99') });
      });
      await ordered(out, '김밥', language);
      await isOut(out);
      await nowAt(one, say.inKitchen);
      await closeAll(one, out);
    });

    it(`an order that is being cooked stays one, and two at once are one (${played})`, async () => {
      const customer = await open(language, 'Customer:customer-3');
      const kitchen = await open(language, 'Kitchen:restaurant-2');
      const first = await ordered(customer, '김밥', language);
      await press(customer, say.cancel);
      await customer.page.getByRole('dialog').waitFor();
      await ticket(kitchen, first).getByRole('button', { name: say.start }).click();
      await ticket(kitchen, first).getByRole('button', { name: say.finish }).waitFor();
      await customer.page.locator('.closed-action', { hasText: say.tooLate }).waitFor();
      await isSound(customer);
      await picture(customer, `restaurant-late-${language}`);
      await go(customer, language, '');
      // Both have pressed: the one whose wish comes first has decided.
      for (const late of [customer, kitchen]) {
        const number = await ordered(customer, '김밥', language);
        const starting = ticket(kitchen, number).getByRole('button', { name: say.start });
        await starting.waitFor();
        await press(customer, say.cancel);
        await customer.page.getByRole('dialog').waitFor();
        const release = await hold(late, /cancel-order|start-cooking/);
        if (late === kitchen) await starting.click();
        await sure(customer, say.cancel);
        if (late === customer) await starting.click();
        if (late === customer) await nowAt(customer, say.cooking);
        else await customer.page.getByText(say.youCanceled).waitFor();
        release();
        if (late === kitchen) await ticket(kitchen, number).waitFor({ state: 'detached' });
        else await customer.page.locator('.closed-action', { hasText: say.tooLate }).waitFor();
        await go(customer, language, '');
      }
      await closeAll(customer, kitchen);
    });

    it(`cancelling twice is once, also with the kitchen away (${played})`, async () => {
      const stage = stages(language);
      const one = await open(language, 'Customer:customer-1');
      const id = await ordered(one, '막국수', language);
      const other = await open(language, 'Customer:customer-1', `my/order-${id}`);
      for (const person of [one, other]) {
        await press(person, say.cancel);
        await person.page.getByRole('dialog').waitFor();
      }
      // The page of the one may say that it is done before the other has pressed.
      await Promise.all([sure(one, say.cancel), ifThere(sure(other, say.cancel))]);
      for (const person of [one, other]) await person.page.getByText(say.youCanceled).waitFor();
      await go(one, language, '');
      const left = await dish(one, '막국수').locator('.faint').textContent();
      await stage.fault('cook', 'down');
      await stage.act('Customer:customer-1', 'orders', {
        restaurantId: 'restaurant-3',
        restaurantMenuId: 'menu-32',
        customerId: 'customer-1',
        qty: 1,
      });
      await go(one, language, 'my');
      await one.page.locator('.row-line').first().click();
      await press(one, say.cancel);
      await sure(one, say.cancel);
      await one.page.getByText(say.unconfirmed).first().waitFor();
      await isSound(one);
      await picture(one, `restaurant-unconfirmed-${language}`);
      // As soon as the kitchen is back it is cancelled, whether it has read of the order or not.
      await stage.fault('cook', 'none');
      await sure(one, say.cancel);
      await one.page.getByText(say.youCanceled).waitFor();
      await go(one, language, '');
      await dish(one, '막국수')
        .locator('.faint', { hasText: left ?? '?' })
        .waitFor();
      await closeAll(one, other);
    });

    it(`an order is called off before the kitchen has read of it (${played})`, async () => {
      const stage = stages(language);
      const one = await open(language, 'Customer:customer-3');
      const kitchen = await open(language, 'Kitchen:restaurant-1');
      const left = await dish(one, '편육').locator('.faint').textContent();
      await stage.fault('cook', 'behind');
      const number = await ordered(one, '편육', language);
      // What it is called is known, though the kitchen is behind what was just done.
      assert.equal(await one.page.locator('.row-title h2').textContent(), '편육');
      await press(one, say.cancel);
      await sure(one, say.cancel);
      await one.page.getByText(say.youCanceled).waitFor();
      await stage.fault('cook', 'none');
      await one.page.getByText(say.youCanceled).waitFor();
      await go(one, language, '');
      await dish(one, '편육')
        .locator('.faint', { hasText: left ?? '?' })
        .waitFor();
      assert.equal(await ticket(kitchen, number).count(), 0);
      // What was held too late is let go, and cooked.
      const cooked = await ordered(one, '편육', language);
      await ticket(kitchen, cooked).waitFor();
      await stage.fault('cook', 'late');
      await press(one, say.cancel);
      await sure(one, say.cancel);
      await one.page.getByText(say.unconfirmed).first().waitFor();
      await stage.fault('cook', 'none');
      await ticket(kitchen, cooked).getByRole('button', { name: say.start }).click();
      await nowAt(one, say.cooking);
      await closeAll(one, kitchen);
    });

    it(`called off and sold out at once is one end, by what came first (${played})`, async () => {
      const stage = stages(language);
      const one = await open(language, 'Customer:customer-3');
      // As from a page that has not seen yet that others took the rest.
      await one.page.route(/\/orders$/, (route) => {
        const body = route.request().postData() ?? '';
        return route.continue({ postData: body.replace(/"qty":\d+/, '"qty":99') });
      });
      await stage.fault('order', 'behind');
      const number = await ordered(one, '편육', language);
      await nowAt(one, say.short);
      assert.equal(await one.page.locator('.steps', { hasText: say.inKitchen }).count(), 0);
      await isSound(one);
      await press(one, say.cancel);
      await sure(one, say.cancel);
      await one.page.getByText(say.youCanceled).waitFor();
      await stage.fault('order', 'none');
      await go(one, language, '');
      await stage.fault('cook', 'behind');
      await ordered(one, '편육', language);
      await press(one, say.cancel);
      await one.page.getByRole('dialog').waitFor();
      const release = await hold(one, /cancel-order$/);
      await sure(one, say.cancel);
      await stage.fault('cook', 'none');
      await one.page.getByText(say.soldOut).waitFor();
      release();
      await go(one, language, `my/order-${number}`);
      await one.page.getByText(say.youCanceled).waitFor();
      await closeAll(one);
    });

    it(`a dish comes to the door though part after part is away (${played})`, async () => {
      const stage = stages(language);
      const customer = await open(language, 'Customer:customer-2');
      const kitchen = await open(language, 'Kitchen:restaurant-1');
      const rider = await open(language, 'Rider:rider-2');
      const number = await ordered(customer, '평양냉면', language);
      await ticket(kitchen, number).waitFor();
      await stage.fault('order', 'down');
      await ticket(kitchen, number).getByRole('button', { name: say.start }).click();
      await ticket(kitchen, number).getByRole('button', { name: say.finish }).waitFor();
      await stage.fault('order', 'none');
      await stage.fault('delivery', 'down');
      await ticket(kitchen, number).getByRole('button', { name: say.finish }).click();
      await nowAt(customer, say.cooked);
      assert.equal(await ticket(rider, number).count(), 0);
      await stage.fault('delivery', 'none');
      await stage.fault('mypage', 'down');
      await stage.fault('notification', 'down');
      const other = await open(language, 'Customer:customer-2', `my/order-${number}`);
      await nowAt(other, say.cooking);
      await isSound(other);
      await ticket(rider, number).getByRole('button', { name: say.pick }).click();
      await ticket(rider, number).getByRole('button', { name: say.drop }).click();
      await done(other, say.delivered);
      await stage.fault('mypage', 'none');
      await stage.fault('notification', 'none');
      await done(customer, say.delivered);
      await closeAll(customer, other, kitchen, rider);
    });

    it(`a silent kitchen is excused, a slow one has said no (${played})`, async () => {
      const stage = stages(language);
      const customer = await open(language, 'Customer:customer-1');
      await stage.fault('cook', 'down');
      const number = await ordered(customer, '떡볶이', language);
      await stage.pass(21);
      await go(customer, language, 'inbox');
      await customer.page.getByText(say.slow).first().waitFor();
      await stage.fault('cook', 'none');
      const kitchen = await open(language, 'Kitchen:restaurant-2');
      await ticket(kitchen, number).waitFor();
      await stage.pass(16);
      await ticket(kitchen, number).waitFor({ state: 'detached' });
      await go(customer, language, `my/order-${number}`);
      await customer.page.getByText(say.kitchenCanceled).waitFor();
      await isSound(customer);
      await closeAll(customer, kitchen);
    });
  }
});

describe('a restaurant that cooks by itself, one order a second', withoutBrowser(), () => {
  const settings = ['ORDER_RATE_MAX=1', 'AUTO_COOK=true', 'AUTO_SHIP=true'];
  const stage = stageOf('restaurant', '--sign-in', ...settings.flatMap((one) => ['--set', one]));

  for (const language of languages) {
    const say = words[language];
    const role = { language, size: sizeOf[language] } as const;

    it(`brings a dish by itself, and asks to wait in a rush, in ${language}`, async () => {
      const customer = await stage.open('Customer:customer-1', role);
      const { page } = customer;
      const another = { restaurantId: 'restaurant-2', restaurantMenuId: 'menu-21', qty: 1 };
      const someone = { ...another, customerId: 'customer-2' };
      const button = dish(customer, '김밥').getByRole('button', { name: say.order });
      const busy = page.getByText(say.busy);
      // Whoever comes first in a second is served: that may be this one.
      for (let tries = 0; tries < 10 && !(await busy.isVisible()); tries += 1) {
        if (!page.url().endsWith('/restaurant')) await page.goto(`${stage.program.url}/restaurant`);
        await button.waitFor();
        await stage.act('Customer:customer-2', 'orders', someone).catch(() => {});
        await button.click();
        await busy.or(page.locator('.steps')).first().waitFor();
      }
      await isSound(customer);
      await picture(customer, `restaurant-busy-${language}`);
      await page.getByRole('button', { name: say.order }).first().waitFor();
      const again = dish(customer, '김밥').getByRole('button', { name: say.order });
      for (let tries = 0; tries < 10 && (await busy.isVisible()); tries += 1) {
        await new Promise((resolve) => setTimeout(resolve, 1_000));
        await again.click();
        await busy.or(page.locator('.steps')).first().waitFor();
      }
      await done(customer, say.delivered);
      await closeAll(customer);
    });
  }
});
