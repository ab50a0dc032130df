// Drills that run in a real cluster, on its own pods and volumes.

import { setTimeout as sleep } from 'node:timers/promises';
import { apart } from '@dure/servers';
import { startPostgres } from '@dure/servers/postgres';
import { hostOfCluster, openCluster, workloads } from './cluster.ts';
import type { Cluster, ClusterOptions } from './cluster.ts';
import { atMost, exactly, reported } from './drill.ts';
import type { Figure, Options } from './drill.ts';
import { openPlaces } from './house.ts';
import { countOf, Load, quantile, untilConfirmed } from './load.ts';
import { figuresOf } from './rolled.ts';
import { until } from './waiting.ts';

export const contexts = ['place', 'payment', 'management', 'customer', 'notification'] as const;
const ROUNDS = 10;
const PER_SECOND = 4;
const CALM_MS = 15_000;
/** Of a percentile of a few dozen requests, the slowest one would decide. */
const BEFORE_MS = 80_000;
const RECOVERY_S_MAX = 60;
const VOLUME_S = 15;

/** Small ones: all of them have two cores together. */
export const sized = (more: string, cpu = '50m'): readonly string[] => [
  ...contexts.map((context) => `  lodging/${context}: { cpu: ${cpu}${more} }`),
  `  lodging/externals: { cpu: ${cpu} }`,
];

const waited = ({ waitedFor }: Cluster): Figure =>
  reported('pods that came before their Secret, and waited for it', waitedFor.length);

/** Two replicas of each context, on a server outside of the cluster. */
export const inReplicatedCluster = (
  go: (cluster: Cluster) => Promise<readonly Figure[]>,
): Promise<readonly Figure[]> => onServer(sized(', replicas: 2'), go);

/** On a server outside of the cluster, so that there may be several of each context. */
export const onServer = async (
  sizes: readonly string[],
  go: (cluster: Cluster) => Promise<readonly Figure[]>,
  gateway: ClusterOptions['gateway'] = {},
): Promise<readonly Figure[]> => {
  const host = await hostOfCluster();
  const server = await startPostgres({ host });
  const { address, password } = apart(server);
  const store = `store: ${JSON.stringify(address)}`;
  const file = ['businesses: [lodging]', store, 'partitions: 2', 'contexts:'];
  const cluster = await openCluster({
    file: [...file, ...sizes],
    secrets: { 'dure-store': { password } },
    gateway,
    host,
  });
  try {
    return [waited(cluster), ...(await go(cluster))];
  } finally {
    await cluster.end();
    await server.stop();
  }
};

/** Where the node holds pods to it, one that begins takes no more than 0.4 of its two cores. */
const ROLLED_CPU = '100m';

export const rollingInCluster = ({ rounds, say }: Options): Promise<readonly Figure[]> =>
  onServer(
    sized(', replicas: 2', ROLLED_CPU),
    (cluster) => rolled(cluster, rounds ?? ROUNDS, say),
    { cpu: ROLLED_CPU },
  );

const rolled = async (
  cluster: Cluster,
  rounds: number,
  say: Options['say'],
): Promise<readonly Figure[]> => {
  const { url } = cluster;
  const places = await openPlaces(url, 3);
  const load = new Load({ url, places, perSecond: PER_SECOND, name: 'rolling' });
  await sleep(BEFORE_MS);
  const calm = load.asked;
  for (let round = 1; round <= rounds; round += 1) {
    const from = load.asked;
    for (const name of await workloads(cluster.kubectl)) {
      load.during = name;
      await cluster.kubectl('rollout', 'restart', name);
      await cluster.kubectl('rollout', 'status', name, '--timeout', '300s');
    }
    const p99 = quantile(load.times(from), 0.99);
    say(`round ${round}: ${load.answered} of ${load.asked} answered, p99 ${p99} ms in it`);
  }
  await load.end();
  const orders = new Set(load.orders.values()).size;
  return figuresOf(url, { load, calm, orders });
};

