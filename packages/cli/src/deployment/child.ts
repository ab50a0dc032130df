// One process of `dure up`: started, started again when it dies, and ended in order.

import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { RETIRED } from './lifetime.ts';
import { Liveness } from './liveness.ts';

// The compiled package has a program of the other kind.
const script = import.meta.url.endsWith('.ts') ? '../main.ts' : '../main.js';
const main = fileURLToPath(new URL(script, import.meta.url));

const PAUSE_FIRST_MS = 200;
const PAUSE_MOST_MS = 10_000;
/** A process that has lived so long is started again at once. */
const STEADY_MS = 30_000;
const END_MS = 25_000;
/** A mistake in the configuration: to start it again would change nothing. */
const MISTAKEN = 2;

/** How a process has ended: by itself with a code, or by a signal. */
export type Ending = { readonly code: number | null; readonly signal: string | null };

export type ChildOf = {
  /** `payment/0`, as its lines begin. */
  readonly name: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  /** Where it says that it lives. */
  readonly url: string;
  readonly said: (line: string) => void;
  /** It has begun, for the first time or again. */
  readonly began: () => void;
  /** It has ended by itself, and is started again after so long; never, where that is nothing. */
  readonly died: (how: Ending, pauseMs: number | undefined) => void;
  /** It was asked to end, and has not; it is killed now. */
  readonly killed: (afterMs: number) => void;
  /** It runs and has answered nothing for so long; it is killed, and another one begun. */
  readonly hung: (forMs: number) => void;
};

export class Child {
  readonly #of: ChildOf;
  #process: ChildProcess | undefined;
  #startedAt = 0;
  #pauseMs = PAUSE_FIRST_MS;
  #isEnding = false;
  #isRetired = false;
  #again: NodeJS.Timeout | undefined;
  readonly #liveness: Liveness;

  constructor(of: ChildOf) {
    this.#of = of;
    this.#liveness = new Liveness(of.url, (forMs) => {
      if (!this.#process) return;
      of.hung(forMs);
      this.#process.kill('SIGKILL');
    });
    this.#liveness.start();
  }

  get name(): string {
    return this.#of.name;
  }

  get url(): string {
    return this.#of.url;
  }

  /** It has ended for good, and that is as it should be. */
  get isRetired(): boolean {
    return this.#isRetired;
  }

  get pid(): number | undefined {
    return this.#process?.pid;
  }

  start(): void {
    const { args, env, said } = this.#of;
    const child = spawn(process.execPath, [...process.execArgv, main, ...args], {
      env,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.#process = child;
    this.#liveness.beginAgain();
    this.#startedAt = performance.now();
    for (const stream of [child.stdout, child.stderr]) {
      if (stream) void linesOf(stream, said);
    }
    child.once('exit', (code, signal) => this.#ended(code, signal));
    this.#of.began();
  }

  #ended(code: number | null, signal: string | null): void {
    this.#process = undefined;
    if (this.#isEnding) return;
    const how = { code, signal };
    this.#isRetired = code === RETIRED;
    if (code === MISTAKEN || code === RETIRED) return this.#of.died(how, undefined);
    if (performance.now() - this.#startedAt > STEADY_MS) this.#pauseMs = PAUSE_FIRST_MS;
    this.#of.died(how, this.#pauseMs);
    this.#again = setTimeout(() => this.start(), this.#pauseMs);
    this.#pauseMs = Math.min(this.#pauseMs * 2, PAUSE_MOST_MS);
  }

  /** It is not started again, however it ends. */
  letEnd(): void {
    this.#isEnding = true;
    this.#liveness.stop();
    clearTimeout(this.#again);
  }

  /** Asks it to end, and ends it where it does not. */
  async end(): Promise<void> {
    this.letEnd();
    const child = this.#process;
    if (!child) return;
    const exited = once(child, 'exit');
    child.kill('SIGTERM');
    const late = setTimeout(() => {
      this.#of.killed(END_MS);
      child.kill('SIGKILL');
    }, END_MS);
    await exited;
    clearTimeout(late);
  }
}

const linesOf = async (stream: NodeJS.ReadableStream, said: (line: string) => void) => {
  let rest = '';
  stream.setEncoding('utf8');
  for await (const chunk of stream) {
    const lines = `${rest}${String(chunk)}`.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) said(line);
  }
  if (rest !== '') said(rest);
};
