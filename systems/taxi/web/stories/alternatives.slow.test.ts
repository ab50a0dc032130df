// The other ends of a call, played by people in browsers: a line of those who wait, what is
// refused, what is cancelled late or at once, what is away, and what the clock decides.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withoutBrowser } from '@dure/web/testing/chromium';
import { hold, isSound, languages, picture } from '@dure/web/testing/people';
import type { Language, Person } from '@dure/web/testing/people';
import { closeAll, playedIn, sizeOf, stagesOf } from '@dure/web/testing/stage';
import { ifThere, press, step, sure } from './scene.testing.ts';
import { words } from './words.testing.ts';

/** The one large taxi that is on duty is driven by this one. */
const DRIVER = 'Driver:driver-6';
const [JUNG, OH, HAN] = ['Customer:customer-1', 'Customer:customer-2', 'Customer:customer-3'];

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
    const played = playedIn(language);

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
      const manager = await open(language, 'TaxiManager:manager-1');
      await manager.page.locator('.task').first().waitFor();
      await stage.fault('taximanage', 'down');
      await press(second, say.cancel);
      await sure(second, say.cancel);
      await step(second, 'now', say.cancelling);
      await stage.pass(11);
      await step(second, 'failed', say.failed);
      await stage.fault('taximanage', 'none');
      await stage.pass(10);
      await go(first, language, `my/${id}`);
      await step(first, 'failed', say.cancelled);
      await step(second, 'failed', say.failed);
      await closeAll(first, second, third, driver, manager);
    });

    it(`cancelling late has a fee, and twice is once (${played})`, async () => {
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
      await closeAll(one, other, driver);
    });

    it(`the taxi decides where boarding and cancelling cross (${played})`, async () => {
      const stage = stages(language);
      const one = await open(language, JUNG);
      const driver = await open(language, DRIVER);
      await called(one, language);
      const starting = driver.page.getByRole('button', { name: say.start, exact: true });
      const release = await hold(driver, /start-ride$/);
      await starting.click();
      await cancelled(one, language);
      release();
      await driver.page.getByText(say.noRide).first().waitFor();
      await step(one, 'failed', say.cancelled);
      await go(one, language);
      await called(one, language);
      await starting.waitFor();
      await step(one, 'now', say.coming);
      await stage.fault('taximanage', 'down');
      await press(one, say.cancel);
      await sure(one, say.cancel);
      await step(one, 'now', say.cancelling);
      // It does not come any more, as far as they know.
      assert.equal(await one.page.locator('.steps', { hasText: say.coming }).count(), 0);
      await isSound(one);
      await picture(one, `taxi-cancelling-${language}`);
      await starting.click();
      await step(one, 'now', say.riding);
      await one.page.locator('.closed-action', { hasText: say.boarded }).waitFor();
      await stage.fault('taximanage', 'none');
      await press(driver, say.arrive);
      await step(one, 'done', say.arrived);
      await go(one, language, 'inbox');
      await one.page.getByText(say.refused).first().waitFor();
      await closeAll(one, driver);
    });

    it(`calls that were taken too late to be heard are taken back (${played})`, async () => {
      const stage = stages(language);
      const [one, other] = [await open(language, OH), await open(language, HAN)];
      await stage.fault('taximanage', 'late');
      for (const caller of [one, other]) {
        await wish(caller, language, '중구');
        await caller.page.getByText(say.away).first().waitFor();
      }
      await isSound(one);
      await stage.fault('taximanage', 'none');
      // There is room for two: nothing of it is kept by what nobody heard of.
      const third = await open(language, JUNG);
      await called(third, language);
      await press(one, say.retry);
      await one.page.waitForURL(/\/my\/taxicall-\d+$/);
      for (const caller of [one, third]) await cancelled(caller, language);
      await closeAll(one, other, third);
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
