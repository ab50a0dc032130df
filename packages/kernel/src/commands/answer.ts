// What the context that asked is answered: the outcome of its command.

import type { Outcome } from '../api.ts';
import type { Answer, Call, Json } from '../ports.ts';

/** @throws {Error} the outcome is no answer: the callee is unavailable. */
export const answerWith = (call: Call, outcome: Outcome): Answer => {
  switch (outcome.is) {
    case 'done':
      return { is: 'taken', fields: outcome.data };
    case 'refused':
      return { is: 'refused', rejection: outcome.rejection };
    case 'outOfTurn':
      return { is: 'refused', rejection: { type: 'OutOfTurn', status: outcome.state } };
    case 'invalid':
      return { is: 'refused', rejection: { type: 'Invalid', mistakes: json(outcome.mistakes) } };
    case 'forbidden':
      return { is: 'refused', rejection: { type: 'Forbidden' } };
    default:
      throw new Error(`${call.type} is ${outcome.is}.`);
  }
};

const json = (value: unknown): Json => JSON.parse(JSON.stringify(value)) as Json;
