// What happens out of the way: no courier, too many parcels, a door that stays shut, and a
// cancellation that crosses with the courier.

import assert from 'node:assert/strict';
import { it } from 'node:test';
import { hold, isSound, picture } from '@dure/web/testing/people';
import type { Language, Person } from '@dure/web/testing/people';
import { castOf, closeAll, playedIn } from '@dure/web/testing/stage';
import type { Stage } from '@dure/web/testing/stage';
import { asked, cancel, fill, press, stands, step, whoComes } from './scene.testing.ts';
import type { Scene } from './scene.testing.ts';
import { words } from './words.testing.ts';

const COLLECT_MINUTES = 120;
const ASSIGN_MINUTES = 15;
const FREE_MINUTES = 5;

const MINUTE_MS = 60_000;

type Wished = { readonly wishedFrom: string; readonly wishedTo: string };

const hours = {
  ko: new Intl.DateTimeFormat('ko-KR', {
    hour: 'numeric',
    minute: '2-digit',
    timeZone: 'Asia/Seoul',
  }),
  en: new Intl.DateTimeFormat('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    timeZone: 'Asia/Seoul',
  }),
} as const;

/** As the times of a pickup begin: `01:30` in Seoul, from the last ten minutes. */
const halfAnHourAfter = (nowMs: number, language: Language): string => {
  const slot = 10 * MINUTE_MS;
  return hours[language].format(Math.floor(nowMs / slot) * slot + 30 * MINUTE_MS);
};

/** What no page sends: its end comes before its beginning. */
const reversed = (body: Wished): Wished => ({
  ...body,
  wishedFrom: body.wishedTo,
  wishedTo: body.wishedFrom,
});

/** A time that ends before it begins is refused, and can be chosen anew. */
const askReversed = async (customer: Person, language: Language): Promise<void> => {
  const { page } = customer;
  const { span, rightNow, askPlain, reversedSpan } = words[language];
  await page.getByRole('radio', { name: span }).first().check();
  await page.route(/\/pickupcalls$/, async (route) => {
    // What the page itself has sent.
    const body = route.request().postDataJSON() as Wished;
    await route.continue({ postData: JSON.stringify(reversed(body)) });
  });
  await page.getByRole('button', { name: askPlain }).click();
  await page.locator('.notice', { hasText: reversedSpan }).waitFor();
  await isSound(customer);
  await page.unroute(/\/pickupcalls$/);
  await page.getByRole('radio', { name: rightNow }).check();
};

