// Two versions of a business in one storm: replicas begin with the former one, and restart with the
// next one when it is deployed.

import type { LogRecord } from '@dure/kernel/ports';
import type { Rehearsed } from '@dure/rehearsal';
import { poisoned } from './poison.ts';
import type { Poisons } from './poison.ts';

type Happened = { readonly context: string; readonly record: Pick<LogRecord, 'type'> };

export class Versions {
  readonly #former: Rehearsed;
  readonly #next: Rehearsed | undefined;
  readonly #deployed = new Set<string>();

  constructor(former: Rehearsed, next: Rehearsed | undefined, poisons: Poisons) {
    this.#former = poisoned(former, poisons);
    this.#next = next && poisoned(next, poisons);
  }

  /** Whether each version that may run knows an event: one that does not stops its case. */
  isKnownToAll({ context, record: { type } }: Happened): boolean {
    if (this.#next === undefined) return true;
    const own = this.#former.contexts.find(({ name }) => name === context);
    return Object.values(own?.aggregates ?? {}).some(({ emits }) => Object.hasOwn(emits, type));
  }

  /** The board that a replica runs when it starts. */
  boardOf(context: string, replica: number): Rehearsed {
    return this.#isBehind(context, replica) ? this.#former : (this.#next ?? this.#former);
  }

  /** From its next start on, a replica runs the next version. Whether it did not before. */
  deploy(context: string, replica: number): boolean {
    const isBehind = this.#isBehind(context, replica);
    this.#deployed.add(`${context}#${replica}`);
    return isBehind;
  }

  #isBehind(context: string, replica: number): boolean {
    return this.#next !== undefined && !this.#deployed.has(`${context}#${replica}`);
  }
}
