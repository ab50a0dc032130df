// What the context that asked is answered: the outcome of its command.

import type { Outcome } from '../api.ts';
import { NoAnswer } from '../ports.ts';
import type { Answer, Call, Json } from '../ports.ts';

/**
 * @throws {NoAnswer} the context is there, and its rule failed or the instance is busy.
 * @throws {Error} the context is unavailable.
 */
export const answerWith = (call: Pick<Call, 'type'>, outcome: Outcome): Answer => {
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
    case 'unavailable':
      if (outcome.isBusy !== true) throw new Error(`${call.type} is unavailable.`);
      throw new NoAnswer(`${call.type} meets an instance that is busy.`);
    default:
      throw new NoAnswer(`${call.type} is ${outcome.is}.`);
  }
};

const json = (value: unknown): Json => JSON.parse(JSON.stringify(value)) as Json;
