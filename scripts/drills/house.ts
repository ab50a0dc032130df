// Lodging as processes of their own, under `dure up`, in a folder that is gone afterwards.

import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort } from '@dure/servers';

export const main = fileURLToPath(new URL('../../packages/cli/src/main.ts', import.meta.url));

const READY_MS = 180_000;
const LOOK_MS = 50;

export type HouseOptions = {
  /** Lines of its `dure.yaml`. */
  readonly file?: readonly string[];
  readonly args?: readonly string[];
  readonly env?: { readonly [name: string]: string };
  /** A folder that has a lodging of its own. */
  readonly project?: string;
  /** A folder that lies there already, and stays. */
  readonly data?: string;
};

type Note = {
  readonly environment: { readonly [name: string]: string };
  readonly processes: { readonly [name: string]: number };
};

export type House = {
  readonly url: string;
  readonly data: string;
  readonly file: string;
  /** By which other processes find these, with the secret. */
  readonly environment: () => { readonly [name: string]: string };
  /** What runs now, by the name of the replica: `lodging/payment/0`. */
  readonly processes: () => { readonly [name: string]: number };
  readonly said: () => string;
  /** Everything at once, as when a machine goes. */
  readonly kill: () => Promise<void>;
  readonly end: () => Promise<void>;
};

type Up = { readonly child: ChildProcess; readonly said: () => string };

const startUp = (args: readonly string[], { env, project }: HouseOptions): Up => {
  const child = spawn(process.execPath, [main, 'up', 'lodging', ...args, '--lang', 'en'], {
    env: { ...process.env, ...env },
    cwd: project ?? process.cwd(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => (said += chunk));
  }
  return { child, said: () => said };
};

/** Everything at once. */
const killAll = async ({ child }: Up, pids: readonly number[]): Promise<void> => {
  const ended = once(child, 'exit');
  for (const pid of [child.pid ?? 0, ...pids]) process.kill(pid, 'SIGKILL');
  await ended;
};

const endUp = async ({ child }: Up): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
};

/** @throws {Error} with what was said, when not all are ready in time. */
export const openHouse = async (options: HouseOptions = {}): Promise<House> => {
  const data = options.data ?? mkdtempSync(join(tmpdir(), 'dure-drill-'));
  const file = join(data, 'dure.yaml');
  writeFileSync(file, `${(options.file ?? []).join('\n')}\n`);
  const port = await freePort();
  const args = ['--file', file, '--data', data, '--port', String(port), ...(options.args ?? [])];
  const up = startUp(args, options);
  await untilReady(up);
  // `dure up` has written it.
  const note = (): Note => JSON.parse(readFileSync(join(data, 'deployment.json'), 'utf8')) as Note;
  const processes = (): Note['processes'] => note().processes;
  return {
    url: `http://127.0.0.1:${port}`,
    data,
    file,
    environment: () => note().environment,
    processes,
    said: up.said,
    kill: () => killAll(up, Object.values(processes())),
    end: async () => {
      await endUp(up);
      if (options.data === undefined) rmSync(data, { recursive: true, force: true });
    },
  };
};

const untilReady = async ({ child, said }: Up): Promise<void> => {
  const until = Date.now() + READY_MS;
  while (!said().includes('All are ready')) {
    const isLate = Date.now() > until;
    if (isLate) child.kill('SIGKILL');
    if (isLate || child.exitCode !== null) throw new Error(`Not ready:\n${said()}`);
    await sleep(LOOK_MS);
  }
};

export type Answer = { readonly status: number; readonly body: { readonly [of: string]: unknown } };

export type Request = {
  readonly method?: string;
  readonly path: string;
  readonly as: string;
  readonly body?: object;
  readonly key?: string;
};

const ANSWER_MS = 40_000;

type Headers = { readonly [name: string]: string };

const signers = new Map<string, (as: string) => Headers>();

/** From now on people show there who they are; elsewhere they only say it. */
export const signWith = (url: string, headersOf: (as: string) => Headers): void => {
  signers.set(url, headersOf);
};

const headersOf = (url: string, { as, body, key }: Request): Headers => ({
  ...(signers.get(url)?.(as) ?? { 'dure-persona': as }),
  ...(body ? { 'content-type': 'application/json' } : {}),
  ...(key === undefined ? {} : { 'idempotency-key': key }),
});

/** Status 0 is a connection that was cut, or no answer in time. */
export const send = async (url: string, request: Request): Promise<Answer> => {
  const { method = 'GET', path, body } = request;
  const headers = headersOf(url, request);
  const given = body ? { body: JSON.stringify(body) } : {};
  const signal = AbortSignal.timeout(ANSWER_MS);
  try {
    const answer = await fetch(`${url}/lodging/${path}`, { method, headers, signal, ...given });
    const text = await answer.text();
    // The gateway writes objects, or nothing.
    return { status: answer.status, body: JSON.parse(text || '{}') as Answer['body'] };
  } catch {
    return { status: 0, body: {} };
  }
};

/** @throws {Error} it was not taken: a drill without its fault shows nothing. */
export const turnFault = async (url: string, of: string, fault: string): Promise<void> => {
  const asked = { method: 'POST', path: 'ops/faults', as: OPERATOR, body: { of, fault } };
  const { status, body } = await send(url, asked);
  if (status !== 200) throw new Error(`${of} is not ${fault}: ${status} ${JSON.stringify(body)}`);
};

export const OWNER = 'Owner:1';
export const CUSTOMER = 'Customer:1';
export const OPERATOR = 'Operator:operator-1';

const ROOMS = 10_000;

/** Places with rooms enough, and instant confirmation. Returns the numbers of them. */
export const openPlaces = async (url: string, count: number): Promise<readonly string[]> => {
  const ids: string[] = [];
  for (let of = 0; of < count; of += 1) {
    const place = { ownerId: 1, placeNm: `Drill ${of}`, pricePerNight: 5_000 };
    const registered = await send(url, {
      method: 'POST',
      path: 'places',
      as: OWNER,
      key: `place-${of}`,
      body: { ...place, instantConfirmation: true },
    });
    const { placeId } = registered.body;
    if (registered.status !== 201) throw new Error(JSON.stringify(registered));
    await untilStocked(url, String(placeId));
    ids.push(String(placeId));
  }
  return ids;
};

/** Management hears of a place a moment after it was registered. */
const untilStocked = async (url: string, placeId: string): Promise<void> => {
  const body = { placeId, stock: ROOMS };
  const until = Date.now() + READY_MS;
  for (;;) {
    const path = 'reservationManagements';
    const answer = await send(url, { method: 'POST', path, as: OWNER, body });
    if (answer.status < 300 && answer.status > 0) return;
    if (Date.now() > until) throw new Error(`No rooms at ${placeId}: ${JSON.stringify(answer)}`);
    await sleep(LOOK_MS);
  }
};
