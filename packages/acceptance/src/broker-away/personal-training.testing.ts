// Personal training: people apply and call off, and clerk and trainer go on with what they have.

import assert from 'node:assert/strict';
import { isSound, picture } from '@dure/web/testing/people';
import type { Person } from '@dure/web/testing/people';
import { closeAll } from '@dure/web/testing/stage';
import { roles } from './deployed.testing.ts';
import type { Story } from './deployed.testing.ts';

const { onPhone, atDesk, onTheRoad } = roles;
const [DAY_MS, SEOUL_MS] = [86_400_000, 9 * 3_600_000];
const [FIRST, SECOND, THIRD] = ['남궁 하나', '제갈 둘', '선우 셋'];
const TRAINER = '윤지수';

type Saying = { readonly who: string; readonly name: string; readonly button: RegExp };

const apply = async ({ page }: Person, { who, name, button }: Saying): Promise<void> => {
  await page.getByLabel(name, { exact: true }).fill(who);
  await page.getByRole('button', { name: button }).click();
  await page.waitForURL(/\/my\/ptorder-\d+$/);
};

const inKorean = (who: string): Saying => ({ who, name: '이름', button: / 신청하기$/ });
const inEnglish = (who: string): Saying => ({ who, name: 'Your name', button: /^Apply for/ });

const task = ({ page }: Person, who: string) => page.locator('.task', { hasText: who }).first();

const assign = async (care: Person, who: string): Promise<void> => {
  const application = care.page.locator('.pt-application[draggable=true]', { hasText: who });
  await application.dragTo(care.page.locator('.pt-weeks tbody tr', { hasText: TRAINER }));
  await task(care, who).waitFor({ state: 'detached' });
};

const confirm = async (trainer: Person, who: string, at: string): Promise<void> => {
  await task(trainer, who).getByRole('button', { name: 'Set the date' }).click();
  const dialog = trainer.page.getByRole('dialog');
  await dialog.getByLabel('Another time').fill(at);
  await dialog.getByRole('button', { name: /^Confirm / }).click();
  await task(trainer, who).waitFor({ state: 'detached' });
};

const cancel = async ({ page }: Person): Promise<void> => {
  const button = { name: 'Cancel application', exact: true };
  await page.getByRole('button', button).click();
  await page.getByRole('dialog').getByRole('button', button).click();
};

const step = ({ page }: Person, is: string, text: string): Promise<void> =>
  page.locator(`.steps [data-is=${is}]`, { hasText: text }).first().waitFor();

export const personalTraining: Story = async ({ open, now }) => {
  const day = new Date(now() + SEOUL_MS + 2 * DAY_MS).toISOString().slice(0, 10);
  const [guest, other, care, trainer] = await Promise.all([
    open('Customer:customer-1', onPhone),
    open('Customer:customer-2', atDesk),
    open('Clerk:clerk-1', atDesk),
    open('Trainer:trainer-2002', onTheRoad),
  ]);
  await apply(guest, inKorean(FIRST));
  await assign(care, FIRST);
  await task(trainer, FIRST).waitFor();
  await apply(other, inEnglish(SECOND));
  await task(care, SECOND).waitFor();

  return async () => {
    await confirm(trainer, FIRST, `${day}T13:00`);
    await assign(care, SECOND);
    await cancel(other);
    await step(other, 'now', 'Being cancelled');
    const third = await open('Customer:customer-3', onPhone);
    await apply(third, inKorean(THIRD));
    await step(third, 'done', '신청했습니다');
    await isSound(third);
    await picture(third, 'broker-away-personal-training');
    // What the clerk, the trainer and the customers did is not known elsewhere.
    await step(guest, 'now', '날짜가 정해졌습니다');
    assert.equal(await task(trainer, SECOND).count(), 0);
    assert.equal(await task(care, THIRD).count(), 0);

    return async () => {
      await step(guest, 'done', '날짜가 정해졌습니다');
      await step(other, 'failed', 'Cancelled');
      await assign(care, THIRD);
      await confirm(trainer, THIRD, `${day}T15:00`);
      await step(third, 'done', '날짜가 정해졌습니다');
      assert.equal(await task(trainer, SECOND).count(), 0);
      await closeAll(guest, other, third, care, trainer);
    };
  };
};
