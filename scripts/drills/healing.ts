// A replica whose event loop is blocked is replaced; a slow neighbour, one that is away and a
// process that stands still for a moment restart nobody else.

import { setTimeout as sleep } from 'node:timers/promises';
import { atMost, exactly, reported } from './drill.ts';
import type { Drill, Figure } from './drill.ts';
import { openHouse, openPlaces, turnFault } from './house.ts';
import type { House } from './house.ts';
import { blockEventLoop } from './inspect.ts';
import { Load, untilConfirmed } from './load.ts';
import { healingInCluster } from './on-cluster.ts';
import { isReady, until } from './waiting.ts';

/** Thirty of them without an answer; the rest is the start of another one. */
const RECOVERY_S_MAX = 45;
const FAULTS_S = 120;
const STILL_MS = 3_000;
const REST_MS = 2_000;
const BLOCKED = 'lodging/management/0';

const isOther = (house: House, pid: number): boolean => (house.processes()[BLOCKED] ?? pid) !== pid;

/** Seconds from the block to another process that is ready. */
const recovered = async (house: House): Promise<number> => {
  const pid = house.processes()[BLOCKED] ?? 0;
  const began = performance.now();
  await blockEventLoop(pid);
  await until('A blocked process is replaced', () => isOther(house, pid));
  const url = house.environment()['DURE_URLS_LODGING_MANAGEMENT'] ?? '';
  await until('Another one is ready', () => isReady(url));
  return Math.round((performance.now() - began) / 100) / 10;
};

/** What goes wrong around them, again and again. */
const trouble = async (house: House, seconds: number): Promise<void> => {
  const end = Date.now() + seconds * 1_000;
  while (Date.now() < end) {
    await turnFault(house.url, 'payment', 'slow');
    await sleep(REST_MS);
    await turnFault(house.url, 'payment', 'down');
    await sleep(REST_MS);
    await turnFault(house.url, 'payment', 'none');
    const still = house.processes()['lodging/place/0'] ?? 0;
    process.kill(still, 'SIGSTOP');
    await sleep(STILL_MS);
    process.kill(still, 'SIGCONT');
    await sleep(REST_MS);
  }
};

const run = async (seconds: number): Promise<readonly Figure[]> => {
  const house = await openHouse();
  try {
    const places = await openPlaces(house.url, 3);
    const load = new Load({ url: house.url, places, perSecond: 6, name: 'healing' });
    const before = JSON.stringify(house.processes());
    await trouble(house, seconds);
    const restarts = JSON.stringify(house.processes()) === before ? 0 : 1;
    const s = await recovered(house);
    await load.end();
    const orders = new Set(load.orders.values()).size;
    const confirmed = await untilConfirmed(house.url, orders);
    return [
      exactly(`restarts in ${seconds} s of slow, absent and standing neighbours`, restarts, 0),
      atMost({ what: 'a blocked event loop is replaced', value: s, most: RECOVERY_S_MAX }, ' s'),
      reported(
        'requests, and those refused meanwhile',
        `${load.asked}, ${JSON.stringify(load.refused())}`,
      ),
      exactly('reservations that were accepted, and were confirmed', confirmed, orders),
    ];
  } finally {
    await house.end();
  }
};

export const healing: Drill = {
  name: 'healing',
  what: 'a replica that hangs is replaced; faults around it restart nobody',
  on: 'processes of dure up, SQLite',
  run: ({ seconds }) => run(seconds ?? FAULTS_S),
  inCluster: healingInCluster,
};
