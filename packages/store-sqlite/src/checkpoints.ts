// Folds the write-ahead log into its file in another thread, while turns go on: it waits for the
// disk long, and whoever is to be answered meanwhile would wait as well. SQLite keeps both apart.
// Nothing depends on it: what is not folded here, the connection that writes folds itself, once the
// log has grown much longer.

import { statSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';

/** After so many rows the log is folded: of each, a page or a little more lies in it. */
const ROWS_BETWEEN = 3_000;

/** The thread ends when nothing was to be folded for so long. */
const IDLE_MS = 10_000;

/**
 * What the thread runs. It opens a file only where it is still the one that was meant, and makes
 * none. What it cannot do is left undone.
 */
const program = `
  const { statSync } = require('node:fs');
  const { DatabaseSync } = require('node:sqlite');
  const { parentPort } = require('node:worker_threads');

  const fold = ({ path, url, inodes }) => {
    const isSame = () => ['', '-wal'].every((end, at) => statSync(path + end).ino === inodes[at]);
    if (!isSame()) return;
    const database = new DatabaseSync(new URL(url), { timeout: 0 });
    try {
      // It is read once, so that SQLite finds the log beside it.
      database.exec('PRAGMA synchronous = FULL; PRAGMA schema_version');
      if (isSame()) database.exec('PRAGMA wal_checkpoint(PASSIVE)');
    } finally {
      database.close();
    }
  };

  parentPort.on('message', (asked) => {
    try {
      fold(asked);
    } catch {}
    parentPort.postMessage(asked.number);
  });
`;

/** One thread for all files of the process, while there is something for it to do. */
class Thread {
  #worker: Worker | undefined;
  readonly #waiting = new Map<number, () => void>();
  #last = 0;
  #rest: NodeJS.Timeout | undefined;

  /** Resolves when the log of a file is folded, or cannot be. */
  fold(path: string): Promise<void> {
    const number = (this.#last += 1);
    const url = `${pathToFileURL(path).href}?mode=rw`;
    const inodes = [path, `${path}-wal`].map((file) => statSync(file).ino);
    clearTimeout(this.#rest);
    const worker = (this.#worker ??= this.#start());
    return new Promise((resolve) => {
      this.#waiting.set(number, resolve);
      // A thread is no window.
      // oxlint-disable-next-line unicorn/require-post-message-target-origin
      worker.postMessage({ number, path, url, inodes });
    });
  }

  #start(): Worker {
    // It says nothing, and what this process writes to goes on as it was.
    const quiet = { stdout: true, stderr: true };
    const worker = new Worker(program, { eval: true, name: 'checkpoints', ...quiet });
    worker.unref();
    worker.on('message', (number: number) => this.#answered(number));
    const over = (): void => this.#over(worker);
    worker.on('error', over);
    worker.on('exit', over);
    return worker;
  }

  #answered(number: number): void {
    this.#waiting.get(number)?.();
    this.#waiting.delete(number);
    if (this.#waiting.size > 0) return;
    this.#rest = setTimeout(() => void this.#worker?.terminate(), IDLE_MS).unref();
  }

  /** Whoever waits for a thread that has ended waits no more. */
  #over(worker: Worker): void {
    if (this.#worker !== worker) return;
    this.#worker = undefined;
    for (const resolve of this.#waiting.values()) resolve();
    this.#waiting.clear();
  }
}

const thread = new Thread();

/** The write-ahead log of one file. */
export class Checkpoints {
  readonly #path: string;
  readonly #rowsBetween: number;
  #rows = 0;
  #folding: Promise<void> | undefined;

  constructor(path: string, rowsBetween = ROWS_BETWEEN) {
    this.#path = path;
    this.#rowsBetween = rowsBetween;
  }

  /** So many rows were committed. */
  wrote(rows: number): void {
    this.#rows += rows;
    if (this.#rows < this.#rowsBetween || this.#folding) return;
    this.#rows = 0;
    this.#folding = this.#fold();
  }

  async #fold(): Promise<void> {
    try {
      await thread.fold(this.#path);
    } catch {
      // The file or its log is not there: the next turn says so.
    }
    this.#folding = undefined;
  }

  /** Resolves when no other thread has the file open. */
  async ended(): Promise<void> {
    await this.#folding;
  }
}
