// Ten times the load within a moment, and a context that stands still just then: with a share of a
// core for each replica it is behind, gets others, and catches up while the load lasts. Afterwards
// they go, one at a time. What it does takes a processor: see `busy/system.ts`.

import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Client, Signer, secretOf } from '@dure/services';
import { lagTogether } from '@dure/kernel';
import type { Figures } from '@dure/kernel';
import { apart } from '@dure/servers';
import { startKafka } from '@dure/servers/kafka';
import { startPostgres } from '@dure/servers/postgres';
import { countRows } from '../../bench/count-rows.ts';
import { atLeast, atMost, exactly, reported } from './drill.ts';
import type { Drill, Figure, Options } from './drill.ts';
import { openHouse, openPlaces, OPERATOR, send } from './house.ts';
import type { House } from './house.ts';
import { countOf, Load, untilConfirmed } from './load.ts';
import { scaledInCluster } from './scaled.ts';
import { cpuMsOf, Slowed } from './slowed.ts';

const NAME = 'lodging/notification';
const CALM_PER_S = 1;
const TIMES = 10;
const REPLICAS_MAX = 5;
const LAG = 100;
/** For turns, and as many for reads, of each of nine replicas: the database takes 100. */
const CONNECTIONS = 4;
const SETTLE_MS = 10_000;
const IDLE_S = 10;
/** For so long the whole load is seen before, by one replica that has all it wants. */
const SEEN_S = 20;
/** What one replica has for its work, of what the whole load takes. */
const PART = 0.3;
/** It stands still at the beginning: there is a backlog before there is anything to do it. */
const STILL_MS = 15_000;
const BACK_S_MAX = 180;
const HOLD_S = 15;
const DOWN_S_MAX = 600;
const LOOK_MS = 500;
/** A replica with a share of a core answers late, and as late as that. */
const ANSWER_MS = 10_000;
/** Of each reservation that is confirmed at once: to its owner, and to its customer. */
const MESSAGES = 2;

const pidsOf = (house: House): readonly number[] =>
  Object.entries(house.processes())
    .filter(([name]) => name.startsWith(`${NAME}/`))
    .map(([, pid]) => pid);

const replicasIn = (house: House): number => pidsOf(house).length;

/** The share of a core that the context uses. */
const usedIn = async (house: House, seconds: number): Promise<number> => {
  const [pid = 0] = pidsOf(house);
  const before = cpuMsOf(pid) ?? 0;
  await sleep(seconds * 1_000);
  return ((cpuMsOf(pid) ?? 0) - before) / (seconds * 1_000);
};

/**
 * Says how far behind it is, as its replicas say; nothing, while one does not answer that follows
 * a partition which no other one does.
 */
const lagsOf = (client: Client): (() => Promise<number | undefined>) => {
  let placesMost = 1;
  return async () => {
    const states = await client.askAll<Figures>('figures', ['lag'], ANSWER_MS);
    const { places, behind } = lagTogether(states);
    if (places < placesMost) return undefined;
    placesMost = places;
    return behind;
  };
};

const clientOf = (house: House): Client => {
  const { DURE_URLS_LODGING_NOTIFICATION: urls = '', DURE_SECRET: secret = '' } =
    house.environment();
  const place = { business: 'lodging', context: 'notification' };
  return new Client(place, urls.split(','), new Signer(secretOf(secret), 'drill'));
};

type Watched = { most: number; lagMost: number; backS: number | undefined };
type Moment = { readonly s: number; readonly lag: number; readonly replicas: number };

const take = (seen: Watched, { s, lag, replicas }: Moment): void => {
  seen.most = Math.max(seen.most, replicas);
  seen.lagMost = Math.max(seen.lagMost, lag);
  const isBack = seen.lagMost > LAG && lag <= LAG * replicas;
  seen.backS = isBack ? (seen.backS ?? s) : undefined;
};

/** Under the load: until the lag is back below what so many replicas may have, and stays there. */
const underLoad = async (house: House, client: Client, say: Options['say']): Promise<Watched> => {
  const began = performance.now();
  const lagNow = lagsOf(client);
  const seen: Watched = { most: 1, lagMost: 0, backS: undefined };
  const s = (): number => Math.round((performance.now() - began) / 100) / 10;
  while (s() < BACK_S_MAX && s() - (seen.backS ?? Infinity) < HOLD_S) {
    await sleep(LOOK_MS);
    const lag = await lagNow();
    const replicas = replicasIn(house);
    if (replicas > seen.most) say(`${replicas} replicas after ${s()} s, ${lag ?? '?'} behind`);
    if (lag !== undefined) take(seen, { s: s(), lag, replicas });
  }
  return seen;
};

const untilDown = async (house: House): Promise<number> => {
  const began = performance.now();
  const s = (): number => Math.round((performance.now() - began) / 1_000);
  while (replicasIn(house) > 1 && s() < DOWN_S_MAX) await sleep(LOOK_MS);
  return s();
};

