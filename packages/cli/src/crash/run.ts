// The crash test: load, SIGKILL at instants that a seed draws, start again; then look.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { rehearsalOf } from '../businesses.ts';
import { folderOf } from '../start/business-host.ts';
import { chanceFrom } from './chance.ts';
import type { Chance } from './chance.ts';
import { Client, isDone, Ledger } from './customers.ts';
import type { Finding } from './customers.ts';
import { examine, lookFromOutside } from './examine.ts';
import type { Examined } from './examine.ts';
import { freePort } from '@dure/services';
import { startServer } from './server.ts';
import type { Server } from './server.ts';
import { nothingAccepted } from './shown.ts';

export type CrashOptions = {
  readonly kills: number;
  readonly seed: number;
  readonly clients?: number;
  /** Called when a process was killed: after how long, and whether it was ready. */
  readonly onKill?: (kill: Kill) => void;
};

export type Kill = {
  readonly number: number;
  readonly afterMs: number;
  readonly wasReady: boolean;
};

export type CrashReport = Examined & {
  readonly ledger: Ledger;
  readonly kills: readonly Kill[];
};

const CLIENTS = 12;
const EARLY_SHARE = 0.15;
const EARLY_MS_MAX = 700;
const LIFE_MS_MIN = 30;
const LIFE_MS_MAX = 1_200;
const SLOW_SHARE = 0.4;
const LAST_LIFE_MS = 500;

/** Slow answers, so that processes die while they wait for one. */
const makeSlow = async (url: string, chance: Chance): Promise<void> => {
  if (chance.next() > SLOW_SHARE) return;
  const of = chance.pick(['CardNetwork', 'payment', 'MessageGateway']);
  const body = JSON.stringify({ of, fault: 'slow' });
  const headers = { 'content-type': 'application/json' };
  // Killed meanwhile, it is not slow any more.
  await fetch(`${url}/lodging/ops/faults`, { method: 'POST', headers, body }).catch(() => {});
};

/** One life of the process, from its start to its death. */
const live = async (server: Server, number: number, chance: Chance): Promise<Kill> => {
  const beganMs = performance.now();
  const isEarly = chance.next() < EARLY_SHARE;
  const earlyMs = chance.between(0, EARLY_MS_MAX);
  const lifeMs = chance.between(LIFE_MS_MIN, LIFE_MS_MAX);
  let wasReady = false;
  if (isEarly) {
    await sleep(earlyMs);
  } else {
    wasReady = await server.ready;
    if (!wasReady) throw new Error(`It did not start:\n${server.complaints()}`);
    await makeSlow(server.url, chance);
    await sleep(lifeMs);
  }
  await server.kill();
  return { number, afterMs: Math.round(performance.now() - beganMs), wasReady };
};

type Storm = {
  readonly data: string;
  readonly port: number;
  readonly ledger: Ledger;
  readonly chance: Chance;
};

const killAgainAndAgain = async (
  { data, port, chance }: Storm,
  { kills, onKill }: CrashOptions,
): Promise<readonly Kill[]> => {
  const done: Kill[] = [];
  for (let number = 1; number <= kills; number += 1) {
    const kill = await live(startServer(data, port), number, chance);
    done.push(kill);
    onKill?.(kill);
  }
  return done;
};

/** The last life: every client gets its answer, and it is asked to end rather than killed. */
const endWell = async (
  { data, port, ledger }: Storm,
  stop: () => Promise<void>,
): Promise<readonly Finding[]> => {
  const server = startServer(data, port);
  if (!(await server.ready)) throw new Error(`It did not start:\n${server.complaints()}`);
  await sleep(LAST_LIFE_MS);
  await stop();
  const seen = await lookFromOutside(server.url, ledger);
  const code = await server.end();
  return code === 0 ? seen : [...seen, { words: `It ended with ${code}: ${server.complaints()}` }];
};

export const crashTest = async (options: CrashOptions): Promise<CrashReport> => {
  const { seed, clients = CLIENTS } = options;
  const data = await mkdtemp(join(tmpdir(), 'dure-crash-'));
  const chance = chanceFrom(seed);
  const storm = { data, port: await freePort(), ledger: new Ledger(), chance };
  let isOver = false;
  const url = `http://127.0.0.1:${storm.port}`;
  const lives = Array.from({ length: clients }, (_, number) =>
    new Client(number, {
      url,
      chance: chanceFrom(seed * 1_000 + number),
      ledger: storm.ledger,
    }).live(() => isOver),
  );
  try {
    const kills = await killAgainAndAgain(storm, options);
    const seen = await endWell(storm, async () => {
      isOver = true;
      await Promise.all(lives);
    });
    const system = await rehearsalOf('lodging');
    const examined = await examine(system, folderOf(data, system.name, false), storm.ledger);
    const isShown = storm.ledger.exchanges.some(({ answer }) => isDone(answer));
    const shown = isShown ? [] : [{ words: nothingAccepted(kills.length) }];
    const findings = [...storm.ledger.findings, ...seen, ...examined.findings, ...shown];
    return { ...examined, findings, ledger: storm.ledger, kills };
  } finally {
    isOver = true;
    await rm(data, { recursive: true, force: true });
  }
};
