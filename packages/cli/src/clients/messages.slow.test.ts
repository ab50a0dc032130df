// The messages of taxi calls and parcel pickups as processes in Python, on Kafka: killed again and
// again while calls go on, and each message is written once.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { unlessCi } from '@dure/servers';
import { reasonNotToBeHad, startKafka } from '@dure/servers/kafka';
import { said } from '../run.testing.ts';
import { carriedLog, chanceFrom, root } from './carried.testing.ts';
import { livesOf } from './killed.testing.ts';
import { appended, atWork, onceEach } from './once-each.testing.ts';
import type { Consuming } from './once-each.testing.ts';

const CLIENT = 'confluent-kafka==2.16.1';
const KILLS = 50;
const SEED = 20_260_302;
const PAUSE_MS = 20;
const folder = mkdtempSync(join(tmpdir(), 'dure-messages-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const package_ = join(root, 'clients/python');
const env = { PYTHONPATH: `${join(package_, 'src')}:${package_}` };

const cache = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'dure', 'python');

/** An environment with the client of Kafka, made once; or why there is none. */
const environment = (): { readonly python: string; readonly reason?: string } => {
  const place = join(cache, CLIENT.replace('==', '-'));
  const python = join(place, 'bin/python');
  if (existsSync(python)) return { python };
  const beside = `${place}.${process.pid}`;
  mkdirSync(dirname(place), { recursive: true });
  const made = spawnSync('python3', ['-m', 'venv', beside], { encoding: 'utf8' });
  if (made.status !== 0) return { python, reason: 'There is no Python 3 with venv.' };
  const pip = ['-m', 'pip', 'install', '-q', CLIENT];
  const brought = spawnSync(join(beside, 'bin/python'), pip, { encoding: 'utf8' });
  const why = brought.stderr.trim().split('\n').at(-1) ?? '';
  if (brought.status !== 0) return { python, reason: `pip does not bring ${CLIENT}: ${why}` };
  renameSync(beside, place);
  return { python };
};

const { python, reason } = environment();

/** The events that lead to a message, by business, as the table of the service has them. */
const toldOf = (business: string): ReadonlySet<string> => {
  const program =
    'import json, sys; from messages.table import RULES; ' +
    'print(json.dumps(list(RULES[sys.argv[1]])))';
  const { stdout } = spawnSync(python, ['-c', program, business], {
    env: { ...process.env, ...env },
    encoding: 'utf8',
  });
  // The program prints a list of names.
  return new Set(JSON.parse(stdout) as readonly string[]);
};

const businesses = {
  taxi: ['taxicall', 'taxiassign'],
  'parcel-pickup': ['pickupcall', 'pickupassign'],
} as const;

describe('the client in Python', { skip: unlessCi(reason) ?? false }, () => {
  it('passes its own tests', () => {
    const args = ['-m', 'unittest', 'discover', '-s', 'tests'];
    const { status, stderr } = spawnSync(python, args, {
      cwd: package_,
      env: { ...process.env, ...env },
      encoding: 'utf8',
    });
    assert.equal(status, 0, stderr);
    assert.match(stderr, /Ran \d{2} tests/);
  });

  it('needs what the contracts give', async () => {
    const { code, out } = await said('contracts verify clients/python', {}, root);
    assert.deepEqual([code, out], [0, 'All is given: messages\n']);
  });
});

describe(
  'the messages in Python',
  { skip: unlessCi(reason) ?? reasonNotToBeHad() ?? false },
  () => {
    it(`are each written once, while their processes are killed ${KILLS} times`, async () => {
      const { url } = await startKafka();
      const draw = chanceFrom(SEED);
      const running: Running[] = [];
      for (const [business, contexts] of Object.entries(businesses)) {
        running.push(await begun(url, [business, contexts], draw));
      }
      for (let kills = 0; kills < KILLS; kills += 1) {
        const one = running[kills % running.length];
        assert.ok(one);
        await atWork(one, draw);
        await sleep(draw() * PAUSE_MS);
        await one.lives.kill();
      }
      for (const one of running) {
        const count = await onceEach(one, toldOf(one.business));
        assert.ok(count > KILLS, String(count));
      }
    });
  },
);

type Running = Consuming & { readonly business: string };

/** Logs that are carried, and the service that reads them. */
const begun = async (
  url: string,
  [business, contexts]: readonly [string, readonly string[]],
  draw: () => number,
): Promise<Running> => {
  const name = `${business}-${process.pid}`;
  const logs = contexts.map((context) => carriedLog({ url, name, business, context }));
  for (const log of logs) {
    await appended(log, draw);
    await log.begun();
  }
  const file = join(folder, `${business}.db`);
  const args = ['-m', 'messages.service', business, new URL(url).host, file, name];
  const lives = await livesOf({ command: python, args, cwd: package_, env });
  return { business, logs, file, table: 'outbox', lives };
};
