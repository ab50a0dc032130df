// Whole sagas over HTTP: how many a second under load, and how long one takes from the request to
// the news of its end.

import { countRows } from './count-rows.ts';
import { inFolder, loaded, serving } from './harness.ts';
import { quantile } from './program.ts';
import { PLACES } from './stays.ts';

export type Stays = {
  readonly placedPerSecond: number;
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
};

export type StaysOfServer = Stays & {
  /**
   * Of the server for one whole stay: the gateway, all contexts, and the looks at how many there
   * are.
   */
  readonly cpuMs: number;
};

const IDLE_COUNT = 200;
const AHEAD_DAYS = 30;
const DAY_MS = 86_400_000;
const LOOK_MS = 20;
const REFUSED_MS = 200;
const SETTLED_LOOKS = 10;

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

type Page = { readonly totalElements: number; readonly hasMore?: boolean };
type Listed = { readonly page?: Page; readonly _embedded?: { readonly [rel: string]: object[] } };

/** One of those that are whole. What is away for a moment is asked again. */
const wholeAt = async (url: string, at: number): Promise<{ page: Page; isThere: boolean }> => {
  const query = `status=${encodeURIComponent('예약완료')}&size=1&page=${at}`;
  for (;;) {
    const response = await fetch(`${url}/accommodations?${query}`);
    // The gateway writes a page, where it does not say why there is none.
    const { page, _embedded = {} } = (await response.json()) as Listed;
    if (page) return { page, isThere: Object.values(_embedded).flat().length > 0 };
    await sleep(LOOK_MS);
  }
};

/** How many are whole. */
export const completed = async (url: string): Promise<number> => {
  const { totalElements, hasMore } = (await wholeAt(url, 0)).page;
  if (!hasMore) return totalElements;
  return countRows(async (at) => (await wholeAt(url, at)).isThere, totalElements);
};

/** The instant of the last completion, and how many there were. */
const allCompleted = async (url: string): Promise<{ count: number; atMs: number }> => {
  let last = { count: await completed(url), atMs: performance.now() };
  for (let looks = 0; looks < SETTLED_LOOKS; looks += 1) {
    await sleep(LOOK_MS);
    const count = await completed(url);
    if (count === last.count) continue;
    last = { count, atMs: performance.now() };
    looks = 0;
  }
  return last;
};

/** Hears of every completion, over one stream. */
class News {
  readonly #heard = new Map<string, number>();

  async listen(url: string): Promise<void> {
    const { body } = await fetch(`${url}/lodging/wall/events`);
    if (!body) throw new Error('The wall is silent.');
    void this.#read(body.pipeThrough(new TextDecoderStream()));
  }

  async #read(words: AsyncIterable<string>): Promise<void> {
    const completion = /"ReservationStatusChanged"[^\n]*?"(order-\w+)"/g;
    try {
      for await (const heard of words) {
        for (const [, orderId = ''] of heard.matchAll(completion)) {
          this.#heard.set(orderId, performance.now());
        }
      }
    } catch {
      // The server has ended, as it was told to.
    }
  }

  async instantOf(orderId: string): Promise<number> {
    for (;;) {
      const atMs = this.#heard.get(orderId);
      if (atMs !== undefined) return atMs;
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
}

/** Asks for a night in a month. Resolves with the order; with nothing, when it was refused. */
export const place = async (url: string, number: number): Promise<string | undefined> => {
  const placeId = `place-${1 + (number % PLACES)}`;
  const [strDt, endDt] = [AHEAD_DAYS, AHEAD_DAYS + 1].map((days) =>
    new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10),
  );
  const body = JSON.stringify({ placeId, usrId: 1, strDt, endDt, qty: 1 });
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`${url}/accommodations`, { method: 'POST', headers, body });
  const { orderId } = (await response.json()) as { readonly orderId?: string };
  return orderId;
};

/** One after the other, each whole before the next. */
const idle = async (url: string): Promise<readonly number[]> => {
  const news = new News();
  await news.listen(url);
  const latencies: number[] = [];
  for (let number = 0; latencies.length < IDLE_COUNT; number += 1) {
    const beganMs = performance.now();
    const orderId = await place(url, number);
    // After a load that was too much, whoever is asked may still be spared for a while.
    if (orderId === undefined) await sleep(REFUSED_MS);
    else latencies.push((await news.instantOf(orderId)) - beganMs);
    await sleep(LOOK_MS);
  }
  return latencies;
};

/**
 * What a gateway and all behind it do, whatever they run on.
 * @param whole called when those of the load are whole, with how many there are.
 */
export const staysAt = async (
  url: string,
  seconds: number,
  whole: (count: number) => void = () => {},
): Promise<Stays> => {
  await loaded(url, { kind: 'stays', seconds: Math.ceil(seconds / 2), places: PLACES });
  const before = (await allCompleted(url)).count;
  whole(before);
  const beganMs = performance.now();
  const load = await loaded(url, { kind: 'stays', seconds, places: PLACES });
  const { count, atMs } = await allCompleted(url);
  whole(count);
  const latencies = await idle(url);
  return {
    placedPerSecond: load.perSecond,
    perSecond: (count - before) / ((atMs - beganMs) / 1000),
    p50Ms: quantile(latencies, 0.5),
    p99Ms: quantile(latencies, 0.99),
  };
};

export const staysOverHttp = (seconds: number): Promise<StaysOfServer> =>
  inFolder(async (folder) => {
    const server = await serving('stays-server.ts', ['--folder', folder]);
    const used: { count: number; cpuS: number }[] = [];
    try {
      const note = (count: number): void => void used.push({ count, cpuS: server.cpuS() });
      const stays = await staysAt(server.url, seconds, note);
      const [from, to] = used;
      if (!from || !to) throw new Error('The load was not measured.');
      return { ...stays, cpuMs: (1_000 * (to.cpuS - from.cpuS)) / (to.count - from.count) };
    } finally {
      await server.end();
    }
  });
