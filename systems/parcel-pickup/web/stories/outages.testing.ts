// What people do while a part is away, and how it goes on when it is back.

import { it } from 'node:test';
import { isSound, picture } from '@dure/web/testing/people';
import type { Language } from '@dure/web/testing/people';
import { castOf, closeAll, playedIn } from '@dure/web/testing/stage';
import type { Stage } from '@dure/web/testing/stage';
import { asked, cancel, fill, press, stands, step } from './scene.testing.ts';
import type { Scene } from './scene.testing.ts';
import { words } from './words.testing.ts';

const SILENCE_MINUTES = 3;
const ASSIGN_MINUTES = 15;
const GIVEN_UP_MINUTES = 20;

export const outages = (language: Language, stage: Stage, scene: Scene): void => {
  const played = playedIn(language);
  const { open, fault, pass } = stage;
  const { inControlRoom, courier, onlyOnDuty } = scene;

  it(`say that it takes longer while no one assigns, then too long (${played})`, async () => {
    const { read, role } = castOf(words, language);
    await onlyOnDuty({ P1: '이수' });
    const customer = await open('Customer:customer-3', role);
    await fault('pickupassign', 'down');
    await fill(customer, language);
    await asked(customer, language);
    await stands(customer, read.searching);
    const at = customer.page.url();
    await pass(SILENCE_MINUTES + 1);
    await customer.page.goto(`${stage.program.url}/parcel-pickup/inbox`);
    // The newest stands on top.
    const newest = customer.page.locator('.message').first();
    await newest.filter({ hasText: read.delayed }).waitFor();
    await customer.page.goto(at);
    await pass(ASSIGN_MINUTES);
    await fault('pickupassign', 'none');
    await step(customer, 'failed', read.failed);
    await customer.page.locator('.steps', { hasText: read.tooLateToAssign }).waitFor();
    await isSound(customer);
    await picture(customer, `pickup-too-late-${language}`);
    await closeAll(customer);
  });

  it(`bring a parcel to the centre while the requests are away (${played})`, async () => {
    const { read, say, staff, otherRole, role, staffRole } = castOf(words, language);
    await onlyOnDuty({ P1: '이수' });
    const [customer, nearest, control] = [
      await open('Customer:customer-1', otherRole),
      await courier('P1', staffRole),
      await inControlRoom(staff),
    ];
    await fill(customer, language);
    await asked(customer, language);
    await press(nearest, say.accept);
    await stands(customer, read.confirmed);
    const other = await open('Customer:customer-2', role);
    await fill(other, language);
    await fault('pickupcall', 'down');
    await other.page.getByRole('button', { name: read.askPlain }).click();
    const notice = other.page.locator('.notice', { hasText: read.away });
    await notice.waitFor();
    await isSound(other);
    await picture(other, `pickup-requests-away-${language}`);
    await press(nearest, say.start);
    await press(nearest, say.handIn);
    const number = customer.page.url().split('-').at(-1) ?? '';
    const handedIn = control.page.locator('.column', { hasText: say.handedIn });
    await handedIn.getByText(say.pickupOf(number), { exact: true }).waitFor();
    // The customer reads what was last known.
    await stands(customer, read.confirmed);
    await fault('pickupcall', 'none');
    await step(customer, 'done', read.handed);
    await notice.getByRole('button', { name: read.retry }).click();
    await other.page.waitForURL(/\/my\/pickupcall-\d+$/);
    await press(nearest, say.accept);
    await press(nearest, say.start);
    await press(nearest, say.handIn);
    await step(other, 'done', read.handed);
    await closeAll(customer, other, nearest, control);
  });

  it(`leave to a person what no phone has taken, and send it again (${played})`, async () => {
    const { read, say, staff, role, staffRole } = castOf(words, language);
    await onlyOnDuty({ P1: '이수' });
    await fault('MessageGateway', 'down');
    const [customer, nearest] = [
      await open('Customer:customer-2', role),
      await courier('P1', staffRole),
    ];
    await fill(customer, language);
    await asked(customer, language);
    await press(nearest, say.accept);
    await stands(customer, read.confirmed);
    const pickupId = customer.page.url().split('/').at(-1) ?? '';
    await pass(GIVEN_UP_MINUTES);
    const operator = await open('Operator:operator-1', { language: staff, size: 'desk' }, 'work');
    const undelivered = operator.page.locator('.task', { hasText: `${pickupId}/호출확정` });
    await undelivered.waitFor();
    await isSound(operator);
    await picture(operator, `pickup-undelivered-${language}`);
    await fault('MessageGateway', 'none');
    await undelivered.getByRole('button', { name: say.resend }).click();
    await undelivered.waitFor({ state: 'detached' });
    await cancel(customer, language);
    await step(customer, 'failed', read.cancelled);
    await closeAll(customer, nearest, operator);
  });
};
