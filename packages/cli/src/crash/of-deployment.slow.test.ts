// Lodging as services on Kafka, PostgreSQL, MariaDB and SQLite, with all of them killed while
// people use it.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { apart } from '@dure/servers';
import type { Server } from '@dure/servers';
import { reasonNotToBeHad as noKafka, startKafka } from '@dure/servers/kafka';
import { reasonNotToBeHad as noMariadb, startMariadb } from '@dure/servers/mariadb';
import { reasonNotToBeHad as noPostgres, startPostgres } from '@dure/servers/postgres';
import { written } from '../deployment/written.testing.ts';
import { shippedBusiness } from '../businesses.ts';
import { rehearsable } from '../simulate/simulate.ts';
import { crashDeployment } from './of-deployment.ts';
import type { Behind } from './hits.ts';

const KILLS = 16;
const reason = noKafka() ?? noPostgres() ?? noMariadb();

const behind = (name: string, server: Server): Behind => ({
  name,
  url: server.url,
  kill: () => server.kill(),
  restart: () => server.restart(),
  pause: () => server.pause(),
  resume: () => server.resume(),
});

describe('dure crash of a deployment', { skip: reason ?? false, timeout: 600_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'dure-crash-deployment-'));
  const file = join(folder, 'dure.yaml');
  let servers: readonly (readonly [string, Server])[] = [];

  before(async () => {
    const [kafka, postgres, mariadb] = await Promise.all([
      startKafka(),
      startPostgres(),
      startMariadb(),
    ]);
    servers = [
      ['Kafka', kafka],
      ['PostgreSQL', postgres],
      ['MariaDB', mariadb],
    ];
    const [store, payment] = [apart(postgres), apart(mariadb)];
    process.env['DURE_STORE_PASSWORD'] = store.password;
    process.env['DURE_STORE_PASSWORD_LODGING_PAYMENT'] = payment.password;
    written(file, [
      'businesses: [lodging]',
      `broker: ${JSON.stringify(kafka.url)}`,
      `store: ${JSON.stringify(store.address)}`,
      'partitions: 4',
      'contexts:',
      `  lodging/payment: { store: ${JSON.stringify(payment.address)}, replicas: 2 }`,
      '  lodging/management: { replicas: 2 }',
      `  lodging/notification: { store: ${JSON.stringify(`sqlite:${folder}`)} }`,
    ]);
  });
  after(async () => {
    await Promise.all(servers.map(([, server]) => server.stop()));
    rmSync(folder, { recursive: true, force: true });
  });

  it('loses nothing, and does nothing twice', async () => {
    const businesses = [rehearsable(shippedBusiness('lodging'))];
    const all = servers.map((of) => behind(...of));
    const options = { file, kills: KILLS, seed: 7, behind: all };
    const { findings, done, hits } = await crashDeployment(businesses, options);
    assert.deepEqual(findings, [], JSON.stringify([...hits]));
    assert.ok(done > 0);
  });
});
