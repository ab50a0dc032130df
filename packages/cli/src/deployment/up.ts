// `dure up`: every context of a deployment as a process of its own, on this machine.

import { randomBytes } from 'node:crypto';
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { Words } from '@dure/domain';
import type { Given, Run } from '../command.ts';
import type { UpOptions } from '../command-options.ts';
import { STANDARD_HOST, STANDARD_PORT } from '../command-options.ts';
import { folderOf } from '../start/business-host.ts';
import { lockFolder } from '../start/lock.ts';
import type { Terminal } from '../terminal.ts';
import { Child } from './child.ts';
import type { ChildOf, Ending } from './child.ts';
import { deploymentOf } from './deployment.ts';
import type { Deployment, Part } from './deployment.ts';
import { nameIn } from './environment.ts';
import { toldToEnd } from './lifetime.ts';
import { portTaken } from './ports.ts';

const FIRST_PORT = 8100;
const LOOK_MS = 250;
const READY_MS = 120_000;
const FAILED = 1;

/** Where `dure status` and `dure crash` find what runs. */
export const NOTE_FILE = 'deployment.json';

/** What is noted beside the data, for this user alone: it has the secret. */
export type Note = {
  readonly pid: number;
  readonly gateway: string;
  readonly environment: { readonly [name: string]: string };
  readonly file?: string | undefined;
  readonly businesses: readonly string[];
  /** What runs now, by the name of the replica. */
  readonly processes: { readonly [name: string]: number };
};

type Replica = { readonly part: Part; readonly of: number; readonly url: string };

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, STANDARD_HOST, () => server.close(() => resolve(true)));
  });

/** Those of the file, and for the others the next free ones. */
const replicasOf = async (parts: readonly Part[]): Promise<readonly Replica[]> => {
  const replicas: Replica[] = [];
  let next = FIRST_PORT;
  const free = async (): Promise<number> => {
    while (!(await isFree(next))) next += 1;
    return (next += 1) - 1;
  };
  for (const part of parts) {
    for (let of = 0; of < part.replicas; of += 1) {
      const fixed = part.port === undefined ? undefined : part.port + of;
      if (fixed !== undefined && !(await isFree(fixed))) throw portTaken(fixed, part.name);
      const port = fixed ?? (await free());
      replicas.push({ part, of, url: `http://${STANDARD_HOST}:${port}` });
    }
  }
  return replicas;
};

const environmentOf = (replicas: readonly Replica[]): { readonly [name: string]: string } => {
  const urls = Map.groupBy(replicas, ({ part }) => part.name);
  const addresses = [...urls].map(([name, all]) => [
    `DURE_URLS_${nameIn(name)}`,
    all.map(({ url }) => url).join(','),
  ]);
  const given = process.env['DURE_SECRET'] ?? process.env['DURE_SECRET_FILE'];
  const secret = given === undefined ? { DURE_SECRET: randomBytes(48).toString('base64') } : {};
  return { ...Object.fromEntries(addresses), ...secret };
};

const colours = ['blue', 'green', 'orange', 'lilac', 'yellow', 'pink'] as const;

/** Lines of the processes, each behind the name of the one that says it. */
const speaker = (names: readonly string[], { paint, say }: Terminal) => {
  const width = Math.max(...names.map((name) => name.length));
  return (name: string) => {
    const colour = colours[names.indexOf(name) % colours.length] ?? 'blue';
    const prefix = paint(colour, name.padEnd(width));
    return (line: string): void => say(`${prefix} │ ${line}`);
  };
};

const GATEWAY = 'gateway';

type Plan = {
  readonly replicas: readonly Replica[];
  readonly environment: { readonly [name: string]: string };
  readonly gatewayUrl: string;
};

/** Called when a process has begun, for the first time or again. */
type Watched = Plan & { readonly began: () => void };

const deathOf = ({ code, signal }: Ending, pauseMs: number | undefined): Words => {
  const how = { ko: signal ?? `종료 코드 ${code}`, en: signal ?? `exit code ${code}` };
  if (pauseMs === undefined) {
    const ko = `끝났습니다 (${how.ko}). 설정을 고친 뒤 dure up을 다시 하세요`;
    return { ko, en: `has ended (${how.en}). Mend the mistake, and run dure up again` };
  }
  const ko = `끝났습니다 (${how.ko}). ${pauseMs} ms 뒤 다시 시작합니다`;
  return { ko, en: `has ended (${how.en}), started again in ${pauseMs} ms` };
};

const killedAfter = (afterMs: number): Words => {
  const s = afterMs / 1_000;
  const ko = `${s}초 안에 끝나지 않아 강제로 끝냅니다 (SIGKILL)`;
  return { ko, en: `did not end within ${s} s, and is killed (SIGKILL)` };
};

const hungFor = (forMs: number): Words => {
  const s = Math.round(forMs / 1_000);
  const ko = `${s}초 동안 아무 대답이 없어 강제로 끝냅니다 (SIGKILL)`;
  return { ko, en: `has answered nothing for ${s} s, and is killed (SIGKILL)` };
};

