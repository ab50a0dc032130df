// The transactions of a file, one after the other, as one connection has only one at a time.

import { setTimeout as sleep } from 'node:timers/promises';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { StoreUnavailable, Turn } from '@dure/kernel/ports';
import { Checkpoints } from './checkpoints.ts';
import type { DiskFile } from './disk-file.ts';
import { guarded, isBusy, unavailable } from './errors.ts';
import type { SqliteTurn } from './turn.ts';

/** For how long another process may hold the file before a turn is given up. */
const BUSY_TRIES_MAX = 50;
const BUSY_WAIT_MS = 20;

/** Begins a turn in the open transaction. */
export type OpenTurn = () => SqliteTurn;

export type Work<T> = (turn: Turn) => Promise<T>;

/** How turns become transactions. */
export interface Transactions {
  readonly file: DiskFile;
  readonly writer: DatabaseSync;
  run<T>(open: OpenTurn, work: Work<T>): Promise<T>;
  /** As a store has it: nothing, where a turn that has ended is on the disk. */
  readonly durable?: () => Promise<void> | undefined;
  /** Why what has ended cannot be on the disk, as long as that is so. */
  readonly trouble?: StoreUnavailable | undefined;
  /** Runs something between turns. */
  apart<T>(run: () => T): Promise<T>;
  /** Runs work while no turn is under way or begins, in whatever process, and all is durable. */
  still<T>(work: () => Promise<T>): Promise<T>;
  /** Resolves when nothing is under way any more. */
  close(): Promise<void>;
}

/** Whoever comes first has the connection first. */
export class Line {
  #last: Promise<void> = Promise.resolve();

  async pass<T>(run: () => Promise<T>): Promise<T> {
    const before = this.#last;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#last = promise;
    await before;
    try {
      return await run();
    } finally {
      resolve();
    }
  }

  get end(): Promise<void> {
    return this.#last;
  }
}

/** @throws {StoreUnavailable} another process holds the file. */
export const beginIn = async ({ path }: DiskFile, begin: StatementSync): Promise<void> => {
  for (let tries = 1; ; tries += 1) {
    try {
      begin.run();
      return;
    } catch (error) {
      if (!isBusy(error) || tries >= BUSY_TRIES_MAX) throw unavailable(path, error);
    }
    await sleep(BUSY_WAIT_MS);
  }
};

/** Runs work in a transaction that writes nothing, and keeps every other one out. */
export const whileHeld = async <T>(
  { file, writer }: Pick<Transactions, 'file' | 'writer'>,
  begin: StatementSync,
  work: () => Promise<T>,
): Promise<T> => {
  await beginIn(file, begin);
  try {
    return await work();
  } finally {
    if (writer.isTransaction) guarded(file.path, () => writer.exec('ROLLBACK'));
  }
};

/** Every turn is a transaction of its own, and on the disk when it has ended. */
export class OwnTransactions implements Transactions {
  readonly file: DiskFile;
  readonly writer: DatabaseSync;
  readonly #line = new Line();
  readonly #begin: StatementSync;
  readonly #commit: StatementSync;
  readonly #rollback: StatementSync;
  readonly #checkpoints: Checkpoints;

  constructor(file: DiskFile, writer: DatabaseSync) {
    this.file = file;
    this.#checkpoints = new Checkpoints(file.path);
    this.writer = writer;
    this.#begin = writer.prepare('BEGIN IMMEDIATE');
    this.#commit = writer.prepare('COMMIT');
    this.#rollback = writer.prepare('ROLLBACK');
  }

  run<T>(open: OpenTurn, work: Work<T>): Promise<T> {
    return this.#line.pass(async () => {
      await beginIn(this.file, this.#begin);
      try {
        const turn = open();
        const result = await work(turn).finally(() => turn.end());
        turn.writeDown();
        guarded(this.file.path, () => this.#end(turn));
        return result;
      } catch (error) {
        if (this.writer.isTransaction) guarded(this.file.path, () => this.#rollback.run());
        throw error;
      }
    });
  }

  #end({ isChanged, rows }: SqliteTurn): void {
    if (isChanged) this.file.needThere();
    (isChanged ? this.#commit : this.#rollback).run();
    if (isChanged) this.#checkpoints.wrote(rows);
  }

  apart<T>(run: () => T): Promise<T> {
    return this.#line.pass(async () => run());
  }

  still<T>(work: () => Promise<T>): Promise<T> {
    return this.#line.pass(() => whileHeld(this, this.#begin, work));
  }

  async close(): Promise<void> {
    await this.#line.end;
    await this.#checkpoints.ended();
  }
}
