// What everyone in the other ends of a stay does.

import type { Language, Person } from '@dure/web/testing/people';
import { sizeOf } from '@dure/web/testing/stage';
import type { Stage } from '@dure/web/testing/stage';
import { words } from './words.testing.ts';

const SOON_MS = 5_000;
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const IN_SEOUL_MS = 9 * 3_600_000;

export const [HANOK, GUESTHOUSE] = ['place-2', 'place-3'] as const;

/** Goes to a place in the same window, as by a link. */
export const go = async ({ program }: Stage, { page }: Person, path: string): Promise<void> => {
  await page.goto(`${program.url}/lodging/${path}`);
};

export const status = ({ page }: Person, text: string): Promise<void> =>
  page.locator('.page-head .badge').filter({ hasText: text }).waitFor();

/** The card of a reservation, by its number at the end of a line. */
export const task = ({ page }: Person, id: string) => {
  const number = page.locator('dd', { hasText: new RegExp(` ${id.slice('order-'.length)}$`) });
  return page.locator('.task').filter({ has: number }).first();
};

export const press = ({ page }: Person, name: string): Promise<void> =>
  page.getByRole('button', { name, exact: true }).first().click();

/** What is shown first, and then done. */
export const sure = ({ page }: Person, name: string): Promise<void> =>
  page.getByRole('dialog').getByRole('button', { name, exact: true }).click({ timeout: SOON_MS });

export const pay = async ({ page }: Person, language: Language): Promise<string> => {
  await page.getByRole('button', { name: words[language].pay }).click();
  await page.waitForURL(/stays\/order-\d+$/);
  return /order-\d+/.exec(page.url())?.[0] ?? '';
};

export const sceneOf = (stages: (language: Language) => Stage) => {
  /** The day so many days after the business' own today. */
  const dayIn = async (language: Language, days: number): Promise<string> =>
    new Date((await stages(language).now()) + IN_SEOUL_MS + days * DAY_MS)
      .toISOString()
      .slice(0, 10);

  const guest = (language: Language, path = '', persona = 'Customer:customer-2') =>
    stages(language).open(persona, { language, size: sizeOf[language] }, path);

  const owner = (language: Language, path = '', persona = 'Owner:owner-2') =>
    stages(language).open(persona, { language, size: 'desk' }, path);

  const placeOf = async (language: Language, place: string, days: number): Promise<string> => {
    const [from, to] = [await dayIn(language, days), await dayIn(language, days + 1)];
    return `reserve/${place}?from=${from}&to=${to}&rooms=1`;
  };

  const passUntil = async (language: Language, instant: string): Promise<void> => {
    const left = Date.parse(instant) - (await stages(language).now());
    await stages(language).pass(Math.ceil(left / MINUTE_MS));
  };

  return { dayIn, guest, owner, placeOf, passUntil };
};

export type Scene = ReturnType<typeof sceneOf>;
