// The stories of parcel pickup, played by people in browsers side by side: a customer, the courier
// whom they get, and the control room.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withoutBrowser } from '@dure/web/testing/chromium';
import { isSound, isSoundForAll, languages, picture, sizesOf } from '@dure/web/testing/people';
import { castOf, closeAll, playedIn, sizeOf, stagesOf, wayIn } from '@dure/web/testing/stage';
import { alternatives } from './alternatives.testing.ts';
import { outages } from './outages.testing.ts';
import { asked, cancel, fill, press, sceneOf, stands, step, whoComes } from './scene.testing.ts';
import { words } from './words.testing.ts';

const business = 'parcel-pickup';
const OPEN_MAX = 2;

describe('the pages of parcel pickup', withoutBrowser(), () => {
  const stages = stagesOf(business, '--set', `MANAGE_OPEN_MAX=${OPEN_MAX}`);

  for (const language of languages) {
    const say = words[language];
    const played = playedIn(language);
    const stage = stages(language);
    const { open, fault } = stage;
    const scene = sceneOf(stage);
    const { inControlRoom, courier, onlyOnDuty } = scene;

    for (const size of sizesOf) {
      const name = `${language}-${size}`;

      it(`bring a parcel to the centre (${name}, ${wayIn[language]})`, async () => {
        const role = { language, size };
        await onlyOnDuty({ P1: '이수', P2: '관악구' });
        const [customer, control] = await Promise.all([
          open('Customer:customer-1', role),
          inControlRoom(language),
        ]);
        await fill(customer, language);
        await customer.page.getByLabel(say.address).fill('동작구 사당로 241');
        await customer.page.getByRole('radio', { name: say.span }).first().check();
        await customer.page.getByRole('button', { name: say.ask('5,600') }).waitFor();
        await customer.page.getByRole('radio', { name: say.heavy }).check();
        await customer.page.getByRole('button', { name: say.ask('11,200') }).waitFor();
        await isSoundForAll(customer);
        await picture(customer, `pickup-request-${name}`);
        await asked(customer, language);
        await stands(customer, say.confirmed);
        // Only a van carries what is heavy, though a motorcycle is nearer.
        assert.equal(await whoComes(customer), 'P2');
        const van = await courier('P2', role);
        await press(van, say.accept);
        await van.page.getByText('동작구 사당로 241').waitFor();
        await picture(van, `pickup-courier-${name}`);
        await press(van, say.start);
        await step(customer, 'now', say.carrying);
        await customer.page.getByText(say.tooLate).waitFor();
        await control.page.locator('.column', { hasText: '박현수' }).first().waitFor();
        // The staff's pages are the same, whatever the customer holds in their hand.
        if (size === sizeOf[language]) await Promise.all([van, control].map(isSoundForAll));
        await picture(control, `pickup-control-${name}`);
        await press(van, say.handIn);
        await step(customer, 'done', say.handed);
        await isSound(customer);
        await picture(customer, `pickup-handed-${name}`);
        await closeAll(customer, van, control);
      });
    }

    const { role } = castOf(words, language);

    it(`pass an offer on that is declined, and cancel for nothing (${played})`, async () => {
      await onlyOnDuty({ P1: '이수', P3: '사당' });
      const customer = await open('Customer:customer-2', role);
      await fill(customer, language);
      await asked(customer, language);
      await stands(customer, say.confirmed);
      assert.equal(await whoComes(customer), 'P1');
      const nearest = await courier('P1', role);
      await press(nearest, say.decline);
      await nearest.page.getByRole('dialog').getByRole('button', { name: say.decline }).click();
      await customer.page.locator('.facts', { hasText: '최가은' }).waitFor();
      const next = await courier('P3', role);
      await press(next, say.accept);
      await customer.page.locator('.card', { hasText: say.free }).waitFor();
      await isSoundForAll(customer);
      await picture(customer, `pickup-coming-${language}`);
      await customer.page.goto(`${stage.program.url}/${business}`);
      await customer.page.getByText(say.underWay).waitFor();
      await isSound(customer);
      await customer.page.goBack();
      await cancel(customer, language);
      await step(customer, 'failed', say.cancelled);
      await next.page.getByRole('button', { name: say.accept }).waitFor({ state: 'detached' });
      await isSound(customer);
      await picture(customer, `pickup-cancelled-${language}`);
      await closeAll(customer, nearest, next);
    });

    it(`wait for a courier, who comes on duty (${played})`, async () => {
      await onlyOnDuty({});
      const [customer, control] = await Promise.all([
        open('Customer:customer-3', role),
        inControlRoom(language),
      ]);
      await fill(customer, language, '아무 데나');
      await customer.page.getByRole('button', { name: say.askPlain }).click();
      await customer.page.getByText(say.wrongPlace).waitFor();
      await fill(customer, language, '강남');
      await asked(customer, language);
      await step(customer, 'now', say.finding);
      await control.page
        .locator('.column', { hasText: say.waiting })
        .locator('.ticket', { hasText: '강남' })
        .waitFor();
      await isSound(control);
      await picture(control, `pickup-waiting-${language}`);
      const late = await courier('P5', role);
      await late.page.getByLabel(say.here).fill('강남');
      await press(late, say.onDuty);
      await late.page.getByRole('button', { name: say.start }).waitFor();
      await isSoundForAll(late);
      await picture(late, `pickup-duty-${language}`);
      await stands(customer, say.confirmed);
      await cancel(customer, language);
      await step(customer, 'failed', say.cancelled);
      await press(late, say.offDuty);
      await late.page.getByRole('button', { name: say.onDuty }).waitFor();
      await closeAll(customer, control, late);
    });

    it(`ask again after a refusal, and cancel while no one assigns (${played})`, async () => {
      await onlyOnDuty({ P1: '이수' });
      const customer = await open('Customer:customer-1', role);
      await fill(customer, language);
      await customer.page.getByRole('button', { name: say.ask('5,600') }).waitFor();
      await fault('pickupmanage', 'down');
      await customer.page.getByRole('button', { name: say.askPlain }).click();
      const notice = customer.page.locator('.notice', { hasText: say.notTaken });
      await notice.waitFor();
      await isSound(customer);
      await picture(customer, `pickup-not-taken-${language}`);
      // What is accepted too late is taken back, so that it takes up no room.
      await fault('pickupmanage', 'late');
      for (let times = 0; times < OPEN_MAX; times += 1) {
        await customer.page.reload();
        await fill(customer, language);
        await customer.page.getByRole('button', { name: say.askPlain }).click();
        await notice.waitFor();
      }
      await fault('pickupmanage', 'none');
      await fault('pickupassign', 'down');
      await notice.getByRole('button', { name: say.retry }).click();
      await customer.page.waitForURL(/\/my\/pickupcall-\d+$/);
      await stands(customer, say.searching);
      await cancel(customer, language);
      await step(customer, 'now', say.cancelling);
      await isSound(customer);
      await fault('pickupassign', 'none');
      await step(customer, 'failed', say.cancelled);
      await closeAll(customer);
    });

    it(`register a courier, who stands in the list of the control room (${played})`, async () => {
      const control = await inControlRoom(language);
      await control.page.getByRole('button', { name: say.register }).click();
      await control.page.getByLabel(say.number).fill('P7');
      await control.page.getByLabel(say.courierName).fill('윤서연');
      await control.page.getByLabel(say.courierTel).fill('010-4111-0007');
      await control.page.getByLabel(say.capacity).selectOption('FULL');
      await control.page.getByLabel(say.standsAt).fill('사당');
      await isSound(control);
      await control.page.getByRole('button', { name: say.registerIt }).click();
      await control.page.locator('.row-line', { hasText: '윤서연' }).waitFor();
      await closeAll(control);
    });

    it(`say how a pickup stands though the context of its page is down (${played})`, async () => {
      await onlyOnDuty({ P1: '이수' });
      await fault('customer', 'down');
      const customer = await open('Customer:customer-2', role);
      await fill(customer, language);
      await asked(customer, language);
      await stands(customer, say.confirmed);
      await customer.page.getByText(say.knownLater).waitFor();
      await isSound(customer);
      await picture(customer, `pickup-without-page-${language}`);
      await fault('customer', 'none');
      await customer.page.locator('.facts', { hasText: '이준영' }).waitFor();
      await cancel(customer, language);
      await step(customer, 'failed', say.cancelled);
      await closeAll(customer);
    });

    alternatives(language, stage, scene);
    outages(language, stage, scene);
  }
});
