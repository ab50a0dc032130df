// What is measured in the browser itself: how soon a page is there, how much it jumps, how long it
// takes to answer, and how many pictures it shows in a second.

import type { BrowserContext, Page } from 'playwright-core';

export type Vitals = {
  /** Until the largest thing was there, in milliseconds. */
  readonly lcp: number;
  /** By how much what was there has moved: 0 is not at all. */
  readonly cls: number;
  /** The longest time from a press to the picture after it, in milliseconds. */
  readonly inp: number;
};

const observing = `
  window.vitals = { lcp: 0, cls: 0, inp: 0 };
  const observe = (type, see, more) =>
    new PerformanceObserver((list) => list.getEntries().forEach(see))
      .observe({ type, buffered: true, ...more });
  observe('largest-contentful-paint', ({ startTime }) => { window.vitals.lcp = startTime; });
  observe('layout-shift', ({ hadRecentInput, value }) => {
    if (!hadRecentInput) window.vitals.cls += value;
  });
  observe('event', ({ interactionId, duration }) => {
    if (interactionId) window.vitals.inp = Math.max(window.vitals.inp, duration);
  }, { durationThreshold: 16 });
`;

/** From now on, in every page that the window opens. */
export const observeVitals = (context: BrowserContext): Promise<unknown> =>
  context.addInitScript(observing);

export const vitalsOf = (page: Page): Promise<Vitals> => page.evaluate('window.vitals');

/** Bytes a second, milliseconds, and how much slower than this machine. */
const middlingPhone = { down: 209_715, up: 96_000, latency: 150, cpu: 4 };

const SPIN_MS = 60;

/** How much slower this machine is at the moment, because of all else that runs on it. */
const crowding = (): number => {
  const [from, used] = [performance.now(), process.cpuUsage()];
  const spent = (): number => process.cpuUsage(used).user / 1_000;
  while (spent() < SPIN_MS) Math.hypot(from, used.user);
  return (performance.now() - from) / spent();
};

/**
 * A middling phone on a slow 4G line, as such measurements take it everywhere. A machine that is
 * slow already, because it is busy, is slowed down by so much less.
 */
export const slowDown = async (context: BrowserContext, page: Page): Promise<void> => {
  const { down, up, latency, cpu } = middlingPhone;
  const browser = await context.newCDPSession(page);
  await browser.send('Network.enable');
  await browser.send('Network.emulateNetworkConditions', {
    offline: false,
    latency,
    downloadThroughput: down,
    uploadThroughput: up,
  });
  const rate = Math.max(1, cpu / crowding());
  await browser.send('Emulation.setCPUThrottlingRate', { rate });
};

/** How many pictures a window shows in a second, looked at for so long. */
export const framesPerSecond = (page: Page, forMs: number): Promise<number> =>
  page.evaluate(`new Promise((resolve) => {
    const from = performance.now();
    let frames = 0;
    const next = (now) => {
      frames += 1;
      if (now - from < ${forMs}) requestAnimationFrame(next);
      else resolve((frames * 1000) / (now - from));
    };
    requestAnimationFrame(next);
  })`);

export const medianOf = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/**
 * Measures again while it is not good enough, so that a machine which does something else for a
 * moment does not count; a page that is slow is slow every time.
 */
export const bestOf = async (
  tries: number,
  goodMs: number,
  measure: () => Promise<number>,
): Promise<number> => {
  let best = Number.POSITIVE_INFINITY;
  for (let at = 0; at < tries && best > goodMs; at += 1) best = Math.min(best, await measure());
  return best;
};
