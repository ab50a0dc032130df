// A whole business in one process: what runs all its contexts offers to those who carry requests.

import type { BoundedContext, System } from '@dure/domain';
import type { CommitNotice, Kernel, Order, Outcome } from './api.ts';
import type { PlacedRecord } from './ports.ts';
import type { Preview } from './previews/contract.ts';

/** A record of a case, and the context in whose log it stands. */
export type CaseRecord = PlacedRecord & { readonly context: string };

/**
 * What is wrong with a part of a rehearsal. What is `down` takes nothing and hears of nothing; what
 * is `slow` takes its time; what is `late` does what it is asked, and answers when no one waits any
 * more; and a context that is `behind` takes everything and hears of nothing.
 */
export type Fault = 'down' | 'slow' | 'late' | 'behind';

/** A whole system in one process. The log itself is the broker. */
export interface Host {
  readonly system: System;
  readonly kernels: { readonly [context: string]: Kernel };
  /** The kernel that decides a command, or that keeps a view. */
  kernelOf(note: { readonly command: string } | { readonly view: string }): Kernel | undefined;
  issue(order: Order): Promise<Outcome>;
  /** What a command would do, over all contexts that it would concern. Nothing is done. */
  preview(order: Pick<Order, 'command' | 'by'>): Promise<Preview>;
  /** The records of a case, a cause before its effect, with their contexts: the first 10,000. */
  trail(caseId: string): Promise<readonly CaseRecord[]>;
  /** The same, and all of them, in pieces that are read as they are wanted. */
  trailInPieces(caseId: string): AsyncIterable<readonly CaseRecord[]>;
  /** Waits until nothing is under way anywhere; false when that takes longer. */
  quiet(timeoutMs?: number): Promise<boolean>;
  /** Faults of the demo, of an external system or a context; only a context can be behind. */
  fault(of: string, fault: 'none' | Fault): void;
  faults(): { readonly [of: string]: Fault };
  listen(listener: (notice: CommitNotice) => void): () => void;
  /**
   * Adds a context while the others run. It has a store of its own, and follows the logs of the
   * others from their first record; they do not know it. It may follow and ask them.
   * @throws {Error} there is a context of that name.
   */
  join(context: BoundedContext): Promise<Kernel>;
  /**
   * Stops a context and closes its store, while the others run. What is in the store stays there.
   * Not promised: that a context which others follow or ask can be missed by them.
   * @throws {Error} there is no context of that name.
   */
  retire(name: string): Promise<void>;
  stop(): Promise<void>;
}
