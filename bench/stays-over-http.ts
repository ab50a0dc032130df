// Whole sagas over HTTP: how many a second under load, and how long one takes from the request to
// the news of its end.

import { inFolder, loaded, serving } from './harness.ts';
import { quantile } from './program.ts';
import { PLACES } from './stays.ts';

export type Stays = {
  readonly placedPerSecond: number;
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
};

const IDLE_COUNT = 200;
const LOOK_MS = 20;
const SETTLED_LOOKS = 10;

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const completed = async (url: string): Promise<number> => {
  const query = `status=${encodeURIComponent('예약완료')}&size=1`;
  const response = await fetch(`${url}/accommodations?${query}`);
  const { page } = (await response.json()) as { readonly page: { readonly totalElements: number } };
  return page.totalElements;
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

const idle = async (url: string): Promise<readonly number[]> => {
  const news = new News();
  await news.listen(url);
  const latencies: number[] = [];
  for (let number = 0; number < IDLE_COUNT; number += 1) {
    const placeId = `place-${1 + (number % PLACES)}`;
    const day = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
    const next = new Date(Date.now() + 31 * 86_400_000).toISOString().slice(0, 10);
    const body = JSON.stringify({ placeId, usrId: 1, strDt: day, endDt: next, qty: 1 });
    const headers = { 'content-type': 'application/json' };
    const beganMs = performance.now();
    const response = await fetch(`${url}/accommodations`, { method: 'POST', headers, body });
    const { orderId } = (await response.json()) as { readonly orderId: string };
    latencies.push((await news.instantOf(orderId)) - beganMs);
    await sleep(LOOK_MS);
  }
  return latencies;
};

export const staysOverHttp = (seconds: number): Promise<Stays> =>
  inFolder(async (folder) => {
    const server = await serving('stays-server.ts', ['--folder', folder]);
    try {
      await loaded(server.url, { kind: 'stays', seconds: Math.ceil(seconds / 2), places: PLACES });
      const before = (await allCompleted(server.url)).count;
      const beganMs = performance.now();
      const load = await loaded(server.url, { kind: 'stays', seconds, places: PLACES });
      const { count, atMs } = await allCompleted(server.url);
      const latencies = await idle(server.url);
      return {
        placedPerSecond: load.perSecond,
        perSecond: (count - before) / ((atMs - beganMs) / 1000),
        p50Ms: quantile(latencies, 0.5),
        p99Ms: quantile(latencies, 0.99),
      };
    } finally {
      await server.end();
    }
  });
