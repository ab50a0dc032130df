// People who use the business while something happens to it: so many requests a second, whether or
// not those before are answered, as people are.

import { setTimeout as sleep } from 'node:timers/promises';
import { countRows } from '../../bench/count-rows.ts';
import { CUSTOMER, OPERATOR, send } from './house.ts';
import type { Answer } from './house.ts';

const DAY_MS = 86_400_000;

type Taken = {
  readonly status: number;
  /** Why it was refused, where it was. */
  readonly rejection: string;
  readonly ms: number;
  /** What was done to the business just then, where the drill has said it. */
  readonly during: string;
};

const isDone = ({ status }: Taken): boolean => status >= 200 && status < 300;

export const dayIn = (days: number): string =>
  new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);

export const orderOf = (placeId: string): object => ({
  placeId,
  usrId: 1,
  strDt: dayIn(30),
  endDt: dayIn(31),
  qty: 1,
});

export const reserve = (url: string, placeId: string, key?: string): Promise<Answer> => {
  const body = orderOf(placeId);
  const keyed = key === undefined ? {} : { key };
  return send(url, { method: 'POST', path: 'accommodations', as: CUSTOMER, body, ...keyed });
};

/** The gateway writes pages like this. */
type Listed = {
  readonly page?: { readonly totalElements: number; readonly hasMore?: boolean };
  readonly _embedded?: { readonly [rel: string]: object[] };
};

/** How many reservations there are, in one status or in all. */
export const countOf = async (url: string, status?: string): Promise<number> => {
  const only = status === undefined ? '' : `&status=${encodeURIComponent(status)}`;
  const at = (page: number): string => `accommodations?size=1&page=${page}${only}`;
  const { page } = (await send(url, { path: at(0), as: OPERATOR })).body as Listed;
  if (!page) return -1;
  if (!page.hasMore) return page.totalElements;
  const isThere = async (place: number): Promise<boolean> => {
    const { _embedded = {} } = (await send(url, { path: at(place), as: OPERATOR })).body as Listed;
    return Object.values(_embedded).flat().length > 0;
  };
  return countRows(isThere, page.totalElements);
};

export const quantile = (all: readonly number[], share: number): number => {
  const sorted = all.toSorted((a, b) => a - b);
  return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
};

export type LoadOptions = {
  readonly url: string;
  readonly places: readonly string[];
  readonly perSecond: number;
  /** Begins the keys of its reservations. */
  readonly name: string;
};

/** One request in two is a reservation, the other one reads. */
export class Load {
  readonly #of: LoadOptions;
  readonly #taken: Taken[] = [];
  /** The reservation that each key was answered with. */
  readonly orders = new Map<string, string>();
  readonly #open = new Set<Promise<void>>();
  #isEnding = false;
  #perSecond: number;
  /** What is done to the business from now on. */
  during = '';
  #sent = 0;
  readonly #running: Promise<void>;

  constructor(of: LoadOptions) {
    this.#of = of;
    this.#perSecond = of.perSecond;
    this.#running = this.#run();
  }

  set perSecond(now: number) {
    this.#perSecond = now;
  }

  async #run(): Promise<void> {
    let next = performance.now();
    while (!this.#isEnding) {
      const one = this.#one((this.#sent += 1));
      this.#open.add(one);
      void one.finally(() => this.#open.delete(one));
      next = Math.max(next + 1_000 / this.#perSecond, performance.now() - 1_000);
      await sleep(Math.max(0, next - performance.now()));
    }
    await Promise.all(this.#open);
  }

  async #one(number: number): Promise<void> {
    const { url, name } = this.#of;
    const isCommand = number % 2 === 0;
    const began = performance.now();
    const { during } = this;
    const key = `${name}-${number}`;
    const answer = isCommand
      ? await reserve(url, this.#placeOf(number), key)
      : await send(url, { path: 'accommodations?size=5', as: OPERATOR });
    const { orderId } = answer.body;
    if (isCommand && typeof orderId === 'string') this.orders.set(key, orderId);
    const { rejection } = answer.body;
    const why = typeof rejection === 'string' ? rejection : '';
    const ms = performance.now() - began;
    this.#taken.push({ status: answer.status, rejection: why, ms, during });
  }

  #placeOf(number: number): string {
    const { places } = this.#of;
    return places[number % places.length] ?? '';
  }

  /** Sends the first of its orders once more. Returns how many keys are answered otherwise. */
  async answeredOtherwise(orders: number): Promise<number> {
    let others = 0;
    for (const [key, orderId] of [...this.orders].slice(0, orders)) {
      const placeId = this.#placeOf(Number(key.split('-').at(-1)));
      const { body } = await reserve(this.#of.url, placeId, key);
      if (body['orderId'] !== orderId) others += 1;
    }
    return others;
  }

  async end(): Promise<void> {
    this.#isEnding = true;
    await this.#running;
  }

  get asked(): number {
    return this.#taken.length;
  }

  get answered(): number {
    return this.#taken.filter(isDone).length;
  }

  /** By status, rejection and what was done meanwhile, those not answered as they wanted. */
  refused(from = 0, to = Infinity): { readonly [status: string]: number } {
    const others = this.#taken.slice(from, to).filter((one) => !isDone(one));
    const wordsOf = ({ status, rejection, during }: Taken): string =>
      [status, rejection, during].filter((word) => word !== '').join(' ');
    const by = Map.groupBy(others, wordsOf);
    return Object.fromEntries([...by].map(([words, all]) => [words, all.length]));
  }

  /** In milliseconds, of those from one request to another. */
  times(from = 0, to = Infinity): readonly number[] {
    return this.#taken.slice(from, to).map(({ ms }) => ms);
  }
}

const SETTLE_MS = 120_000;
const LOOK_MS = 250;

/** Waits until so many reservations have come to their end. Returns how many have. */
export const untilConfirmed = async (url: string, wanted: number): Promise<number> => {
  const until = Date.now() + SETTLE_MS;
  let found = 0;
  while (Date.now() < until) {
    found = await countOf(url, '예약완료');
    if (found >= wanted) break;
    await sleep(LOOK_MS);
  }
  return found;
};
