// Marketing joins lodging while people use it, and leaves again: one process that is started, and
// one that is ended. The processes of the other teams are the same before and after.

import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort } from '@dure/servers';
import { Client, secretOf, Signer } from '@dure/services';
import type { ReplicaState } from '@dure/services';
import { exactly, reported } from './drill.ts';
import type { Drill, Figure } from './drill.ts';
import { main, openHouse, openPlaces } from './house.ts';
import type { House } from './house.ts';
import { Load, untilConfirmed } from './load.ts';
import { until } from './waiting.ts';

const CALM_MS = 8_000;
const LOOK_MS = 100;
const CONTEXT = 'recommend';

const repository = fileURLToPath(new URL('../..', import.meta.url));

/** The business as marketing knows it: the boards of the others as they are, and its own. */
const project = (folder: string): string => {
  mkdirSync(folder, { recursive: true });
  const from = (path: string): string => JSON.stringify(join(repository, path));
  const lines = [
    `import { Lodging } from ${from('systems/lodging/system.ts')};`,
    `import { Recommend } from ${from('systems/marketing/index.ts')};`,
    'export const System = { ...Lodging, contexts: [...Lodging.contexts, Recommend] };',
  ];
  writeFileSync(join(folder, 'system.ts'), lines.join('\n'));
  writeFileSync(join(folder, 'package.json'), '{ "type": "module", "private": true }');
  return folder;
};

type Joined = { readonly child: ChildProcess; readonly client: Client };

const joinIn = async (house: House): Promise<Joined> => {
  const port = await freePort();
  const cwd = project(join(house.data, 'marketing'));
  const data = join(house.data, 'data-of-marketing');
  const args = ['serve', `lodging/${CONTEXT}`, '--port', String(port), '--data', data];
  const { DURE_URLS_LODGING_EXTERNALS: _, ...known } = house.environment();
  const env = { ...process.env, ...known };
  const child = spawn(process.execPath, [main, ...args], { cwd, env, stdio: 'inherit' });
  const secret = secretOf(house.environment()['DURE_SECRET'] ?? '');
  const place = { business: 'lodging', context: CONTEXT };
  const client = new Client(place, [`http://127.0.0.1:${port}`], new Signer(secret, 'drill'));
  return { child, client };
};

/** How many records of others it has looked at, once it does not get more. */
const caughtUp = async ({ child, client }: Joined, atLeast: number): Promise<number> => {
  let deliveries = 0;
  const isThere = async (): Promise<boolean> => {
    if (child.exitCode !== null) throw new Error(`It has ended with ${child.exitCode}.`);
    const [state] = await client.askAll<ReplicaState>('state');
    deliveries = state?.metrics.counters['deliveries'] ?? 0;
    return deliveries >= atLeast;
  };
  await until(`Marketing has looked at ${atLeast} records`, isThere, { lookMs: LOOK_MS });
  return deliveries;
};

const inHouse = async (house: House): Promise<readonly Figure[]> => {
  const places = await openPlaces(house.url, 3);
  const before = JSON.stringify(house.processes());
  const load = new Load({ url: house.url, places, perSecond: 6, name: 'team' });
  await sleep(CALM_MS);
  const calm = load.asked;
  const joined = await joinIn(house);
  const known = await caughtUp(joined, load.orders.size);
  await sleep(CALM_MS);
  joined.child.kill('SIGTERM');
  await once(joined.child, 'exit');
  await joined.client.close();
  await sleep(CALM_MS);
  await load.end();
  const orders = new Set(load.orders.values()).size;
  const same = JSON.stringify(house.processes()) === before;
  return [
    reported('records of others that marketing had looked at', known),
    exactly('processes of other teams that are other ones now', same ? 0 : 1, 0),
    exactly('marketing ended in order, with', joined.child.exitCode ?? -1, 0),
    reported('not answered in the calm before', JSON.stringify(load.refused(0, calm))),
    reported('not answered since', JSON.stringify(load.refused(calm))),
    exactly(`requests that failed, of ${load.asked}`, load.asked - load.answered, 0),
    exactly('reservations that were confirmed', await untilConfirmed(house.url, orders), orders),
  ];
};

const run = async (): Promise<readonly Figure[]> => {
  const house = await openHouse();
  try {
    return await inHouse(house);
  } finally {
    await house.end();
  }
};

export const team: Drill = {
  name: 'team',
  what: 'marketing joins while people use the business, and leaves: nobody else is touched',
  on: 'processes of dure up, SQLite',
  run,
};
