// The stories of the taxi, played by people in browsers side by side: a customer, the driver whom
// they get, and the one who looks after the fleet.

import { describe, it } from 'node:test';
import { withoutBrowser } from '@dure/web/testing/chromium';
import { isSound, languages, picture } from '@dure/web/testing/people';
import type { Language, Person, Size } from '@dure/web/testing/people';
import { stagesOf, wayIn } from '@dure/web/testing/stage';

const words = {
  ko: {
    from: '출발지',
    call: /에 부르기$/,
    start: '출발',
    arrive: '도착',
    arrived: '도착했습니다',
    cancel: '호출 취소',
    cancelled: '취소되었습니다',
    goOn: '운행 시작',
    goOff: '쉬기',
    report: '위치 알리기',
    place: '중구',
    standsAt: '차가 있는 곳: 중구',
  },
  en: {
    from: 'From',
    call: /^Call for/,
    start: 'Set off',
    arrive: 'Arrived',
    arrived: 'Arrived',
    cancel: 'Cancel call',
    cancelled: 'Cancelled',
    goOn: 'Go on duty',
    goOff: 'Go off duty',
    report: 'Report where I am',
    place: '중구',
    standsAt: 'Your taxi stands in 중구',
  },
} as const;

/** A taxi that takes no calls, as the fleet shows it. */
const off = { ko: '휴무', en: 'Off duty' } as const;

const sizeOf = { ko: 'phone', en: 'desk' } as const satisfies { [L in Language]: Size };

describe('the pages of the taxi', withoutBrowser(), () => {
  const stages = stagesOf('taxi');

  const open = (persona: string, language: Language, size: Size): Promise<Person> =>
    stages(language).open(persona, { language, size });

  /** From where taxi 1101 stands free, so that it is the nearest. */
  const called = async ({ page }: Person, language: Language): Promise<void> => {
    await page.getByLabel(words[language].from).fill('홍대');
    await page.getByRole('button', { name: words[language].call }).click();
    await page.waitForURL(/\/my\/taxicall-\d+$/);
  };

  for (const language of languages) {
    const say = words[language];
    const size = sizeOf[language];
    const played = `in ${language}, ${wayIn[language]}`;

    it(`bring a customer home, on a ${size}, ${played}`, async () => {
      const customer = await open('Customer:customer-1', language, size);
      const manager = await open('TaxiManager:manager-1', language, 'desk');
      await isSound(customer);
      await called(customer, language);
      const vehicle = customer.page.locator('.facts', { hasText: '서울33바' });
      await vehicle.waitFor();
      const text = (await vehicle.textContent()) ?? '';
      const number = /서울33바110(\d)/.exec(text)?.[1] ?? '';
      const driver = await open(`Driver:driver-${driverOf[number] ?? 1}`, language, size);
      await isSound(driver);
      await picture(driver, `taxi-driver-${language}`);
      await driver.page.getByRole('button', { name: say.start, exact: true }).click();
      await driver.page.getByRole('button', { name: say.arrive, exact: true }).waitFor();
      await isSound(manager);
      await picture(manager, `taxi-fleet-${language}`);
      await driver.page.getByRole('button', { name: say.arrive, exact: true }).click();
      await customer.page.locator('.steps [data-is=done]', { hasText: say.arrived }).waitFor();
      await isSound(customer);
      await picture(customer, `taxi-call-${language}`);
      await Promise.all([customer.close(), driver.close(), manager.close()]);
    });

    it(`let a driver go on duty, elsewhere, and off duty, ${played}`, async () => {
      const driver = await open('Driver:driver-9', language, size);
      const press = (name: string) =>
        driver.page.getByRole('button', { name, exact: true }).click();
      const manager = await open('TaxiManager:manager-1', language, 'desk');
      const taxi = manager.page.locator('.row-line', { hasText: '서울33바1106' });
      await taxi.filter({ hasText: off[language] }).waitFor();
      await isSound(driver);
      await press(say.goOn);
      await taxi.filter({ hasNotText: off[language] }).waitFor();
      await press(say.report);
      const dialog = driver.page.getByRole('dialog');
      await dialog.locator('input').fill('서울역');
      await isSound(driver);
      await dialog.getByRole('button', { name: say.report, exact: true }).click();
      await driver.page.getByText(say.standsAt).waitFor();
      await taxi.filter({ hasText: say.place }).waitFor();
      await picture(driver, `taxi-duty-${language}`);
      await press(say.goOff);
      await taxi.filter({ hasText: off[language] }).waitFor();
      await Promise.all([driver.close(), manager.close()]);
    });

    it(`cancel a call before boarding, ${played}`, async () => {
      const customer = await open('Customer:customer-2', language, size);
      await called(customer, language);
      await customer.page.getByRole('button', { name: say.cancel }).click();
      const dialog = customer.page.getByRole('dialog');
      await dialog.getByRole('button', { name: say.cancel }).click();
      await customer.page.locator('.steps [data-is=failed]', { hasText: say.cancelled }).waitFor();
      await isSound(customer);
      await customer.close();
    });
  }
});

/** Which driver of the demo has which vehicle, by the last digit of its number. */
const driverOf: { readonly [digit: string]: number } = { 1: 1, 2: 2, 3: 3, 4: 7, 5: 8, 6: 9 };
