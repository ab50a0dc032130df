// Whole bookings, from the request to the last status: how many a second, what one costs, and how
// long it takes when nothing else is going on.

import { setTimeout as sleep } from 'node:timers/promises';
import { addDays } from '@dure/domain';
import { dayOf } from '@dure/domain/korea';
import type { Sagas } from './saga-report.ts';
import { inParallel, quantile } from './program.ts';
import { PLACES } from './stays.ts';

const AT_ONCE = 256;
const IDLE_COUNT = 300;
const IDLE_MS = 4;
const DAYS = 300;
const CUSTOMERS = 1_000;

const today = dayOf(Date.now());
const days = Array.from({ length: DAYS + 2 }, (_, ahead) => addDays(today, ahead + 1));
const dayAt = (at: number): string => days[at] ?? today;

/** What a customer asks for. */
export type Wish = {
  readonly placeId: string;
  readonly usrId: string;
  readonly strDt: string;
  readonly endDt: string;
  readonly qty: number;
};

export const wish = (number: number): Wish => ({
  placeId: `place-${1 + (number % PLACES)}`,
  usrId: `customer-${number % CUSTOMERS}`,
  strDt: dayAt(number % DAYS),
  endDt: dayAt((number % DAYS) + 1),
  qty: 1,
});

export type Bookings = {
  /** Resolves with the last status of the booking. */
  readonly book: (wish: Wish) => Promise<void>;
  /** Resolves when nothing is going on any more. */
  readonly quiet: () => Promise<unknown>;
};

const throughput = async (count: number, { book, quiet }: Bookings) => {
  const beganMs = performance.now();
  const before = process.cpuUsage();
  await inParallel(count, AT_ONCE, (number) => book(wish(number)));
  const perSecond = count / ((performance.now() - beganMs) / 1000);
  await quiet();
  const { user, system } = process.cpuUsage(before);
  return { perSecond, cpuUs: (user + system) / count };
};

const idle = async ({ book, quiet }: Bookings): Promise<readonly number[]> => {
  const latencies: number[] = [];
  for (let number = 0; number < IDLE_COUNT; number += 1) {
    const beganMs = performance.now();
    await book(wish(number));
    latencies.push(performance.now() - beganMs);
    await quiet();
    await sleep(IDLE_MS);
  }
  return latencies;
};

/** Warmed up by half as many. */
export const measureBookings = async (count: number, bookings: Bookings): Promise<Sagas> => {
  await throughput(Math.ceil(count / 2), bookings);
  const under = await throughput(count, bookings);
  const latencies = await idle(bookings);
  return { ...under, p50Ms: quantile(latencies, 0.5), p99Ms: quantile(latencies, 0.99) };
};
