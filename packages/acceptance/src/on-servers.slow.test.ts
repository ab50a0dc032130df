// The documented lines of all businesses through the gateway, where every context is a service of
// its own, Kafka carries the logs between them, and their stores are on servers.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Server } from '@dure/servers';
import { reasonNotToBeHad as noKafka, startKafka } from '@dure/servers/kafka';
import { reasonNotToBeHad as noMariadb, startMariadb } from '@dure/servers/mariadb';
import { reasonNotToBeHad as noPostgres, startPostgres } from '@dure/servers/postgres';

const root = join(import.meta.dirname, '../../..');
const documented = globSync('systems/*/documented.test.ts', { cwd: root }).toSorted();

type Environment = { readonly [name: string]: string };

/** Otherwise the inner run would report to the outer one. */
const { NODE_TEST_CONTEXT: _context, ...outer } = process.env;

/** Resolves with what the suites said, and how they ended. */
const run = async (files: readonly string[], env: Environment) => {
  const options = ['--no-warnings', '--test', '--test-reporter=spec', '--test-isolation=none'];
  const child = spawn(process.execPath, [...options, '--test-timeout=60000', ...files], {
    cwd: root,
    env: { ...outer, ...env, DURE_ACCEPTANCE: 'services' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += String(chunk)));
  const [code]: readonly unknown[] = await once(child, 'exit');
  return { code, said };
};

const passes = async (files: readonly string[], env: Environment): Promise<void> => {
  const { code, said } = await run(files, env);
  assert.equal(code, 0, said);
  assert.match(said, /ℹ fail 0/);
  assert.match(said, /ℹ skipped 0/);
  assert.doesNotMatch(said, /ℹ tests 0/);
};

const reason = noKafka() ?? noPostgres() ?? noMariadb();

describe('Every context as a service, on servers', { skip: reason ?? false }, () => {
  let servers: readonly Server[] = [];
  const urls = () => servers.map(({ url }) => url);

  before(async () => {
    servers = await Promise.all([startKafka(), startPostgres(), startMariadb()]);
  });
  after(() => Promise.all(servers.map((server) => server.stop())));

  it('passes the documented lines of all businesses on Kafka and PostgreSQL', async () => {
    const [kafka = '', postgres = ''] = urls();
    assert.equal(documented.length, 6);
    await passes(documented, { DURE_TEST_BROKER: kafka, DURE_TEST_STORE: postgres });
  });

  it('passes those of lodging where each context has the store of its own choice', async () => {
    const [kafka = '', postgres = '', mariadb = ''] = urls();
    const lodging = documented.filter((file) => file.includes('/lodging/'));
    await passes(lodging, {
      DURE_TEST_BROKER: kafka,
      DURE_TEST_STORE: postgres,
      DURE_TEST_STORE_PAYMENT: mariadb,
      DURE_TEST_STORE_NOTIFICATION: 'sqlite',
    });
  });
});