/** The gateway writes pages like this. */
type Listed = {
  readonly page?: { readonly totalElements: number; readonly hasMore?: boolean };
  readonly _embedded?: { readonly [rel: string]: object[] };
};

const totalOf = async (url: string, path: string): Promise<number> => {
  const bodyAt = async (at: number): Promise<Listed> =>
    (await send(url, { path: `${path}?size=1&page=${at}`, as: OPERATOR })).body;
  const { page } = await bodyAt(0);
  if (!page?.hasMore) return page?.totalElements ?? -1;
  const isThere = async (at: number): Promise<boolean> =>
    Object.values((await bodyAt(at))._embedded ?? {}).flat().length > 0;
  return countRows(isThere, page.totalElements);
};

const untilTotal = async (url: string, path: string, wanted: number): Promise<number> => {
  const until = Date.now() + BACK_S_MAX * 1_000;
  while (Date.now() < until && (await totalOf(url, path)) < wanted) await sleep(LOOK_MS);
  return totalOf(url, path);
};

/** What the scaler has said: how often one came, was taken back, and went. */
const stepsIn = (house: House): string => {
  const count = (words: RegExp): number => house.said().match(words)?.length ?? 0;
  const [up, back] = [count(/ records behind: /g), count(/ is no faster with one more/g)];
  return `${up} came, ${back} were taken back, ${count(/ has caught up: /g)} went`;
};

/** Processes that have ended and were started again, and of what, as `dure up` has said. */
const restartsIn = (house: House): string => {
  const ends = [...house.said().matchAll(/^(\S+) +│ has ended \((.*)\), started again in/gm)];
  const counts = Map.groupBy(ends, ([, name = '', why = '']) => `${name} (${why})`);
  const each = [...counts].map(([end, all]) => `${end} ${all.length}`);
  return each.length === 0 ? 'none' : each.join(', ');
};

const scaled = async (house: House, { say }: Options): Promise<readonly Figure[]> => {
  const { url } = house;
  const places = await openPlaces(url, 3);
  const client = clientOf(house);
  await sleep(SETTLE_MS);
  const load = new Load({ url, places, perSecond: CALM_PER_S, name: 'autoscale' });
  const calm = await usedIn(house, IDLE_S);
  load.perSecond = CALM_PER_S * TIMES;
  const whole = await usedIn(house, SEEN_S);
  load.perSecond = CALM_PER_S;
  const share = calm + PART * (whole - calm);
  const [m, all] = [share, whole].map((of) => Math.round(of * 1_000));
  say(`${NAME} takes ${all} m of a core, and has ${m} m for each replica`);
  await sleep(SETTLE_MS);
  const slowed = new Slowed(() => pidsOf(house), share, STILL_MS);
  load.perSecond = CALM_PER_S * TIMES;
  const { most, lagMost, backS = Infinity } = await underLoad(house, client, say);
  load.perSecond = CALM_PER_S;
  const downS = await untilDown(house);
  await load.end();
  await slowed.end();
  await client.close();
  const orders = new Set(load.orders.values()).size;
  const confirmed = await untilConfirmed(url, orders);
  const wanted = orders * MESSAGES;
  return [
    reported(`requests, with ${TIMES} times as many within a moment`, load.asked),
    reported('not answered, by status', JSON.stringify(load.refused())),
    reported('records behind, at most', lagMost),
    atLeast('replicas at most', most, 2),
    atMost({ what: 'lag back under its bound after', value: backS, most: BACK_S_MAX }, ' s'),
    reported('the scaler', stepsIn(house)),
    reported('processes that were started again', restartsIn(house)),
    exactly('replicas afterwards', replicasIn(house), 1),
    reported('seconds until only one was left', downS),
    exactly('reservations that were accepted, and were confirmed', confirmed, orders),
    exactly('reservations in all, none of them twice', await countOf(url), orders),
    exactly('messages, two of each', await untilTotal(url, 'message-log', wanted), wanted),
  ];
};

const run = async (options: Options): Promise<readonly Figure[]> => {
  const [server, kafka] = await Promise.all([startPostgres(), startKafka()]);
  const { address, password } = apart(server);
  try {
    const house = await openHouse({
      project: fileURLToPath(new URL('busy', import.meta.url)),
      file: [
        'businesses: [lodging]',
        `broker: ${JSON.stringify(kafka.url)}`,
        `store: ${JSON.stringify(address)}`,
        'partitions: 8',
        `connections: ${CONNECTIONS}`,
        'contexts:',
        `  ${NAME}: { replicas: 1, replicasMax: ${REPLICAS_MAX}, lagPerReplica: ${LAG} }`,
      ],
      env: { DURE_STORE_PASSWORD: password },
    });
    try {
      return await scaled(house, options);
    } finally {
      await house.end();
    }
  } finally {
    await Promise.all([server.stop(), kafka.stop()]);
  }
};

export const autoscale: Drill = {
  name: 'autoscale',
  what: 'ten times the load within a moment: replicas come by lag, and go again',
  on: 'processes of dure up, PostgreSQL, Kafka; each replica has a share of a core',
  run,
  inCluster: scaledInCluster,
};
