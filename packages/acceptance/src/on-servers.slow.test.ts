// The documented lines and the scenarios of all businesses through the gateway, and their demos:
// every context is a service of its own, Kafka carries the logs between them, and their stores are
// on servers.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { calendarOf } from '@dure/domain';
import type { Rehearsed, World } from '@dure/rehearsal';
import type { Server } from '@dure/servers';
import { reasonNotToBeHad as noKafka, startKafka } from '@dure/servers/kafka';
import { reasonNotToBeHad as noMariadb, startMariadb } from '@dure/servers/mariadb';
import { reasonNotToBeHad as noPostgres, startPostgres } from '@dure/servers/postgres';
import { rehearsalOf } from 'dure/businesses';
import { Business } from './business.ts';
import type { Opening } from './business.ts';
import { played } from './demos.ts';
import { asServices } from './service-form.ts';

const root = join(import.meta.dirname, '../../..');
const runner = join(root, 'scripts/testing/run.mjs');
const scenarios = join(import.meta.dirname, 'ways-in.test.ts');
const documented = globSync('systems/*/documented.test.ts', { cwd: root }).toSorted();
const businesses = documented.map((file) => file.split('/')[1] ?? '');

type Environment = { readonly [name: string]: string };

/** Otherwise the inner run would report to the outer one. */
const { NODE_TEST_CONTEXT: _context, ...outer } = process.env;

/** Resolves with what the suites said, and how they ended. */
const run = async (asked: readonly string[], env: Environment, named: readonly string[] = []) => {
  const options = ['--no-warnings', '--test-reporter=spec', '--test-timeout=60000', ...named];
  const child = spawn(process.execPath, [...options, runner, ...asked], {
    cwd: root,
    env: { ...outer, ...env, DURE_ACCEPTANCE: 'services' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += String(chunk)));
  const [code]: readonly unknown[] = await once(child, 'exit');
  return { code, said };
};

const passes = async (...of: Parameters<typeof run>): Promise<void> => {
  const { code, said } = await run(...of);
  assert.equal(code, 0, said);
  assert.match(said, /ℹ fail 0/);
  assert.match(said, /ℹ skipped 0/);
  assert.doesNotMatch(said, /ℹ tests 0/);
};

const AFTERNOON = ['2026-03-18', '14:00'] as const;

/** The business after its demo was played, on a clock of its own. */
const playedIn = async (rehearsal: Rehearsed, opening: Opening = {}): Promise<Business> => {
  const { demo, timeZone } = rehearsal;
  assert.ok(demo);
  const { instantAt, dayOf } = calendarOf(timeZone);
  const now = instantAt(...AFTERNOON);
  const steps = demo.steps(now);
  const day = dayOf(steps[0]?.at ?? now);
  const business = await Business.opened(rehearsal, day, { time: '00:00', ...opening });
  return played(business, { ...demo, steps: () => steps }, now);
};

/** What there is in the end, where nothing is wrong with it. */
const worldAfter = async (business: Business): Promise<World> => {
  await business.holds();
  const world = await business.world();
  await business.running.stop();
  return world;
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

  it('passes the scenarios of all businesses on Kafka and PostgreSQL', async () => {
    const [kafka = '', postgres = ''] = urls();
    const overHttp = ['--test-name-pattern=/ over HTTP$/'];
    const env = { DURE_TEST_BROKER: kafka, DURE_TEST_STORE: postgres };
    await passes([scenarios], env, overHttp);
  });

  for (const name of businesses) {
    it(`plays the demo of ${name} to the same end as in one process`, async () => {
      const [kafka = '', postgres = ''] = urls();
      const rehearsal = await rehearsalOf(name);
      const expected = await worldAfter(await playedIn(rehearsal));
      Object.assign(process.env, { DURE_TEST_BROKER: kafka, DURE_TEST_STORE: postgres });
      const found = await worldAfter(await playedIn(rehearsal, asServices()));
      delete process.env['DURE_TEST_STORE'];
      for (const view of rehearsal.contexts.flatMap(({ views }) => Object.keys(views))) {
        assert.deepEqual(found.rows(view), expected.rows(view), view);
      }
    });
  }

  it('passes those of lodging where each context has the store of its own choice', async () => {
    const [kafka = '', postgres = '', mariadb = ''] = urls();
    const lodging = documented.filter((file) => file.includes('/lodging/'));
    const env = {
      DURE_TEST_BROKER: kafka,
      DURE_TEST_STORE: postgres,
      DURE_TEST_STORE_PAYMENT: mariadb,
      DURE_TEST_STORE_NOTIFICATION: 'sqlite',
    };
    await passes(lodging, env);
    await passes([scenarios], env, ['--test-name-pattern=/^lodging over HTTP$/']);
  });
});
