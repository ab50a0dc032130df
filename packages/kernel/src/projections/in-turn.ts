// Work of the kernel itself, in a turn of a partition: no message, and nobody's case.

import type { Job, TurnTools } from '../engine.ts';
import type { Partition } from '../partition.ts';
import type { ReadSet } from '../ports.ts';
import { Failure } from '../turn/items.ts';

/** Runs one piece of work in a turn of a partition. */
class TurnJob<T> implements Job {
  readonly isDurable = true;
  readonly #act: (turn: TurnTools) => Promise<T>;
  readonly #end: End<T>;
  #result: T | undefined;
  #failure: Failure | undefined;

  constructor(act: (turn: TurnTools) => Promise<T>, end: End<T>) {
    this.#act = act;
    this.#end = end;
  }

  reads(): ReadSet {
    return { ids: [], tags: [] };
  }

  async work(turn: TurnTools): Promise<void> {
    this.#failure = undefined;
    this.#result = await this.#act(turn);
  }

  stopped(cause: unknown): void {
    this.#failure = new Failure(cause);
  }

  done(): void {
    if (this.#failure) this.#end.reject(this.#failure.cause);
    else this.#end.resolve(this.#result as T); // A turn that is done has done its work.
  }

  failed(): void {
    this.#end.reject(new Error('The context stops.'));
  }
}

type End<T> = {
  readonly resolve: (result: T) => void;
  readonly reject: (cause: unknown) => void;
};

/** @throws what the act throws, or when the context stops. */
export const inTurn = <T>(partition: Partition, act: (turn: TurnTools) => Promise<T>): Promise<T> =>
  new Promise((resolve, reject) => partition.enqueue(new TurnJob(act, { resolve, reject })));
