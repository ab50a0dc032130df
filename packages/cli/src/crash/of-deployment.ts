// The crash test of a deployment: real processes, people who do what they do all day, and SIGKILL,
// SIGSTOP and cut connections for services, the gateway and the servers behind them, when a seed
// says so.

import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Host, Outcome } from '@dure/kernel';
import type { Rehearsed } from '@dure/rehearsal';
import type { Seen, Step, Traffic } from '@dure/rehearsal/traffic';
import { deploymentOf } from '../deployment/deployment.ts';
import { reachAll } from '../deployment/gateway.ts';
import type { Rehearsable } from '../project.ts';
import { worldOf } from '../world.ts';
import { chanceFrom } from './chance.ts';
import { cutter } from './cut.ts';
import { examineHost } from './examine-by-traffic.ts';
import { hitAgainAndAgain, noteIn, urlsIn } from './hits.ts';
import type { Behind } from './hits.ts';
import { setUpKey } from './protocol.ts';
import type { Answers } from './protocol.ts';
import { freePort } from '@dure/services';

// The compiled package has a program of the other kind.
const script = import.meta.url.endsWith('.ts') ? '../main.ts' : '../main.js';
const main = fileURLToPath(new URL(script, import.meta.url));

const CLIENTS = 4;
const READY_MS = 180_000;
const REST_MS = 120_000;
const THERE_MS = 60_000;
const AGAIN_MS = 50;
/** The world is looked at again so often, by one for all. */
const LOOK_MS = 3_000;

export type DeploymentCrashOptions = {
  readonly file: string;
  readonly kills: number;
  readonly seed: number;
  readonly behind?: readonly Behind[];
  /** Called with what was hit, and how. */
  readonly onKill?: (number: number, what: string) => void;
};

export type DeploymentCrash = {
  readonly hits: ReadonlyMap<string, number>;
  readonly asked: number;
  readonly done: number;
  readonly findings: readonly string[];
};

type Place = {
  readonly system: Rehearsed;
  readonly traffic: Traffic;
  readonly running: Host;
  readonly answers: Answers;
};

const isAnswer = ({ is }: Outcome): boolean => is !== 'unavailable' && is !== 'conflict';

/** Under the same key until there is an answer: who sent it may be dead, or who was to take it. */
const untilAnswered = async ({ running, answers }: Place, key: string, step: Step) => {
  const { command, as, claims } = step;
  answers.asked.set(key, { key, step });
  const order = { command, by: { kind: 'actor', name: as, claims }, key } as const;
  const latest = performance.now() + REST_MS;
  while (performance.now() < latest) {
    const outcome = await running.issue(order).catch(() => undefined);
    if (outcome && isAnswer(outcome)) {
      answers.answered.set(key, outcome);
      return;
    }
    await sleep(AGAIN_MS);
  }
  answers.findings.push(`${command.type} (${key}) had no answer within ${REST_MS / 1_000} s.`);
};

const seenIn = async (running: Host, before: Seen | undefined): Promise<Seen> => {
  for (;;) {
    try {
      return await worldOf(running, Date.now());
    } catch (cause) {
      // Some replica died while it was asked.
      if (before) return before;
      if (cause instanceof TypeError) throw cause;
      await sleep(AGAIN_MS);
    }
  }
};

/** People who do what they do all day, until it is over. */
const peopleIn = async (place: Place, seed: number, isOver: () => boolean): Promise<void> => {
  const { running, traffic } = place;
  for (const [index, step] of traffic.setUp(Date.now()).entries()) {
    await untilAnswered(place, setUpKey(index), step);
  }
  let seen = await seenIn(running, undefined);
  const looking = (async () => {
    while (!isOver()) {
      await sleep(LOOK_MS);
      seen = await seenIn(running, seen);
    }
  })();
  const people = Array.from({ length: CLIENTS }, async (_, client) => {
    const { next: random } = chanceFrom(seed * CLIENTS + client);
    for (let count = 0; !isOver(); count += 1) {
      await untilAnswered(place, `client-${client}-${count}`, traffic.next(random, seen));
    }
  });
  await Promise.all([looking, ...people]);
};

const isReady = async (url: string): Promise<boolean> => {
  try {
    return (await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(LOOK_MS) })).ok;
  } catch {
    return false;
  }
};

