// Turns of several contexts in one file, as one sequence: each is written where the one before it
// ended, in a transaction that they share, and all of them are on the disk once that is committed.
// A crash therefore loses the end of one common sequence, and never a turn that another one has
// built upon. What could not be committed is written again, in the same order, until it can be.

import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { StoreUnavailable } from '@dure/kernel/ports';
import { Checkpoints } from './checkpoints.ts';
import type { DiskFile } from './disk-file.ts';
import { closed, guarded, overtakenIn, takenBack, unavailable } from './errors.ts';
import { beginIn, Line, whileHeld } from './transactions.ts';
import type { OpenTurn, Transactions, Work } from './transactions.ts';
import { Overtaken } from './turn.ts';
import type { SqliteTurn } from './turn.ts';

/**
 * What is written is committed as soon as no turn follows it at once, and at the latest after this:
 * so a chain of turns through several contexts waits for the disk once.
 */
const TOGETHER_MS = 2;

/** After so long a commit that failed is tried again. */
const AGAIN_MS = 200;

type Waiting = {
  readonly promise: Promise<void>;
  readonly resolve: () => void;
  readonly reject: (cause: Error) => void;
};

export class SharedTransactions implements Transactions {
  readonly file: DiskFile;
  readonly writer: DatabaseSync;
  readonly #line = new Line();
  readonly #begin: StatementSync;
  readonly #commit: StatementSync;
  readonly #rollback: StatementSync;
  readonly #mark: StatementSync;
  readonly #keep: StatementSync;
  readonly #goBack: StatementSync;
  readonly #checkpoints: Checkpoints;
  /** What was written since the last commit, in its order. */
  #pending: SqliteTurn[] = [];
  /** Those who wait until it is on the disk. */
  #waiting: Waiting | undefined;
  /** Why it could not be committed. */
  trouble: StoreUnavailable | undefined;
  /** Whether it never will be. */
  #isOver = false;
  #timer: NodeJS.Timeout | undefined;
  /** When the first turn of those to be committed was written; nothing, where there is none. */
  #since: number | undefined;
  /** How many turns have begun. */
  #begun = 0;

  constructor(file: DiskFile, writer: DatabaseSync) {
    this.file = file;
    this.#checkpoints = new Checkpoints(file.path);
    this.writer = writer;
    this.#begin = writer.prepare('BEGIN IMMEDIATE');
    this.#commit = writer.prepare('COMMIT');
    this.#rollback = writer.prepare('ROLLBACK');
    this.#mark = writer.prepare('SAVEPOINT turn');
    this.#keep = writer.prepare('RELEASE turn');
    this.#goBack = writer.prepare('ROLLBACK TO turn');
  }

  run<T>(open: OpenTurn, work: Work<T>): Promise<T> {
    this.#begun += 1;
    return this.#line.pass(async () => {
      this.#noteTakenBack();
      if (this.trouble) await this.#recover();
      if (!this.writer.isTransaction) await beginIn(this.file, this.#begin);
      try {
        const turn = open();
        const result = await work(turn).finally(() => turn.end());
        // What it has read may be what was there before turns that are written again.
        if (!this.writer.isTransaction) throw takenBack(this.file.path);
        if (turn.isChanged) this.#write(turn);
        return result;
      } finally {
        this.#noteTakenBack();
        // A turn that only read holds no other process up.
        if (this.#pending.length === 0) this.#leave();
      }
    });
  }

