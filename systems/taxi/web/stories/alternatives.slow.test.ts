// The other ends of a call, played by people in browsers: a line of those who wait, what is
// refused, what is cancelled late or at once, what is away, and what the clock decides.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withoutBrowser } from '@dure/web/testing/chromium';
import { isSound, languages, picture } from '@dure/web/testing/people';
import type { Language, Person, Size } from '@dure/web/testing/people';
import { closeAll, stagesOf, wayIn } from '@dure/web/testing/stage';

const words = {
  ko: {
    from: '출발지',
    call: /부르기$/,
    large: '대형',
    finding: '택시를 찾고 있습니다',
    coming: '택시가 오고 있습니다',
    riding: '타고 있습니다',
    arrived: '도착했습니다',
    cancelled: '취소되었습니다',
    resend: '다시 보내기',
    failed: '탈 수 있는 택시가 없었습니다',
    accept: '수락',
    start: '출발',
    arrive: '도착',
    cancel: '호출 취소',
    place: /서울의 구 이름/,
    open: /이미 진행 중인 호출/,
    busy: /호출이 많습니다/,
    away: /호출은 접수되지 않았습니다/,
    boarded: /이미 탑승하여/,
    slow: /배정이 늦어지고/,
    none: '기다리는 호출이 없습니다',
    fee: '취소 수수료',
  },
  en: {
    from: 'From',
    call: /^Call( for .*)?$/,
    large: 'Large',
    finding: 'Finding a taxi',
    coming: 'Your taxi is on its way',
    riding: 'Riding',
    arrived: 'Arrived',
    cancelled: 'Cancelled',
    resend: 'Send again',
    failed: 'There was no taxi to be had',
    accept: 'Accept',
    start: 'Set off',
    arrive: 'Arrived',
    cancel: 'Cancel call',
    place: /must be a district of Seoul/,
    open: /already has an open call/,
    busy: /Too many calls now/,
    away: /Your call was not taken/,
    boarded: /You are on board/,
    slow: /Finding a taxi takes longer/,
    none: 'Nobody waits',
    fee: 'Cancellation fee',
  },
} as const;

const SOON_MS = 5_000;
const sizeOf = { ko: 'phone', en: 'desk' } as const satisfies { [L in Language]: Size };

/** The one large taxi that is on duty is driven by this one. */
const DRIVER = 'Driver:driver-6';
const [JUNG, OH, HAN] = ['Customer:customer-1', 'Customer:customer-2', 'Customer:customer-3'];

const step = ({ page }: Person, is: 'now' | 'done' | 'failed', text: string): Promise<void> =>
  page.locator(`.steps [data-is=${is}]`, { hasText: text }).first().waitFor();

const press = ({ page }: Person, name: string): Promise<void> =>
  page.getByRole('button', { name, exact: true }).first().click();

const sure = ({ page }: Person, name: string): Promise<void> =>
  page.getByRole('dialog').getByRole('button', { name, exact: true }).click({ timeout: SOON_MS });

/** What another has done meanwhile may have closed the dialog. */
const ifThere = (pressed: Promise<void>): Promise<void> => pressed.catch(() => {});