export const alternatives = (language: Language, stage: Stage, scene: Scene): void => {
  const played = playedIn(language);
  const { open, fault, pass, now } = stage;
  const { inControlRoom, courier, onlyOnDuty } = scene;

  it(`let a light parcel pass a heavy one that waits for a van (${played})`, async () => {
    const { read, say, staff, role, otherRole, staffRole } = castOf(words, language);
    await onlyOnDuty({ P1: '이수' });
    const [heavy, light, control] = [
      await open('Customer:customer-1', role),
      await open('Customer:customer-2', otherRole),
      await inControlRoom(staff),
    ];
    await fill(heavy, language);
    await heavy.page.getByRole('radio', { name: read.heavy }).check();
    await asked(heavy, language);
    await step(heavy, 'now', read.finding);
    await fill(light, language);
    await asked(light, language);
    await stands(light, read.confirmed);
    assert.equal(await whoComes(light), 'P1');
    await control.page.locator('.column', { hasText: say.waiting }).locator('.ticket').waitFor();
    const van = await courier('P2', staffRole);
    await van.page.getByLabel(say.here).fill('관악구');
    await press(van, say.onDuty);
    await press(van, say.accept);
    await stands(heavy, read.confirmed);
    assert.equal(await whoComes(heavy), 'P2');
    await cancel(heavy, language);
    await cancel(light, language);
    await step(heavy, 'failed', read.cancelled);
    await step(light, 'failed', read.cancelled);
    await closeAll(heavy, light, control, van);
  });

  it(`give up after a while without a courier, and ask again (${played})`, async () => {
    const { read, say, staff, role } = castOf(words, language);
    await onlyOnDuty({});
    const [customer, control] = [
      await open('Customer:customer-3', role),
      await inControlRoom(staff),
    ];
    const waiting = control.page.locator('.column', { hasText: say.waiting }).locator('.ticket');
    await fault('MessageGateway', 'down');
    await fill(customer, language);
    await asked(customer, language);
    await waiting.waitFor();
    await pass(ASSIGN_MINUTES + 1);
    await step(customer, 'failed', read.failed);
    await waiting.waitFor({ state: 'detached' });
    await isSound(customer);
    await picture(customer, `pickup-failed-${language}`);
    await press(customer, read.again);
    await customer.page.getByLabel(read.place).waitFor();
    // No message got through to the phone; the inbox has it.
    await customer.page.goto(`${stage.program.url}/parcel-pickup/inbox`);
    await customer.page.locator('.message', { hasText: read.failedMessage }).waitFor();
    await isSound(customer);
    await fault('MessageGateway', 'none');
    await closeAll(customer, control);
  });

  it(`take no more than can be served, and what is mistaken not at all (${played})`, async () => {
    const { read, role, otherRole } = castOf(words, language);
    await onlyOnDuty({});
    const [first, second, third] = [
      await open('Customer:customer-1', otherRole),
      await open('Customer:customer-2', otherRole),
      await open('Customer:customer-3', role),
    ];
    const again = await open('Customer:customer-1', role);
    await fill(again, language, '강남');
    for (const customer of [first, second]) {
      await fill(customer, language);
      await asked(customer, language);
    }
    // One phone has one pickup: what stood open in another window is refused, or leads to it.
    const twice = again.page.getByText(read.openAlready).or(again.page.getByText(read.underWay));
    await twice.first().waitFor();
    await closeAll(again);
    await fill(third, language, '강남');
    await third.page.getByLabel(read.contact).fill('123');
    await third.page.getByRole('button', { name: read.askPlain }).click();
    await third.page.locator('.mistake').waitFor();
    await isSound(third);
    await picture(third, `pickup-mistaken-${language}`);
    await third.page.getByLabel(read.contact).fill('');
    await askReversed(third, language);
    await third.page.getByRole('button', { name: read.askPlain }).click();
    const busy = third.page.locator('.notice', { hasText: read.busy });
    await busy.waitFor();
    await isSound(third);
    await picture(third, `pickup-busy-${language}`);
    await cancel(first, language);
    await step(first, 'failed', read.cancelled);
    await busy.getByRole('button', { name: read.retry }).click();
    await third.page.waitForURL(/\/my\/pickupcall-\d+$/);
    await cancel(second, language);
    await cancel(third, language);
    await step(third, 'failed', read.cancelled);
    await closeAll(first, second, third);
  });

  it(`cancel late for a fee, and for nothing where no parcel comes out (${played})`, async () => {
    const { read, say, role, staffRole } = castOf(words, language);
    await onlyOnDuty({ P1: '이수' });
    const [customer, nearest] = [
      await open('Customer:customer-1', role),
      await courier('P1', staffRole),
    ];
    await fill(customer, language);
    await asked(customer, language);
    await press(nearest, say.accept);
    await customer.page.locator('.card', { hasText: read.free }).waitFor();
    await pass(FREE_MINUTES + 1);
    await press(customer, read.cancel);
    const dialog = customer.page.getByRole('dialog');
    await dialog.locator('.preview', { hasText: '2,000' }).waitFor();
    assert.equal(await dialog.locator('.preview dd').count(), 1);
    await isSound(customer);
    await picture(customer, `pickup-late-cancel-${language}`);
    await dialog.getByRole('button', { name: read.cancel, exact: true }).click();
    await step(customer, 'failed', read.cancelled);
    await customer.page.locator('.facts', { hasText: '2,000' }).waitFor();

    await press(customer, read.again);
    await fill(customer, language);
    await asked(customer, language);
    await press(nearest, say.accept);
    await stands(customer, read.confirmed);
    await pass(COLLECT_MINUTES + 1);
    await step(customer, 'failed', read.notHandedOver);
    await isSound(customer);
    await picture(customer, `pickup-not-handed-over-${language}`);
    // The page goes by the clock of the server, which was moved while it stood open.
    const before = halfAnHourAfter(await now(), language);
    await press(customer, read.again);
    const from = `(${before}|${halfAnHourAfter(await now(), language)})`;
    await customer.page.getByRole('radio', { name: new RegExp(`^${from} –`) }).check();
    await nearest.page.getByRole('button', { name: say.offDuty }).click();
    await nearest.page.getByRole('button', { name: say.onDuty }).waitFor();
    await closeAll(customer, nearest);
  });

  it(`carry a parcel that was taken over before its cancellation came (${played})`, async () => {
    const { read, say, role, staffRole } = castOf(words, language);
    await onlyOnDuty({ P1: '이수' });
    const [customer, nearest] = [
      await open('Customer:customer-1', role),
      await courier('P1', staffRole),
    ];
    await fill(customer, language);
    await asked(customer, language);
    await press(nearest, say.accept);
    await fault('pickupmanage', 'down');
    await cancel(customer, language);
    await step(customer, 'now', read.cancelling);
    await press(nearest, say.start);
    await customer.page.locator('.notice', { hasText: read.tooLateToCancel }).waitFor();
    await isSound(customer);
    await picture(customer, `pickup-cancel-refused-${language}`);
    await fault('pickupmanage', 'none');
    await press(nearest, say.handIn);
    await step(customer, 'done', read.handed);
    await closeAll(customer, nearest);
  });

  it(`cancel in two windows once, before the courier was at the door (${played})`, async () => {
    const { read, say, role, otherRole, staffRole } = castOf(words, language);
    await onlyOnDuty({ P1: '이수' });
    const [customer, again, nearest] = [
      await open('Customer:customer-1', role),
      await open('Customer:customer-1', otherRole, 'my'),
      await courier('P1', staffRole),
    ];
    await fill(customer, language);
    await asked(customer, language);
    await press(nearest, say.accept);
    await again.page.goto(customer.page.url());
    const [releaseStart, releaseCancel] = [
      await hold(nearest, /start-collection/),
      await hold(again, /cancel-pickup$/),
    ];
    await press(nearest, say.start);
    await cancel(again, language);
    await cancel(customer, language);
    await step(customer, 'failed', read.cancelled);
    releaseStart();
    releaseCancel();
    await nearest.page.getByText(say.noErrand).waitFor();
    await step(again, 'failed', read.cancelled);
    await closeAll(customer, again, nearest);
  });

  it(`end as failed where no courier was found while it was cancelled (${played})`, async () => {
    const { read, role } = castOf(words, language);
    await onlyOnDuty({});
    const customer = await open('Customer:customer-2', role);
    await fill(customer, language);
    await asked(customer, language);
    await stands(customer, read.searching);
    await fault('pickupmanage', 'down');
    await cancel(customer, language);
    await step(customer, 'now', read.cancelling);
    await pass(ASSIGN_MINUTES + 1);
    await step(customer, 'failed', read.failed);
    await fault('pickupmanage', 'none');
    await closeAll(customer);
  });
};
