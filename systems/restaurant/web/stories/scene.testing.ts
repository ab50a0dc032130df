// What everyone at the other ends of an order does.

import type { Person } from '@dure/web/testing/people';

const SOON_MS = 5_000;

export const dish = ({ page }: Person, name: string) => page.locator('.dish', { hasText: name });

export const press = ({ page }: Person, name: string): Promise<void> =>
  page.getByRole('button', { name, exact: true }).first().click();

export const sure = ({ page }: Person, name: string): Promise<void> =>
  page.getByRole('dialog').getByRole('button', { name, exact: true }).click({ timeout: SOON_MS });

/** What another has done meanwhile may have closed the dialog. */
export const ifThere = (pressed: Promise<void>): Promise<void> => pressed.catch(() => {});

/** While it moves from one column to another it may stand in both. */
export const ticket = ({ page }: Person, number: string) =>
  page
    .locator('.ticket, .task')
    .filter({ has: page.getByText(new RegExp(`^(주문|Order) ${number}$`)) })
    .first();

export const done = ({ page }: Person, step: string): Promise<void> =>
  page.locator('.steps [data-is=done]', { hasText: step }).waitFor();

export const nowAt = ({ page }: Person, step: string): Promise<void> =>
  page.locator('.steps [data-is=now]', { hasText: step }).waitFor();
