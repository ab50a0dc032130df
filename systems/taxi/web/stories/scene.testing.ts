// What everyone at the other ends of a call does.

import type { Person } from '@dure/web/testing/people';

const SOON_MS = 5_000;

export const step = (
  { page }: Person,
  is: 'now' | 'done' | 'failed',
  text: string,
): Promise<void> => page.locator(`.steps [data-is=${is}]`, { hasText: text }).first().waitFor();

export const press = ({ page }: Person, name: string): Promise<void> =>
  page.getByRole('button', { name, exact: true }).first().click();

export const sure = ({ page }: Person, name: string): Promise<void> =>
  page.getByRole('dialog').getByRole('button', { name, exact: true }).click({ timeout: SOON_MS });

/** What another has done meanwhile may have closed the dialog. */
export const ifThere = (pressed: Promise<void>): Promise<void> => pressed.catch(() => {});
