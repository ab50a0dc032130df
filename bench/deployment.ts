// Lodging as services: every context a process of its own on PostgreSQL, Kafka between them, and a
// gateway before them. How long a saga takes, how many there are under load, and how fast they are
// worked off when one of the services has stood still.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { rehearsal } from '@dure/lodging/rehearsal';
import { apart, freePort } from '@dure/servers';
import { startKafka } from '@dure/servers/kafka';
import { startPostgres } from '@dure/servers/postgres';
import { reachBusiness, secretOf, Signer } from '@dure/services';
import { countGiven, tell } from './program.ts';
import { openPlaces } from './stays.ts';
import { completed, place, staysAt } from './stays-over-http.ts';

const main = fileURLToPath(new URL('../packages/cli/src/main.ts', import.meta.url));
const PARTITIONS = 4;
const LOAD_S = 10;
/** What arrives each second while one service stands still, and while its lag is worked off. */
const ARRIVING = 20;
const LOOK_MS = 10;

type Note = {
  readonly gateway: string;
  readonly environment: { readonly [name: string]: string };
  readonly processes: { readonly [name: string]: number };
};

const folder = mkdtempSync(join(tmpdir(), 'dure-bench-'));
const [kafka, postgres] = await Promise.all([startKafka(), startPostgres()]);

const startUp = async () => {
  const { address, password } = apart(postgres);
  const lines = ['businesses: [lodging]', `broker: ${kafka.url}`, `store: ${address}`];
  writeFileSync(join(folder, 'dure.yaml'), [...lines, `partitions: ${PARTITIONS}`].join('\n'));
  const file = join(folder, 'dure.yaml');
  const port = String(await freePort());
  const args = [main, 'up', '--file', file, '--data', folder, '--port', port, '--lang', 'en'];
  const child = spawn(process.execPath, args, {
    env: { ...process.env, DURE_STORE_PASSWORD: password },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => (said += chunk));
  }
  while (!said.includes('All are ready')) {
    if (child.exitCode !== null) throw new Error(said);
    await sleep(LOOK_MS);
  }
  // `dure up` has written it.
  const note = JSON.parse(readFileSync(join(folder, 'deployment.json'), 'utf8')) as Note;
  const end = async (): Promise<void> => {
    child.kill('SIGTERM');
    await once(child, 'exit');
  };
  return { note, end };
};

const reach = ({ environment }: Note) => {
  const addresses = Object.fromEntries(
    rehearsal.contexts.map(({ name }) => {
      const variable = `DURE_URLS_LODGING_${name.toUpperCase().replaceAll('-', '_')}`;
      return [name, (environment[variable] ?? '').split(',')];
    }),
  );
  const signer = new Signer(secretOf(environment['DURE_SECRET'] ?? ''), 'bench');
  return reachBusiness({ system: rehearsal, addresses, partitions: PARTITIONS, signer });
};

/** How many sagas a second end, from when the service goes on until all have ended. */
const workedOff = async ({ gateway, processes }: Note, pauseSeconds: number): Promise<number> => {
  const before = await completed(gateway);
  const pid = processes['lodging/management/0'] ?? 0;
  let sent = 0;
  let placed = 0;
  const beganMs = performance.now();
  const arriving = setInterval(() => {
    const due = ((performance.now() - beganMs) / 1_000) * ARRIVING;
    while (sent < due) {
      void place(gateway, (sent += 1)).then((orderId) => (placed += orderId === undefined ? 0 : 1));
    }
  }, LOOK_MS);
  process.kill(pid, 'SIGSTOP');
  await sleep(pauseSeconds * 1_000);
  process.kill(pid, 'SIGCONT');
  const resumedMs = performance.now();
  const then = await completed(gateway);
  let count = then;
  // Those of the last moment are always under way.
  while (count - before < placed - ARRIVING) {
    await sleep(LOOK_MS);
    count = await completed(gateway);
  }
  clearInterval(arriving);
  return (count - then) / ((performance.now() - resumedMs) / 1_000);
};

const { note, end } = await startUp();
const running = await reach(note);
await openPlaces(running);
const stays = await staysAt(note.gateway, LOAD_S);
const pauseSeconds = countGiven();
const workOffPerSecond = await workedOff(note, pauseSeconds);
tell({ ...stays, pauseSeconds, arrivingPerSecond: ARRIVING, workOffPerSecond });
await running.stop();
await end();
await Promise.all([kafka.stop(), postgres.stop()]);
rmSync(folder, { recursive: true, force: true });
