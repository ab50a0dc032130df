// Waiting for what a page has come to.

import type { Page } from 'playwright-core';

const LOOK_MS = 20;

/**
 * Asks the page from outside, again and again: its policy lets no text be run within it, which is
 * what the browser's driver would do after the first look.
 */
export const untilSo = async (page: Page, expression: string): Promise<void> => {
  while ((await page.evaluate(expression)) !== true) await page.waitForTimeout(LOOK_MS);
};
