// A deploy by the pipeline, with a canary: a better one takes the place of what was before, and one
// that is worse goes back by itself, while people use the business.

import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { image } from './cluster.ts';
import type { Cluster } from './cluster.ts';
import { exactly, reported } from './drill.ts';
import type { Drill, Figure, Options } from './drill.ts';
import { openPlaces } from './house.ts';
import { countOf, Load, untilConfirmed } from './load.ts';
import { inReplicatedCluster } from './on-cluster.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const PER_SECOND = 4;
const CALM_MS = 5_000;
/** No registry has it. */
const WORSE = 'localhost/dure:there-is-none';

/** The exit code of the pipeline's last step, with another image or another line. */
const deploy = async (
  { url, config, namespace }: Cluster,
  change: (text: string) => string,
): Promise<number> => {
  const other = `${config}.other.yaml`;
  writeFileSync(other, change(readFileSync(config, 'utf8')));
  const asked = { URL: url, CONFIG: other, NAMESPACE: namespace };
  const times = { CANARY_SECONDS: '10', READY_SECONDS: '60' };
  const env = { ...process.env, ...asked, ...times };
  return new Promise((resolve) => {
    const script = join(root, 'scripts/pipeline.sh');
    execFile('bash', [script, 'deploy'], { env, cwd: root }, (cause) => {
      const { code = 0 } = Object(cause) as { readonly code?: number }; // Node gives the exit code.
      resolve(code);
    });
  });
};

const imagesIn = async ({ kubectl }: Cluster): Promise<string> => {
  const path = 'jsonpath={range .items[*]}{.spec.containers[0].image}{"\\n"}{end}';
  const running = ['--field-selector', 'status.phase=Running'];
  const lines = (await kubectl('get', 'pods', ...running, '-o', path)).trim().split('\n');
  return [...new Set(lines)].join(' ');
};

const shown = async (cluster: Cluster, { say }: Options): Promise<readonly Figure[]> => {
  const { url } = cluster;
  const places = await openPlaces(url, 3);
  const load = new Load({ url, places, perSecond: PER_SECOND, name: 'canary' });
  await sleep(CALM_MS);
  const better = await deploy(cluster, (text) => text.replace('cpu: 50m', 'cpu: 55m'));
  say(`a canary that is well: the pipeline ends with ${better}`);
  const path = 'jsonpath={.items[*].spec.containers[0].resources.requests.cpu}';
  const cpu = (await cluster.kubectl('get', 'pods', '-o', path)).split(' ');
  const promoted = cpu.filter((of) => of === '55m').length;
  const worse = await deploy(cluster, (text) => text.replace(image, WORSE));
  say(`a canary that is worse: the pipeline ends with ${worse}`);
  const images = await imagesIn(cluster);
  await cluster.ready();
  await load.end();
  const orders = new Set(load.orders.values()).size;
  return [
    exactly('the pipeline, of a canary that is well, ends with', better, 0),
    exactly('pods that have what was promoted', promoted, 2),
    exactly('the pipeline, of a canary that is worse, ends with', worse, 1),
    exactly('images that run afterwards', images, image),
    exactly(`requests that failed, of ${load.asked}`, load.asked - load.answered, 0),
    reported('not answered, by status', JSON.stringify(load.refused())),
    exactly(
      'reservations that were accepted, and were confirmed',
      await untilConfirmed(url, orders),
      orders,
    ),
    exactly('reservations in all, none of them twice', await countOf(url), orders),
  ];
};

const run = (options: Options): Promise<readonly Figure[]> =>
  inReplicatedCluster((cluster) => shown(cluster, options));

export const canary: Drill = {
  name: 'canary',
  what: 'the pipeline promotes a canary that is well, and takes back one that is worse',
  on: 'the cluster of KUBECONFIG',
  run,
  inCluster: run,
};
