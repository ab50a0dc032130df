// An aggregate as the kernel runs it: its tables, without the types of those who wrote them.

import type { AnyAsk } from './asks.ts';
import type { AnyNote } from './notes.ts';
import type { AnyState, Lift, StateGroup } from './states.ts';

type AnyRule = ((...known: never) => unknown) | { readonly [state: string]: unknown };

/** One state machine of an aggregate. A plain aggregate has one, without a name. */
export type AnyRegister = {
  readonly name: string;
  /** The field that tells one entry from another; nothing for the machine of the whole. */
  readonly per?: string;
  /** The states whose entries every decision of the ledger sees. */
  readonly kept?: readonly string[];
  readonly states: { readonly [name: string]: { readonly sketch: StateGroup[string] } };
  readonly initial: AnyState;
  readonly decide: { readonly [command: string]: AnyRule };
  readonly evolve: { readonly [event: string]: AnyRule };
};

export type AnyAggregate = {
  readonly name: string;
  readonly identifiedBy: string;
  readonly path: string;
  readonly accepts: { readonly [name: string]: AnyNote };
  readonly emits: { readonly [name: string]: AnyNote };
  readonly refuses: { readonly [name: string]: AnyNote };
  readonly asks: readonly { readonly ask: AnyAsk }[];
  readonly claims: {
    readonly [field: string]: {
      readonly takenBy: string;
      readonly releasedBy: readonly string[];
      readonly refuses: (claim: never) => unknown;
    };
  };
  readonly registers: readonly AnyRegister[];
  /** Whether entries are kept one by one, beside the machine of the whole. */
  readonly isLedger: boolean;
  readonly isCounted?: boolean;
  readonly lifts?: readonly Lift[];
};

/** The version in which the states of an aggregate are written now. */
export const stateVersionOf = ({ lifts }: AnyAggregate): number => (lifts?.length ?? 0) + 1;
