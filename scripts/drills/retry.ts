// Payment is away again and again for some seconds. How many requests succeed at the first try, how
// many more under the same key with retries, and what that costs in requests.

import { setTimeout as sleep } from 'node:timers/promises';
import { exactly, reported } from './drill.ts';
import type { Drill, Figure } from './drill.ts';
import { openHouse, openPlaces, turnFault } from './house.ts';
import { countOf, reserve } from './load.ts';

const SECONDS = 40;
const AWAY_MS = 4_000;
const THERE_MS = 8_000;
const PAUSE_MS = 200;
const WAIT_MS = 500;
const TRIES_MAX = 60;

const isDone = (status: number): boolean => status >= 200 && status < 300;

type Tally = { asked: number; atOnce: number; later: number; sent: number };

/** Away, and there again, until it is stopped. It is there in the end. */
const trouble = async (url: string, until: number): Promise<void> => {
  while (Date.now() < until) {
    await turnFault(url, 'payment', 'down');
    await sleep(AWAY_MS);
    await turnFault(url, 'payment', 'none');
    await sleep(THERE_MS);
  }
};

const withRetries = async (url: string, placeId: string, tally: Tally): Promise<void> => {
  const key = `retry-${(tally.asked += 1)}`;
  for (let tried = 1; tried <= TRIES_MAX; tried += 1) {
    tally.sent += 1;
    const { status } = await reserve(url, placeId, key);
    if (!isDone(status)) {
      await sleep(WAIT_MS);
      continue;
    }
    if (tried === 1) tally.atOnce += 1;
    else tally.later += 1;
    return;
  }
};

const run = async (seconds: number): Promise<readonly Figure[]> => {
  const house = await openHouse();
  try {
    const [place = ''] = await openPlaces(house.url, 1);
    const tally: Tally = { asked: 0, atOnce: 0, later: 0, sent: 0 };
    const until = Date.now() + seconds * 1_000;
    const over = trouble(house.url, until);
    const under: Promise<void>[] = [];
    while (Date.now() < until) {
      under.push(withRetries(house.url, place, tally));
      await sleep(PAUSE_MS);
    }
    await over;
    await Promise.all(under);
    const { asked, atOnce, later, sent } = tally;
    const share = (of: number): string => `${((of / asked) * 100).toFixed(1)} %`;
    return [
      reported(`of ${asked} reservations, done at the first try`, share(atOnce)),
      reported('done later, under the same key', share(later)),
      reported('requests for each reservation', (sent / asked).toFixed(2)),
      exactly('never done', asked - atOnce - later, 0),
      exactly('reservations in all, none of them twice', await countOf(house.url), asked),
    ];
  } finally {
    await house.end();
  }
};

export const retry: Drill = {
  name: 'retry',
  what: 'how many more requests succeed with retries, and what that costs',
  on: 'processes of dure up, SQLite',
  run: ({ seconds }) => run(seconds ?? SECONDS),
};
