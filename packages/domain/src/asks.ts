// Asks: commands to another context, or questions to an external system, whose answer is needed
// before a decision. An ask is data. The kernel performs it, outside of any transaction.

import { mapValues, note } from './notes.ts';
import type {
  AnyCommandMessage,
  AnyMessage,
  AnyNote,
  AnyOf,
  AnyPad,
  NoteFacts,
  Of,
  Together,
  Word,
} from './notes.ts';
import { notesSent } from './sending.ts';
import type { Letter } from './sending.ts';
import type { DataOf, DraftOf, Fields } from './shapes.ts';

/** A decision that waits for an answer: what is asked, and what each answer would decide. */
export type Asked<out R> = {
  readonly type: 'Asked';
  readonly ask: AnyAsk;
  readonly message: AnyMessage;
  readonly onTaken: (answer: never) => unknown;
  readonly onRefused?: (rejection: never) => unknown;
  readonly onUnavailable?: (retry: Retry) => unknown;
  readonly '~outcome'?: R;
};

/** When to try again, where something is unavailable. */
export type Retry = { /** In seconds. */ readonly retryAfter: number };

/** What an answer decides; a note takes its fields from the answer, or else from what was asked. */
type Deciding<Answer, Given, R> = ((answer: Answer) => R) | Word<Together<Answer, Given>, R>;

/** An ask whose answers get their decisions one by one: `.taken(…).refused(…).unavailable(…)`. */
export type Asking<R, Refusal, Given> = Asked<R> & {
  /** Without it, a refusal is passed on as it is, for a person to look at. */
  readonly refused: <S>(decide: Deciding<Refusal, Given, S>) => Asking<R | S, Refusal, Given>;
  /** Without it, the command itself is refused as unavailable. */
  readonly unavailable: <S>(decide: Deciding<Retry, Given, S>) => Asking<R | S, Refusal, Given>;
};

type Asks<Message, Draft, Taken, Refusal> = {
  /** What is given may be more than what is asked: the notes that answers decide on take of it. */
  <const Given extends Draft>(
    given: Given,
  ): {
    readonly taken: <R>(decide: Deciding<Taken, Given, R>) => Asking<R, Refusal, Given>;
  };
  readonly ask: AnyAsk;
  readonly '~outcome'?: Message;
};

export type AnyAsk = {
  readonly name: string;
  /** The context or external system that is asked. */
  readonly callee: string;
  /** Whether the callee is an external system. */
  readonly isExternal: boolean;
  readonly of: AnyNote;
  /** What a taken answer brings. */
  readonly brings: Fields;
  /** What is sent until it is acknowledged, when the answer was not used. */
  readonly undo?: (asked: never) => AnyMessage;
  /** The notes that take it back. */
  readonly undoes: readonly AnyNote[];
  readonly timeoutMs?: number;
};

/** A question that an external system answers, or refuses with a reason. */
export type Question<
  N extends string = string,
  F extends Fields = Fields,
  A extends Fields = Fields,
  R extends Fields = Fields,
> = NoteFacts<'question', N, F> & {
  (asked: DraftOf<F>): { readonly type: N } & DataOf<F>;
  readonly answers: A;
  readonly refusals: R;
};

type QuestionSketch<F extends Fields, A extends Fields, R extends Fields> = {
  readonly asks: F;
  readonly answers: A;
  readonly refusals: R;
};

/** A question of an external system: what is asked, what it answers, and what a refusal says. */
export const question = <
  const F extends Fields,
  const A extends Fields = {},
  const R extends Fields = {},
>(
  asks: F,
  // Absent fields are the empty set of fields, which `A` and `R` then are.
  answers: A = {} as A,
  refusals: R = {} as R,
): QuestionSketch<F, A, R> => ({ asks, answers, refusals });

type QuestionsOf<Q> = {
  readonly [N in keyof Q & string]: Q[N] extends QuestionSketch<infer F, infer A, infer R>
    ? Question<N, F, A, R>
    : never;
};

/** A question, as far as anyone needs to know who does not ask it. */
export type AnyQuestion = NoteFacts<'question', string, Fields> & {
  readonly answers: Fields;
  readonly refusals: Fields;
};