/** Inside of the pod: its first process opens a debugger, and is given a loop without an end. */
const block = `
process.kill(1, 'SIGUSR1');
const within = () => ({ signal: AbortSignal.timeout(2_000) });
const look = () => fetch('http://127.0.0.1:9229/json/list', within()).then((of) => of.json());
let found;
while (!found) found = await look().catch(() => new Promise((again) => setTimeout(again, 100)));
const socket = new WebSocket(found[0].webSocketDebuggerUrl);
await new Promise((open) => socket.addEventListener('open', open, { once: true }));
const params = { expression: 'for (;;);' };
socket.send(JSON.stringify({ id: 1, method: 'Runtime.evaluate', params }));
setTimeout(() => process.exit(0), 200);
`;

const restarts = async ({ kubectl }: Cluster): Promise<{ readonly [pod: string]: number }> => {
  const count = '{.status.containerStatuses[0].restartCount}';
  const path = `jsonpath={range .items[*]}{.metadata.name} ${count}{"\\n"}{end}`;
  const lines = (await kubectl('get', 'pods', '-o', path)).trim().split('\n');
  return Object.fromEntries(
    lines.map((line) => line.split(' ')).map(([pod = '', count]) => [pod, Number(count)]),
  );
};

const onVolumes = async (): Promise<Cluster> =>
  openCluster({
    file: ['businesses: [lodging]', 'store: sqlite:/data', 'contexts:', ...sized('')],
    host: await hostOfCluster(),
  });

/** Its event loop is blocked; the probes find that out, and nobody else is restarted. */
export const healingInCluster = async (): Promise<readonly Figure[]> => {
  const cluster = await onVolumes();
  try {
    const { url, kubectl } = cluster;
    const places = await openPlaces(url, 3);
    const load = new Load({ url, places, perSecond: PER_SECOND, name: 'healing' });
    await sleep(CALM_MS);
    const pod = 'lodging-management-0';
    const before = await restarts(cluster);
    const began = performance.now();
    await kubectl('exec', pod, '--', 'node', '--input-type=module', '--eval', block);
    const isOther = async () => ((await restarts(cluster))[pod] ?? 0) !== before[pod];
    await until(`${pod} is restarted`, isOther, { lookMs: 250 });
    await kubectl('wait', '--for=condition=Ready', `pod/${pod}`, '--timeout', '120s');
    const s = Math.round((performance.now() - began) / 100) / 10;
    await load.end();
    const after = await restarts(cluster);
    const others = Object.keys(after).filter((one) => one !== pod && after[one] !== before[one]);
    const orders = new Set(load.orders.values()).size;
    return [
      waited(cluster),
      atMost({ what: 'a blocked event loop is replaced', value: s, most: RECOVERY_S_MAX }, ' s'),
      exactly('other pods that were restarted', others.length, 0),
      reported('requests, and those refused', `${load.asked}, ${JSON.stringify(load.refused())}`),
      exactly(
        'reservations that were accepted, and were confirmed',
        await untilConfirmed(url, orders),
        orders,
      ),
    ];
  } finally {
    await cluster.end();
  }
};

/** Every pod is killed at once, without a moment to end; others come, and find the volumes. */
export const volumeInCluster = async ({ seconds }: Options): Promise<readonly Figure[]> => {
  const cluster = await onVolumes();
  try {
    const { url, kubectl } = cluster;
    const places = await openPlaces(url, 3);
    const load = new Load({ url, places, perSecond: PER_SECOND, name: 'volume' });
    await sleep((seconds ?? VOLUME_S) * 1_000);
    const began = performance.now();
    await kubectl('delete', 'pods', '--all', '--force', '--grace-period=0');
    await load.end();
    await cluster.ready();
    const s = Math.round((performance.now() - began) / 100) / 10;
    const accepted = new Set(load.orders.values()).size;
    const all = await countOf(url);
    return [
      waited(cluster),
      reported('reservations accepted before the pods went', accepted),
      exactly('of these, not there afterwards', Math.max(0, accepted - all), 0),
      exactly(
        'reservations that came to their end afterwards',
        await untilConfirmed(url, all),
        all,
      ),
      reported('seconds until all pods were ready again', s),
    ];
  } finally {
    await cluster.end();
  }
};
