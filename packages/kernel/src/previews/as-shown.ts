// A command whose sender was shown what it would do: it is done as it was shown, or not at all.

import type { Outcome } from '../api.ts';
import type { TurnTools } from '../engine.ts';
import { loadedFor, perform } from '../commands/decide.ts';
import type { Asking, Performed } from '../commands/decide.ts';
import type { CommandUnit } from '../turn/messages.ts';
import { digestOfAsk, digestOfEvents, madeBetween } from './digest.ts';

type NotAsShown = Extract<Outcome, { readonly is: 'refused' }>;

/** The rejection of a command that would do something else than its sender was shown. */
export const NOT_AS_SHOWN = 'NotAsShown';

export const notAsShown: NotAsShown = { is: 'refused', rejection: { type: NOT_AS_SHOWN } };

export const isAsShown = (asking: Asking, expects: string): boolean =>
  digestOfAsk(asking) === expects;

/**
 * Decides, and takes it back where it is not what was shown. What would do nothing is done: it was
 * so already.
 */
export const performAsShown = (turn: TurnTools, unit: CommandUnit, expects: string): Performed => {
  const { workspace } = turn;
  const mark = workspace.mark();
  const facts = { ...workspace.facts };
  const { performed } = perform(turn, unit);
  if (performed.is !== 'done' || performed.events.length === 0) return performed;
  const records = workspace.appended.slice(mark.appended);
  const { aggregate } = loadedFor(turn, unit.command);
  const digest = digestOfEvents(records, aggregate, madeBetween(facts, workspace.facts));
  if (digest === expects) return performed;
  workspace.goBack(mark);
  return notAsShown;
};
