// Every context and the gateway are replaced one after the other while people use the business, as
// a rolling deploy does it: two replicas each, and one of them is always there.

import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { apart, freePort } from '@dure/servers';
import { startPostgres } from '@dure/servers/postgres';
import { openBalancer } from './balancer.ts';
import type { Balancer } from './balancer.ts';
import type { Drill, Figure, Options } from './drill.ts';
import { main, openHouse, openPlaces } from './house.ts';
import type { House } from './house.ts';
import { Load } from './load.ts';
import { rollingInCluster } from './on-cluster.ts';
import { figuresOf } from './rolled.ts';
import { isReady, until } from './waiting.ts';

const ROUNDS = 10;
const PER_SECOND = 6;
const CALM_MS = 15_000;
/** What a balancer needs to hear of it; the manifests wait as long before they end a pod. */
const NOTICE_MS = 1_000;

const contexts = ['place', 'payment', 'management', 'customer', 'notification'] as const;

type Gateway = { readonly url: string; child: ChildProcess };

const startGateway = async (house: House, url: string): Promise<ChildProcess> => {
  const { port } = new URL(url);
  const args = ['gateway', 'lodging', '--file', house.file, '--port', port];
  const child = spawn(process.execPath, [main, ...args, '--data', `${house.data}/${port}`], {
    env: { ...process.env, ...house.environment() },
    stdio: 'ignore',
  });
  await until('A gateway is ready', () => isReady(url));
  return child;
};

/** Out of the balancer first, then ended, then another one in its place. */
const rollGateways = async (
  house: House,
  gateways: readonly Gateway[],
  balancer: Balancer,
): Promise<void> => {
  for (const gateway of gateways) {
    balancer.to(gateways.filter((other) => other !== gateway).map(({ url }) => url));
    await sleep(NOTICE_MS);
    gateway.child.kill('SIGTERM');
    await once(gateway.child, 'exit');
    gateway.child = await startGateway(house, gateway.url);
    balancer.to(gateways.map(({ url }) => url));
  }
};

/** `SIGTERM`, as a cluster does it; `dure up` begins another one in its place. */
const rollContext = async (house: House, context: string): Promise<void> => {
  const urls = house.environment()[`DURE_URLS_LODGING_${context.toUpperCase()}`] ?? '';
  for (const [of, url] of urls.split(',').entries()) {
    const name = `lodging/${context}/${of}`;
    const pid = house.processes()[name] ?? 0;
    process.kill(pid, 'SIGTERM');
    await until(`Another ${name} is there`, () => (house.processes()[name] ?? pid) !== pid);
    await until(`Another ${name} is ready`, () => isReady(url));
  }
};

const inHouse = async (house: House, { rounds, say }: Options): Promise<readonly Figure[]> => {
  const balancer = await openBalancer(await freePort());
  const gateways: Gateway[] = [];
  try {
    for (let of = 0; of < 2; of += 1) {
      const url = `http://127.0.0.1:${await freePort()}`;
      gateways.push({ url, child: await startGateway(house, url) });
    }
    balancer.to(gateways.map(({ url }) => url));
    const places = await openPlaces(balancer.url, 3);
    const load = new Load({ url: balancer.url, places, perSecond: PER_SECOND, name: 'rolling' });
    await sleep(CALM_MS);
    const calm = load.asked;
    for (let round = 1; round <= (rounds ?? ROUNDS); round += 1) {
      for (const context of contexts) await rollContext(house, context);
      await rollGateways(house, gateways, balancer);
      say(`round ${round}: ${load.answered} of ${load.asked} answered`);
    }
    await load.end();
    const orders = new Set(load.orders.values()).size;
    return await figuresOf(balancer.url, { load, calm, orders });
  } finally {
    for (const { child } of gateways) child.kill('SIGKILL');
    balancer.close();
  }
};

const run = async (options: Options): Promise<readonly Figure[]> => {
  const server = await startPostgres();
  const { address, password } = apart(server);
  try {
    const house = await openHouse({
      file: [
        'businesses: [lodging]',
        `store: ${JSON.stringify(address)}`,
        'partitions: 2',
        'contexts:',
        ...contexts.map((context) => `  lodging/${context}: { replicas: 2 }`),
      ],
      env: { DURE_STORE_PASSWORD: password },
    });
    try {
      return await inHouse(house, options);
    } finally {
      await house.end();
    }
  } finally {
    await server.stop();
  }
};

export const rolling: Drill = {
  name: 'rolling',
  what: 'every context and the gateway are replaced under load, ten times in a row',
  on: 'processes of dure up, two replicas each, PostgreSQL',
  run,
  inCluster: rollingInCluster,
};
