// The stories of the restaurant, played by people in browsers side by side: a customer with a
// phone, the kitchen at its display, and a rider.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withoutBrowser } from '@dure/web/testing/chromium';
import { isSound, languages, picture } from '@dure/web/testing/people';
import type { Language, Person, Size } from '@dure/web/testing/people';
import { stagesOf, wayIn } from '@dure/web/testing/stage';

const words = {
  ko: {
    order: '주문하기',
    start: '요리 시작',
    finish: '요리 완료',
    pick: '배달 시작',
    drop: '배달 완료',
    delivered: '배달이 끝났습니다',
    cancel: '주문 취소',
    youCanceled: '주문을 취소했습니다.',
    reject: '못 만듭니다',
    kitchenCanceled: '주방이 만들 수 없어 주문이 취소되었습니다.',
    more: '한 인분 더',
  },
  en: {
    order: 'Order',
    start: 'Start',
    finish: 'Finish',
    pick: 'Pick up',
    drop: 'Handed over',
    delivered: 'Delivered',
    cancel: 'Cancel order',
    youCanceled: 'You have cancelled this order.',
    reject: 'Cannot make it',
    kitchenCanceled: 'The kitchen could not make it, so the order was cancelled.',
    more: 'One portion more',
  },
} as const;

const sizeOf = { ko: 'phone', en: 'desk' } as const satisfies { [L in Language]: Size };

describe('the pages of the restaurant', withoutBrowser(), () => {
  const stages = stagesOf('restaurant');

  const open = (persona: string, language: Language, size: Size): Promise<Person> =>
    stages(language).open(persona, { language, size });

  const press = ({ page }: Person, name: string): Promise<void> =>
    page.getByRole('button', { name, exact: true }).first().click();

  const dish = ({ page }: Person, name: string) => page.locator('.dish', { hasText: name });

  /** The number of the order whose page is shown. */
  const ordered = async (customer: Person, menu: string, language: Language): Promise<string> => {
    await dish(customer, menu).getByRole('button', { name: words[language].order }).click();
    await customer.page.waitForURL(/\/my\/order-\d+$/);
    return /order-(\d+)$/.exec(customer.page.url())?.[1] ?? '';
  };

  /** While it moves from one column to another it may stand in both. */
  const ticket = ({ page }: Person, number: string) =>
    page
      .locator('.ticket, .task')
      .filter({ has: page.getByText(new RegExp(`^(주문|Order) ${number}$`)) })
      .first();

  for (const language of languages) {
    const say = words[language];
    const size = sizeOf[language];
    const played = `in ${language}, ${wayIn[language]}`;

    it(`bring a dish from the order to the door, on a ${size}, ${played}`, async () => {
      const customer = await open('Customer:customer-1', language, size);
      const kitchen = await open('Kitchen:restaurant-2', language, 'desk');
      const rider = await open('Rider:rider-1', language, size);
      await dish(customer, '김밥').getByRole('button', { name: say.more }).click();
      await isSound(customer);
      await picture(customer, `restaurant-menus-${language}`);
      const number = await ordered(customer, '김밥', language);
      await ticket(kitchen, number).getByRole('button', { name: say.start }).click();
      await ticket(kitchen, number).getByRole('button', { name: say.finish }).waitFor();
      await isSound(kitchen);
      await picture(kitchen, `restaurant-kitchen-${language}`);
      await ticket(kitchen, number).getByRole('button', { name: say.finish }).click();
      await ticket(rider, number).getByRole('button', { name: say.pick }).click();
      await ticket(rider, number).getByRole('button', { name: say.drop }).waitFor();
      await isSound(rider);
      await ticket(rider, number).getByRole('button', { name: say.drop }).click();
      await customer.page.locator('.steps [data-is=done]', { hasText: say.delivered }).waitFor();
      await isSound(customer);
      await picture(customer, `restaurant-order-${language}`);
      await Promise.all([customer.close(), kitchen.close(), rider.close()]);
    });

    it(`cancel before cooking and give the stock back, ${played}`, async () => {
      const customer = await open('Customer:customer-2', language, size);
      const before = await dish(customer, '떡볶이').locator('.faint').textContent();
      await ordered(customer, '떡볶이', language);
      await press(customer, say.cancel);
      const dialog = customer.page.getByRole('dialog');
      await isSound(customer);
      await dialog.getByRole('button', { name: say.cancel }).click();
      await customer.page.getByText(say.youCanceled).waitFor();
      await customer.page.goto(`${stages(language).program.url}/restaurant`);
      await dish(customer, '떡볶이')
        .locator('.faint', { hasText: before ?? '?' })
        .waitFor();
      await customer.close();
    });

    it(`tell the customer that the kitchen cannot make it, ${played}`, async () => {
      const customer = await open('Customer:customer-3', language, size);
      const kitchen = await open('Kitchen:restaurant-1', language, 'desk');
      const number = await ordered(customer, '편육', language);
      await ticket(kitchen, number).getByRole('button', { name: say.reject }).click();
      const dialog = kitchen.page.getByRole('dialog');
      await dialog.locator('input').first().fill('재료가 없습니다');
      await dialog.getByRole('button', { name: say.reject }).click();
      await customer.page.getByText(say.kitchenCanceled).waitFor();
      assert.deepEqual(customer.troubles, []);
      await Promise.all([customer.close(), kitchen.close()]);
    });
  }

  it('send one order where the button is pressed twice', async () => {
    const customer = await open('Customer:customer-2', 'ko', 'phone');
    const button = dish(customer, '평양냉면').getByRole('button', { name: '주문하기' });
    await button.dblclick();
    await customer.page.waitForURL(/\/my\/order-\d+$/);
    await customer.page.goto(`${stages('ko').program.url}/restaurant/my`);
    await customer.page.locator('.row-line').first().waitFor();
    assert.equal(await customer.page.locator('.row-line', { hasText: '평양냉면' }).count(), 1);
    await customer.close();
  });
});
