// What crosses on its way: a guest and an owner who cancel at once, a cancellation that overtakes
// the money or the offer, and payments that answer too late.

import assert from 'node:assert/strict';
import { it } from 'node:test';
import { hold, isSound, picture } from '@dure/web/testing/people';
import type { Language, Person } from '@dure/web/testing/people';
import { given } from '@dure/web/testing/program';
import { closeAll, patiently, playedIn } from '@dure/web/testing/stage';
import type { Stage } from '@dure/web/testing/stage';
import { go, HANOK, pay, press, status, sure, task } from './scene.testing.ts';
import type { Scene } from './scene.testing.ts';
import { words } from './words.testing.ts';

/** So that the next try is eight seconds away, and the card network is not given up for a while. */
const TRIES_BEFORE = 4;
const PAYMENTS_MAX = 200;

type Payment = { readonly status: string };
type Tried = { readonly attempts: number };

const read = ({ program }: Stage, persona: string, path: string): Promise<unknown> =>
  given(program, { business: 'lodging', persona, path, method: 'GET' });

const paymentsOf = async (stage: Stage): Promise<readonly Payment[]> => {
  const path = `paymentHistories?size=${PAYMENTS_MAX}`;
  // The gateway's own answer.
  const body = (await read(stage, 'Customer:customer-2', path)) as {
    readonly _embedded: { readonly paymentHistories: readonly Payment[] };
  };
  return body._embedded.paymentHistories;
};

/** So often the one thing that waits was tried; nothing waits after `0`. */
const untilTried = async (stage: Stage, times: number): Promise<void> => {
  const look = async (): Promise<void> => {
    // The gateway's own answer.
    const body = (await read(stage, 'Operator:operator-1', 'ops/parked')) as {
      readonly parked: readonly Tried[];
    };
    assert.deepEqual(
      body.parked.map(({ attempts }) => attempts),
      times === 0 ? [] : [times],
    );
  };
  // Its tries are up to eight seconds apart.
  await patiently(look).catch(() => patiently(look));
};

/** How often a hold on a card was let go because nothing was reserved. */
const voidedOf = async (stage: Stage): Promise<number> =>
  (await paymentsOf(stage)).filter((one) => one.status === '결제철회').length;

const fact = ({ page }: Person, name: string, won: RegExp): Promise<void> =>
  page.locator('.facts dt', { hasText: name }).locator('+ dd', { hasText: won }).waitFor();

export const crossings = (language: Language, stage: Stage, scene: Scene): void => {
  const say = words[language];
  const played = playedIn(language);
  const { fault } = stage;
  const { guest, owner, placeOf } = scene;

  const cancel = async (one: Person): Promise<void> => {
    await press(one, say.cancel);
    await sure(one, say.cancel);
  };

  it(`both cancel at once: the owner was first, and nothing is kept (${played})`, async () => {
    const one = await guest(language, await placeOf(language, HANOK, 1));
    const host = await owner(language);
    const id = await pay(one, language);
    await task(host, id).getByRole('button', { name: say.confirm }).click();
    await status(one, say.booked);
    const past = host.page.locator('.row-line');
    await past.getByRole('button', { name: say.ownerCancel }).first().click();
    await host.page.getByRole('dialog').getByRole('textbox').fill('누수');
    // What the guest does is on its way to the owner's part.
    await fault('management', 'behind');
    await press(one, say.cancel);
    await one.page.getByRole('dialog').getByText('36,000').first().waitFor();
    await sure(one, say.cancel);
    await status(one, say.canceling);
    await sure(host, say.ownerCancel);
    await host.page.getByRole('dialog').waitFor({ state: 'detached' });
    await fault('management', 'none');
    await one.page.getByText(say.byOwner).waitFor();
    await status(one, say.canceled);
    await fact(one, say.refund, /120,000/);
    await isSound(one);
    await picture(one, `lodging-owner-first-${language}`);
    await closeAll(one, host);
  });

  it(`both cancel at once: the guest was first, and the owner is late (${played})`, async () => {
    const one = await guest(language, await placeOf(language, HANOK, 15));
    const host = await owner(language);
    const id = await pay(one, language);
    await task(host, id).getByRole('button', { name: say.reject }).click();
    await host.page.getByRole('dialog').getByRole('textbox').fill('누수');
    const path = /reject-reservation$/;
    const release = await hold(host, path);
    await sure(host, say.reject);
    await cancel(one);
    await one.page.getByText(say.byCustomer).waitFor();
    await status(one, say.canceled);
    const answered = host.page.waitForResponse(path);
    release();
    await answered;
    await task(host, id).waitFor({ state: 'detached' });
    await one.page.reload();
    await one.page.getByText(say.byCustomer).waitFor();
    assert.equal(await one.page.getByText(say.byOwner).count(), 0);
    await closeAll(one, host);
  });

  it(`a stay is cancelled before it is paid, or before it is offered (${played})`, async () => {
    const one = await guest(language, await placeOf(language, HANOK, 30));
    const host = await owner(language);
    await fault('payment', 'behind');
    const held = await pay(one, language);
    await status(one, say.placed);
    await fault('CardNetwork', 'down');
    await fault('payment', 'none');
    await press(one, say.cancel);
    await untilTried(stage, TRIES_BEFORE);
    await fault('CardNetwork', 'none');
    await sure(one, say.cancel);
    await one.page.getByText(say.byCustomer).waitFor();
    await status(one, say.canceled);
    // Paid, though the part that made the reservation has not heard so.
    await go(stage, one, await placeOf(language, HANOK, 31));
    await fault('place', 'behind');
    const offered = await pay(one, language);
    await status(one, say.paid);
    await cancel(one);
    await status(one, say.paymentCancelled);
    await fault('place', 'none');
    await one.page.getByText(say.byCustomer).waitFor();
    await status(one, say.canceled);
    await fact(one, say.refund, /120,000/);
    // What would have taken the money of the first has come too late, and took nothing.
    await untilTried(stage, 0);
    await go(stage, one, `stays/${held}`);
    await fact(one, say.total, /120,000/);
    await fact(one, say.refund, /^\D*0\D*$/);
    for (const id of [held, offered]) assert.equal(await task(host, id).count(), 0);
    await isSound(one);
    await closeAll(one, host);
  });

  it(`nothing is reserved where payments are slow; refunds come later (${played})`, async () => {
    const one = await guest(language, await placeOf(language, HANOK, 33));
    const host = await owner(language);
    const before = await voidedOf(stage);
    await fault('payment', 'late');
    await one.page.getByRole('button', { name: say.pay }).click();
    await one.page.getByText(say.paused).waitFor();
    await isSound(one);
    await fault('payment', 'none');
    // What was held on the card after all is let go.
    await patiently(async () => assert.equal(await voidedOf(stage), before + 1));
    const id = await pay(one, language);
    await task(host, id).getByRole('button', { name: say.confirm }).click();
    await status(one, say.booked);
    await fault('CardNetwork', 'down');
    await cancel(one);
    await status(one, say.canceling);
    await fault('CardNetwork', 'none');
    await status(one, say.canceled);
    await fact(one, say.refund, /120,000/);
    await closeAll(one, host);
  });
};
