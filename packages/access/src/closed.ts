// Whether a command is possible on its instance now, before anyone fills in its fields.

import { Instance, isOpen, mayDo } from '@dure/domain';
import type { AnyMessage } from '@dure/domain';
import type { Outcome } from '@dure/kernel';
import type { CommandEntry } from './catalogue.ts';

type Names = { readonly [field: string]: unknown };

export type OutOfTurn = Extract<Outcome, { readonly is: 'outOfTurn' }>;

/** A command on the instance that these fields name; its rules are found by them. */
const probe = (command: CommandEntry, names: Names, type = command.name): AnyMessage => ({
  ...Object.fromEntries(command.naming.map((field) => [field, names[field]])),
  type,
});

/**
 * The instance, its state as the world sees it, whether the command is open in it, and whether it
 * may do something there.
 */
export const stateFor = async (command: CommandEntry, names: Names) => {
  const { aggregate, register, kernel } = command;
  const [keyField = '', entryField] = command.naming;
  const entry = entryField === undefined ? undefined : String(names[entryField]);
  const found = await kernel.instance(aggregate.name, String(names[keyField]), entry);
  const instance = found ?? new Instance(aggregate);
  const state = instance.state(register, entry);
  const message = probe(command, names);
  return {
    instance,
    state,
    isOpen: isOpen(instance, message),
    isOfUse: mayDo(instance, message),
  };
};

/** What the kernel would answer, where the instance is named and the command closed for it. */
export const closedNow = async (
  command: CommandEntry,
  names: Names,
): Promise<OutOfTurn | undefined> => {
  const { register } = command;
  if (!command.naming.every((field) => typeof names[field] === 'string')) return undefined;
  const { instance, state, isOpen: isPossible } = await stateFor(command, names);
  if (isPossible) return undefined;
  const possible = Object.keys(register.decide).filter((type) =>
    mayDo(instance, probe(command, names, type)),
  );
  const [status = state.is] = register.states[state.is]?.sketch.status ?? [];
  return { is: 'outOfTurn', state: status, isInitial: state.is === register.initial.is, possible };
};
