// Kills services, the gateway and the servers behind them, again and again, while people use all
// six businesses: `npm run crash -- --kills 1000`. It starts Kafka and PostgreSQL itself. The kills
// come in rounds, each on a deployment of its own, so that what people have done stays small enough
// to be looked through whole.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { apart } from '@dure/servers';
import type { Server } from '@dure/servers';
import { startKafka } from '@dure/servers/kafka';
import { startPostgres } from '@dure/servers/postgres';
import { shippedBusiness } from '../businesses.ts';
import { crashDeployment } from './of-deployment.ts';
import type { DeploymentCrash } from './of-deployment.ts';
import type { Behind } from './hits.ts';
import { written } from '../deployment/written.testing.ts';
import { rehearsable } from '../simulate/simulate.ts';

const ROUND_KILLS = 100;
const PARTITIONS = 2;
const CONNECTIONS_MAX = '600';
const all = [
  'lodging',
  'taxi',
  'parcel-pickup',
  'personal-training',
  'repair-shop',
  'restaurant',
] as const;

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    round: { type: 'string', default: String(ROUND_KILLS) },
    only: { type: 'string', default: all.join(',') },
  },
});
const names = values.only.split(',');

const behind = (name: string, server: Server): Behind => ({
  name,
  url: server.url,
  kill: () => server.kill(),
  restart: () => server.restart(),
  pause: () => server.pause(),
  resume: () => server.resume(),
});

/** One deployment, on servers of its own. */
const round = async (kills: number, seed: number): Promise<DeploymentCrash> => {
  const folder = mkdtempSync(join(tmpdir(), 'dure-crash-'));
  const settings = { max_connections: CONNECTIONS_MAX };
  const [kafka, postgres] = await Promise.all([startKafka(), startPostgres({ settings })]);
  const { address, password } = apart(postgres);
  process.env['DURE_STORE_PASSWORD'] = password;
  const file = written(join(folder, 'dure.yaml'), [
    `businesses: [${names.join(', ')}]`,
    `broker: ${JSON.stringify(kafka.url)}`,
    `store: ${JSON.stringify(address)}`,
    `partitions: ${PARTITIONS}`,
  ]);
  const businesses = names.map((name) => rehearsable(shippedBusiness(name)));
  const servers = [behind('Kafka', kafka), behind('PostgreSQL', postgres)];
  try {
    return await crashDeployment(businesses, { file, kills, seed, behind: servers });
  } finally {
    await Promise.allSettled([kafka.stop(), postgres.stop()]);
    rmSync(folder, { recursive: true, force: true });
  }
};

const kindOf = (hit: string): string => hit.replace(/ .*\/.*/, ' services');

const totals = new Map<string, number>();
const sum = { kills: 0, asked: 0, done: 0, findings: 0 };
const wanted = Number(values.kills);
const began = performance.now();
for (let seed = Number(values.seed); sum.kills < wanted; seed += 1) {
  const kills = Math.min(Number(values.round), wanted - sum.kills);
  const { hits, asked, done, findings } = await round(kills, seed);
  for (const [hit, times] of hits) totals.set(kindOf(hit), (totals.get(kindOf(hit)) ?? 0) + times);
  sum.kills += kills;
  sum.asked += asked;
  sum.done += done;
  sum.findings += findings.length;
  for (const words of findings) console.log(`✖ seed ${seed}: ${words}`);
  const minutes = Math.round((performance.now() - began) / 60_000);
  console.log(`${JSON.stringify({ ...sum, minutes })} ${JSON.stringify([...totals])}`);
}
console.log(sum.findings === 0 ? 'Nothing lost, nothing twice' : `${sum.findings} findings`);
process.exit(sum.findings === 0 ? 0 : 1);
