// What is done to a deployment while people use it: a process or a server behind it is killed,
// stands still for a while, or loses all its connections.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { NOTE_FILE } from '../deployment/note.ts';
import type { Note } from '../deployment/note.ts';
import type { Chance } from './chance.ts';
import type { Cut } from './cut.ts';

const LIFE_MS_MIN = 150;
const LIFE_MS_MAX = 1_500;
/** How the variables begin that say where replicas listen. */
const ADDRESSES = 'DURE_URLS_';

const STOP_MS_MIN = 50;
const STOP_MS_MAX = 3_000;
const STOP_SHARE = 0.25;
const CUT_SHARE = 0.2;
const SERVER_SHARE = 0.15;

/** A broker or a database, which whoever runs the test has started. */
export type Behind = {
  readonly name: string;
  /** Where it listens. */
  readonly url: string;
  readonly kill: () => Promise<void>;
  readonly restart: () => Promise<void>;
  readonly pause: () => void;
  readonly resume: () => void;
};

export type Storm = {
  readonly data: string;
  readonly chance: Chance;
  readonly behind: readonly Behind[];
  /** How often what was hit, and how. */
  readonly hits: Map<string, number>;
  /** Nothing, where connections cannot be cut from outside: they are killed and stopped then. */
  readonly cut: Cut | undefined;
};

type Kind = 'SIGKILL' | 'SIGSTOP' | 'cut';

/** Something that can be hit. */
type Target = {
  readonly name: string;
  readonly url: string | undefined;
  readonly kill: () => Promise<void> | void;
  readonly pause: () => void;
  readonly resume: () => void;
};

/** What `dure up` has noted of what runs now. */
export const noteIn = (data: string): Note =>
  // `dure up` writes it.
  JSON.parse(readFileSync(join(data, NOTE_FILE), 'utf8')) as Note;

const send = (pid: number, signal: NodeJS.Signals): void => {
  try {
    process.kill(pid, signal);
  } catch {
    // It has died meanwhile.
  }
};

/** Where a replica listens, or the gateway: `lodging/payment/1` is the second of its addresses. */
export const urlIn = ({ gateway, environment }: Note, name: string): string | undefined => {
  const [business, context, number = '0'] = name.split('/');
  if (context === undefined) return gateway;
  const variable = `${ADDRESSES}${business}_${context}`.toUpperCase().replaceAll('-', '_');
  return environment[variable]?.split(',')[Number(number)];
};

/** Where all replicas listen, also those that are about to be started again. */
export const urlsIn = ({ environment }: Pick<Note, 'environment'>): readonly string[] =>
  Object.entries(environment)
    .filter(([name]) => name.startsWith(ADDRESSES))
    .flatMap(([, urls]) => urls.split(','));

const processOf = (note: Note, name: string): Target => {
  const pid = note.processes[name] ?? 0;
  const signal = (of: NodeJS.Signals) => () => send(pid, of);
  return {
    name,
    url: urlIn(note, name),
    kill: signal('SIGKILL'),
    pause: signal('SIGSTOP'),
    resume: signal('SIGCONT'),
  };
};

const serverOf = (server: Behind): Target => ({
  ...server,
  kill: async () => {
    await server.kill();
    await server.restart();
  },
});

const targetOf = ({ data, chance, behind }: Storm): Target | undefined => {
  const server = chance.next() < SERVER_SHARE ? chance.pick(behind) : undefined;
  if (server) return serverOf(server);
  const note = noteIn(data);
  const name = chance.pick(Object.keys(note.processes));
  return name === undefined ? undefined : processOf(note, name);
};

const kindOf = (chance: Chance): Kind => {
  const drawn = chance.next();
  if (drawn < CUT_SHARE) return 'cut';
  return drawn < CUT_SHARE + STOP_SHARE ? 'SIGSTOP' : 'SIGKILL';
};

/** Says what was done: where connections cannot be cut, the process is killed. */
const hit = async (
  target: Target,
  { kind, stopMs }: { readonly kind: Kind; readonly stopMs: number },
  cut: Cut | undefined,
): Promise<Kind> => {
  if (kind === 'cut' && cut && target.url !== undefined) {
    await cut(target.url);
    return 'cut';
  }
  if (kind !== 'SIGSTOP') {
    await target.kill();
    return 'SIGKILL';
  }
  target.pause();
  await sleep(stopMs);
  target.resume();
  return 'SIGSTOP';
};

type Hitting = {
  readonly kills: number;
  readonly onKill?: (number: number, what: string) => void;
};

/** So many hits, one after the other. */
export const hitAgainAndAgain = async (storm: Storm, { kills, onKill }: Hitting): Promise<void> => {
  const { chance, hits, cut } = storm;
  for (let number = 1; number <= kills; number += 1) {
    await sleep(chance.between(LIFE_MS_MIN, LIFE_MS_MAX));
    const kind = kindOf(chance);
    const stopMs = chance.between(STOP_MS_MIN, STOP_MS_MAX);
    const target = targetOf(storm);
    const what = target ? `${await hit(target, { kind, stopMs }, cut)} ${target.name}` : 'nothing';
    hits.set(what, (hits.get(what) ?? 0) + 1);
    onKill?.(number, what);
  }
};
