// Given these events, and these answers, when this command, then that comes of it.

import { deepStrictEqual } from 'node:assert/strict';
import { conclude, decide, evolve, Instance } from '@dure/domain';
import type { AnyAggregate, AnyMessage, AnyOf, AnyPad, Verdict } from '@dure/domain';
import { answerFor, decided, undecided } from './answers.ts';
import type { Answers } from './answers.ts';
import { knownOf } from './known.ts';
import type { KnownData } from './known.ts';
import { asks, forbidden, invalid, nothing, outOfTurn, unavailable } from './outcomes.ts';
import type { AnyOutcome, OutOfTurn } from './outcomes.ts';
import { ending } from './then.ts';
import type { Then } from './then.ts';

/** As much of an aggregate's types as a scenario needs. */
export type Played = {
  readonly name: string;
  readonly state?: { readonly is: string };
  readonly accepts: AnyPad;
  readonly emits: AnyPad;
  readonly refuses: AnyPad;
};

type StateName<A extends Played> = NonNullable<A['state']>['is'];

/** What may come of a command to an aggregate. */
export type Outcome<A extends Played> =
  | AnyOf<A['emits']>
  | AnyOf<A['refuses']>
  | Exclude<AnyOutcome, OutOfTurn>
  | OutOfTurn<StateName<A>>;

export type When<A extends Played> = {
  /** Then: the events in their order, or the one other thing that comes of the command. */
  readonly when: (command: AnyOf<A['accepts']>) => Then<readonly Outcome<A>[]>;
};

export type Given<A extends Played> = When<A> & {
  /** What the others answer, by the names of the asks. */
  readonly answered: (answers: Answers) => When<A>;
};

export type Scenario<A extends Played> = Given<A> & {
  /** What happened before, without it nothing. */
  readonly given: (...past: readonly AnyOf<A['emits']>[]) => Given<A>;
};

/** `scenario(Repair).given(requested).when(quote).then(quoted)` */
export const scenario = <A extends Played>(aggregate: A, known: KnownData = {}): Scenario<A> => {
  // An aggregate note is the aggregate, with its types for who writes the scenario.
  const played = aggregate as unknown as AnyAggregate;
  const given = (past: readonly AnyMessage[]): Given<A> => {
    const when = (answers: Answers) => (command: AnyMessage) =>
      ending<readonly AnyMessage[]>((...outcome) =>
        play({ played, known, past, answers }, command, outcome),
      );
    return { when: when({}), answered: (answers) => ({ when: when(answers) }) };
  };
  return { given: (...past) => given(past), ...given([]) };
};

type Scene = {
  readonly played: AnyAggregate;
  readonly known: KnownData;
  readonly past: readonly AnyMessage[];
  readonly answers: Answers;
};

const play = (scene: Scene, command: AnyMessage, expected: readonly AnyMessage[]): void => {
  const instance = new Instance(scene.played);
  appended(instance, scene.past);
  const actual = outcomeOf(instance, verdictIn(scene, instance, command));
  deepStrictEqual(actual, stamped(scene.played, expected, actual));
};

type Data = { readonly [field: string]: unknown };

/** What is expected, with the stamps that it leaves out: those come of the state, not the rule. */
const stamped = (
  { emits }: AnyAggregate,
  expected: readonly AnyMessage[],
  actual: readonly AnyMessage[],
): readonly AnyMessage[] =>
  expected.map((message, index) => {
    const fields = Object.entries(emits[message.type]?.fields ?? {});
    const names = fields.filter(([, { isStamped }]) => isStamped).map(([name]) => name);
    const came = actual[index];
    if (came?.type !== message.type || names.length === 0) return message;
    // Every message may be read by field name.
    const stamps = came as unknown as Data;
    return { ...Object.fromEntries(names.map((name) => [name, stamps[name]])), ...message };
  });

/** The events with their stamps, as the instance has gone through them. */
const appended = (instance: Instance, events: readonly AnyMessage[]): readonly AnyMessage[] =>
  events.map((message) => {
    const { event, moves } = evolve(instance, message);
    instance.make(moves);
    return event;
  });

const verdictIn = (scene: Scene, instance: Instance, command: AnyMessage): Verdict => {
  const verdict = decide(instance, command, knownOf(scene.known));
  const asked = verdict.is === 'asked' ? verdict.asked : undefined;
  const answer = answerFor(asked, scene.answers);
  if (!asked || !answer) return verdict;
  const refusal = undecided(asked, answer);
  return refusal ?? conclude(instance, command, decided(asked, answer));
};

const outcomeOf = (instance: Instance, verdict: Verdict): readonly AnyMessage[] =>
  verdict.is === 'events' ? appended(instance, verdict.events) : [refusalOf(verdict)];

const refusalOf = (verdict: Exclude<Verdict, { readonly is: 'events' }>): AnyMessage => {
  if (verdict.is === 'refused') return verdict.rejection;
  if (verdict.is === 'outOfTurn') return outOfTurn(verdict.state.is);
  if (verdict.is === 'asked') return asks(verdict.asked.message);
  if (verdict.is === 'invalid') return invalid(...verdict.mistakes.map(({ path }) => path));
  return { nothing, unavailable, forbidden }[verdict.is];
};