const childrenOf = (
  { values, terminal }: Given<UpOptions>,
  { chosen }: Deployment,
  { replicas, environment, gatewayUrl, began }: Watched,
): readonly Child[] => {
  const nameOf = ({ part, of }: Replica): string => `${part.name}/${of}`;
  const speak = speaker([GATEWAY, ...replicas.map(nameOf)], terminal);
  const env = { ...process.env, ...environment };
  const file = values.file === undefined ? [] : ['--file', values.file];
  const common = [...file, '--data', values.data, '--lang', terminal.language];
  const child = (name: string, url: string, args: readonly string[]): Child => {
    const said = speak(name);
    const hung: ChildOf['hung'] = (forMs) => said(terminal.in(hungFor(forMs)));
    const died: ChildOf['died'] = (how, pauseMs) => said(terminal.in(deathOf(how, pauseMs)));
    const killed: ChildOf['killed'] = (afterMs) => said(terminal.in(killedAfter(afterMs)));
    const of = { name, url, args: [...args, ...common], env };
    return new Child({ ...of, said, died, killed, hung, began });
  };
  const settings = values.settings === undefined ? [] : ['--settings', values.settings];
  const sets = [...values.set.flatMap((line) => ['--set', line]), ...settings];
  const services = replicas.map((replica) => {
    const { hostname, port } = new URL(replica.url);
    const listen = ['--host', hostname, '--port', port];
    return child(nameOf(replica), replica.url, ['serve', replica.part.name, ...listen, ...sets]);
  });
  const names = chosen.map(({ business }) => business.called);
  const { port } = new URL(gatewayUrl);
  const grpc = values.grpc === undefined ? [] : ['--grpc', String(values.grpc)];
  return [...services, child(GATEWAY, gatewayUrl, ['gateway', ...names, '--port', port, ...grpc])];
};

const isReady = async (url: string): Promise<boolean> => {
  try {
    return (await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(1_000) })).ok;
  } catch {
    return false;
  }
};

/** Says how many are ready, as they come. */
const untilReady = async (
  urls: readonly string[],
  terminal: Terminal,
  isOver: () => boolean,
): Promise<boolean> => {
  const latest = performance.now() + READY_MS;
  let before = -1;
  while (!isOver()) {
    const ready = (await Promise.all(urls.map(isReady))).filter(Boolean).length;
    if (ready !== before) {
      const ko = `준비된 프로세스: ${urls.length}개 가운데 ${ready}개`;
      terminal.tell(terminal.in({ ko, en: `${ready} of ${urls.length} processes are ready` }));
    }
    if (ready === urls.length) return true;
    if (performance.now() > latest) return false;
    before = ready;
    await new Promise((resolve) => void setTimeout(resolve, LOOK_MS));
  }
  return false;
};

/** Written anew whenever a process has begun. Returns the way to write it, and to take it away. */
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

const planOf = async ({ values }: Given<UpOptions>, deployment: Deployment): Promise<Plan> => {
  const port = values.port ?? deployment.port ?? STANDARD_PORT;
  if (!(await isFree(port))) throw portTaken(port, GATEWAY);
  const replicas = await replicasOf(deployment.parts);
  const gatewayUrl = `http://${STANDARD_HOST}:${port}`;
  return { replicas, environment: environmentOf(replicas), gatewayUrl };
};

const sayReady = (isThere: boolean, { gatewayUrl: url }: Plan, terminal: Terminal): void => {
  const all = { ko: `모두 준비되었습니다: ${url}`, en: `All are ready: ${url}` };
  const some = {
    ko: '아직 준비되지 않은 것이 있습니다. 위의 줄을 보세요. 계속 시도합니다',
    en: 'Some are not ready: see the lines above. They are tried on',
  };
  terminal.tell(terminal.in(isThere ? all : some));
};

/** The gateway first: what is under way in it is finished by the services. */
const endAll = async (children: readonly Child[], terminal: Terminal): Promise<void> => {
  terminal.tell(terminal.in({ ko: '차례로 끝내는 중…', en: 'Ending all of them, in order…' }));
  // A signal of the terminal reaches all of them: those that end by it are not started again.
  for (const child of children) child.letEnd();
  await children.at(-1)?.end();
  await Promise.all(children.slice(0, -1).map((child) => child.end()));
};

export const up: Run<UpOptions> = async (given) => {
  const { values, operands, terminal, folder } = given;
  const { file, data } = values;
  const wanted = { file, data, folder, environment: process.env, businesses: operands };
  const deployment = await deploymentOf(wanted);
  const unlock = lockAll(deployment, data);
  const plan = await planOf(given, deployment);
  const businesses = deployment.chosen.map(({ business }) => business.called);
  const { environment, gatewayUrl: gateway, replicas } = plan;
  const notes = notesIn(data, { pid: process.pid, gateway, environment, file, businesses });
  const children: readonly Child[] = childrenOf(given, deployment, {
    ...plan,
    began: () => notes.write(children),
  });
  const over = { is: false };
  const ended = toldToEnd().then(() => (over.is = true));
  for (const child of children) child.start();
  const urls = [...replicas.map(({ url }) => url), gateway];
  const isThere = await untilReady(urls, terminal, () => over.is);
  if (!over.is) sayReady(isThere, plan, terminal);
  await ended;
  await endAll(children, terminal);
  notes.forget();
  unlock();
  return isThere ? 0 : FAILED;
};
