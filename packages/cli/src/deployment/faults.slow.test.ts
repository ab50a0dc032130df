// What stands in the way of a service on real servers is said in words, in both languages, and
// never with a password; what passes by itself is waited for.

import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Host } from '@dure/kernel';
import { apart, freePort } from '@dure/servers';
import type { Server } from '@dure/servers';
import { reasonNotToBeHad, startPostgres } from '@dure/servers/postgres';
import { reachBusiness, secretOf, Signer } from '@dure/services';
import { rehearsalOf } from '../businesses.ts';
import { placed, SECRET, startService } from './serving.testing.ts';
import type { Started } from './serving.testing.ts';

const PARTITIONS = 2;
const OTHER_CLOCK_MS = 10 * 60_000;
/** Longer than the server lets a transaction stand still; a minute and more, for who has time. */
const PAUSE_MS = Number(process.env['DURE_PAUSE_MS'] ?? 15_000);

// The driver belongs to the store.
const { Client } = createRequire(import.meta.resolve('@dure/store-postgres'))('pg') as {
  readonly Client: new (options: { readonly connectionString: string }) => {
    connect(): Promise<void>;
    query(text: string): Promise<unknown>;
    end(): Promise<void>;
  };
};

describe('A service on a server', { skip: reasonNotToBeHad() ?? false, timeout: 300_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'dure-faults-'));
  const children: ChildProcess[] = [];
  let server: Server;
  let address = '';
  let password = '';

  before(async () => {
    server = await startPostgres();
    ({ address, password } = apart(server));
  });
  after(async () => {
    for (const child of children) child.kill('SIGKILL');
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const sql = async (text: string): Promise<void> => {
    const client = new Client({ connectionString: server.url });
    await client.connect();
    try {
      await client.query(text);
    } finally {
      await client.end();
    }
  };

  const start = async (
    context: string,
    { port, ...env }: { readonly port?: number; readonly [name: string]: unknown } = {},
    lines: readonly string[] = [`partitions: ${PARTITIONS}`],
  ): Promise<Started> => {
    const given = { DURE_STORE_PASSWORD: password, ...env };
    const of = { folder, lines: [`store: ${address}`, ...lines], env: given, port };
    const started = await startService(`lodging/${context}`, of);
    children.push(started.child);
    return started;
  };

  /** It has made its schema, and has ended. */
  const made = async (context: string): Promise<void> => {
    const { child, until, ended } = await start(context);
    await until(/lodging\/\S+ at http/);
    child.kill('SIGTERM');
    assert.equal(await ended, 0);
  };

  const fails = async (started: Started, words: { readonly en: RegExp; readonly ko: RegExp }) => {
    assert.equal(await started.ended, 1, started.said());
    assert.match(started.said(), words.en);
    assert.match(started.said(), words.ko);
    assert.doesNotMatch(started.said(), /at .*\.ts:\d/);
    assert.ok(!started.said().includes(password));
  };

  /** Replicas of place and of management, one of each with a clock that is ahead. */
  const twoOfEach = async () => {
    const shift = join(folder, 'clock.mjs');
    const now = `const now = Date.now; Date.now = () => now() + ${OTHER_CLOCK_MS};`;
    writeFileSync(shift, now);
    const ahead = { NODE_OPTIONS: `--import=${shift}` };
    const ports = [await freePort(), await freePort(), await freePort(), await freePort()];
    const urls = ports.map((port) => `http://127.0.0.1:${port}`);
    const addresses = { place: urls.slice(0, 2), management: urls.slice(2) };
    // Of the log of the first, the replicas of the second share the partitions.
    const lines = [`partitions: ${PARTITIONS}`, 'contexts:'].concat(
      Object.entries(addresses).map(([name, of]) => {
        return `  lodging/${name}: { replicas: 2, urls: ${JSON.stringify(of)} }`;
      }),
    );
    const replicas: Started[] = [];
    for (const [at, port] of ports.entries()) {
      const env = at % 2 === 0 ? ahead : {};
      replicas.push(await start(at < 2 ? 'place' : 'management', { port, ...env }, lines));
    }
    for (const { until } of replicas) await until(/lodging\/\w+ at http/);
    const still = replicas.filter((_, at) => at % 2 === 0);
    return { replicas, still, host: await hostAt(addresses) };
  };

  it('with a password that is wrong ends', async () => {
    const wrong = await start('place', { DURE_STORE_PASSWORD: 'a wrong password' });
    const en = /does not accept the user or the password/;
    await fails(wrong, { en, ko: /사용자나 비밀번호를 받아들이지 않습니다/ });
    assert.doesNotMatch(wrong.said(), /a wrong password/);
  });

  it('that holds the data of another service ends, and changes nothing', async () => {
    await made('payment');
    const other = await start('payment', {}, ['partitions: 4']);
    await fails(other, { en: /has 2 partitions/, ko: /파티션이 2개/ });
    await sql(`update lodging_payment.identity set business = 'taxi'`);
    await fails(await start('payment'), {
      en: /belongs to taxi\/payment, not to lodging\/payment/,
      ko: /taxi\/payment의 스키마라/,
    });
    await sql(`update lodging_payment.identity set business = 'lodging', version = 99`);
    await fails(await start('payment'), { en: /newer Dure \(version 99\)/, ko: /더 새로운 두레/ });
  });

  it('that is away or read-only is waited for: it lives, and is not ready', async () => {
    await server.kill();
    const waiting = await start('customer');
    await waiting.until(/Waiting for the store of lodging\/customer \(0 of 60 s\): .*not answer/);
    assert.equal((await fetch(`${waiting.url}/health/live`)).status, 200);
    assert.equal((await fetch(`${waiting.url}/health/ready`)).status, 503);
    await server.restart();
    await waiting.until(/The store of lodging\/customer is there/);
    await waiting.until(/lodging\/customer at http/);
    assert.equal((await fetch(`${waiting.url}/health/ready`)).status, 200);
    waiting.child.kill('SIGTERM');
    assert.equal(await waiting.ended, 0);
    await sql(`alter role current_user set default_transaction_read_only = on`);
    const readOnly = await start('notification');
    await readOnly.until(/Waiting for the store .*The database is read-only/);
    await sql(`begin; set transaction read write;
      alter role current_user reset default_transaction_read_only; commit`);
    await readOnly.until(/lodging\/notification at http/);
    readOnly.child.kill('SIGTERM');
    assert.equal(await readOnly.ended, 0);
  });

  it('whose broker is away says so, and serves', async () => {
    const broker = `kafka://127.0.0.1:${await freePort()}`;
    const { child, url, until, ended } = await start('place', { DURE_BROKER: broker });
    await until(/Kafka at 127\.0\.0\.1:\d+ cannot be reached/);
    await until(/lodging\/place at http/);
    assert.equal((await fetch(`${url}/health/ready`)).status, 200);
    child.kill('SIGTERM');
    assert.equal(await ended, 0);
  });

  it('does nothing twice while one replica stands still, its clock ten minutes ahead', async () => {
    const { replicas, still, host } = await twoOfEach();
    const keys: string[] = [];
    const more = async (count: number): Promise<void> => {
      for (let of = 0; of < count; of += 1) keys.push(await placed(host, `key-${keys.length}`));
    };
    await more(20);
    for (const { child } of still) child.kill('SIGSTOP');
    await Promise.all([more(20), sleep(PAUSE_MS)]);
    // What was given to the one that stands still, the other one does.
    await knownIn(host, keys);
    for (const { child } of still) child.kill('SIGCONT');
    await more(20);
    assert.equal(new Set(keys).size, keys.length);
    for (const [at, key] of keys.entries()) assert.equal(await placed(host, `key-${at}`), key);
    const everything = { filters: [], anyOf: [], descending: false, offset: 0, limit: 1_000 };
    assert.equal((await host.kernels['place']?.rows('Places', everything))?.total, keys.length);
    await knownIn(host, keys);
    await host.stop();
    for (const { child, ended } of replicas) {
      child.kill('SIGTERM');
      assert.equal(await ended, 0);
    }
  });
});

/** Some contexts of lodging, as a gateway finds them. */
const hostAt = async (addresses: { readonly [context: string]: readonly string[] }) => {
  const all = await rehearsalOf('lodging');
  const contexts = all.contexts.filter(({ name }) => Object.hasOwn(addresses, name));
  const signer = new Signer(secretOf(SECRET), 'test');
  const system = { ...all, contexts };
  return reachBusiness({ system, addresses, partitions: PARTITIONS, signer });
};

/** Waits until management has heard of each place, and finds that it has heard of none twice. */
const knownIn = async (host: Host, keys: readonly string[]): Promise<void> => {
  const { management } = host.kernels;
  for (;;) {
    const heard: string[] = [];
    for (let partition = 0; partition < PARTITIONS; partition += 1) {
      const records = (await management?.readLog(partition, 0, 1_000)) ?? [];
      heard.push(...records.filter(({ kind }) => kind === 'event').map(({ subject }) => subject));
    }
    assert.equal(new Set(heard).size, heard.length, heard.join());
    if (heard.length === keys.length) return;
    await sleep(50);
  }
};
