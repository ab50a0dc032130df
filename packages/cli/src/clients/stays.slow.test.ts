// Lodging's events in a table of a service on Spring Boot, with classes that are made from the
// contract: killed again and again, and each event is there once.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import {
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { after, describe, it } from 'node:test';
import { spawnSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { unlessCi } from '@dure/servers';
import { reasonNotToBeHad, startKafka } from '@dure/servers/kafka';
import { businessNames } from '../businesses.ts';
import { said } from '../run.testing.ts';
import { carriedLog, chanceFrom, root } from './carried.testing.ts';
import { quickJava, quickJavac } from './generators.testing.ts';
import { versions } from './java-versions.testing.ts';
import { livesOf } from './killed.testing.ts';
import { appended, atWork, onceEach } from './once-each.testing.ts';

const KILLS = 20;
const SEED = 20_260_303;
const PAUSE_MS = 20;
const HASH_LETTERS = 12;
const client = join(root, 'clients/java');
const service = join(root, 'clients/spring');
const sources = join(client, 'src/main/java/dure');
const main = 'dure.stays.StaysApplication';
const resources = join(service, 'src/main/resources');
const folder = mkdtempSync(join(tmpdir(), 'dure-stays-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const cache = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'dure', 'java');

const run = (command: string, ...args: readonly string[]) =>
  spawnSync(command, [...args], { cwd: folder, encoding: 'utf8' });

const dependency = /<dependency>[^]*?<\/dependency>/g;

/** The list of the service, with that of the client in place of the client, which is made here. */
const listOf = (): string => {
  const own = readFileSync(join(client, 'pom.xml'), 'utf8').match(dependency) ?? [];
  const others = own.filter((of) => !of.includes('slf4j-nop')).join('\n');
  const list = readFileSync(join(service, 'pom.xml'), 'utf8');
  return list.replace(dependency, (of) => (of.includes('dure-client') ? others : of));
};

/** What both depend on, brought once for each version of their lists; or why it is not. */
const libraries = (): { readonly place: string; readonly reason?: string } => {
  const list = listOf();
  const hash = createHash('sha256').update(list).digest('hex');
  const place = join(cache, hash.slice(0, HASH_LETTERS));
  if (run('javac', '--version').status !== 0) return { place, reason: 'There is no javac.' };
  if (existsSync(place)) return { place };
  mkdirSync(cache, { recursive: true });
  const beside = mkdtempSync(join(cache, 'fetching-'));
  writeFileSync(join(beside, 'pom.xml'), list);
  const goal = ['dependency:copy-dependencies', '-DoutputDirectory=lib', '-DincludeScope=runtime'];
  const brought = run('mvn', '-q', '-B', '-f', join(beside, 'pom.xml'), ...goal);
  if (brought.status !== 0) return { place, reason: `Maven brings nothing: ${brought.stdout}` };
  renameSync(join(beside, 'lib'), place);
  rmSync(beside, { recursive: true, force: true });
  return { place };
};

const { place, reason } = libraries();
const classPath = [join(folder, 'out'), resources, join(place, '*')].join(delimiter);

const succeeds = (command: string, ...args: readonly string[]): void => {
  const { status, stdout, stderr } = run(command, ...args);
  assert.equal(status, 0, `${stdout}${stderr}`);
};

const compile = (...patterns: readonly string[]): void => {
  const files = patterns.flatMap((one) => globSync(one));
  succeeds('javac', ...quickJavac, '-cp', classPath, '-d', 'out', ...files);
};

/** Runs one of the compiled programs to its end. */
const runs = (...args: readonly string[]): void =>
  succeeds('java', ...quickJava, '-cp', classPath, ...args);

/**
 * The service as one file, and an archive of its classes as the virtual machine has them once it is
 * ready: each of its lives would load and check the same ones again.
 */
const packed = async (env: NodeJS.ProcessEnv) => {
  const own = join(folder, 'stays.jar');
  succeeds('jar', '--create', '--file', own, '-C', 'out', '.', '-C', resources, '.');
  const archive = join(folder, 'stays.jsa');
  const args = [...quickJava, '-Xmx128m', '-cp', [own, join(place, '*')].join(delimiter)];
  const first = await livesOf({
    command: 'java',
    args: [`-XX:ArchiveClassesAtExit=${archive}`, ...args, main],
    cwd: folder,
    env,
  });
  await first.stop();
  return [`-XX:SharedArchiveFile=${archive}`, ...args, main];
};

describe('the client in Java', { skip: unlessCi(reason) ?? reasonNotToBeHad() ?? false }, () => {
  it('makes classes of every published contract, which compile', () => {
    compile(join(sources, 'client/*.java'));
    for (const name of businessNames) {
      const of = join(root, 'contracts', name, '0.1.0');
      const package_ = name.replaceAll('-', '_');
      runs('dure.client.Types', of, 'made', package_);
    }
    compile(join(folder, 'made/*/*.java'), join(service, 'src/main/java/**/*.java'));
  });

  it('reads each version by its own class, and says why it does not read one', async () => {
    const into = join(folder, 'published');
    const published = await said(`contracts publish examples/bicycles --out ${into}`, {}, root);
    assert.equal(published.code, 0, published.trouble);
    const released = join(into, 'bicycles/0.1.0');
    runs('dure.client.Types', released, 'made', 'bicycles');
    writeFileSync(join(folder, 'Versions.java'), versions);
    compile(join(folder, 'made/bicycles/*.java'), join(folder, 'Versions.java'));
    const { status, stdout, stderr } = run('java', ...quickJava, '-cp', classPath, 'Versions');
    assert.equal(status, 0, stderr);
    assert.deepEqual(stdout.trim().split('\n'), [
      'bike-1 3',
      'member-1',
      'BikeRented is of version 1: read it by BikeRentedV1, and make of it what 2 has',
      'BikeRented is of version 3, and 2 is known',
      'BikeRented lacks bikeId',
      'F-1',
      '/bicycles/rental 7: its version is x',
      'nothing',
    ]);
  });

  it('needs what the contract gives', async () => {
    const { code, out } = await said('contracts verify clients/spring', {}, root);
    assert.deepEqual([code, out], [0, 'All is given: stays\n']);
  });

  it(`has each stay and payment once, while it is killed ${KILLS} times`, async () => {
    const { url } = await startKafka();
    const draw = chanceFrom(SEED);
    const name = `lodging-${process.pid}`;
    const logs = ['place', 'payment'].map((context) =>
      carriedLog({ url, name, business: 'lodging', context }),
    );
    for (const log of logs) {
      await appended(log, draw);
      await log.begun();
    }
    const file = join(folder, 'stays.db');
    const env = {
      STAYS_SERVERS: new URL(url).host,
      STAYS_BUSINESS: name,
      SPRING_DATASOURCE_URL: `jdbc:sqlite:${file}?journal_mode=WAL&busy_timeout=30000`,
    };
    const args = await packed(env);
    const lives = await livesOf({ command: 'java', args, cwd: folder, env });
    const consuming = { logs, file, table: 'stay', lives };
    for (let kills = 0; kills < KILLS; kills += 1) {
      await atWork(consuming, draw);
      await sleep(draw() * PAUSE_MS);
      await lives.kill();
    }
    const effects = new Set(['ReservationPlaced', 'PaymentApproved']);
    const count = await onceEach(consuming, effects);
    assert.ok(count > KILLS, String(count));
  });
});
