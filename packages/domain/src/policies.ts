// Policies: whenever this happens, that is to be done. With a memory, a process: what happened to
// one case is folded, and each event may bring forth commands.

import type { AnyCommandMessage, AnyMessage, AnyNote, NoteFacts, Of } from './notes.ts';
import type { Fields } from './shapes.ts';
import type { Setting } from './settings.ts';
import type { Known } from './known.ts';

/** What happens, as others may follow it. */
export type AnyHappening = AnyNote<'event'> | AnyNote<'reminder'>;

type Reaction = AnyCommandMessage | readonly AnyCommandMessage[] | undefined;

/** What a policy knows besides the event. */
export type PolicyKnown = Pick<Known, 'now' | 'today' | 'setting' | 'find' | 'row'>;

/** A command note whose fields the event carries, or a function from event to commands. */
type React<M> = (event: M, known: PolicyKnown) => Reaction;

export type Policy = {
  readonly whenever: readonly AnyHappening[];
  readonly react: (event: AnyMessage, known: PolicyKnown) => Reaction;
  /** The reaction as it is written: a note, or a function that names what it sends. */
  readonly written: object;
  /** The policy acts only while the switch is on. */
  readonly when?: Setting<boolean>;
  readonly from?: From;
};

/**
 * Where one begins that is new on a wall which has a history: at the first event that there ever
 * was. Without it, it begins with what happens from now on.
 */
export type From = 'beginning';

export const whenever = <const H extends AnyHappening>(
  happening: H | readonly H[],
  react: React<Of<H>>,
  conditions: { readonly when?: Setting<boolean>; readonly from?: From } = {},
): Policy => ({
  whenever: [happening].flat(),
  // The kernel calls it with the happenings listed here only; a note takes the event alone.
  react: (event, known) =>
    isNote(react) ? react(event as never, {} as never) : react(event as never, known),
  written: react,
  ...conditions,
});

const isNote = (react: object): boolean => 'colour' in react;

export type ProcessStep<Memory> = {
  readonly memory: Memory;
  readonly sends: readonly AnyCommandMessage[];
};

/**
 * A policy with a memory for each case. Its commands are written to the log in the transaction of
 * the memory, so that each is sent exactly once.
 */
export type Process<Memory = unknown> = {
  readonly name: string;
  readonly follows: readonly AnyHappening[];
  readonly from?: From;
  /** The case that an event belongs to; nothing, when it is no concern of this process. */
  readonly caseOf: (event: AnyMessage) => string | undefined;
  /** A method, so that the kernel may hold processes whose memories it does not know. */
  step(memory: Memory | undefined, event: AnyMessage, known: PolicyKnown): ProcessStep<Memory>;
};

type Carrying<K extends string> = NoteFacts<
  'event' | 'reminder',
  string,
  Fields & { readonly [N in K]: Fields[string] }
>;

type Step<M, K extends string> = {
  readonly name: string;
  /** Who sends, when it is not the saga: `policy listForShop`, `RepairShop`. */
  readonly by?: string;
  /** What the saga itself sends: a command note, or a function of what it remembers. */
  readonly send?: (memory: M, known: PolicyKnown) => AnyCommandMessage;
  /** What the other sender sends. */
  readonly command?: AnyNote<'command'>;
  /**
   * The person whom the step waits for; where a person sends, it is he. A step that waits for
   * nobody raises an alarm.
   */
  readonly waitsFor?: string;
  readonly until: Carrying<K>;
  readonly unless?: readonly Carrying<K>[];
  /** What takes the step back, when a later one fails. */
  readonly undo?: (memory: M, known: PolicyKnown) => AnyCommandMessage;
};

type SagaNotes<H extends AnyNote<'event'>, K extends keyof Of<H> & string> = {
  readonly startedBy: H;
  readonly followedBy: K;
  readonly from?: From;
  readonly steps: readonly Step<Of<H>, K>[];
  /** For steps that were taken out: the step at which the cases that stand there go on. */
  readonly successors?: { readonly [taken: string]: string };
  /**
   * The names of the steps in the order that they had when memories held their number. Needed by a
   * saga that changes its steps before those memories have ended.
   */
  readonly numbered?: readonly string[];
};

export type Saga = {
  readonly name: string;
  readonly startedBy: AnyNote<'event'>;
  readonly followedBy: string;
  readonly from?: From;
  readonly successors?: { readonly [taken: string]: string };
  readonly numbered?: readonly string[];
  readonly steps: readonly {
    readonly name: string;
    readonly by?: string;
    readonly command?: AnyNote<'command'>;
    readonly waitsFor?: string;
    readonly until: AnyHappening;
    readonly unless?: readonly AnyHappening[];
    readonly send?: (memory: AnyMessage, known: PolicyKnown) => AnyCommandMessage;
    readonly undo?: (memory: AnyMessage, known: PolicyKnown) => AnyCommandMessage;
  }[];
};

/**
 * One case, read as a table. A driving saga sends its steps itself; a following one sends nothing,
 * and knows where the case stands. On an `unless` it takes back the steps that say how, and ends.
 */
export const saga = <H extends AnyNote<'event'>, const K extends keyof Of<H> & string>(
  name: string,
  notes: SagaNotes<H, K>,
): Saga =>
  // Steps are called with the memory of `startedBy`, to which `SagaNotes` ties their types.
  ({ name, ...notes, steps: notes.steps.map(waiting) }) as unknown as Saga;

const waiting = <S extends { readonly by?: string }>(step: S): S =>
  isPerson(step.by) ? { waitsFor: step.by, ...step } : step;

/** Parts of the machine are named with their kind: `policy listForShop`. */
const isPerson = (by: string | undefined): boolean => by !== undefined && !by.includes(' ');