/** A pink note: a system that is not ours. */
export type ExternalSystem = { readonly [name: string]: AnyQuestion };

/** A system that is not ours, and the questions that it answers. */
export const externalSystem = <
  const Q extends { readonly [name: string]: QuestionSketch<Fields, Fields, Fields> },
>(
  name: string,
  questions: Q,
): QuestionsOf<Q> =>
  // `mapValues` forgets which question has which fields; `Q` itself says it.
  mapValues(questions, ({ asks, answers, refusals }, type) =>
    Object.assign(note({ type, colour: 'question', fields: asks, context: name }), {
      answers,
      refusals,
    }),
  ) as unknown as QuestionsOf<Q>;

type AskFacts<M, Brings extends Fields, Refuses extends AnyPad, U> = {
  /** A command of another context, or a question of an external system. */
  readonly of: M;
  /** Of the callee's events, the fields that the answer brings; of a question it is its answers. */
  readonly brings?: Brings;
  /** The rejections of the callee that the caller decides on. */
  readonly refusedWith?: Refuses;
  /** What takes it back: a note, or a function that `undoes` names the note of. */
  readonly undo?: Letter<AskedOf<M>, AnyCommandMessage> | ((asked: AskedOf<M>) => Of<U>);
  /** The notes that an `undo` function writes. */
  readonly undoes?: readonly U[];
  /** For how long the answer is waited for, in milliseconds; 610 unless given. */
  readonly timeoutMs?: number;
};

type AskedOf<M> = M extends AnyQuestion ? DataOf<M['fields']> : Of<M>;
type DraftFor<M> = M extends { readonly fields: infer F extends Fields } ? DraftOf<F> : never;
type Taken<M, Brings extends Fields> = M extends AnyQuestion
  ? DataOf<M['answers']>
  : DataOf<Brings>;
type RefusalOf<M, Refuses extends AnyPad> = M extends AnyQuestion
  ? DataOf<M['refusals']>
  : AnyOf<Refuses>;

/**
 * Declares an ask: what is asked of whom, what the answer brings, and how it is undone. A rule
 * returns it with a decision for each answer, and the kernel asks outside of any transaction.
 */
export const ask = <
  const M extends AnyNote<'command'> | AnyQuestion,
  const Brings extends Fields = {},
  const Refuses extends AnyPad<'rejection'> = {},
  const U extends AnyNote<'command'> | AnyQuestion = never,
>(
  name: string,
  facts: AskFacts<M, Brings, Refuses, U>,
): Asks<AskedOf<M>, DraftFor<M>, Taken<M, Brings>, RefusalOf<M, Refuses>> => {
  const of: AnyNote = facts.of;
  const declared = {
    ...facts,
    name,
    callee: of.context,
    isExternal: of.colour === 'question',
    of,
    brings: 'answers' in facts.of ? facts.of.answers : (facts.brings ?? {}),
    undoes: notesSent(facts.undo, facts.undoes),
  };
  // Every note is the function that writes it.
  const write = facts.of as unknown as (asked: unknown) => AnyMessage;
  const begin = (given: unknown) => ({
    taken: (decide: Decider) =>
      asking({ ask: declared, message: write(given), given }, { onTaken: deciding(decide, given) }),
  });
  // The types of the answers are those of the callee's note, which `AskFacts` ties to the call.
  return Object.assign(begin, { ask: declared }) as never;
};

/** An ask that was made: of whom, in what words, and all that was given for it. */
type Made = { readonly ask: AnyAsk; readonly message: AnyMessage; readonly given: unknown };

const asking = ({ given, ...made }: Made, decisions: object): object => {
  const and = (name: string) => (decide: Decider) =>
    asking({ given, ...made }, { ...decisions, [name]: deciding(decide, given) });
  return {
    type: 'Asked',
    ...made,
    ...decisions,
    refused: and('onRefused'),
    unavailable: and('onUnavailable'),
  };
};

type Decider = (answer: unknown, given?: unknown) => unknown;

const deciding = (decide: Decider, given: unknown): Decider =>
  'type' in decide ? (answer) => decide(answer, given) : decide;
