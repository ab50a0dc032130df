// Commands without the key of an instance. Whoever sends one means a new instance, or has made a
// mistake that would otherwise make one in silence.

import { Instance, isOpen, placeOf } from '@dure/domain';
import type { AnyAggregate, AnyMessage } from '@dure/domain';
import type { Registry } from '../registry.ts';
import { keyIn } from '../turn/messages.ts';

/** Whether a command may begin an instance: it meets a rule where nothing has happened yet. */
const mayOpen = (aggregate: AnyAggregate, command: AnyMessage): boolean => {
  const { register } = placeOf(aggregate, command);
  // An entry lies in a ledger that somebody has begun, where the ledger has a state of its own.
  const isEntry = register.per !== undefined;
  if (isEntry && aggregate.registers.some(({ per }) => per === undefined)) return false;
  return isOpen(new Instance(aggregate), command);
};

/**
 * Whether it is right that a command names no instance.
 * @throws {Error} it would have to say which.
 */
const needOpening = (aggregate: AnyAggregate, command: AnyMessage): void => {
  if (mayOpen(aggregate, command)) return;
  const { type } = command;
  throw new Error(`${type} does not say its ${aggregate.identifiedBy}, and opens no new one.`);
};

/** What leads a command without a key to a partition, as `needOpening` allows. */
export const newKey = (aggregate: AnyAggregate, command: AnyMessage, id: string): string => {
  needOpening(aggregate, command);
  return id;
};

/** As `needOpening`, for a command to any context of the wall. */
export const needAddress = ({ takers }: Registry, command: AnyMessage): void => {
  const aggregate = takers.get(command.type)?.aggregate;
  if (!aggregate || keyIn(command, aggregate.identifiedBy) !== undefined) return;
  needOpening(aggregate, command);
};