  /** What was written and is gone is written again before anything else. */
  #noteTakenBack(): void {
    const isTakenBack = this.#pending.length > 0 && !this.writer.isTransaction;
    if (isTakenBack && !this.trouble) this.#fail(takenBack(this.file.path));
  }

  #leave(): void {
    if (this.writer.isTransaction) guarded(this.file.path, () => this.#rollback.run());
  }

  #write(turn: SqliteTurn): void {
    guarded(this.file.path, () => this.#mark.run());
    try {
      turn.writeDown();
      guarded(this.file.path, () => this.#keep.run());
    } catch (error) {
      this.#takeBack(error);
      throw error;
    }
    this.#pending.push(turn);
    if (this.#since !== undefined) return this.#isLong() ? this.#commitAnyway() : undefined;
    this.#since = performance.now();
    setImmediate(this.#look, undefined);
  }

  #isLong(): boolean {
    return performance.now() - (this.#since ?? Infinity) >= TOGETHER_MS;
  }

  /** The turn that has just ended is written, whether it can be committed now or later. */
  #commitAnyway(): void {
    try {
      this.#commitNow();
    } catch {
      // It is noted down as the trouble, and tried again.
    }
  }

  /** Commits when the event loop has come round once without another turn. */
  readonly #look = (begun: number | undefined): void => {
    if (this.#since === undefined || this.trouble) return;
    if (begun === this.#begun || this.#isLong()) this.#commitInLine();
    else setImmediate(this.#look, this.#begun);
  };

  /** Where the disk failed, SQLite may have taken back all of the transaction. */
  #takeBack(cause: unknown): void {
    if (this.writer.isTransaction) {
      guarded(this.file.path, () => {
        this.#goBack.run();
        this.#keep.run();
      });
    } else if (this.#pending.length > 0) this.#fail(cause);
  }

  readonly durable = (): Promise<void> | undefined => {
    if (this.#pending.length === 0) return undefined;
    return (this.#waiting ??= Promise.withResolvers<void>()).promise;
  };

  readonly #commitInLine = (): void => {
    void this.#line.pass(async () => {
      if (this.#isOver) return;
      await this.#commitAll().catch(() => {});
    });
  };

  /** @throws {StoreUnavailable} it could not be committed. */
  #commitNow(): void {
    this.#since = undefined;
    if (this.#pending.length === 0) return;
    try {
      this.file.needThere();
      this.#commit.run();
    } catch (error) {
      throw this.#fail(error);
    }
    for (const { rows } of this.#pending) this.#checkpoints.wrote(rows);
    this.#pending = [];
    this.trouble = undefined;
    this.#waiting?.resolve();
    this.#waiting = undefined;
  }

  #fail(cause: unknown): StoreUnavailable {
    const isKnown = cause instanceof StoreUnavailable;
    this.trouble = isKnown ? cause : unavailable(this.file.path, cause);
    this.#timer ??= setTimeout(this.#commitInLine, AGAIN_MS);
    return this.trouble;
  }

  /** @throws {StoreUnavailable} what was written before cannot be committed yet, or ever. */
  async #recover(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#isOver && this.trouble) throw this.trouble;
    try {
      if (!this.writer.isTransaction) await this.#writeAgain();
    } catch (error) {
      const isLost = error instanceof Overtaken;
      throw isLost ? this.#giveUp(overtakenIn(this.file.path)) : this.#fail(error);
    }
    this.#commitNow();
  }

  async #writeAgain(): Promise<void> {
    await beginIn(this.file, this.#begin);
    try {
      for (const turn of this.#pending) turn.writeAgain();
    } catch (error) {
      if (this.writer.isTransaction) this.#rollback.run();
      throw error;
    }
  }

  /** As after a crash: what was not on the disk is lost, and no one outside has seen it. */
  #giveUp(cause: StoreUnavailable): StoreUnavailable {
    this.#isOver = true;
    this.trouble = cause;
    clearTimeout(this.#timer);
    this.#pending = [];
    this.#waiting?.promise.catch(() => {});
    this.#waiting?.reject(cause);
    this.#waiting = undefined;
    return cause;
  }

  /**
   * Runs something in a transaction of its own, between turns.
   * @throws {StoreUnavailable} what was written before cannot be committed.
   */
  apart<T>(run: () => T): Promise<T> {
    return this.#line.pass(async () => {
      await this.#commitAll();
      await beginIn(this.file, this.#begin);
      try {
        const result = run();
        this.#commit.run();
        return result;
      } finally {
        if (this.writer.isTransaction) this.#rollback.run();
      }
    });
  }

  still<T>(work: () => Promise<T>): Promise<T> {
    return this.#line.pass(async () => {
      await this.#commitAll();
      return whileHeld(this, this.#begin, work);
    });
  }

  /** Resolves when every turn that has begun has ended, and is on the disk if it can be. */
  settle(): Promise<void> {
    return this.#line.pass(() => this.#commitAll().catch(() => {}));
  }

  async #commitAll(): Promise<void> {
    if (this.trouble) await this.#recover();
    else this.#commitNow();
  }

  async close(): Promise<void> {
    await this.#line.pass(async () => {
      if (this.#isOver) return;
      await this.#commitAll().catch(() => {});
      this.#giveUp(this.trouble ?? closed(this.file.path));
    });
    await this.#checkpoints.ended();
  }
}
