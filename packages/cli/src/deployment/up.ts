// `dure up`: every context of a deployment as a process of its own, on this machine.

import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Given, Run } from '../command.ts';
import type { UpOptions } from '../command-options.ts';
import { STANDARD_HOST, STANDARD_PORT } from '../command-options.ts';
import { folderOf } from '../start/business-host.ts';
import { lockFolder } from '../start/lock.ts';
import { readSettings } from '../start/settings.ts';
import type { Terminal } from '../terminal.ts';
import type { Child } from './child.ts';
import { deploymentOf } from './deployment.ts';
import type { Deployment } from './deployment.ts';
import { toldToEnd } from './lifetime.ts';
import { NOTE_FILE } from './note.ts';
import type { Note } from './note.ts';
import { GATEWAY, Processes } from './processes.ts';
import type { Plan } from './processes.ts';
import { environmentOf, Places } from './replicas.ts';
import { startScaling } from './scaling.ts';

const LOOK_MS = 250;
const READY_MS = 120_000;
const FAILED = 1;

const isReady = async (url: string): Promise<boolean> => {
  try {
    return (await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(1_000) })).ok;
  } catch {
    return false;
  }
};

/** Says how many are ready, as they come. */
const untilReady = async (
  processes: Pick<Processes, 'urls'>,
  terminal: Terminal,
  isOver: () => boolean,
): Promise<boolean> => {
  const latest = performance.now() + READY_MS;
  let before = '';
  while (!isOver()) {
    const { urls } = processes;
    const ready = (await Promise.all(urls.map(isReady))).filter(Boolean).length;
    const far = `${ready}/${urls.length}`;
    if (far !== before) {
      const ko = `준비된 프로세스: ${urls.length}개 가운데 ${ready}개`;
      terminal.tell(terminal.in({ ko, en: `${ready} of ${urls.length} processes are ready` }));
    }
    if (ready === urls.length) return true;
    if (performance.now() > latest) return false;
    before = far;
    await new Promise((resolve) => void setTimeout(resolve, LOOK_MS));
  }
  return false;
};

/** Written anew whenever a process begins or goes. Returns how to write and to remove it. */
const notesIn = (folder: string, note: Omit<Note, 'processes'>) => {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, NOTE_FILE);
  const write = (children: readonly Child[]): void => {
    const running = children.flatMap(({ name, pid }) => (pid === undefined ? [] : [[name, pid]]));
    const text = JSON.stringify({ ...note, processes: Object.fromEntries(running) }, undefined, 2);
    writeFileSync(`${path}.new`, text, { mode: 0o600 });
    renameSync(`${path}.new`, path);
  };
  return { write, forget: () => rmSync(path, { force: true }) };
};

/** Neither `dure start` nor another `dure up` may use the same folders. */
const lockAll = ({ chosen }: Deployment, data: string): (() => void) => {
  const unlocks = chosen.map(({ system }) => lockFolder(folderOf(data, system.name, false)));
  return () => {
    for (const unlock of unlocks) unlock();
  };
};

const planOf = async (
  { values }: Given<UpOptions>,
  deployment: Deployment,
  places: Places,
): Promise<Plan> => {
  const port = values.port ?? deployment.port ?? STANDARD_PORT;
  await places.claim(port, GATEWAY);
  const replicas = await places.replicasOf(deployment.parts);
  const gatewayUrl = `http://${STANDARD_HOST}:${port}`;
  return { replicas, environment: environmentOf(replicas, process.env), gatewayUrl };
};

const sayReady = (isThere: boolean, { gatewayUrl: url }: Plan, terminal: Terminal): void => {
  const all = { ko: `모두 준비되었습니다: ${url}`, en: `All are ready: ${url}` };
  const some = {
    ko: '아직 준비되지 않은 것이 있습니다. 위의 줄을 보세요. 계속 시도합니다',
    en: 'Some are not ready: see the lines above. They are tried on',
  };
  terminal.tell(terminal.in(isThere ? all : some));
};

const processesOf = (given: Given<UpOptions>, deployment: Deployment, plan: Plan) => {
  const { file, data } = given.values;
  const businesses = deployment.chosen.map(({ business }) => business.called);
  const { environment, gatewayUrl: gateway } = plan;
  const notes = notesIn(data, { pid: process.pid, gateway, environment, file, businesses });
  const processes: Processes = new Processes(given, deployment, {
    ...plan,
    changed: () => notes.write(processes.all),
  });
  return { processes, forget: notes.forget };
};

/** Replicas come and go with what there is to do, where the file allows some more. */
const scale = ({ terminal }: Given<UpOptions>, { replicas, environment }: Plan, of: Processes) =>
  startScaling({
    replicas,
    environment: { ...process.env, ...environment },
    add: (replica) => of.add(replica),
    retire: (replica) => of.retire(replica),
    say: (words) => terminal.tell(terminal.in(words)),
  });

/** From the first process to the last one's end. Returns whether all were ready. */
const runAll = async (given: Given<UpOptions>, plan: Plan, processes: Processes) => {
  const { terminal } = given;
  const over = { is: false };
  const ended = toldToEnd().then(() => (over.is = true));
  processes.start();
  const isThere = await untilReady(processes, terminal, () => over.is);
  if (!over.is) sayReady(isThere, plan, terminal);
  const stopScaling = over.is ? undefined : scale(given, plan, processes);
  await ended;
  terminal.tell(terminal.in({ ko: '차례로 끝내는 중…', en: 'Ending all of them, in order…' }));
  processes.letEnd();
  await stopScaling?.();
  await processes.end();
  return isThere;
};

export const up: Run<UpOptions> = async (given) => {
  const { values, operands, folder } = given;
  const { file, data } = values;
  const wanted = { file, data, folder, environment: process.env, businesses: operands };
  const deployment = await deploymentOf(wanted);
  const systems = deployment.chosen.map(({ system }) => system);
  // Each process is given what is about its own business: a line that is about none is said here.
  readSettings(values.set, systems);
  const unlock = lockAll(deployment, data);
  const places = new Places();
  const plan = await planOf(given, deployment, places);
  const { processes, forget } = processesOf(given, deployment, plan);
  const isThere = await runAll(given, plan, processes);
  forget();
  places.release();
  unlock();
  return isThere ? 0 : FAILED;
};
