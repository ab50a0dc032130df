// Whose an instance is, and whether the caller may command it.

import type { Actor } from '@dure/domain';
import type { CommandEntry } from './catalogue.ts';
import { textOf } from './text.ts';
import { provenBy } from './caller.ts';
import type { Caller, Claims } from './caller.ts';

type Data = { readonly [field: string]: unknown };

// Any state and any row may be read by field name.
const fieldOf = (of: object | undefined, field: string): unknown =>
  (of as Data | undefined)?.[field];

/** What the state of the instance says; the entry that the command names comes before the whole. */
const ownerInState = async (
  command: CommandEntry,
  data: Data,
  owns: string,
): Promise<{ readonly owner: string | undefined; readonly isThere: boolean }> => {
  const [keyField = '', entryField] = command.naming;
  const key = textOf(data[keyField]);
  const entry = entryField === undefined ? undefined : textOf(data[entryField]);
  const { aggregate, register, kernel } = command;
  const instance =
    key === undefined ? undefined : await kernel.instance(aggregate.name, key, entry);
  if (!instance) return { owner: undefined, isThere: false };
  const decisive = instance.state(register, entry);
  const wholes = aggregate.registers.filter(({ per }) => per === undefined);
  const states = [decisive, ...wholes.map((whole) => instance.state(whole))];
  const owner = states.map((state) => textOf(fieldOf(state, owns))).find((of) => of !== undefined);
  return { owner, isThere: decisive.is !== register.initial.is };
};

/** Where the instance does not say whose it is, a row of a view that the actor names may. */
const ownerInRows = async (
  command: CommandEntry,
  data: Data,
  actor: Actor,
): Promise<string | undefined> => {
  for (const [field, view] of Object.entries(actor.through ?? {})) {
    const key = textOf(data[field]);
    const found = key === undefined ? undefined : await command.kernel.row(view, key);
    const owner = textOf(fieldOf(found?.row, actor.owns ?? ''));
    if (owner !== undefined) return owner;
  }
  return undefined;
};

export type Standing = { readonly is: 'may'; readonly claims: Claims } | { readonly is: 'mayNot' };

const mayNot: Standing = { is: 'mayNot' };

/** The one person of an open house takes the place of the owner, whom the rules then see. */
const inPlaceOf = (owns: string, owner: string | undefined, caller: Caller): Standing => ({
  is: 'may',
  claims: owner === undefined ? caller.claims : { ...caller.claims, [owns]: owner },
});

const standingAs = (owns: string, owner: string, caller: Caller): Standing => {
  if (caller.ownsAll) return inPlaceOf(owns, owner, caller);
  const isHis = provenBy(caller.claims, owns).includes(owner);
  return isHis ? { is: 'may', claims: caller.claims } : mayNot;
};

/**
 * Whether the caller, as an actor who may issue the command, may issue it for this instance.
 * What is there and cannot be shown to be theirs is not theirs; what is not there is left to the
 * rules.
 */
export const standing = (
  command: CommandEntry,
  caller: Caller,
  of: { readonly actor: Actor; readonly data: Data },
): Standing | Promise<Standing> => {
  const { owns } = of.actor;
  if (owns === undefined) return { is: 'may', claims: caller.claims };
  const named = textOf(of.data[owns]);
  if (named === undefined) return standingByState(command, caller, { ...of, owns });
  const stands = standingAs(owns, named, caller);
  if (stands.is === 'mayNot' || caller.ownsAll || !namesInstance(command, of.data)) return stands;
  return standingBeside(stands, { command, caller, data: of.data, owns });
};

/** A new instance whose id is minted has no owner yet, so that nothing has to be looked for. */
const namesInstance = (command: CommandEntry, data: Data): boolean =>
  textOf(data[command.naming[0] ?? '']) !== undefined;

type Beside = {
  readonly command: CommandEntry;
  readonly caller: Caller;
  readonly data: Data;
  readonly owns: string;
};

/** Who names themselves in a command is not believed where the instance says whose it is. */
const standingBeside = async (
  stands: Standing,
  { command, caller, data, owns }: Beside,
): Promise<Standing> => {
  const { owner } = await ownerInState(command, data, owns);
  return owner === undefined || provenBy(caller.claims, owns).includes(owner) ? stands : mayNot;
};

const standingByState = async (
  command: CommandEntry,
  caller: Caller,
  { actor, data, owns }: { readonly actor: Actor; readonly data: Data; readonly owns: string },
): Promise<Standing> => {
  const { owner: stated, isThere } = await ownerInState(command, data, owns);
  const owner = stated ?? (await ownerInRows(command, data, actor));
  if (owner !== undefined) return standingAs(owns, owner, caller);
  return isThere && !caller.ownsAll ? mayNot : { is: 'may', claims: caller.claims };
};

/** What an opening command takes from the credential when the client has left it out. */
export const fillOwner = (
  body: { [field: string]: unknown },
  owns: string | undefined,
  caller: Caller,
): void => {
  if (owns === undefined || body[owns] !== undefined) return;
  const [only, another] = provenBy(caller.claims, owns);
  if (only !== undefined && another === undefined) body[owns] = only;
};
