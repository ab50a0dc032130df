// A cluster's own autoscaler: by what its pods use of a processor, one context gets others under
// ten times the load, and people notice nothing. It needs a metrics server (`node.sh metrics`).

import { setTimeout as sleep } from 'node:timers/promises';
import type { Cluster } from './cluster.ts';
import { atLeast, atMost, exactly, reported } from './drill.ts';
import type { Figure, Options } from './drill.ts';
import { openPlaces } from './house.ts';
import { countOf, Load, untilConfirmed } from './load.ts';
import { onServer, sized } from './on-cluster.ts';

const NAME = 'lodging-place';
const CALM_PER_S = 1;
const TIMES = 10;
const CALM_MS = 20_000;
const SCALED_S_MAX = 180;
const HOLD_MS = 20_000;
const LOOK_MS = 1_000;

const numberIn = async ({ kubectl }: Cluster, path: string): Promise<number> =>
  Number((await kubectl('get', 'deployment', NAME, '-o', `jsonpath={${path}}`)) || '0');

const readyIn = (cluster: Cluster): Promise<number> => numberIn(cluster, '.status.readyReplicas');

/** What the autoscaler says of itself. */
const wordsOf = async ({ kubectl }: Cluster): Promise<string> => {
  const path = '{range .status.conditions[*]}{.type}={.status} {end}';
  return (await kubectl('get', 'hpa', NAME, '-o', `jsonpath=${path}`)).trim();
};

/** How many seconds it took until there were two; without end, where there were not. */
const untilTwo = async (cluster: Cluster): Promise<number> => {
  const began = performance.now();
  const s = (): number => Math.round((performance.now() - began) / 100) / 10;
  while (s() < SCALED_S_MAX) {
    if ((await readyIn(cluster)) >= 2) return s();
    await sleep(LOOK_MS);
  }
  return Infinity;
};

const scaled = async (cluster: Cluster, { say }: Options): Promise<readonly Figure[]> => {
  const { url } = cluster;
  const places = await openPlaces(url, 3);
  const load = new Load({ url, places, perSecond: CALM_PER_S, name: 'scaled' });
  await sleep(CALM_MS);
  const before = await readyIn(cluster);
  load.perSecond = CALM_PER_S * TIMES;
  const after = await untilTwo(cluster);
  say(`${after} s until there were two; ${await wordsOf(cluster)}`);
  await sleep(HOLD_MS);
  const most = await readyIn(cluster);
  await load.end();
  const orders = new Set(load.orders.values()).size;
  const share = ((load.answered / load.asked) * 100).toFixed(2);
  return [
    reported(`replicas of ${NAME} before`, before),
    atMost({ what: 'a second one is ready after', value: after, most: SCALED_S_MAX }, ' s'),
    atLeast('replicas that were ready then', most, 2),
    exactly(`answered, of ${load.asked} requests, in %`, share, '100.00'),
    reported('not answered, by status', JSON.stringify(load.refused())),
    exactly(
      'reservations that were accepted, and were confirmed',
      await untilConfirmed(url, orders),
      orders,
    ),
    exactly('reservations in all, none of them twice', await countOf(url), orders),
  ];
};

export const scaledInCluster = (options: Options): Promise<readonly Figure[]> => {
  const sizes = sized('').map((line) =>
    line.includes('lodging/place:') ? line.replace(' }', ', replicas: 1, replicasMax: 3 }') : line,
  );
  return onServer(sizes, (cluster) => scaled(cluster, options));
};
