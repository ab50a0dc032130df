// The machine may complain of bad weather, of poison and of logs that were changed, and of nothing
// else.

import type { Incident } from '@dure/kernel';
import type { Finding } from '../finding.ts';
import { Poison } from '../poison.ts';

export const checkIncidents = ({
  incidents,
}: {
  readonly incidents: readonly Incident[];
}): readonly Finding[] => incidents.flatMap(complaint);

const complaint = (incident: Incident): readonly Finding[] => {
  const { what, context, cause } = incident;
  const words = `${context}: ${what} ${causeWords(cause)}`;
  if (hasStoppedTurn(incident)) return [{ of: 'P7', words }];
  const isExpected = isOfLog(cause) || (cause instanceof Error && isWeather(cause));
  return isExpected ? [] : [{ of: 'P10', words }];
};

/** A mistake in a board stops what it strikes, and no turn with all that is in it. */
const hasStoppedTurn = ({ what, cause }: Incident): boolean =>
  cause instanceof Poison && /^A (turn|job) of /.test(what);

/** A log that is not the one that was followed is reported as what is wrong with it. */
const isOfLog = (cause: unknown): boolean =>
  cause !== null && typeof cause === 'object' && 'seen' in cause && 'end' in cause;

/** A rebuilding that fails at a record says why: by a mistake, such as one that is planted. */
const isWeather = ({ name, cause }: Error): boolean =>
  expected.has(name) || (name === 'RecordFailed' && cause instanceof Poison);

const expected = new Set([
  'StoreUnavailable',
  'Taken',
  'CutOff',
  'Unreachable',
  'Died',
  'Poison',
  // A rule decides otherwise by now than when it asked, which is for a person to look up.
  'AnswerLost',
]);

export const causeWords = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? String(error)) : String(error);
