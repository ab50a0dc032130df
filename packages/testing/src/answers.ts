// What the others answer, before a decision.

import type { AnyMessage, Asked, Verdict } from '@dure/domain';
import type { Refused, Unavailable } from './outcomes.ts';

type Fields = { readonly [field: string]: unknown };

/** Answers by the names of their asks. */
export type Answers = { readonly [ask: string]: Fields | Refused | Unavailable };

type Decide = (given: unknown) => unknown;

const isRefused = (answer: Answers[string]): answer is Refused => answer['type'] === 'Refused';
const isUnavailable = (answer: Answers[string]): answer is Unavailable =>
  answer['type'] === 'Unavailable';

/** In seconds: what a decision gets when the callee is unavailable. */
const RETRY_AFTER = 5;

/** Of an answer only what the ask says that it brings, as in the kernel. */
const brought = ({ ask }: Asked<unknown>, answer: Fields): Fields => {
  const names = Object.keys(ask.brings);
  const missing = names.filter(
    (name) => answer[name] === undefined && !ask.brings[name]?.isOptional,
  );
  if (missing.length > 0) throw new Error(`${ask.name} brings ${missing.join(', ')} as well.`);
  return Object.fromEntries(names.map((name) => [name, answer[name]]));
};

/** What the board decides with an answer; what it has no decision for is passed on. */
export const decided = (asked: Asked<unknown>, answer: Answers[string]): unknown => {
  const by = (rule: unknown, given: unknown, otherwise: unknown): unknown =>
    // The rule's own types are those of the callee's note; a test answers for what it gives.
    rule === undefined ? otherwise : (rule as Decide)(given);
  if (isUnavailable(answer)) {
    return by(asked.onUnavailable, { retryAfter: RETRY_AFTER }, { type: 'Unavailable' });
  }
  if (isRefused(answer)) return by(asked.onRefused, answer.rejection, undefined);
  return by(asked.onTaken, brought(asked, answer), undefined);
};

/** A refusal for which the board has no decision: it is shown as the callee gave it. */
export const undecided = (asked: Asked<unknown>, answer: Answers[string]): Verdict | undefined =>
  isRefused(answer) && asked.onRefused === undefined
    ? // A test answers with a message of the callee, or with what an external system says.
      { is: 'refused', rejection: answer.rejection as AnyMessage }
    : undefined;

/** The answer that a scenario has for an ask. One that is not asked for is a mistake of it. */
export const answerFor = (asked: Asked<unknown> | undefined, answers: Answers) => {
  const names = Object.keys(answers);
  const unasked = names.filter((name) => name !== asked?.ask.name);
  if (unasked.length > 0) throw new Error(`Nobody asked ${unasked.join(', ')}.`);
  return asked && answers[asked.ask.name];
};