describe('the other ends of a call', withoutBrowser(), () => {
  // Hours pass in a moment: what is tried again every ten seconds would only take long.
  const settings = ['MANAGE_OPEN_MAX=2', 'ASSIGN_RETRY=120'];
  const stages = stagesOf('taxi', ...settings.flatMap((one) => ['--set', one]));

  const open = (language: Language, persona: string, path = ''): Promise<Person> => {
    const size = persona.startsWith('TaxiManager') ? 'desk' : sizeOf[language];
    return stages(language).open(persona, { language, size }, path);
  };

  const go = async ({ page }: Person, language: Language, path = ''): Promise<void> => {
    await page.goto(`${stages(language).program.url}/taxi/${path}`.replace(/\/$/, ''));
  };

  /** Fills in the form, and presses. */
  const wish = async ({ page }: Person, language: Language, from = '을지로'): Promise<void> => {
    const say = words[language];
    await page.getByLabel(say.from).fill(from);
    await page.getByRole('radio', { name: say.large }).check();
    await page.locator('button[type=submit]').click();
  };

  const called = async (person: Person, language: Language): Promise<string> => {
    await wish(person, language, '중구');
    await person.page.waitForURL(/\/my\/taxicall-\d+$/);
    return /taxicall-\d+/.exec(person.page.url())?.[0] ?? '';
  };

  const cancelled = async (person: Person, language: Language): Promise<void> => {
    await press(person, words[language].cancel);
    await sure(person, words[language].cancel);
    await step(person, 'failed', words[language].cancelled);
  };

  for (const language of languages) {
    const say = words[language];
    const played = `in ${language} on a ${sizeOf[language]}, ${wayIn[language]}`;

    it(`whoever finds no free taxi waits in line, or is not taken (${played})`, async () => {
      const first = await open(language, JUNG);
      await first.page.getByLabel(say.from).fill('아무데나');
      await first.page.getByText(say.place).waitFor();
      await isSound(first);
      await picture(first, `taxi-nowhere-${language}`);
      await called(first, language);
      await step(first, 'now', say.coming);
      // One phone has one call.
      await go(first, language);
      await wish(first, language, '강남');
      await first.page.getByText(say.open).first().waitFor();
      const second = await open(language, OH);
      const id = await called(second, language);
      await step(second, 'now', say.finding);
      await isSound(second);
      const manager = await open(language, 'TaxiManager:manager-1');
      await manager.page.locator('.task').first().waitFor();
      await isSound(manager);
      await picture(manager, `taxi-waiting-${language}`);
      const driver = await open(language, DRIVER);
      await press(driver, say.start);
      await press(driver, say.arrive);
      await step(second, 'now', say.coming);
      await manager.page.getByText(say.none).waitFor();
      await cancelled(second, language);
      await go(second, language, `my/${id}`);
      await closeAll(first, second, manager, driver);
    });

    it(`a call ends that waits too long, or that nobody boards (${played})`, async () => {
      const stage = stages(language);
      const first = await open(language, JUNG);
      const id = await called(first, language);
      await step(first, 'now', say.coming);
      const driver = await open(language, DRIVER);
      await press(driver, say.accept);
      await driver.page.getByRole('button', { name: say.accept }).waitFor({ state: 'detached' });
      const second = await open(language, OH);
      await called(second, language);
      await step(second, 'now', say.finding);
      // There are as many open calls as are taken.
      const third = await open(language, HAN);
      await wish(third, language, '중구');
      await third.page.getByText(say.busy).first().waitFor();
      await isSound(third);
      await stage.pass(11);
      await step(second, 'failed', say.failed);
      await isSound(second);
      await picture(second, `taxi-failed-${language}`);
      // Both at once: no taxi in time, and cancelled.
      await go(second, language);
      await called(second, language);
      await step(second, 'now', say.finding);
      await press(second, say.cancel);
      await second.page.getByRole('dialog').waitFor();
      await Promise.all([stage.pass(11), ifThere(sure(second, say.cancel))]);
      await second.page.locator('.steps [data-is=failed]').waitFor();
      await stage.pass(10);
      await go(first, language, `my/${id}`);
      await step(first, 'failed', say.cancelled);
      await closeAll(first, second, third, driver);
    });

    it(`cancelling late has a fee, twice is once, on board it is refused (${played})`, async () => {
      const stage = stages(language);
      const one = await open(language, JUNG);
      const id = await called(one, language);
      await step(one, 'now', say.coming);
      const driver = await open(language, DRIVER);
      await press(driver, say.accept);
      await driver.page.getByRole('button', { name: say.accept }).waitFor({ state: 'detached' });
      await stage.pass(5);
      const other = await open(language, JUNG, `my/${id}`);
      for (const person of [one, other]) {
        await press(person, say.cancel);
        await person.page.getByRole('dialog').getByText('5,000').first().waitFor();
      }
      await isSound(one);
      await picture(one, `taxi-fee-${language}`);
      await Promise.all([sure(one, say.cancel), ifThere(sure(other, say.cancel))]);
      for (const person of [one, other]) {
        await step(person, 'failed', say.cancelled);
        await person.page.locator('.facts', { hasText: say.fee }).waitFor();
      }
      await go(one, language);
      await called(one, language);
      await step(one, 'now', say.coming);
      await press(one, say.cancel);
      await one.page.getByRole('dialog').waitFor();
      const starting = driver.page.getByRole('button', { name: say.start, exact: true });
      await starting.waitFor();
      // The taxi decides: either they ride and are told so, or it is free again.
      await Promise.all([ifThere(sure(one, say.cancel)), ifThere(starting.click())]);
      const arriving = driver.page.getByRole('button', { name: say.arrive, exact: true });
      await starting.waitFor({ state: 'detached' });
      const rides = await arriving.isVisible();
      if (rides) await step(one, 'now', say.riding);
      else await step(one, 'failed', say.cancelled);
      if (rides) await one.page.locator('.closed-action', { hasText: say.boarded }).waitFor();
      if (rides) await arriving.click();
      await closeAll(one, other, driver);
    });

    it(`a call goes on while a part is away, and is caught up with (${played})`, async () => {
      const stage = stages(language);
      const one = await open(language, HAN);
      await stage.fault('taximanage', 'down');
      await wish(one, language, '중구');
      await one.page.getByText(say.away).first().waitFor();
      await isSound(one);
      await picture(one, `taxi-away-${language}`);
      await stage.fault('taximanage', 'none');
      // Taken though no one assigns; after a while they are told, and may cancel.
      await stage.fault('taxiassign', 'down');
      await go(one, language);
      const waiting = await called(one, language);
      await step(one, 'now', say.finding);
      await stage.pass(3);
      await go(one, language, 'inbox');
      await one.page.getByText(say.slow).first().waitFor();
      await go(one, language, `my/${waiting}`);
      await press(one, say.cancel);
      await sure(one, say.cancel);
      await stage.fault('taxiassign', 'none');
      await step(one, 'failed', say.cancelled);
      await closeAll(one);
    });

    it(`a ride goes on though what took the call is away, and its page (${played})`, async () => {
      const stage = stages(language);
      const one = await open(language, HAN);
      const riding = await called(one, language);
      await step(one, 'now', say.coming);
      const driver = await open(language, DRIVER);
      await stage.fault('taxicall', 'down');
      await press(driver, say.start);
      const arriving = driver.page.getByRole('button', { name: say.arrive, exact: true });
      await arriving.waitFor();
      await stage.fault('taxicall', 'none');
      await step(one, 'now', say.riding);
      await stage.fault('customer', 'down');
      const other = await open(language, HAN, `my/${riding}`);
      await step(other, 'now', say.riding);
      await arriving.click();
      await step(other, 'done', say.arrived);
      await stage.fault('customer', 'none');
      await step(one, 'done', say.arrived);
      await closeAll(one, other, driver);
    });

    it(`a person sends again what no phone has taken (${played})`, async () => {
      const stage = stages(language);
      const one = await open(language, OH);
      await stage.fault('MessageGateway', 'down');
      const id = await called(one, language);
      await step(one, 'now', say.coming);
      await stage.pass(20);
      const desk = { language, size: 'desk' } as const;
      const operator = await stage.open('Operator:operator-1', desk, 'work');
      const undelivered = operator.page.locator('.task', { hasText: `${id}/호출확정` });
      await undelivered.waitFor();
      // Nobody who looks after messages needs to know whose phone it is.
      assert.doesNotMatch(await operator.page.locator('main').innerText(), /01\d-?\d{4}-?\d{4}/);
      await isSound(operator);
      await picture(operator, `taxi-undelivered-${language}`);
      await stage.fault('MessageGateway', 'none');
      await undelivered.getByRole('button', { name: say.resend }).click();
      await undelivered.waitFor({ state: 'detached' });
      await closeAll(one, operator);
    });
  }
});
