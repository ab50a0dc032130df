// Policies: whenever this happens, that is to be done. With a memory, a process: what happened to
// one case is folded, and each event may bring forth commands.

import type { AnyCommandMessage, AnyMessage, AnyNote, NoteFacts, Of } from './notes.ts';
import type { Fields } from './shapes.ts';
import type { Setting } from './settings.ts';
import type { Known } from './known.ts';
import { isNote, notesSent } from './sending.ts';
import type { Letter, Many } from './sending.ts';

/** What happens, as others may follow it. */
export type AnyHappening = AnyNote<'event'> | AnyNote<'reminder'>;

type Reaction = AnyCommandMessage | readonly AnyCommandMessage[] | undefined;

/** What a policy knows besides the event. */
export type PolicyKnown = Pick<Known, 'now' | 'today' | 'setting' | 'find' | 'row'>;

export type Policy = {
  readonly whenever: readonly AnyHappening[];
  readonly react: (event: AnyMessage, known: PolicyKnown) => Reaction;
  /** The commands that it may send. */
  readonly sends: readonly AnyNote[];
  /** The policy acts only while the switch is on. */
  readonly when?: Setting<boolean>;
  readonly from?: From;
};

/**
 * Where one begins that is new on a wall which has a history: at the first event that there ever
 * was. Without it, it begins with what happens from now on.
 */
export type From = 'beginning';

type Conditions = {
  /** The policy acts only while this switch is on. */
  readonly when?: Setting<boolean>;
  /** Where a new policy begins: with what happens from now on, or at the `beginning`. */
  readonly from?: From;
};

type Whenever = {
  /** A command note whose fields the event carries. */
  <const H extends AnyHappening>(
    happening: H | readonly H[],
    react: Letter<Of<H>, AnyCommandMessage>,
    conditions?: Conditions,
  ): Policy;
  /** A function from event to commands, with the notes that it sends named beside it. */
  <const H extends AnyHappening, const S extends AnyNote<'command'>>(
    happening: H | readonly H[],
    react: (event: Of<H>, known: PolicyKnown) => Many<Of<S>>,
    conditions: Conditions & { readonly sends: readonly S[] },
  ): Policy;
};

type AnyReact = (event: never, known: never) => Reaction;

/**
 * Whenever this happens, that command is sent: `whenever(event.Paid, command.Ship)`. One of several
 * events may start it (`[event.Paid, event.Invoiced]`), and a function may write the commands:
 * `whenever(event.Paid, (paid) => command.Ship({ … }), { sends: [command.Ship] })`.
 */
export const whenever = ((
  happening: AnyHappening | readonly AnyHappening[],
  react: AnyReact,
  { sends, ...conditions }: Conditions & { readonly sends?: readonly AnyNote[] } = {},
): Policy => ({
  whenever: [happening].flat(),
  // The kernel calls it with the happenings listed here only; a note takes the event alone.
  react: (event, known) => react(event as never, (isNote(react) ? {} : known) as never),
  sends: notesSent(react, sends),
  ...conditions,
  // `Whenever` ties the happening to the reaction, and that to the notes that it names.
})) as Whenever;

export type ProcessStep<Memory> = {
  readonly memory: Memory;
  readonly sends: readonly AnyCommandMessage[];
};

/**
 * A policy with a memory for each case. Its commands are written to the log in the transaction of
 * the memory, so that each is sent exactly once.
 */
export type Process<Memory = unknown> = {
  /** As on the board; its memory is kept under this name. */
  readonly name: string;
  /** The events and reminders that it takes. */
  readonly follows: readonly AnyHappening[];
  /** Where a new process begins, as that of a policy. */
  readonly from?: From;
  /** The case that an event belongs to; nothing, when it is no concern of this process. */
  readonly caseOf: (event: AnyMessage) => string | undefined;
  /** The commands that it may send. */
  readonly sends: readonly AnyNote[];
  /** What the event makes of the memory, and what is sent. It is called once for each event. */
  step(memory: Memory | undefined, event: AnyMessage, known: PolicyKnown): ProcessStep<Memory>;
};

type Carrying<K extends string> = NoteFacts<
  'event' | 'reminder',
  string,
  Fields & { readonly [N in K]: Fields[string] }
>;

type Step<M, K extends string, S extends AnyNote> = StepSender<M, S> & {
  /** By which memories and people know the step: unique within the saga, and kept. */
  readonly name: string;
  /** The notes of `send` and `undo`, where these are functions. */
  readonly sends?: readonly S[];
  /**
   * The actor whom the step waits for; where an actor sends, it is that one. A step that waits for
   * no actor is put on the work list when it takes longer than five minutes.
   */
  readonly waitsFor?: string;
  /** The event that completes the step. */
  readonly until: Carrying<K>;
  /** Events that fail it: the steps before are taken back, and the saga ends. */
  readonly unless?: readonly Carrying<K>[];
  /** What takes the step back, when a later one fails. */
  readonly undo?: Sends<M, S>;
};

/** The saga sends, or another does: never both, since the saga would not wait for the other. */
type StepSender<M, S> =
  | {
      /** What the saga itself sends: a command note, or a function of what it remembers. */
      readonly send: Sends<M, S>;
      readonly by?: never;
      readonly command?: never;
    }
  | {
      readonly send?: never;
      /** Who sends, when it is not the saga: `policy listForShop`, `RepairShop`. */
      readonly by?: string;
      /** What the other sender sends. */
      readonly command?: AnyNote<'command'>;
    };

/** A note, or a function that writes one of those that are named. */
type Sends<M, S> = Letter<M, AnyCommandMessage> | ((memory: M, known: PolicyKnown) => Of<S>);

type SagaNotes<
  H extends AnyNote<'event'>,
  K extends keyof Of<H> & string,
  S extends AnyNote<'command'>,
> = {
  /** The event that begins a case; its fields are what the saga remembers. */
  readonly startedBy: H;
  /** The field that tells one case from another, in every event of the steps. */
  readonly followedBy: K;
  /** Where a new saga begins, as that of a policy. */
  readonly from?: From;
  /** The steps, in their order. */
  readonly steps: readonly Step<Of<H>, K, S>[];
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
    /** The commands that it may send, and those that take it back. */
    readonly sends: readonly AnyNote[];
    readonly undoes: readonly AnyNote[];
  }[];
};

/**
 * One case, read as a table. A driving saga sends its steps itself; a following one sends nothing,
 * and knows where the case stands. On an `unless` it takes back the steps that say how, and ends.
 */
export const saga = <
  H extends AnyNote<'event'>,
  const K extends keyof Of<H> & string,
  const S extends AnyNote<'command'> = never,
>(
  name: string,
  notes: SagaNotes<H, K, S>,
): Saga =>
  // Steps are called with the memory of `startedBy`, to which `SagaNotes` ties their types.
  ({ name, ...notes, steps: notes.steps.map(naming) }) as unknown as Saga;

type Written = {
  readonly by?: string;
  readonly send?: object;
  readonly undo?: object;
  readonly sends?: readonly AnyNote[];
};

/** Where a person sends, it is they whom the step waits for. */
const naming = <S extends Written>(step: S) => ({
  ...(isPerson(step.by) ? { waitsFor: step.by } : {}),
  ...step,
  sends: step.send ? notesSent(step.send, step.sends) : [],
  undoes: step.undo ? notesSent(step.undo, step.sends) : [],
});

/** Parts of the machine are named with their kind: `policy listForShop`. */
const isPerson = (by: string | undefined): boolean => by !== undefined && !by.includes(' ');
