// Asks whose answer was lost. What cannot be taken back may have been done: until the callee has
// said what became of it, its message asks the same under the same name, and nothing else.

import { isDeepStrictEqual } from 'node:util';
import type { Asked } from '@dure/domain';
import type { Asking, Performed } from '../commands/decide.ts';
import { loadedFor, perform } from '../commands/decide.ts';
import type { TurnTools } from '../engine.ts';
import type { Json } from '../ports.ts';
import { asJson } from '../turn/messages.ts';
import type { CommandUnit } from '../turn/messages.ts';
import type { OpenAsk } from '../turn/aggregate-repository.ts';
import type { AskedForGood, ParkedItem } from './parking-lot.ts';

/** The message would ask for something else while what it asked before may have been done. */
export class AnswerLost extends Error {
  constructor({ name, to }: AskedForGood) {
    const asked = `What ${to ?? 'a callee'} has made of ${name} is not known`;
    super(`${asked}, and its message would ask for something else.`);
    this.name = 'AnswerLost';
  }
}

const forGood = ({ ask, message }: Asked<unknown>): AskedForGood => ({
  name: ask.name,
  to: ask.callee,
  // As it is once it was stored, where what is undefined is left out.
  message: JSON.parse(JSON.stringify(message)) as Json,
});

/** What is to be remembered of an ask that begins: nothing, where it can be taken back. */
export const askedBy = ({ asked }: Asking, open: OpenAsk): AskedForGood | null =>
  open.undo === undefined ? forGood(asked) : null;

const isSame = (lost: AskedForGood, performed: Performed): boolean =>
  performed.is === 'asking' && isDeepStrictEqual(forGood(performed.asked), lost);

/**
 * Holds a message to what it has asked before, where it asks that again: under the same name the
 * callee would answer what it was asked first. A board may decide by now to ask something else, or
 * that it needs no answer any more.
 * @throws {AnswerLost} it would ask with another content: a person looks up what became of it.
 */
export const holdTo = (lost: AskedForGood, performed: Performed): void => {
  const isAgain = performed.is === 'asking' && performed.asked.ask.name === lost.name;
  if (isAgain && !isSame(lost, performed)) throw new AnswerLost(lost);
};

/** What a parked message has asked that may have been done, and cannot be taken back. */
export const lostIn = (turn: TurnTools, item: ParkedItem): AskedForGood | undefined => {
  const { unit, asked } = item.parked;
  if (asked !== undefined) return asked ?? undefined;
  if (unit.to === 'call') return callBefore(item);
  return unit.to === 'command' ? askBefore(turn, item, unit) : undefined;
};

/** A call that an earlier version parked: it was made, unless it is parked for its undo. */
const callBefore = ({ parked: { unit, cause } }: ParkedItem): AskedForGood | undefined => {
  if (unit.to !== 'call' || cause === 'undo') return undefined;
  const { type, to, data } = unit.call;
  return { name: type, to, message: asJson(data) };
};

/** What an earlier version parked does not say what it asked: it may have been anything. */
const askBefore = (
  turn: TurnTools,
  { id, parked: { cause } }: ParkedItem,
  { command }: CommandUnit,
): AskedForGood | undefined => {
  const aggregate = turn.engine.registry.deciders.get(command.type);
  if (!aggregate) return undefined;
  const { ask } = loadedFor(turn, command);
  const isOpen = ask?.parked === id;
  if (isOpen) return ask.undo ? undefined : { name: ask.ask, message: null };
  const isUndone = aggregate.asks.length > 0 && aggregate.asks.every((of) => of.ask.undo);
  if (cause !== 'unavailable' || isUndone) return undefined;
  return { name: command.type, message: null };
};

/** Whether a message that was mended asks the very same as before. Nothing of the try is left. */
export const asksTheSame = (turn: TurnTools, lost: AskedForGood, unit: CommandUnit): boolean => {
  const { workspace } = turn;
  const mark = workspace.mark();
  try {
    const loaded = loadedFor(turn, unit.command);
    loaded.setAsk(undefined);
    return isSame(lost, perform(turn, unit).performed);
  } finally {
    workspace.goBack(mark);
  }
};
