// Runs the commands of a page, in order, in one shell, and compares what they print.

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { blocksOf, type Block } from './markdown.ts';
import type { SourceFile } from './sources.ts';

interface Step {
  readonly command: string;
  /** Lines that are printed, in this order, others between them. `…` stands for anything. */
  readonly expected: readonly string[];
}

interface Options {
  readonly folder: string;
  readonly timeoutMs: number;
  /** What the shell has in its environment beside what this process has. */
  readonly environment?: { readonly [name: string]: string };
  /** Called with each block of code, in its turn; on most pages code is there to be read. */
  readonly write?: (block: Block) => void;
}

const graceMs = 10_000;

/**
 * Runs every `sh` block of a page that is marked `<!-- run -->`, and returns what went wrong.
 * A block without `$ ` is one script, of which nothing but success is expected. A block marked
 * `<!-- run background -->` goes on until the page ends; the page continues once its lines are
 * printed.
 */
export async function runPage(page: SourceFile, options: Options): Promise<readonly string[]> {
  const shell = new Shell(options);
  const others: Shell[] = [];
  try {
    for (const block of blocksOf(page)) {
      if (block.language === 'ts') options.write?.(block);
      if (!isRunnable(block)) continue;
      const isBackground = block.marker === 'run background';
      const used = isBackground ? new Shell({ ...options, folder: await shell.folder() }) : shell;
      if (isBackground) others.push(used);
      const complaint = await runBlock(block, used);
      if (complaint !== undefined) return [complaint];
    }
    return [];
  } finally {
    await Promise.all([shell, ...others].map((used) => used.close()));
  }
}

export const runnableBlocks = (page: SourceFile): readonly Block[] =>
  blocksOf(page).filter(isRunnable);

/** `$ ` starts a command, a backslash continues it, what follows is what it prints. */
export function stepsOf(text: string): readonly Step[] {
  if (!/^\$ /m.test(text)) return [{ command: text, expected: [] }];
  const steps: { command: string; expected: string[] }[] = [];
  for (const line of text.split('\n')) {
    const step = steps.at(-1);
    if (line.startsWith('$ ')) steps.push({ command: line.slice(2), expected: [] });
    else if (step?.command.endsWith('\\')) step.command += `\n${line.replace(/^> /, '')}`;
    else if (line.trim() !== '') step?.expected.push(line.trim());
  }
  return steps;
}

/** The first line that was not printed in its turn. */
export function missingLine(expected: readonly string[], printed: string): string | undefined {
  let rest = printed.split('\n');
  for (const line of expected) {
    const pattern = new RegExp(
      line
        .split('…')
        .map((part) => RegExp.escape(part))
        .join('.*'),
    );
    const found = rest.findIndex((candidate) => pattern.test(candidate));
    if (found === -1) return line;
    rest = rest.slice(found + 1);
  }
  return undefined;
}

const isRunnable = ({ language, marker }: Block): boolean =>
  language === 'sh' && (marker === 'run' || marker === 'run background');

async function runBlock(block: Block, shell: Shell): Promise<string | undefined> {
  for (const { command, expected } of stepsOf(block.text)) {
    const isBackground = block.marker === 'run background';
    const { status, printed } = isBackground
      ? await shell.until(command, (text) => missingLine(expected, text) === undefined)
      : await shell.run(command);
    const missing = missingLine(expected, printed);
    if (status !== 0) return `${block.at} "${command}" ended with ${status}:\n${printed}`;
    if (missing !== undefined) return `${block.at} "${command}" misses "${missing}":\n${printed}`;
  }
  return undefined;
}

interface Outcome {
  readonly status: number | 'timeout' | 'gone';
  readonly printed: string;
}

/** A shell in a process group of its own, so that nothing that it started outlives it. */
class Shell {
  readonly #bash: ChildProcess;
  readonly #timeoutMs: number;
  readonly #mark = `end-of-step-${process.pid}`;
  #printed = '';
  /** Called when there is more to look at. */
  #look: () => void = () => {};

  constructor({ folder, timeoutMs, environment }: Options) {
    this.#timeoutMs = timeoutMs;
    const shell = ['--noprofile', '--norc'];
    // A page may run tests of its own; they are not a part of this test.
    const { NODE_TEST_CONTEXT: _ours, ...env } = process.env;
    this.#bash = spawn('bash', shell, {
      cwd: folder,
      detached: true,
      stdio: 'pipe',
      env: { ...env, ...environment },
    });
    for (const stream of [this.#bash.stdout, this.#bash.stderr])
      stream?.setEncoding('utf8').on('data', (chunk: string) => {
        this.#printed += chunk;
        this.#look();
      });
    this.#bash.on('close', () => this.#look());
    // A shell that is gone is reported as such; that nothing can be written to it says no more.
    this.#bash.stdin?.on('error', () => this.#look());
  }

  /** Where it is by now: another terminal would be opened in the same folder. */
  async folder(): Promise<string> {
    return (await this.run('pwd')).printed.trim();
  }

  /** Runs a command to its end. Folders and variables stay as it leaves them. */
  run(command: string): Promise<Outcome> {
    return this.until(command, () => false);
  }

  /** Runs a command to its end, or until what it printed is enough. */
  async until(command: string, isEnough: (printed: string) => boolean): Promise<Outcome> {
    const start = this.#printed.length;
    const ended = new RegExp(`\\n${this.#mark} (\\d+)\\n`);
    const { promise, resolve } = Promise.withResolvers<Outcome>();
    this.#look = () => {
      const printed = this.#printed.slice(start);
      const end = ended.exec(printed);
      if (end) resolve({ status: Number(end[1]), printed: printed.slice(0, end.index) });
      else if (isEnough(printed)) resolve({ status: 0, printed });
      else if (this.#isGone()) resolve({ status: 'gone', printed });
    };
    const input = `{ ${command}\n} 2>&1 </dev/null; printf '\\n${this.#mark} %d\\n' $?\n`;
    this.#bash.stdin?.write(input);
    const timer = setTimeout(() => {
      resolve({ status: 'timeout', printed: this.#printed.slice(start) });
    }, this.#timeoutMs);
    const outcome = await promise;
    clearTimeout(timer);
    return outcome;
  }

  async close(): Promise<void> {
    if (this.#isGone()) return;
    const closed = once(this.#bash, 'close');
    this.#signal('SIGTERM');
    const isLate = await Promise.race([closed, sleep(graceMs, 'late', { ref: false })]);
    if (isLate === 'late') this.#signal('SIGKILL');
    await closed;
  }

  #isGone(): boolean {
    return this.#bash.exitCode !== null || this.#bash.signalCode !== null;
  }

  #signal(signal: NodeJS.Signals): void {
    const { pid } = this.#bash;
    if (pid !== undefined) process.kill(-pid, signal);
  }
}
