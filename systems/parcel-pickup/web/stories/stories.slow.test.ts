// The stories of parcel pickup, played by people in browsers side by side: a customer, the courier
// whom they get, and the control room.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withoutBrowser } from '@dure/web/testing/chromium';
import { isSound, isSoundForAll, languages, picture, sizesOf } from '@dure/web/testing/people';
import type { Language, Person, Size } from '@dure/web/testing/people';
import { closeAll, stageOf } from '@dure/web/testing/stage';
import type { Role } from '@dure/web/testing/stage';
import { words } from './words.testing.ts';

const business = 'parcel-pickup';
const sizeOf = { ko: 'phone', en: 'desk' } as const satisfies { [L in Language]: Size };

/** Those of the demo, by whom a customer reads. */
const couriers: { readonly [name: string]: string } = {
  이준영: 'P1',
  박현수: 'P2',
  최가은: 'P3',
  정우진: 'P4',
  한지원: 'P5',
  서동훈: 'P6',
};

describe('the pages of parcel pickup', withoutBrowser(), () => {
  const stage = stageOf(business);
  const { open, fault, act } = stage;

  const inControlRoom = (language: Language): Promise<Person> =>
    open('PickupManager:manager-1', { language, size: 'desk' });

  const courier = (workerid: string, role: Role): Promise<Person> =>
    open(`Courier:courier-${workerid}`, role);

  const duty = async (workerid: string, location?: string): Promise<void> => {
    const slug = location === undefined ? 'go-off-duty' : 'go-on-duty';
    const path = `courierPools/${encodeURIComponent('서울')}/${slug}`;
    const body = { workerid, ...(location === undefined ? {} : { location }) };
    await act(`Courier:courier-${workerid}`, path, body);
  };

  /** Only these couriers are on duty, where they stand. */
  const onlyOnDuty = async (wanted: { readonly [workerid: string]: string }): Promise<void> => {
    for (const workerid of Object.values(couriers)) {
      await duty(workerid);
      if (wanted[workerid] !== undefined) await duty(workerid, wanted[workerid]);
    }
  };

  const fill = async ({ page }: Person, language: Language, place = '이수'): Promise<void> => {
    await page.getByLabel(words[language].place).fill(place);
  };

  const asked = async (customer: Person, language: Language): Promise<void> => {
    const { page } = customer;
    await page.getByRole('button', { name: words[language].askPlain }).click();
    await page.waitForURL(/\/my\/pickupcall-\d+$/);
  };

  const press = ({ page }: Person, name: string): Promise<void> =>
    page.getByRole('button', { name, exact: true }).click();

  const stands = ({ page }: Person, text: string): Promise<void> =>
    page.locator('.page-head .badge', { hasText: text }).waitFor();

  const step = ({ page }: Person, is: string, text: string): Promise<void> =>
    page.locator(`.steps [data-is=${is}]`, { hasText: text }).waitFor();

  /** The courier whom a customer reads on their page. */
  const whoComes = async ({ page }: Person): Promise<string> => {
    const text = (await page.locator('.facts', { hasText: '010-' }).textContent()) ?? '';
    const name = Object.keys(couriers).find((one) => text.includes(one)) ?? '';
    return couriers[name] ?? '';
  };

  const cancel = async (customer: Person, language: Language): Promise<void> => {
    const { cancel: name } = words[language];
    await press(customer, name);
    await customer.page.getByRole('dialog').getByRole('button', { name, exact: true }).click();
  };

  for (const language of languages) {
    const say = words[language];

    for (const size of sizesOf) {
      const name = `${language}-${size}`;

      it(`bring a parcel to the centre (${name})`, async () => {
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

    const role = { language, size: sizeOf[language] };

    it(`pass an offer on that is declined, and cancel for nothing, in ${language}`, async () => {
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

    it(`wait for a courier, who comes on duty, in ${language}`, async () => {
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

    it(`ask again after a refusal, and cancel while no one assigns, in ${language}`, async () => {
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
  }

  it('register a courier, who stands in the list of the control room', async () => {
    const control = await inControlRoom('ko');
    await control.page.getByRole('button', { name: '택배기사 등록' }).click();
    await control.page.getByLabel('기사번호').fill('P7');
    await control.page.getByLabel('기사이름').fill('윤서연');
    await control.page.getByLabel('기사전화번호').fill('010-4111-0007');
    await control.page.getByLabel('운반능력').selectOption('FULL');
    await control.page.getByLabel('호출위치').fill('사당');
    await isSound(control);
    await control.page.getByRole('button', { name: '택배기사 등록' }).click();
    await control.page.locator('.row-line', { hasText: '윤서연' }).waitFor();
    await closeAll(control);
  });

  it('say how a pickup stands though the context of its page is down', async () => {
    const role = { language: 'ko', size: 'phone' } as const;
    await onlyOnDuty({ P1: '이수' });
    await fault('customer', 'down');
    const customer = await open('Customer:customer-2', role);
    await fill(customer, 'ko');
    await asked(customer, 'ko');
    await stands(customer, words.ko.confirmed);
    await customer.page.getByText('택배기사의 이름과 연락처는').waitFor();
    await isSound(customer);
    await picture(customer, 'pickup-without-page');
    await fault('customer', 'none');
    await customer.page.locator('.facts', { hasText: '이준영' }).waitFor();
    await cancel(customer, 'ko');
    await step(customer, 'failed', words.ko.cancelled);
    await closeAll(customer);
  });
});
