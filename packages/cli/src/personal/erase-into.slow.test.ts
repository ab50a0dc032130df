// Erasing where no file can be rewritten: on PostgreSQL, on MariaDB, and in files of several
// partitions. What real servers have in their folders is read byte by byte.

import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { cpSync, existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { KafkaRelay, kafkaAddress } from '@dure/feed-kafka';
import { fileAudit, hashChain } from '@dure/http';
import { rehearsal } from '@dure/lodging/rehearsal';
import type { Server } from '@dure/servers';
import { reasonNotToBeHad as noKafka, startKafka } from '@dure/servers/kafka';
import { reasonNotToBeHad as noMariadb, startMariadb } from '@dure/servers/mariadb';
import { reasonNotToBeHad as noPostgres, startPostgres } from '@dure/servers/postgres';
import { openSqliteStore } from '@dure/store-sqlite';
import { said } from '../run.testing.ts';
import { auditFolder } from '../start/audit.ts';
import { dure } from '../start/process.testing.ts';
import { everythingIn, filesWith, goOn, stoppedAtNoon } from './stopped.testing.ts';

const WHO = 'customer-2';
const TEL = '01023456789';
const DAYS = 10;

const skip = noPostgres() ?? noMariadb() ?? false;
const newFolder = (): string => mkdtempSync(join(tmpdir(), 'dure-erase-into-'));

/** Publishes all of a log that was not published before. */
const publish = async (url: string, folder: string, context: string): Promise<void> => {
  const store = openSqliteStore({ file: join(folder, `${context}.db`) });
  const kafka = kafkaAddress(url);
  const relay = new KafkaRelay({ kafka, business: 'lodging', context, store });
  relay.start();
  const { sequence } = await store.head(0);
  await until(() => (relay.published(0) ?? -1) === sequence);
  await relay.stop();
  await store.close();
};

const DEADLINE_MS = 60_000;

const until = async (holds: () => boolean): Promise<void> => {
  const deadline = performance.now() + DEADLINE_MS;
  while (!holds()) {
    ok(performance.now() < deadline, 'It has taken too long.');
    await sleep(50);
  }
};

/** Moves what is there so that all of it can be looked at, as a folder has it. */
const asFolder = async (from: string): Promise<string> => {
  const to = newFolder();
  const { code, trouble } = await said(`move lodging --from ${from} --to ${to} --lang en`);
  equal(code, 0, trouble);
  return to;
};

describe('dure erase --to', { timeout: 300_000 }, () => {
  let data = '';
  before(async () => {
    data = dirname(await stoppedAtNoon(rehearsal));
  });
  const erase = (more: string) => said(`erase ${WHO} lodging --by someone --lang en ${more}`);

  describe('on servers', { skip }, () => {
    let postgres: Server;
    let mariadb: Server;
    before(async () => {
      [postgres, mariadb] = await Promise.all([startPostgres(), startMariadb()]);
    });
    after(() => Promise.all([postgres.stop(), mariadb.stop()]));

    it('writes nothing of the person in any byte of a server, and all promises hold', async () => {
      const { code, out, trouble } = await erase(`--data ${data} --to ${postgres.url}`);
      equal(code, 0, trouble);
      const { records, items } = JSON.parse(out) as { records: number; items: number };
      ok(records > 0 && items > 0);
      deepEqual(filesWith(postgres.folder, [WHO, TEL]), []);
      equal(filesWith(data, [WHO]).length > 0, true);
      const { broken, parked, incidents } = await goOn(
        join(await asFolder(postgres.url), 'lodging'),
        rehearsal,
        DAYS,
      );
      deepEqual([broken, parked, incidents], [[], 0, []]);
    });

    it('takes the next one out on the way from one server to another', async () => {
      const next = await said(
        `erase customer-3 lodging --from ${postgres.url} --to ${mariadb.url} --data ${data} ` +
          '--by someone --lang en',
      );
      equal(next.code, 0, next.trouble);
      deepEqual(filesWith(mariadb.folder, [WHO, TEL, 'customer-3']), []);
      equal(filesWith(postgres.folder, ['customer-3']).length > 0, true);
      // Whoever is still there can be handed over from a server too.
      const there = await said(`export owner-1 lodging --from ${mariadb.url} --lang en`);
      equal(there.code, 0, there.trouble);
      const { stands } = JSON.parse(there.out) as { stands: readonly object[] };
      ok(stands.length > 0 && !there.out.includes('customer-3'));
      const { broken, parked } = await goOn(
        join(await asFolder(mariadb.url), 'lodging'),
        rehearsal,
        DAYS,
      );
      deepEqual([broken, parked], [[], 0]);
    });
  });

  it(
    'leaves nothing in Kafka, whose topics are filled anew',
    { skip: noKafka() ?? false },
    async () => {
      // What was deleted is gone from the disk at once, and not after a minute.
      const settings = { 'log.segment.delete.delay.ms': '1' };
      const kafka = await startKafka({ settings });
      try {
        const contexts = rehearsal.contexts.map(({ name }) => name);
        const published = async (folder: string): Promise<void> => {
          for (const context of contexts)
            await publish(kafka.url, join(folder, 'lodging'), context);
        };
        const from = newFolder();
        cpSync(data, from, { recursive: true });
        await published(from);
        equal(filesWith(kafka.folder, [WHO]).length > 0, true);
        const to = newFolder();
        const { code, trouble } = await erase(`--data ${from} --to ${to} --broker ${kafka.url}`);
        equal(code, 0, trouble);
        match(trouble, /topics of Kafka are deleted, and filled anew: lodging\.\w+/);
        await published(to);
        await until(() => filesWith(kafka.folder, [WHO, TEL]).length === 0);
        equal(filesWith(kafka.folder, ['customer-3']).length > 0, true);
      } finally {
        await kafka.stop();
      }
    },
  );

  it('has as many records and items in the same order, in four partitions as well', async () => {
    const [rested, four, clean] = [newFolder(), newFolder(), newFolder()];
    await said(`move lodging --data ${data} --to ${rested} --lang en`);
    // Only what is at rest can be parted.
    await goOn(join(rested, 'lodging'), rehearsal, DAYS);
    const parted = await said(
      `move lodging --data ${rested} --to ${four} --partitions 4 --lang en`,
    );
    equal(parted.code, 0, parted.trouble);
    const { code, trouble } = await erase(`--data ${four} --to ${clean}`);
    equal(code, 0, trouble);
    deepEqual(filesWith(join(clean, 'lodging'), [WHO, TEL]), []);
    const counts = (folder: string) =>
      everythingIn(join(folder, 'lodging')).map(({ context, records, items }) => [
        context,
        records.map(({ sequence, type }) => `${sequence} ${type}`),
        items.length,
      ]);
    deepEqual(counts(clean), counts(four));
    const { broken, parked } = await goOn(join(clean, 'lodging'), rehearsal, 2 * DAYS);
    deepEqual([broken, parked], [[], 0]);
  });

  it('that was killed is gone on with by the same command, with the same names', async () => {
    const to = newFolder();
    const args = ['erase', WHO, 'lodging', '--data', data, '--to', to, '--lang', 'en'];
    const killed = dure(...args);
    killed.child.stderr.on('data', (line: Buffer) => {
      if (line.includes('as in the original')) killed.child.kill('SIGKILL');
    });
    equal((await killed.ended).code, null);
    const note = join(data, 'lodging.erasing.json');
    equal(existsSync(note), true);
    const { code, trouble } = await said(args.join(' '));
    equal(code, 0, trouble);
    deepEqual([existsSync(note), filesWith(join(to, 'lodging'), [WHO, TEL])], [false, []]);
    const { broken, parked } = await goOn(join(to, 'lodging'), rehearsal, DAYS);
    deepEqual([broken, parked], [[], 0]);
  });

  it('takes the person out of the audit log, and notes in it that it was so', async () => {
    const [from, to] = [dirname(await stoppedAtNoon(rehearsal)), newFolder()];
    const log = fileAudit({ folder: auditFolder(from, ['lodging']), seal: hashChain });
    log.note({
      at: 1,
      business: 'lodging',
      kind: 'command',
      via: 'http',
      outcome: 'done',
      actor: 'Customer',
      subject: WHO,
      what: 'Cancel',
    });
    await log.close();
    const { code, trouble } = await erase(`--data ${from} --to ${to}`);
    equal(code, 0, trouble);
    deepEqual(filesWith(dirname(auditFolder(from, ['lodging'])), [WHO]), []);
    const after = fileAudit({ folder: auditFolder(from, ['lodging']) });
    const { entries } = await after.page({ what: 'erase' }, { limit: 9 });
    await after.close();
    equal(entries.length, 1);
  });

  it('says what it needs', async () => {
    const nowhere = await said(`erase ${WHO} lodging --from postgres://db/x --lang en`);
    deepEqual([nowhere.code, /give an empty place with --to/.test(nowhere.trouble)], [2, true]);
    const full = await erase(`--data ${data} --to ${data}`);
    equal(full.code, 1);
    match(full.trouble, /Empty the target/);
  });
});
