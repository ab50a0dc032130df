// The answer to an ask, and what the board decides with it.

import type { AnyMessage, Asked } from '@dure/domain';
import type { Answer, Json } from '../ports.ts';
import { isSame } from '../turn/same.ts';

export type Answering =
  | Answer
  | {
      readonly is: 'unavailable';
      readonly retryAfter: number;
      /** The callee was retired. */
      readonly retired?: string;
    };

/** The ids that a decision has minted, so that it mints the same ones when it is repeated. */
export type Minted = string[];

/** An ask that came to its end: what was asked, and what was answered. */
export type Answered = {
  readonly attempt: string;
  readonly ask: string;
  /** The command as it was decided, with its minted id. */
  readonly command: AnyMessage;
  readonly message: AnyMessage;
  readonly minted: Minted;
  readonly answer: Answering;
};

/** Whether the newest state asks the very same thing of the same callee. */
export const isSameAsk = (answered: Answered, asked: Asked<unknown>): boolean =>
  answered.ask === asked.ask.name && isSame(answered.message, asked.message);

type Decide = (answer: never) => unknown;

/**
 * Keeps only the fields that the ask declares, so that a callee's `status` cannot leak into the
 * caller's events.
 */
const brought = ({ ask }: Asked<unknown>, fields: { readonly [field: string]: Json }) =>
  Object.fromEntries(Object.keys(ask.brings).map((name) => [name, fields[name]]));

/** What the board decides with an answer; nothing, when it has no decision for it. */
export const answerIn = (
  answer: Answering,
  asked: Asked<unknown>,
): { readonly decision: unknown } | undefined => {
  const decide = (rule: Decide | undefined, given: unknown) =>
    // The rule's types are those of the callee's note, which the contract ties to the answer.
    rule ? { decision: rule(given as never) } : undefined;
  switch (answer.is) {
    case 'taken':
      return decide(asked.onTaken, brought(asked, answer.fields));
    case 'refused':
      return decide(asked.onRefused, answer.rejection);
    default:
      return decide(asked.onUnavailable, { retryAfter: answer.retryAfter });
  }
};
