// What opens an instance leaves an event or refuses: otherwise its sender would be given the key of
// something that is not there.

import { wrongResult } from '@dure/domain';
import type { AnyMessage } from '@dure/domain';
import { fieldOf } from '../turn/messages.ts';
import type { CommandContext } from './knowledge.ts';

/** Of a rule that says that nothing happens: it may where the sender has named an instance. */
export const needNamed = ({ loaded, unit, command }: CommandContext): void => {
  const isMinted = fieldOf(unit.command, loaded.aggregate.identifiedBy) === undefined;
  if (isMinted && loaded.version === 0) throw opensNothing(command);
};

/** Of a rule that gives an empty list of events: it may where the instance has begun. */
export const needBegun = ({ loaded, command }: CommandContext): void => {
  if (loaded.version === 0) throw opensNothing(command);
};

const opensNothing = ({ type }: AnyMessage): Error =>
  wrongResult(type, undefined, 'opens an instance, and gives no event and no rejection for it');