/** Resolves when each of the processes is there, or after a while with no. */
const allReady = async (data: string): Promise<boolean> => {
  const latest = performance.now() + THERE_MS;
  const urls = urlsIn(noteIn(data));
  while (performance.now() < latest) {
    const ready = await Promise.all(urls.map(isReady));
    if (ready.every((is) => is)) return true;
    await sleep(AGAIN_MS);
  }
  return false;
};

type Up = { readonly child: ChildProcess; readonly data: string; readonly said: () => string };

const startUp = async (file: string, settings: readonly string[]): Promise<Up> => {
  const data = mkdtempSync(join(tmpdir(), 'dure-deployment-'));
  const port = String(await freePort());
  const sets = settings.flatMap((line) => ['--set', line]);
  const args = [
    main,
    'up',
    '--file',
    file,
    '--data',
    data,
    '--port',
    port,
    '--lang',
    'en',
    ...sets,
  ];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => (said += chunk));
  }
  // Where there is more to do than cores, it says that some are not ready, and tries on.
  const isUp = (): boolean => said.includes('All are ready') || said.includes('Some are not ready');
  const latest = performance.now() + READY_MS;
  while (!isUp() && child.exitCode === null && performance.now() < latest) await sleep(AGAIN_MS);
  if (isUp() && (await allReady(data))) return { child, data, said: () => said };
  child.kill('SIGTERM');
  throw new Error(`The deployment did not come up:\n${said}`);
};

const endUp = async ({ child, data, said }: Up): Promise<readonly string[]> => {
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  await exited;
  rmSync(data, { recursive: true, force: true });
  return child.exitCode === 0 ? [] : [`It ended with ${child.exitCode}:\n${said().slice(-2_000)}`];
};

const trafficOf = async ({ traffic }: Rehearsable): Promise<Traffic> => {
  const module = (await import(traffic.module)) as { readonly [name: string]: unknown };
  return module[traffic.name] as Traffic; // The one who chose the business has loaded it.
};

const settingLines = ({ settings = {} }: Traffic): readonly string[] =>
  Object.entries(settings).map(([name, value]) => `${name}=${String(value)}`);

/** Where the businesses of a running deployment are, as the gateway finds them. */
const placesIn = async (
  businesses: readonly Rehearsable[],
  of: { readonly data: string; readonly file: string },
): Promise<readonly Place[]> => {
  const { environment } = noteIn(of.data);
  Object.assign(process.env, environment);
  const names = businesses.map(({ called }) => called);
  const wanted = { ...of, folder: process.cwd(), environment, businesses: names };
  const hosts = await reachAll(await deploymentOf(wanted), 'crash');
  return Promise.all(
    businesses.map(async (business): Promise<Place> => {
      const system = await business.rehearsal();
      const running = hosts.find((host) => host.system.name === system.name);
      if (!running) throw new Error(`${system.name} is not in the deployment.`);
      const answers = { asked: new Map(), answered: new Map(), findings: [] };
      return { system, traffic: await trafficOf(business), running, answers };
    }),
  );
};

export const crashDeployment = async (
  businesses: readonly Rehearsable[],
  options: DeploymentCrashOptions,
): Promise<DeploymentCrash> => {
  const { file, seed, behind = [] } = options;
  const traffics = await Promise.all(businesses.map(trafficOf));
  const up = await startUp(file, traffics.flatMap(settingLines));
  const hits = new Map<string, number>();
  const places = await placesIn(businesses, { data: up.data, file });
  const over = { is: false };
  const people = places.map((place, at) => peopleIn(place, seed + at, () => over.is));
  try {
    const storm = { data: up.data, chance: chanceFrom(seed), behind, hits, cut: await cutter() };
    await hitAgainAndAgain(storm, options);
    over.is = true;
    await Promise.all(people);
    // A replica that is not there yet has left its work to none, and the others know of none.
    await allReady(up.data);
    const seen: string[] = [];
    for (const place of places) seen.push(...(await examineHost({ ...place, restMs: REST_MS })));
    const answers = places.map((place) => place.answers);
    const done = answers.flatMap(({ answered }) => [...answered.values()]);
    return {
      hits,
      asked: answers.reduce((sum, { asked }) => sum + asked.size, 0),
      done: done.filter(({ is }) => is === 'done').length,
      findings: [...answers.flatMap(({ findings }) => findings), ...seen, ...(await endUp(up))],
    };
  } finally {
    over.is = true;
    await Promise.all(places.map(({ running }) => running.stop()));
    up.child.kill('SIGTERM');
  }
};
