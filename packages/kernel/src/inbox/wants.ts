// What is worth reading before commands are decided. What is not read by then is missed, and the
// command is begun once more when it is there: that is dearer than the reading.

import type { AnyAggregate, AnyMessage } from '@dure/domain';
import type { Engine } from '../engine.ts';
import { entryId } from '../ids.ts';
import type { ItemId, ReadSet } from '../ports.ts';
import { readSetFor } from '../turn/aggregate-repository.ts';
import { unionOf } from '../turn/items.ts';
import { keyIn } from '../turn/messages.ts';
import type { Laned } from '../turn/messages.ts';

/** The instance that a command is for, and the entry of it that the command names. */
export const wantsOf = (aggregate: AnyAggregate, key: string, command: AnyMessage): ReadSet =>
  readSetFor(aggregate, key, aggregate.isLedger ? entryOf(aggregate, key, command) : undefined);

/** An entry that may be among the kept ones is read with them: it need not be asked for. */
const entryOf = (
  { name: type, registers }: AnyAggregate,
  key: string,
  command: AnyMessage,
): ItemId | undefined => {
  const register = registers.find(({ decide }) => decide[command.type] !== undefined);
  if (register?.per === undefined || register.kept?.length !== 0) return undefined;
  const entry = keyIn(command, register.per);
  if (entry === undefined) return undefined;
  return { collection: 'entry', id: entryId({ type, key, register: register.name, entry }) };
};

/** What the commands among some units want. */
export const wantsOfAll = ({ registry }: Engine, all: readonly Laned[]): ReadSet =>
  unionOf(
    all.flatMap(({ key, unit }) => {
      const aggregate = unit.to === 'command' && registry.deciders.get(unit.command.type);
      return aggregate ? [wantsOf(aggregate, key, unit.command)] : [];
    }),
  );
