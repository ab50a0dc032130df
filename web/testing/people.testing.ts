// People in browsers: each has a window of their own, in their language and of their size, and what
// goes wrong in it fails the test.

import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { asksWho, signIn } from './sign-in.testing.ts';
import { ownWindows } from './windows.testing.ts';
import type { Language, Scheme, Size, Window, Windows } from './windows.testing.ts';

export type { Language, Size } from './windows.testing.ts';

export const sizesOf: readonly Size[] = ['phone', 'desk'];
export const languages: readonly Language[] = ['ko', 'en'];

export type Who = {
  readonly browser: Browser;
  /** Where the program is. */
  readonly url: string;
  readonly business: string;
  /** `Customer:customer-2`, or nothing for the first one of the demo. */
  readonly persona?: string;
  readonly language?: Language;
  readonly size?: Size;
  readonly scheme?: Scheme;
  /** Below the business: `stays`. */
  readonly path?: string;
};

export type Person = {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Everything that was wrong in the window: errors, refused scripts, requests to elsewhere. */
  readonly troubles: readonly string[];
  readonly close: () => Promise<void>;
};

const enter = async ({ page, whose: last }: Window, who: Who, whose: string): Promise<void> => {
  const { url, business, persona, path = '' } = who;
  const mark = path.includes('?') ? '&' : '?';
  const query = persona === undefined ? '' : `${mark}as=${encodeURIComponent(persona)}`;
  const to = `/${business}/${path}`.replace(/\/$/, '') + query;
  const isSignedIn = last === whose || !(await asksWho(url));
  if (isSignedIn) await page.goto(`${url}${to}`);
  else await signIn(page, { url, business, persona, to });
};

/**
 * Opens a window as a person of the business, who signs in where the program asks them to.
 *
 * @param windows from where they have it; else it is their own.
 */
export const openPerson = async (who: Who, windows: Windows = ownWindows): Promise<Person> => {
  const { browser, url, persona = '', language = 'ko', size = 'phone', scheme = 'light' } = who;
  const whose = `${url}/${who.business} ${persona}`;
  const window = await windows(browser, { language, size, scheme }, whose);
  const { page, context, troubles, give, leave } = window;
  await enter(window, who, whose);
  give(whose, url);
  await page.locator('h1').first().waitFor();
  return { page, context, troubles, close: leave };
};

const pictures = fileURLToPath(new URL('dist', import.meta.url));

const arePicturesWanted = process.env['DURE_PICTURES'] !== undefined;

/** With `DURE_PICTURES`, kept in `web/testing/dist`, to be looked at and to be shown. */
export const picture = async ({ page }: Pick<Person, 'page'>, name: string): Promise<void> => {
  if (!arePicturesWanted) return;
  mkdirSync(pictures, { recursive: true });
  await page.screenshot({ fullPage: true, path: join(pictures, `${name}.png`) });
};

type Finding = {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
};

const axe = (): string =>
  readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What stands in the way of people who see, hear or move differently: WCAG 2.2 AA. */
export const accessibilityFindings = async ({ page }: Pick<Person, 'page'>) => {
  // Put in by the debugger of the browser, so that the policy of the page does not refuse it.
  if ((await page.evaluate('typeof axe')) === 'undefined') await page.evaluate(axe());
  const run = `axe.run(document, { runOnly: ${JSON.stringify(tags)} }).then((r) => r.violations)`;
  const findings: readonly Finding[] = await page.evaluate(run);
  return findings.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${help}\n${html}\n${failureSummary ?? ''}`),
  );
};

/** Nothing went wrong in the window, and everyone can use what it shows. */
export const isSound = async (person: Person): Promise<void> => {
  assert.deepEqual(await accessibilityFindings(person), []);
  assert.deepEqual(person.troubles, []);
  assert.ok(await fitsInWindow(person), 'The page is wider than its window.');
  assert.deepEqual(await outOfReach(person), [], 'The keyboard does not get there.');
};

/** What can be pressed or filled in and the key Tab passes over; an echo has its original. */
const outOfReach = ({ page }: Pick<Person, 'page'>): Promise<readonly string[]> =>
  page.evaluate(`Array.from(document.querySelectorAll(
    'a, button, input, select, textarea, summary, [role=button], [role=link]'
  )).filter((one) => one.checkVisibility({ visibilityProperty: true }))
    .filter((one) => !one.disabled && !('echo' in one.dataset))
    .filter((one) => one.tabIndex < 0 || one.matches('a:not([href])'))
    .map((one) => one.outerHTML)`);

const fitsInWindow = async ({ page }: Pick<Person, 'page'>): Promise<boolean> =>
  page.evaluate('document.documentElement.scrollWidth <= window.innerWidth');

const NARROW = { width: 320, height: 640 };

/** In both colour schemes, and in the narrowest window with letters twice as large. */
export const isSoundForAll = async (person: Person): Promise<void> => {
  const { page } = person;
  const [size, wasDark] = [page.viewportSize(), await page.evaluate(prefersDark)];
  const schemes = wasDark ? (['light', 'dark'] as const) : (['dark', 'light'] as const);
  await isSound(person);
  await page.emulateMedia({ colorScheme: schemes[0] });
  assert.deepEqual(await accessibilityFindings(person), []);
  await page.emulateMedia({ colorScheme: schemes[1] });
  await page.setViewportSize(NARROW);
  await page.evaluate('document.documentElement.style.fontSize = "200%"');
  assert.ok(await fitsInWindow(person), 'With large letters it is wider than a narrow window.');
  await page.evaluate('document.documentElement.style.fontSize = ""');
  if (size) await page.setViewportSize(size);
};

const prefersDark = 'matchMedia("(prefers-color-scheme: dark)").matches';

/**
 * What a window asks for by such an address does not get through until the function that is
 * returned was called: as on a line that hangs.
 */
export const hold = async (
  { page }: Pick<Person, 'page'>,
  address: RegExp,
): Promise<() => void> => {
  const { promise: released, resolve } = Promise.withResolvers<void>();
  await page.route(address, async (route) => {
    await released;
    await route.continue();
  });
  return resolve;
};
