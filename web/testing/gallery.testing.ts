// Makes the pictures of the gallery from those that the stories have left behind, small enough to
// be kept: `node web/testing/gallery.testing.ts`, after the slow tests of the pages.

import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openBrowser } from './chromium.testing.ts';
import { untilSo } from './until.testing.ts';

/** By the name that a story gave it; on a phone, or at a desk. */
const pictures = [
  ['lodging-search-ko-phone', 'phone'],
  ['lodging-cancel-en-phone', 'phone'],
  ['lodging-calendar-ko', 'desk'],
  ['taxi-call-en', 'desk'],
  ['taxi-duty-ko', 'phone'],
  ['taxi-fleet-ko', 'desk'],
  ['pickup-courier-ko-phone', 'phone'],
  ['pickup-control-en-desk', 'desk'],
  ['personal-training-choose-ko-phone', 'phone'],
  ['personal-training-result-en-phone', 'phone'],
  ['personal-training-board-ko-desk', 'desk'],
  ['restaurant-menus-ko', 'phone'],
  ['restaurant-kitchen-en', 'desk'],
  ['repair-pay-ko-phone', 'phone'],
  ['repair-display-ko-desk', 'desk'],
  ['console-walk-ko', 'desk'],
  ['console-parked-group-en', 'desk'],
  ['tool-shed-lent-en-phone', 'phone'],
] as const;

const sizes = {
  phone: { width: 260, height: 560 },
  desk: { width: 680, height: 460 },
} as const;

const from = fileURLToPath(new URL('dist', import.meta.url));
const to = fileURLToPath(new URL('../../docs/pictures/pages', import.meta.url));

const missing = pictures.filter(([name]) => !existsSync(join(from, `${name}.png`)));
if (missing.length > 0) {
  const names = missing.map(([name]) => name).join(', ');
  throw new Error(
    `No story has left a picture of ${names}. Run the slow tests of the pages first.`,
  );
}

mkdirSync(to, { recursive: true });
const browser = await openBrowser();
for (const [name, kind] of pictures) {
  const { width, height } = sizes[kind];
  const page = await browser.newPage({ viewport: { width, height } });
  const data = readFileSync(join(from, `${name}.png`)).toString('base64');
  const image = `<img style="width: 100%; display: block" src="data:image/png;base64,${data}">`;
  await page.setContent(`<body style="margin: 0; background: #f7f4ef">${image}</body>`);
  await untilSo(page, 'document.images[0].complete');
  const shown: number = await page.evaluate('document.images[0].height');
  const clip = { x: 0, y: 0, width, height: Math.min(height, shown) };
  await page.screenshot({ path: join(to, `${name}.png`), clip });
  await page.close();
}
await browser.close();
