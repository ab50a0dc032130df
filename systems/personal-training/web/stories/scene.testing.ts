// What everyone in the stories of personal training does.

import assert from 'node:assert/strict';
import type { Language, Person } from '@dure/web/testing/people';
import type { Role, Stage } from '@dure/web/testing/stage';
import { words } from './words.testing.ts';

const DAY_MS = 86_400_000;
const SEOUL_MS = 9 * 3_600_000;

/** As a field takes it: an hour of a day so many days from an instant, in Seoul. */
export const localIn = (nowMs: number, days: number, time: string): string =>
  `${new Date(nowMs + SEOUL_MS + days * DAY_MS).toISOString().slice(0, 10)}T${time}`;

/** Under a name of their own, by which everyone finds the application. */
export const apply = async ({ page }: Person, language: Language, name: string): Promise<void> => {
  await page.getByLabel(words[language].name, { exact: true }).fill(name);
  await page.getByRole('button', { name: words[language].apply }).click();
  await page.waitForURL(/\/my\/ptorder-\d+$/);
};

export const task = ({ page }: Person, name: string) =>
  page.locator('.task', { hasText: name }).first();

/** Drags an application to a trainer, who may not get it. */
export const give = ({ page }: Person, name: string, trainer: string): Promise<void> =>
  page
    .locator('.pt-application[draggable=true]', { hasText: name })
    .dragTo(page.locator('.pt-weeks tbody tr', { hasText: trainer }));

export const drag = async (of: Person, name: string, trainer: string): Promise<void> => {
  await give(of, name, trainer);
  await task(of, name).waitFor({ state: 'detached' });
};

export const choosing = async (of: Person, name: string, language: Language) => {
  await task(of, name).getByRole('button', { name: words[language].confirm }).click();
  return of.page.getByRole('dialog');
};

/** Tab by tab, as someone without a mouse gets there. */
export const tabTo = async ({ page }: Person, label: string): Promise<void> => {
  const focused = `document.activeElement.ariaLabel ?? document.activeElement.textContent`;
  for (let steps = 0; (await page.evaluate(focused)) !== label; steps += 1) {
    assert.ok(steps < 60, `"${label}" cannot be reached by keyboard.`);
    await page.keyboard.press('Tab');
  }
};

export const confirmAt = async (of: Person, local: string, language: Language): Promise<void> => {
  const dialog = of.page.getByRole('dialog');
  await dialog.getByLabel(words[language].otherTime).fill(local);
  await dialog.getByRole('button', { name: words[language].confirmAt }).click();
};

export const isCanceled = ({ page }: Person, language: Language): Promise<void> =>
  page.locator('.steps [data-is=failed]', { hasText: words[language].canceled }).waitFor();

export const cancel = async ({ page }: Person, language: Language): Promise<void> => {
  const { cancel: name } = words[language];
  await page.getByRole('button', { name, exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name, exact: true }).click();
};

/** A trainer writes the result of a class that stands in their week. */
export const writeResult = async (
  { page }: Person,
  who: string,
  language: Language,
): Promise<void> => {
  const say = words[language];
  await page.locator('.pt-class', { hasText: who }).click();
  await page.getByRole('button', { name: say.write }).click();
  const form = page.locator('dialog form');
  await form.getByLabel(say.result).fill('코어 좋음');
  await form.getByRole('button', { name: say.write }).click();
};

export const sceneOf = ({ open }: Stage) => {
  const customer = (role: Role) => open('Customer:customer-1', role);
  const clerk = ({ language }: Role) => open('Clerk:clerk-1', { language, size: 'desk' });
  const yoon = (role: Role, path = '') => open('Trainer:trainer-2002', role, path);
  const baek = (role: Role) => open('Trainer:trainer-2003', role);
  return { customer, clerk, yoon, baek };
};

export type Scene = ReturnType<typeof sceneOf>;
