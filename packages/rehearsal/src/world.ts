// What is known of a business as a whole, and what is brought along to rehearse it.

import type { AnyMessage, Label, System, Words } from '@dure/domain';

/** One event of a log, as an invariant reads it. */
export type Happened = {
  readonly context: string;
  readonly type: string;
  readonly caseId: string;
  readonly subject: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly data: { readonly [field: string]: unknown };
};

type Row = { readonly [field: string]: unknown };

/** The whole business at one moment, as an invariant reads it. */
export type World = {
  /** Events of all contexts, each aggregate's in their order, a cause before its effect. */
  readonly events: readonly Happened[];
  /** The states of an aggregate by key; of a ledger's register, by the key of the entry. */
  readonly states: (aggregate: string, register?: string) => ReadonlyMap<string, Row>;
  readonly rows: (view: string) => readonly Row[];
  /** The state that a simulated external system keeps. */
  readonly external: (system: string) => unknown;
  readonly now: number;
};

export type Invariant = {
  /** As the domain page names it: `I1`. */
  readonly id: string;
  readonly words: Words;
  /** Whether it holds always, or when nothing is under way. */
  readonly holds: 'always' | 'when quiet';
  /** What is wrong, a sentence each. */
  readonly broken: (world: World) => readonly string[];
};

export type SimulatedAnswer<S> = {
  readonly state: S;
  readonly answer:
    | { readonly taken: { readonly [field: string]: unknown } }
    | { readonly refused: { readonly [field: string]: unknown } };
  /** How long the answer takes. */
  readonly delayMs?: number;
};

/** An external system that the demo and the simulator bring along. */
export type SimulatedSystem<S = unknown> = {
  readonly name: string;
  readonly initial: S;
  readonly answer: (question: string, asked: Row, state: S) => SimulatedAnswer<S>;
};

export type DemoStep = {
  /** Epoch milliseconds: the clock stands there when the step is taken. */
  readonly at: number;
  readonly as: string;
  readonly claims: { readonly [name: string]: string };
  readonly command: AnyMessage;
};

export type Persona = {
  readonly actor: string;
  readonly subject: string;
  readonly label: Label;
  readonly claims: { readonly [name: string]: string };
};

export type Demo = {
  readonly personas: readonly Persona[];
  /** What is called by a name, by its id: `restaurant-1`. Everyone may read it. */
  readonly names?: { readonly [id: string]: Label };
  readonly steps: (now: number) => readonly DemoStep[];
  /** Commands that are open after the steps, where the steps' own could not be given once more. */
  readonly tries?: readonly AnyMessage[];
};

/** What a business is rehearsed with. */
export type Rehearsal = {
  readonly invariants: readonly Invariant[];
  readonly externals: readonly SimulatedSystem[];
  readonly demo?: Demo;
  /** What a documented replay sets: the clock, and the settings that let a machine decide. */
  readonly replay?: {
    readonly now?: number;
    readonly settings: { readonly [name: string]: unknown };
    /** What the documents take for granted: taxis, trainers, menus, as of an instant. */
    readonly steps?: (now: number) => readonly DemoStep[];
  };
};

/** A business, and what it is rehearsed with. */
export type Rehearsed = System & Rehearsal;

export const rehearsed = (system: System, rehearsal: Partial<Rehearsal>): Rehearsed => ({
  invariants: [],
  externals: [],
  ...rehearsal,
  ...system,
});
