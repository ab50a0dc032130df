// The machine goes at once, with all its processes; the folder of the data comes up elsewhere.

import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { exactly, reported } from './drill.ts';
import type { Drill, Figure } from './drill.ts';
import { openHouse, openPlaces } from './house.ts';
import { countOf, Load, untilConfirmed } from './load.ts';
import { volumeInCluster } from './on-cluster.ts';

const SECONDS = 15;

const run = async (seconds: number): Promise<readonly Figure[]> => {
  const first = await openHouse();
  const places = await openPlaces(first.url, 3);
  const load = new Load({ url: first.url, places, perSecond: 10, name: 'volume' });
  await sleep(seconds * 1_000);
  await first.kill();
  await load.end();
  const data = mkdtempSync(join(tmpdir(), 'dure-drill-volume-'));
  cpSync(first.data, data, { recursive: true });
  rmSync(first.data, { recursive: true, force: true });
  const began = performance.now();
  const second = await openHouse({ data });
  try {
    const s = Math.round((performance.now() - began) / 100) / 10;
    const accepted = new Set(load.orders.values()).size;
    const all = await countOf(second.url);
    const confirmed = await untilConfirmed(second.url, all);
    return [
      reported('reservations accepted before it went', accepted),
      exactly('of these, not there afterwards', Math.max(0, accepted - all), 0),
      exactly('reservations that came to their end afterwards', confirmed, all),
      reported('seconds until it was there again', s),
    ];
  } finally {
    await second.end();
    rmSync(data, { recursive: true, force: true });
  }
};

export const volume: Drill = {
  name: 'volume',
  what: 'the processes and their machine go, and the volume comes up elsewhere',
  on: 'processes of dure up, SQLite',
  run: ({ seconds }) => run(seconds ?? SECONDS),
  inCluster: volumeInCluster,
};
