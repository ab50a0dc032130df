// Processes that may use a share of a core and no more, as a pod has its limit: whoever has used up
// what has accrued stands still until there is some again.

import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const LOOK_MS = 20;
/** What was not used accrues up to this. */
const BURST_MS = 200;
/** One that begins later is given this at first: to start, and to compile what it does. */
const START_MS = 4_000;
const NS_PER_MS = 1e6;

/** Milliseconds of CPU that a process has used; nothing, where it has gone. Linux says it. */
export const cpuMsOf = (pid: number): number | undefined => {
  try {
    return Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[0]) / NS_PER_MS;
  } catch {
    return undefined;
  }
};

const signal = (pid: number, name: 'SIGSTOP' | 'SIGCONT'): void => {
  try {
    process.kill(pid, name);
  } catch {
    // It has gone.
  }
};

type Account = { used: number; allowed: number; isStopped: boolean };

export class Slowed {
  readonly #pids: () => readonly number[];
  readonly #share: number;
  readonly #stillMs: number;
  readonly #accounts = new Map<number, Account>();
  #isOver = false;
  #isFirst = true;
  readonly #running: Promise<void>;

  /**
   * @param pids whoever it is about; they come and go.
   * @param share of one core, for each.
   * @param stillMs those that are there already have to wait for so long.
   */
  constructor(pids: () => readonly number[], share: number, stillMs = 0) {
    this.#pids = pids;
    this.#share = share;
    this.#stillMs = stillMs;
    this.#running = this.#run();
  }

  async #run(): Promise<void> {
    let before = performance.now();
    while (!this.#isOver) {
      await sleep(LOOK_MS);
      const now = performance.now();
      for (const pid of this.#pids()) this.#look(pid, (now - before) * this.#share);
      this.#isFirst = false;
      before = now;
    }
  }

  #look(pid: number, accrued: number): void {
    const cpuMs = cpuMsOf(pid);
    if (cpuMs === undefined) return;
    const account = this.#accounts.get(pid) ?? this.#opened(cpuMs);
    const most = Math.max(BURST_MS, account.allowed);
    account.allowed = Math.min(account.allowed + accrued - (cpuMs - account.used), most);
    account.used = cpuMs;
    this.#accounts.set(pid, account);
    const isStopped = account.allowed < 0;
    if (isStopped !== account.isStopped) signal(pid, isStopped ? 'SIGSTOP' : 'SIGCONT');
    account.isStopped = isStopped;
  }

  #opened(cpuMs: number): Account {
    const debt = -this.#stillMs * this.#share;
    if (this.#isFirst) return { used: cpuMs, allowed: debt, isStopped: false };
    return { used: 0, allowed: START_MS, isStopped: false };
  }

  /** All of them run again as they can. */
  async end(): Promise<void> {
    this.#isOver = true;
    await this.#running;
    for (const pid of this.#accounts.keys()) signal(pid, 'SIGCONT');
  }
}
