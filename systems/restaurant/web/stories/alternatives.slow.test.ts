// The other ends of an order, played by people in browsers: what runs out, what comes too late, two
// at once, what happens while a part is away, and what the clock decides.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withoutBrowser } from '@dure/web/testing/chromium';
import { isSound, languages, picture } from '@dure/web/testing/people';
import type { Language, Person, Size } from '@dure/web/testing/people';
import { closeAll, stageOf, stagesOf, wayIn } from '@dure/web/testing/stage';

const words = {
  ko: {
    order: '주문하기',
    more: '한 인분 더',
    cancel: '주문 취소',
    start: '요리 시작',
    finish: '요리 완료',
    pick: '배달 시작',
    drop: '배달 완료',
    delivered: '배달이 끝났습니다',
    cooking: '요리하고 있습니다',
    cooked: '요리가 끝났습니다',
    soldOut: '남은 것이 모자라 주문이 취소되었습니다. 재고는 그대로입니다.',
    youCanceled: '주문을 취소했습니다.',
    kitchenCanceled: '주방이 만들 수 없어 주문이 취소되었습니다.',
    tooLate: /요리가 시작/,
    unconfirmed: /취소되지 않았으니/,
    slow: /식당 확인이 늦어지고/,
    busy: /주문이 많습니다/,
    ended: '취소되었습니다',
  },
  en: {
    order: 'Order',
    more: 'One portion more',
    cancel: 'Cancel order',
    start: 'Start',
    finish: 'Finish',
    pick: 'Pick up',
    drop: 'Handed over',
    delivered: 'Delivered',
    cooking: 'Being cooked',
    cooked: 'Cooked',
    soldOut: 'There was not enough left, so the order was cancelled. The stock is untouched.',
    youCanceled: 'You have cancelled this order.',
    kitchenCanceled: 'The kitchen could not make it, so the order was cancelled.',
    tooLate: /[Cc]ooking has started/,
    unconfirmed: /Nothing was cancelled/,
    slow: /slow to answer/,
    busy: /Too many orders now/,
    ended: 'Cancelled',
  },
} as const;

const SOON_MS = 5_000;
const sizeOf = { ko: 'phone', en: 'desk' } as const satisfies { [L in Language]: Size };

const dish = ({ page }: Person, name: string) => page.locator('.dish', { hasText: name });

const press = ({ page }: Person, name: string): Promise<void> =>
  page.getByRole('button', { name, exact: true }).first().click();

const sure = ({ page }: Person, name: string): Promise<void> =>
  page.getByRole('dialog').getByRole('button', { name, exact: true }).click({ timeout: SOON_MS });

/** What another has done meanwhile may have closed the dialog. */
const ifThere = (pressed: Promise<void>): Promise<void> => pressed.catch(() => {});

/** While it moves from one column to another it may stand in both. */
const ticket = ({ page }: Person, number: string) =>
  page
    .locator('.ticket, .task')
    .filter({ has: page.getByText(new RegExp(`^(주문|Order) ${number}$`)) })
    .first();

const done = ({ page }: Person, step: string): Promise<void> =>
  page.locator('.steps [data-is=done]', { hasText: step }).waitFor();

const nowAt = ({ page }: Person, step: string): Promise<void> =>
  page.locator('.steps [data-is=now]', { hasText: step }).waitFor();

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
    const played = `in ${language} on a ${sizeOf[language]}, ${wayIn[language]}`;

    it(`two want the last portions, and one gets them (${played})`, async () => {
      const one = await open(language, 'Customer:customer-1');
      const other = await open(language, 'Customer:customer-2');
      for (const person of [one, other]) {
        const more = dish(person, '족발 대').getByRole('button', { name: say.more });
        for (let portions = 1; portions < 5; portions += 1) await more.click();
      }
      const numbers = await Promise.all(
        [one, other].map((person) => ordered(person, '족발 대', language)),
      );
      assert.notEqual(numbers[0], numbers[1]);
      const isOut = ({ page }: Person) => page.getByText(say.soldOut).waitFor();
      const out = await Promise.any(
        [one, other].map(async (person) => {
          await isOut(person);
          return person;
        }),
      );
      await isSound(out);
      await picture(out, `restaurant-out-${language}`);
      await go(out, language, '');
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
      await closeAll(one, other);
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
      const second = await ordered(customer, '김밥', language);
      const starting = ticket(kitchen, second).getByRole('button', { name: say.start });
      await starting.waitFor();
      await press(customer, say.cancel);
      await customer.page.getByRole('dialog').waitFor();
      await Promise.all([ifThere(sure(customer, say.cancel)), starting.click()]);
      const { page } = customer;
      const isCooking = page.locator('.steps [data-is=now]', { hasText: say.cooking });
      const isCanceled = page.getByText(say.youCanceled);
      await isCooking.or(isCanceled).first().waitFor();
      if (await isCanceled.isVisible())
        await ticket(kitchen, second).waitFor({ state: 'detached' });
      else await ticket(kitchen, second).getByRole('button', { name: say.finish }).waitFor();
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
