// Writing aside: while a thread of its own writes a large turn and waits for the disk, this thread
// reads requests and decides the next turn. A small turn is written here, which is sooner done.

import { Worker } from 'node:worker_threads';
import { Taken } from '@dure/kernel/ports';
import type { ItemId } from '@dure/kernel/ports';
import type { WrittenFile } from './connection.ts';
import { unavailable } from './errors.ts';
import type { Sheet } from './sheet.ts';

/** What the thread is asked: to write a turn, or to close a file. */
export type Order = {
  readonly id: number;
  readonly of: WrittenFile;
  /** What is to be written; nothing, when the file is to be closed. */
  readonly sheet?: Sheet;
};

/** How the writing of a turn ended. */
export type Written =
  | { readonly is: 'written' }
  | { readonly is: 'taken'; readonly item: ItemId }
  /** Another process had a turn meanwhile. */
  | { readonly is: 'moved' }
  | { readonly is: 'failed'; readonly message: string; readonly errcode?: number | undefined };

export type Told = { readonly id: number; readonly written: Written };

type Waiting = {
  readonly resolve: (written: Written) => void;
  readonly reject: (cause: unknown) => void;
};

/** A thread that was not wanted for so long ends: it takes some 15 MB. */
const REST_MS = 10_000;

/** The thread, and what it was asked and has not told yet. */
class Writer {
  readonly #worker = new Worker(new URL('writer-thread.ts', import.meta.url));
  readonly #waiting = new Map<number, Waiting>();
  readonly #files = new Set<string>();
  readonly #rest = setTimeout(() => void this.#leaveFiles(), REST_MS).unref();
  #last = 0;
  #isReady = false;
  #isGone = false;

  constructor() {
    // Nobody stays for a thread that has nothing to do.
    this.#worker.unref();
    this.#worker.on('message', ({ id, written }: Told) => this.#take(id, written));
    this.#worker.on('error', (cause) => this.#leave(cause));
    this.#worker.on('exit', () => this.#leave(new Error('The writing thread has ended.')));
  }

  get isReady(): boolean {
    return this.#isReady && !this.#isGone;
  }

  /** Somebody is about to write. */
  stay(): void {
    this.#rest.refresh();
  }

  get isGone(): boolean {
    return this.#isGone;
  }

  write(of: WrittenFile, sheet: Sheet): Promise<Written> {
    this.#files.add(of.file);
    return this.#ask({ of, sheet });
  }

  /** Ends the thread with its last file. */
  async close(file: string): Promise<void> {
    if (!this.#files.delete(file) || this.#isGone) return;
    // A thread that died holds no file.
    await this.#ask({ of: { file } }).catch(() => {});
    if (this.#files.size > 0 || this.#waiting.size > 0) return;
    this.#leave(new Error('The writing thread has been ended.'));
    await this.#worker.terminate();
  }

  async #leaveFiles(): Promise<void> {
    this.#isReady = false;
    for (const file of this.#files) await this.close(file);
  }

  #ask(order: Omit<Order, 'id'>): Promise<Written> {
    return new Promise((resolve, reject) => {
      if (this.#isGone) return reject(new Error('The writing thread has ended.'));
      this.#last += 1;
      this.#waiting.set(this.#last, { resolve, reject });
      this.#worker.ref();
      // A thread has no origin.
      // oxlint-disable-next-line unicorn/require-post-message-target-origin
      this.#worker.postMessage({ ...order, id: this.#last } satisfies Order);
    });
  }

  /** The first thing that it tells, as the answer to nothing, is that it is there. */
  #take(id: number, written: Written): void {
    if (id === 0) this.#isReady = true;
    this.#waiting.get(id)?.resolve(written);
    this.#waiting.delete(id);
    if (this.#waiting.size === 0) this.#worker.unref();
  }

  #leave(cause: unknown): void {
    this.#isGone = true;
    clearTimeout(this.#rest);
    for (const { reject } of this.#waiting.values()) reject(cause);
    this.#waiting.clear();
  }
}

/** The one of this process, while it is wanted. */
let shared: Writer | undefined;

/** The writer, once it is there. The first call has it come. */
export const writerAside = (): Writer | undefined => {
  if (shared === undefined || shared.isGone) shared = new Writer();
  if (!shared.isReady) return undefined;
  shared.stay();
  return shared;
};

/** Closes a file that was written aside. */
export const closeAside = async (file: string): Promise<void> => shared?.close(file);

/** Another process had a turn meanwhile. */
export class Overtaken extends Taken {
  constructor(partition: number) {
    super({ drawer: 'meta', id: `head ${partition}` });
    this.name = 'Overtaken';
  }
}

/**
 * Writes a turn aside. When it resolves, the turn is on the disk.
 * @throws {Taken} an `insert` found its place taken.
 * @throws {Overtaken} another process had a turn meanwhile; nothing was written.
 * @throws {StoreUnavailable} nothing was written, or it is unknown whether it was.
 */
export const writeAside = async (
  writer: Writer,
  of: WrittenFile & { readonly partition: number },
  sheet: Sheet,
): Promise<void> => {
  const written = await writer.write(of, sheet).catch((cause: unknown) => {
    throw unavailable(of.file, cause);
  });
  switch (written.is) {
    case 'written':
      return;
    case 'taken':
      throw new Taken(written.item);
    case 'moved':
      throw new Overtaken(of.partition);
    default:
      throw unavailable(of.file, written);
  }
};

export type { Writer };
