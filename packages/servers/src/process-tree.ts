// A process with all that it has started, as one thing that is stopped, continued or killed.

import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** In ticks since the machine began: the 22nd field of `stat`, of which two are cut off. */
const STARTED_AT = 19;

/** Whether a process is there and has not ended. */
export const isAlive = (pid: number): boolean => {
  if (pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return stateOf(pid) !== 'Z';
  } catch {
    return false;
  }
};

/** When a process began, so that another one with its number is not taken for it. */
export const birthOf = (pid: number): string | undefined => {
  if (process.platform === 'linux') return statOf(pid)?.[STARTED_AT];
  return psOf('-o', 'lstart=', '-p', String(pid)).trim();
};

/**
 * Sends a signal to a process and all below it. Unless it is continued, the tree is stopped first,
 * so that nothing is started while it is looked through.
 * @returns all of them. One that was killed may take a moment to end.
 */
export const signalTree = (
  pid: number,
  signal: 'SIGSTOP' | 'SIGCONT' | 'SIGKILL',
): readonly number[] => {
  if (!isAlive(pid)) return [];
  const pids = signal === 'SIGCONT' ? treeOf(pid) : stoppedTree(pid);
  if (signal !== 'SIGSTOP') for (const one of pids) send(one, signal);
  return pids;
};

const stoppedTree = (pid: number): readonly number[] => {
  const stopped = new Set<number>();
  for (;;) {
    const fresh = treeOf(pid).filter((one) => !stopped.has(one));
    if (fresh.length === 0) return [...stopped];
    for (const one of fresh) {
      send(one, 'SIGSTOP');
      stopped.add(one);
    }
  }
};

const treeOf = (pid: number): readonly number[] => {
  const children = childrenOf();
  const below = (one: number): readonly number[] => [
    one,
    ...(children.get(one) ?? []).flatMap(below),
  ];
  return below(pid);
};

/** The children of every process, by its id. */
const childrenOf = (): ReadonlyMap<number, readonly number[]> => {
  const found = new Map<number, number[]>();
  for (const [pid, parent] of parents()) found.set(parent, [...(found.get(parent) ?? []), pid]);
  return found;
};

const parents = (): readonly (readonly [number, number])[] =>
  process.platform === 'linux' ? parentsInProc() : parentsByPs();

const parentsInProc = (): readonly (readonly [number, number])[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      const [, parent] = statOf(Number(name)) ?? [];
      return parent === undefined ? [] : [[Number(name), Number(parent)] as const];
    });

/** State, parent and so on: what stands behind the name, which may hold anything. */
const statOf = (pid: number): readonly string[] | undefined => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
};

const stateOf = (pid: number): string | undefined => statOf(pid)?.[0];

const parentsByPs = (): readonly (readonly [number, number])[] => {
  const lines = psOf('-A', '-o', 'pid=,ppid=')
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number));
  return lines.flatMap(([pid, parent]) =>
    pid === undefined || parent === undefined ? [] : [[pid, parent] as const],
  );
};

const psOf = (...args: readonly string[]): string =>
  spawnSync('ps', [...args], { encoding: 'utf8' }).stdout;

const send = (pid: number, signal: NodeJS.Signals): void => {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended by itself.
  }
};
