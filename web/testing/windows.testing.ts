// The windows of a browser. A window costs a second of a processor to open, with its own process,
// its own cache and its own worker; a page in a window that stands open costs a quarter of it. So
// whoever leaves a story leaves their window to the next one.

import type { Browser, BrowserContext, Page } from 'playwright-core';

export type Language = 'ko' | 'en';
export type Size = 'phone' | 'desk';
export type Scheme = 'light' | 'dark';

export type Look = {
  readonly language: Language;
  readonly size: Size;
  readonly scheme: Scheme;
};

/** Whose window it is: a persona of the business of a program. */
export type Whose = string;

export type Window = {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Everything that was wrong in it: errors, refused scripts, requests to elsewhere. */
  readonly troubles: readonly string[];
  /** Whose it was last: they are signed in. */
  readonly whose: Whose | undefined;
  /** From now on it is theirs, and what is wrong in it counts. */
  readonly give: (whose: Whose, url: string) => void;
  readonly leave: () => Promise<void>;
};

/** Opens a window, or takes one that was left. */
export type Windows = (browser: Browser, look: Look, whose: Whose) => Promise<Window>;

/** A machine with much else to do is no reason to fail. */
const PATIENCE_MS = 30_000;

const sizes = {
  phone: { width: 390, height: 844 },
  desk: { width: 1280, height: 860 },
} as const;

/** Whether the worker is there that shows a page where there is no line. */
type Workers = 'allow' | 'block';

const contextOf = (
  browser: Browser,
  { language, size, scheme }: Look,
  serviceWorkers: Workers,
): Promise<BrowserContext> =>
  browser.newContext({
    serviceWorkers,
    viewport: sizes[size],
    locale: language === 'ko' ? 'ko-KR' : 'en-GB',
    timezoneId: 'Asia/Seoul',
    colorScheme: scheme,
    hasTouch: size === 'phone',
    reducedMotion: 'reduce',
  });

/** How the browser itself says what the server refused, or that it was away just then. */
const ofServer = ['Failed to load resource', 'An unknown error occurred when fetching the script'];

/** A page shows that to its reader. */
const isOfServer = (text: string): boolean => ofServer.some((words) => text.startsWith(words));

type Watched = { readonly troubles: string[]; readonly count: (url: string | undefined) => void };

const watch = (page: Page): Watched => {
  const troubles: string[] = [];
  let counted: string | undefined;
  const add = (trouble: string): void => {
    if (counted !== undefined) troubles.push(trouble);
  };
  page.on('console', (message) => {
    if (message.type() === 'error' && !isOfServer(message.text())) add(message.text());
  });
  page.on('pageerror', (error) => {
    add(error.message);
  });
  page.on('request', (request) => {
    const to = request.url();
    if (!to.startsWith(counted ?? to) && !to.startsWith('data:')) add(`request to ${to}`);
  });
  const count = (url: string | undefined): void => {
    troubles.length = 0;
    counted = url;
  };
  return { troubles, count };
};

type Kept = Window & { readonly count: Watched['count'] };

type Opening = {
  readonly workers: Workers;
  readonly left: (window: Kept) => Promise<void>;
};

const opened = async (browser: Browser, look: Look, { workers, left }: Opening): Promise<Kept> => {
  const context = await contextOf(browser, look, workers);
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  const { troubles, count } = watch(page);
  let owner: Whose | undefined;
  const window: Kept = {
    page,
    context,
    troubles,
    count,
    get whose() {
      return owner;
    },
    give: (whose, url) => {
      owner = whose;
      count(url);
    },
    leave: () => left(window),
  };
  return window;
};

/** Each opens a window of their own, which is closed when they leave. */
export const ownWindows: Windows = (browser, look) =>
  opened(browser, look, { workers: 'allow', left: ({ context }) => context.close() });

const KEPT_MAX = 14;

const keyOf = ({ language, size, scheme }: Look): string => `${language} ${size} ${scheme}`;

/** As one finds it who comes next: nothing is held up in it, noted in it, or shown. */
const cleared = async ({ page, count }: Kept, { size, scheme }: Look): Promise<void> => {
  count(undefined);
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  await page.evaluate('localStorage.clear(); sessionStorage.clear()');
  // A page that nobody looks at would go on following what happens.
  await page.goto('about:blank');
  await page.setViewportSize(sizes[size]);
  await page.emulateMedia({ colorScheme: scheme });
};

/**
 * Windows that are left to the next one: best to the same person, who is signed in already, else to
 * someone else who reads the same language on a window of the same size. They do without the worker
 * that shows a page where there is no line, which costs a quarter of each page.
 */
export const sharedWindows = (): Windows => {
  const free: { readonly window: Kept; readonly key: string }[] = [];
  const takeFree = (isIt: (of: (typeof free)[number]) => boolean): Kept | undefined => {
    const at = free.findIndex(isIt);
    return at === -1 ? undefined : free.splice(at, 1)[0]?.window;
  };
  return async (browser, look, whose) => {
    const key = keyOf(look);
    const own = takeFree((of) => of.key === key && of.window.whose === whose);
    if (own) return own;
    const others = takeFree((of) => of.key === key);
    if (others) {
      await others.context.clearCookies();
      return others;
    }
    const left = async (window: Kept): Promise<void> => {
      await cleared(window, look);
      free.push({ window, key });
      if (free.length > KEPT_MAX) await free.shift()?.window.context.close();
    };
    return opened(browser, look, { workers: 'block', left });
  };
};
